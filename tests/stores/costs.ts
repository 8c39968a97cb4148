/**
 * What questions cost that must cost the same however much data there is. On Neo4j that is counted in db hits, which are
 * the same on every machine; SQLite says how it goes about them.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { parse } from "graphql";
import neo4j, { Session, Transaction, type Driver, type ProfiledPlan } from "neo4j-driver";
import { lookAlike } from "../../bench/generate/look-alike.mjs";
import { Engine, type JsonText } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { DEFAULT_LIMITS, type Store } from "../../src/plan/index.js";
import { loadNeo4j, openNeo4j } from "../../src/stores/neo4j/index.js";
import { openSqlite, type SqliteLogEntry } from "../../src/stores/sqlite/index.js";
import { borrowNeo4j, describeOnNeo4j, forgetRevision, type Lent } from "../support/neo4j.js";
import { seedChanges } from "../support/seed.js";

export interface CostOptions {
  /** The graph has so many. */
  readonly commitments: number;
  /** The number of a page of 20 that is far from the start; in it, commitments still have a year by which they are due. */
  readonly page: number;
  /** How long it may take to fill a store. */
  readonly fillMs: number;
  /** Told what each question cost. */
  readonly report?: (line: string) => void;
}

interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

type Ask = (question: Question) => Promise<any>;

interface Cost {
  readonly name: string;
  question(ask: Ask): Question | Promise<Question>;
  /** How many db hits it may take. */
  readonly hits: number;
  /** What SQLite reads by an index or sorts. */
  readonly steps: readonly string[];
}

const NEWEST = "madeOn: DESC";
/** Three commitments in four have no such year. */
const DUE = "dueYear: ASC";

const pageBy = (order: string, after: string | null): Question => ({
  query: `query ($after: String) {
    commitments(first: 20, after: $after, orderBy: [{ ${order} }]) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id title status madeOn
        themes(first: 3) { edges { rank node { id label } } }
        parties(first: 3) { edges { role node { id name } } }
        statedIn(first: 3) { edges { locator node { id title } } }
        milestones(first: 3) { nodes { date status } }
      }
    }
  }`,
  variables: { after },
});

const SORT = "SORT";
const LISTS = [
  "Commitment_themes_by_source (source_key=?)",
  "Commitment_parties_by_source (source_key=?)",
  "Commitment_statedIn_by_source (source_key=?)",
  "Milestone_commitment_by_target (target_key=?)",
].flatMap((edges) => [`SEARCH ${edges}`, SORT]);

/** The cursor after so many commitments, found by going through them in large pages. */
async function cursorAfter(ask: Ask, count: number, order: string): Promise<string | null> {
  const query = `query ($after: String, $first: Int) { commitments(first: $first, after: $after, orderBy: [{ ${order} }]) { pageInfo { endCursor } } }`;
  let after: string | null = null;
  for (let left = count; left > 0; left -= DEFAULT_LIMITS.pageSize) {
    const { commitments } = await ask({ query, variables: { after, first: Math.min(left, DEFAULT_LIMITS.pageSize) } });
    after = commitments.pageInfo.endCursor;
  }
  return after;
}

/** The id of the first node of a list. */
async function firstOf(ask: Ask, list: string): Promise<string> {
  const { found } = await ask({ query: `{ found: ${list} { nodes { id } } }` });
  return found.nodes[0].id;
}

const themeBy = (direction: "ASC" | "DESC") => (ask: Ask) =>
  firstOf(ask, `themes(first: 1, where: { commitments: { some: {} } }, orderBy: [{ commitments: { count: ${direction} } }])`);

async function commitmentById(ask: Ask): Promise<Question> {
  return {
    query: "query ($id: ID!) { commitment(id: $id) { id title status madeOn } }",
    variables: { id: await firstOf(ask, "commitments(first: 1)") },
  };
}

async function ofActorWithNone(ask: Ask): Promise<Question> {
  const id = await firstOf(ask, "actors(first: 1, where: { commitments: { none: {} } })");
  return {
    query: "query ($id: ID!) { commitments(where: { parties: { some: { id: { eq: $id } } } }) { nodes { id title } } }",
    variables: { id },
  };
}

