/**
 * Searches about a graph of 100,000 commitments, with the time limits that a service has by default: each is answered, or
 * refused by a bound, or ended by the limit, and what both stores answer they answer alike.
 */
import { expect, test } from "@jest/globals";
import { parse } from "graphql";
import { lookAlike } from "../../bench/generate/look-alike.mjs";
import { Engine, JsonText } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { DEFAULT_LIMITS, type Store } from "../../src/plan/index.js";
import { seedChanges } from "../support/seed.js";
import { stores } from "../support/stores.js";

const changes = lookAlike(model, seedChanges(), { commitments: 100_000, random: 1 });

/** Between the rows of a statement SQLite looks at the clock; what goes on between two looks may take so long on a busy machine. */
const SLACK_MS = 2_000;

const ASKED = parse(`query ($q: String!, $types: [NodeType!], $where: CommitmentWhere) {
  search(query: $q, types: $types, where: $where, first: 50) {
    totalCount isPart hasAllWords edges { score highlights { field fragments } node { id } } } }`);

const NOBODY = { AND: [{ title: { contains: "zzzz" } }, { themes: { some: { id: { within: "quantum" } } } }] };
const SEARCHES = [
  ...["asean", "a", "as", "the ", "asean digital", "asean -digital", '"digital economy"', "viet nam", "MCC", "cybersecurty centre"].map(
    (q) => ({ q }),
  ),
  { q: "asean digital ministers meeting data economy cybersecurity network" },
  { q: "stop scam call centers on the border zebra" },
  { q: "a b c d e f g h i j k l m n o p q r s t u v w x y z digital economy data asean c" },
  { q: "digital ", types: ["THEME"] },
  { q: "digital ", types: ["MILESTONE", "COUNTRY"] },
  { q: "asean ", where: { status: { eq: "DELIVERED" } } },
  { q: "asean ", where: NOBODY },
  { q: "asean digital data cooperation ", where: NOBODY },
  { q: "asean ", where: { milestones: { none: { evidence: { some: { title: { contains: "e" } } } } } } },
];

/** What a store answers to each, and its codes of errors. No read may take longer than the store's limit. */
async function answersOf(store: Store): Promise<unknown[]> {
  let longest = 0;
  const read: Store["read"] = async (...args) => {
    const start = performance.now();
    try {
      return await store.read(...args);
    } finally {
      longest = Math.max(longest, performance.now() - start);
    }
  };
  const timed = Object.create(store, { read: { value: read } }) as Store;
  const engine = new Engine({ model, store: timed, limits: DEFAULT_LIMITS });
  const answers: unknown[] = [];
  for (const variables of SEARCHES) {
    const start = performance.now();
    const result = await engine.execute({ document: ASKED, variables });
    process.stderr.write(`${store.name} ${Math.round(performance.now() - start)} ms: ${JSON.stringify(variables)}\n`);
    answers.push("errors" in result ? result.errors[0]!.extensions.code : JSON.parse((result.data as JsonText).text));
  }
  expect(longest).toBeLessThan(store.timeoutMs + SLACK_MS);
  return answers;
}

const isWithinBounds = (answer: unknown) => typeof answer === "object" || answer === "COST_LIMIT_EXCEEDED" || answer === "TIMEOUT";

test("no search outlives the time limit, and both stores answer alike", async () => {
  let expected: unknown[] | null = null;
  for (const kind of stores) {
    const { store, close } = await kind.fill(model, changes, { deadline: "as served", isLarge: true });
    const answers = await answersOf(store).finally(close);
    expect(answers.filter((answer) => !isWithinBounds(answer))).toEqual([]);
    if (kind.name === "sqlite") expect(answers.filter((answer) => typeof answer === "object").length).toBeGreaterThan(SEARCHES.length / 2);
    expected ??= answers;
    for (const [i, answer] of answers.entries()) {
      const bothAnswer = answer !== "TIMEOUT" && expected[i] !== "TIMEOUT";
      if (bothAnswer) expect([SEARCHES[i], answer]).toEqual([SEARCHES[i], expected[i]]);
    }
  }
}, 3_600_000);
