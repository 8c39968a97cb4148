/**
 * What is computed, asked of a graph of 100,000 commitments where it has most to do: each question is answered, or refused
 * because it asks for too much; none is ended by the time limit. It prints how long each took, at first and once more.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { lookAlike } from "../../bench/generate/look-alike.mjs";
import { JsonText, type Engine } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { seedChanges } from "../support/seed.js";
import { stores, type Filled } from "../support/stores.js";

const HOUR = 3_600_000;

/** The nodes that have most of something, by the name that stands for them in questions. */
const HUBS = `{
  builtOn: commitments(first: 1, orderBy: [{ builtOnBy: { count: DESC } }]) { nodes { id } }
  milestones: commitments(first: 1, orderBy: [{ milestones: { count: DESC } }]) { nodes { id } }
  meeting: meetings(first: 1, orderBy: [{ commitments: { count: DESC } }]) { nodes { id } }
  country: countries(first: 1, orderBy: [{ commitments: { count: DESC } }]) { nodes { id } }
}`;

/** Questions, and whether they are answered. */
const QUESTIONS: readonly (readonly [name: string, isAnswered: boolean, query: string])[] = [
  [
    "lineage of what most build on",
    true,
    `commitment(id: "$builtOn") { lineage(first: 200) { totalCount edges { depth steps { relation id } node { title } } } }`,
  ],
  ["lineage of 20", true, `commitments(first: 20) { nodes { lineage { totalCount nodes { id } } } }`],
  [
    "lineage of the 200 on which most build",
    false,
    `commitments(first: 200, orderBy: [{ builtOnBy: { count: DESC } }]) { nodes { lineage { totalCount } } }`,
  ],
  [
    "boundBy of the country with most",
    true,
    `country(id: "$country") { boundBy(first: 200) { edges { through certainty since node { title } } } }`,
  ],
  ["how many bind it", true, `country(id: "$country") { boundBy { totalCount } }`],
  ["boundBy of all countries", true, `countries { nodes { boundBy(first: 5) { nodes { id } } } }`],
  ["how many bind each of all countries", false, `countries { nodes { boundBy { totalCount } } }`],
  ["boundCountries of 200", true, `commitments(first: 200) { nodes { boundCountries { totalCount nodes { id } } } }`],
  [
    "followUp of what most build on",
    true,
    `commitment(id: "$builtOn") { followUp(first: 200) { totalCount edges { date relation node { id } } } }`,
  ],
  [
    "followUp of what has most milestones",
    true,
    `commitment(id: "$milestones") { followedUp followUp(first: 200) { totalCount edges { date node { id } } } }`,
  ],
  [
    "followUp of the 200 on which most build",
    true,
    `commitments(first: 200, orderBy: [{ builtOnBy: { count: DESC } }]) { nodes { followedUp followUp { totalCount } } }`,
  ],
  ["the first that nothing followed", true, `commitments(where: { followedUp: false }) { nodes { id } }`],
  ["carriedOver of the meeting with most", true, `meeting(id: "$meeting") { carriedOver(first: 200) { totalCount nodes { title } } }`],
  [
    "carriedOver of the 50 meetings with most",
    false,
    `meetings(first: 50, orderBy: [{ commitments: { count: DESC } }]) { nodes { carriedOver { totalCount } } }`,
  ],
  ["overdue of 200", true, `commitments(first: 200) { nodes { overdue } }`],
  ["overdueCommitments, counted", true, `overdueCommitments(first: 200) { totalCount nodes { title dueYear } }`],
  ["timeline, its start", true, `timeline(first: 200) { edges { date kind node { id } } pageInfo { hasNextPage } }`],
  [
    "timeline, its end, by the month",
    true,
    `timeline(last: 200, granularity: MONTH) { edges { date period node { id } } pageInfo { hasPreviousPage } }`,
  ],
  ["timeline of a span", true, `timeline(from: "2015-06", to: "2016", first: 200) { edges { date node { id } } }`],
  ["timeline of what ASEAN made", true, `timeline(where: { parties: { some: { id: { eq: "asean" } } } }) { nodes { id } }`],
  [
    "timeline of a theme",
    true,
    `timeline(where: { themes: { some: { id: { within: "artificial-intelligence" } } } }, last: 20) { nodes { id } }`,
  ],
  ["timeline of a commitment", true, `timeline(where: { id: { eq: "$milestones" } }) { totalCount nodes { id } periods { period total } }`],
  ["timeline of words that none has", true, `timeline(where: { statement: { contains: "no such words" } }) { totalCount nodes { id } }`],
  ["timeline, counted", true, `timeline { totalCount }`],
  ["timeline, counted by the month", false, `timeline(granularity: MONTH) { periods { period total } }`],
  [
    "timeline of ten years, counted by the month",
    true,
    `timeline(from: "1996", to: "2005", granularity: MONTH) { totalCount periods { period total } }`,
  ],
  ["timeline of what ASEAN made, counted", false, `timeline(where: { parties: { some: { id: { eq: "asean" } } } }) { totalCount }`],
];

describe.each(stores.map((kind) => [kind.name, kind] as const))("on %s", (name, kind) => {
  let filled: Filled;
  let engine: Engine;
  const hubs = new Map<string, string>();

  const ask = async (query: string) => {
    const start = performance.now();
    const result = await engine.execute({ document: parse(query) });
    const ms = Math.round(performance.now() - start);
    if ("errors" in result) return { code: result.errors[0]!.extensions.code, data: null, ms };
    return { code: null, data: (result.data instanceof JsonText ? JSON.parse(result.data.text) : result.data) as any, ms };
  };

  beforeAll(async () => {
    filled = await kind.fill(model, lookAlike(model, seedChanges(), { commitments: 100_000, random: 1 }), { isLarge: true });
    engine = filled.engine();
    const { data } = await ask(HUBS);
    for (const [hub, { nodes }] of Object.entries<any>(data)) hubs.set(hub, nodes[0].id);
  }, HOUR);
  afterAll(() => filled?.close());

  test.each(QUESTIONS)(
    "%s",
    async (question, isAnswered, text) => {
      const query = `{ ${text.replaceAll(/\$(\w+)/g, (_, hub: string) => hubs.get(hub)!)} }`;
      const [first, again] = [await ask(query), await ask(query)];
      process.stderr.write(`| ${question} | ${name} | ${first.ms} | ${again.ms} | ${again.code ?? "answered"} |\n`);
      expect(first.code).toBe(isAnswered ? null : "COST_LIMIT_EXCEEDED");
      expect(again.code).toBe(first.code);
    },
    HOUR,
  );
});