/** The newest of a theme, asked of the theme or of all commitments. The key is part of SQLite's statement, which is told of once. */
const newestOf = (key: string, theme: (ask: Ask) => Promise<string>) => async (ask: Ask) => ({
  query: `query ($id: ID!) { ${key}: theme(id: $id) { commitments(first: 5) { nodes { id title madeOn } } } }`,
  variables: { id: await theme(ask) },
});
const newestWith = (key: string, theme: (ask: Ask) => Promise<string>) => async (ask: Ask) => ({
  query: `query ($id: ID!) { ${key}: commitments(first: 5, where: { themes: { some: { id: { eq: $id } } } }) { nodes { id title madeOn } } }`,
  variables: { id: await theme(ask) },
});

/** A page of 20 that begins after so many commitments, by an order. */
const pageAfter = (count: number, order: string) => async (ask: Ask) => pageBy(order, await cursorAfter(ask, count, order));

const along = (index: string, places: readonly string[]) => [...places.map((place) => `SEARCH ${index} ${place}`), ...LISTS];
/** A node by its id, which may be an old one. */
const byId = (type: string) => [`SEARCH sqlite_autoindex_${type}_1 (id=?)`, "SEARCH sqlite_autoindex_id_redirect_1 (id=?)"];
const named = (type: string) => `SEARCH sqlite_autoindex_${type}_1 (id=?)`;

function costs({ commitments, page }: CostOptions): readonly Cost[] {
  const before = (page - 1) * 20;
  const amongMissing = Math.floor((commitments * 0.6) / 20) * 20;
  return [
    { name: `page 1 by ${NEWEST}`, question: () => pageBy(NEWEST, null), hits: 1_500, steps: ["SCAN Commitment_by_madeOn", ...LISTS] },
    {
      name: `page ${page} by ${NEWEST}`,
      question: pageAfter(before, NEWEST),
      hits: 1_500,
      steps: along("Commitment_by_madeOn", ["(madeOn_day=? AND id<?)", "(madeOn_day<?)", "(madeOn_day=?)"]),
    },
    { name: `page 1 by ${DUE}`, question: () => pageBy(DUE, null), hits: 1_500, steps: ["SCAN Commitment_by_dueYear", ...LISTS] },
    {
      name: `page ${page} by ${DUE}`,
      question: pageAfter(before, DUE),
      hits: 1_500,
      steps: along("Commitment_by_dueYear", ["(dueYear=? AND id>?)", "(dueYear>?)", "(dueYear=?)"]),
    },
    {
      name: `page ${amongMissing / 20 + 1} by ${DUE}, where it is missing`,
      question: pageAfter(amongMissing, DUE),
      hits: 1_500,
      steps: along("Commitment_by_dueYear", ["(dueYear=? AND id>?)"]),
    },
    { name: "how many there are", question: () => ({ query: "{ commitments { totalCount } }" }), hits: 5, steps: [] },
    { name: "one by its id", question: commitmentById, hits: 5, steps: byId("Commitment") },
    {
      name: "the newest five of the theme with most",
      question: newestOf("most", themeBy("DESC")),
      hits: 500,
      // it sorts all that the theme has: of 100,000 commitments 20,000, in some 16 ms
      steps: [...byId("Theme"), "SEARCH Commitment_themes_by_target (target_key=?)", SORT],
    },
    {
      name: "the newest five of the theme with fewest",
      question: newestOf("fewest", themeBy("ASC")),
      hits: 500,
      steps: [...byId("Theme"), "SEARCH Commitment_themes_by_target (target_key=?)", SORT],
    },
    {
      name: "of all, the newest five that have the theme with most",
      question: newestWith("most", themeBy("DESC")),
      hits: 500,
      steps: ["SCAN Commitment_by_madeOn", "SEARCH Commitment_themes_by_target (target_key=? AND source_key=?)", named("Theme")],
    },
    {
      name: "of all, the newest five that have the theme with fewest",
      question: newestWith("fewest", themeBy("ASC")),
      hits: 500,
      steps: [named("Theme"), "SEARCH Commitment_themes_by_target (target_key=?)", SORT],
    },
    {
      name: "of all, those of an actor that has none",
      question: ofActorWithNone,
      hits: 50,
      steps: [named("Actor"), "SEARCH Commitment_parties_by_target (target_key=?)", SORT],
    },
  ];
}

/** So slow a read would be a fault; a busy machine is none. */
const DEADLINE_MS = 20_000;

function askOf(store: Store): Ask {
  const engine = new Engine({ model, store, limits: DEFAULT_LIMITS });
  return async ({ query, variables }) => {
    const result = await engine.execute({ document: parse(query), variables });
    if ("errors" in result) throw result.errors[0]!;
    return JSON.parse((result.data as JsonText).text);
  };
}

type Logged = Extract<SqliteLogEntry, { kind: "statement" }>;

/** What SQLite reads in search of rows, in short, and where it sorts. Rows whose key is at hand, and those that it found before, are not told. */
function stepsOf({ steps }: Logged): string[] {
  const found = new Set(steps.flatMap((step) => /^(?:CO-ROUTINE|MATERIALIZE) (.+)/.exec(step)?.[1] ?? []));
  return steps.flatMap((step) => {
    const [, how, what, by = ""] = /^(SCAN|SEARCH) (\S+|CONSTANT ROW)(?: USING (?:COVERING )?(?:INDEX )?(.+))?/.exec(step) ?? [];
    if (how) return found.has(what!) || what === "CONSTANT" || by.startsWith("INTEGER PRIMARY KEY") ? [] : `${how} ${by || what}`;
    return step.startsWith("USE TEMP B-TREE") ? SORT : [];
  });
}

/** Declares tests of what questions cost about a generated graph. */
export function testCosts(options: CostOptions): void {
  const { commitments, fillMs, report } = options;
  const changes = lookAlike(model, seedChanges(), { commitments, random: 1 });

  describe(`SQLite, with ${commitments} commitments`, () => {
    let directory: string;
    let store: Store;
    let ask: Ask;
    let logged: Logged | null;
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), "costs-"));
      const log = (entry: SqliteLogEntry) => void (logged = entry.kind === "statement" ? entry : null);
      store = await openSqlite({ directory, model, stamp: "costs", load: () => changes, deadlineMs: DEADLINE_MS, log });
      ask = askOf(store);
    }, fillMs);
    afterAll(async () => {
      await store?.close();
      await rm(directory, { recursive: true, force: true });
    });

    test.each(costs(options))("$name", async ({ question, steps }) => {
      const asked = await question(ask);
      logged = null;
      await ask(asked);
      expect(stepsOf(logged!)).toEqual(steps);
    });
  });

  describeOnNeo4j(`Neo4j, with ${commitments} commitments`, () => {
    let lent: Lent;
    let store: Store;
    let ask: Ask;
    let driver: Driver;
    // what the store sends, whatever it makes of a question
    const spies = [Session, Transaction].map(({ prototype }) => jest.spyOn(prototype as Session, "run"));
    beforeAll(async () => {
      lent = await borrowNeo4j();
      await forgetRevision(lent);
      await loadNeo4j({ ...lent, model, graceMs: 0 }, changes);
      store = await openNeo4j({ ...lent, model, timeoutMs: DEADLINE_MS });
      ask = askOf(store);
      driver = neo4j.driver(lent.uri, lent.password ? neo4j.auth.basic(lent.user!, lent.password) : undefined);
    }, fillMs);
    afterAll(async () => {
      spies.forEach((spy) => spy.mockRestore());
      await store?.close();
      await driver?.close();
      lent?.release();
    });

    async function hitsOf(question: Question): Promise<{ hits: number; statements: number }> {
      spies.forEach((spy) => spy.mockClear());
      await ask(question);
      const sent = spies.flatMap((spy) => [...spy.mock.calls]).filter(([text]) => !isLook(text as string));
      let hits = 0;
      for (const [text, parameters] of sent) {
        const { summary } = await driver.executeQuery(`PROFILE ${text as string}`, parameters, { routing: "READ" });
        hits += sumOf(summary.profile as ProfiledPlan);
      }
      return { hits, statements: sent.length };
    }

    test.each(costs(options))("$name: at most $hits db hits", async ({ name, question, hits }) => {
      const found = await hitsOf(await question(ask));
      report?.(`${name}: ${found.hits} db hits, statements: ${found.statements}`);
      expect(found.hits).toBeGreaterThan(0);
      expect(found.hits).toBeLessThanOrEqual(hits);
    });
  });
}

/** The store also looks a few times a second which revision is there, whoever asks. */
const isLook = (text: string): boolean => text.includes("d.sequence");

const sumOf = ({ dbHits, children }: ProfiledPlan): number => children.reduce((sum, child) => sum + sumOf(child), Number(dbHits));
