/** How statements are executed: what EXPLAIN QUERY PLAN says of the shapes that matter, on a graph large enough to matter. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test as it } from "@jest/globals";
import type { Change } from "../../../src/dataset/index.js";
import { not, type Plan, type Store } from "../../../src/plan/index.js";
import { openSqlite, type SqliteLogEntry } from "../../../src/stores/sqlite/index.js";
import { by, ids, page, pageInfo, plan, relationshipOf, select, shape, some, test, typeOf } from "./pages.js";
import { smallModel } from "./small-model.js";

const PEOPLE = 3000;
const PLACES = 300;

/** Many people; most live at one place, a few at another. */
function* changes(): Iterable<Change> {
  for (const id of ["everywhere", "town", "street"]) yield { op: "node", type: "Place", id, properties: { label: id } };
  for (let i = 0; i < PLACES; i++) yield { op: "node", type: "Place", id: `place${i}`, properties: { label: "Somewhere" } };
  for (let i = 0; i < PEOPLE; i++) {
    const born = i % 7 === 0 ? null : `${1950 + (i % 60)}-${String(1 + (i % 12)).padStart(2, "0")}`;
    yield {
      op: "node",
      type: "Person",
      id: `p${i}`,
      properties: { name: `Name ${i % 500}`, awake: i % 2 === 0, age: i % 90, born, mood: i % 3 === 0 ? "SAD" : "CALM" },
    };
  }
  yield { op: "edge", edge: "Place.broader", from: "street", to: "town", properties: {} };
  for (let i = 0; i < PLACES; i++) yield { op: "edge", edge: "Place.broader", from: `place${i}`, to: `place${i >> 1}`, properties: {} };
  for (let i = 0; i < PEOPLE; i++)
    yield { op: "edge", edge: "Person.home", from: `p${i}`, to: i % 500 === 0 ? "street" : "everywhere", properties: {} };
  for (let i = 0; i < PEOPLE; i++)
    yield {
      op: "edge",
      edge: "Being.likes",
      from: `p${i}`,
      to: `p${(i * 7) % PEOPLE}`,
      properties: { weight: i % 5, since: null, source: null, open: true },
    };
}

const directory = mkdtempSync(join(tmpdir(), "sqlite-plans-"));
let store: Store;
let last: Extract<SqliteLogEntry, { kind: "statement" }> | null = null;

beforeAll(async () => {
  store = await openSqlite({
    directory,
    model: smallModel,
    stamp: "1",
    load: () => ({ dataset: { revision: "1" } as never, changes: changes() }),
    log: (entry) => (last = entry.kind === "statement" ? entry : last),
  });
});

afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

/** The steps of a plan that read or sort tables of the graph. */
async function steps(asked: Plan): Promise<string[]> {
  last = null;
  await store.read(asked);
  return last!.steps.filter((step) => /Person|Place|Being|TEMP B-TREE|MATERIALIZE/.test(step) || /^SCAN a\d+$/.test(step));
}

const Person = typeOf("Person");
const BORN = ["DESC", "ASC"] as const;
/** What is read of the rows of the page alone. */
const PAGE_ALONE = /^SEARCH \w+ USING INTEGER PRIMARY KEY \(rowid=\?\)$/;
/** Rows of the page, or of something as small. */
const DERIVED = /^SCAN a\d+$/;

const byIndex = (found: readonly string[]) => found.filter((step) => !PAGE_ALONE.test(step) && !DERIVED.test(step));

describe("a page over a type", () => {
  it.each(BORN)("the first one follows the index, without a sort (%s)", async (direction) => {
    expect(byIndex(await steps(plan(page(Person, { order: [by("Person", "born", direction)] }))))).toEqual([
      "SCAN a3 USING COVERING INDEX Person_by_born",
    ]);
  });

  it.each(BORN)("so does the last one, and only the page is turned round (%s)", async (direction) => {
    expect(byIndex(await steps(plan(page(Person, { order: [by("Person", "born", direction)], backward: true }))))).toEqual([
      "SCAN a3 USING COVERING INDEX Person_by_born",
      "USE TEMP B-TREE FOR ORDER BY",
    ]);
  });

  it.each(
    BORN.flatMap((direction) => ["1990-05-01", null].flatMap((born) => [true, false].map((backward) => ({ direction, born, backward })))),
  )(
    "one at any place is found there: nothing is looked through and nothing is sorted but the page (%p)",
    async ({ direction, born, backward }) => {
      const cursor = [born, "p1500"];
      const found = byIndex(
        await steps(plan(page(Person, { order: [by("Person", "born", direction)], backward, [backward ? "before" : "after"]: cursor }))),
      );
      expect(found.filter((step) => !step.startsWith("SEARCH a3 USING COVERING INDEX Person_by_born"))).toEqual(
        backward ? ["USE TEMP B-TREE FOR ORDER BY"] : [],
      );
    },
  );

  it("one between two places ends at the second", async () => {
    const found = byIndex(await steps(plan(page(Person, { after: ["1990-05-01", "p1"], before: ["1990-03-01", "p1"] }))));
    expect(found).toContain("SEARCH a3 USING COVERING INDEX Person_by_born (born_day>? AND born_day<?)");
  });

  it("by several keys is found by the first ones, and sorts what is equal there", async () => {
    const found = byIndex(
      await steps(plan(page(Person, { order: [by("Person", "age", "ASC"), by("Person", "name", "DESC")], after: [30, "Name 3", "p7"] }))),
    );
    expect(found.every((step) => step.startsWith("SEARCH") || /LAST \d+ TERMS|FOR ORDER BY|LAST TERM/.test(step))).toBe(true);
    expect(found.some((step) => step.startsWith("SCAN"))).toBe(false);
  });

  it("whether one lies before is looked up", async () => {
    const found = byIndex(
      await steps(plan(page(Person, { after: ["1990-05-01", "p1"], shape: shape({ info: pageInfo("hasPreviousPage") }) }))),
    );
    expect(found.filter((step) => step.startsWith("SCAN"))).toEqual([]);
  });
});

describe("a filter", () => {
  it("that no index answers is tested along the order", async () => {
    expect(byIndex(await steps(plan(page(Person, { where: test("Person", "name", "contains", "9") }))))).toEqual([
      "SCAN a3 USING INDEX Person_by_born",
    ]);
  });

  it("on a value that many have is tested along the order, on one that few have leads to them", async () => {
    expect(byIndex(await steps(plan(page(Person, { where: test("Person", "mood", "eq", "CALM") }))))).toEqual([
      "SCAN a3 USING INDEX Person_by_born",
    ]);
    expect(byIndex(await steps(plan(page(Person, { where: test("Person", "name", "eq", "Name 3") }))))).toEqual([
      "SEARCH a3 USING INDEX Person_by_name (name=?)",
      "USE TEMP B-TREE FOR ORDER BY",
    ]);
    expect(byIndex(await steps(plan(page(Person, { where: test("Person", "id", "eq", "p3") })))).slice(0, 1)).toEqual([
      "SEARCH a3 USING INDEX sqlite_autoindex_Person_1 (id=?)",
    ]);
  });

  it("that names a node with few edges starts there, one with very many is tested along the order", async () => {
    const few = await steps(plan(page(Person, { where: some("Person", "home", test("Place", "id", "eq", "street")) })));
    expect(few).toContainEqual(expect.stringMatching(/^SEARCH \w+ USING COVERING INDEX Person_home_by_target \(target_key=\?\)$/));
    const many = await steps(plan(page(Person, { where: some("Person", "home", test("Place", "id", "eq", "everywhere")) })));
    expect(many[0]).toBe("SCAN a3 USING COVERING INDEX Person_by_born");
    expect(many).toContainEqual(
      expect.stringMatching(
        /^SEARCH \w+ USING COVERING INDEX Person_home_by_(source|target) \((source|target)_key=\? AND (source|target)_key=\?\)$/,
      ),
    );
  });

  it("within a tree goes down by the index", async () => {
    const within = { kind: "within", hierarchy: typeOf("Place").hierarchy!, id: "town" } as const;
    const found = await steps(plan(page(Person, { where: some("Person", "home", within) })));
    expect(found).toContainEqual(expect.stringMatching(/USING COVERING INDEX Place_broader_by_target \(target_key=\?\)$/));
    expect(found).toContainEqual(expect.stringMatching(/USING COVERING INDEX Person_home_by_target \(target_key=\?\)$/));
  });

  it("is evaluated once for a page and its count", async () => {
    const found = await steps(
      plan(
        page(Person, {
          where: test("Person", "name", "contains", "9"),
          shape: shape({ nodes: { kind: "nodes", select: ids(Person) }, totalCount: { kind: "totalCount" } }),
        }),
      ),
    );
    expect(found.filter((step) => step.startsWith("MATERIALIZE"))).toHaveLength(1);
    expect(found.filter((step) => /^SCAN \w+$/.test(step) && !DERIVED.test(step))).toHaveLength(0);
  });

  it("of the edges of edges is made once for all", async () => {
    await steps(plan(page(Person, { where: some("Person", "likedBy", some("Being", "likedBy", some("Being", "likedBy"))) })));
    expect(last!.steps.filter((step) => step.startsWith("LIST SUBQUERY"))).toHaveLength(2);
    expect(last!.steps.filter((step) => step.startsWith("CORRELATED"))).toHaveLength(1);
  });

  it("is never made a join of, which SQLite 3.53.0 gets wrong", async () => {
    await steps(plan(page(Person, { where: some("Person", "likedBy", test("Being", "name", "eq", "Name 1")) })));
    expect(last!.sql).toContain("EXISTS");
    expect(last!.steps.filter((step) => step.includes(" EXISTS "))).toEqual([]);
  });
});

describe("a list in a node", () => {
  it("is found by the end at which it starts, and only it is sorted", async () => {
    const friends = page(relationshipOf("Person", "likes"), {
      shape: shape({
        nodes: { kind: "nodes", select: select(typeOf("Being"), (c) => ({ id: { kind: "property", property: c.properties.get("id")! } })) },
      }),
    });
    const found = byIndex(
      await steps(plan(page(Person, { shape: shape({ nodes: { kind: "nodes", select: select(Person, () => ({ friends })) } }) }))),
    );
    expect(found).toEqual([
      "SCAN a3 USING COVERING INDEX Person_by_born",
      expect.stringMatching(/^SEARCH \w+ USING COVERING INDEX Being_likes_by_source \(source_key=\?\)$/),
      "USE TEMP B-TREE FOR ORDER BY",
    ]);
  });

  it("is counted without its nodes", async () => {
    const friends = page(relationshipOf("Person", "likes"), { shape: shape({ totalCount: { kind: "totalCount" } }) });
    const found = byIndex(
      await steps(plan(page(Person, { shape: shape({ nodes: { kind: "nodes", select: select(Person, () => ({ friends })) } }) }))),
    );
    expect(found).toEqual(["SCAN a3 USING COVERING INDEX Person_by_born", expect.stringMatching(/Being_likes_by_source/)]);
  });
});

describe("a statement", () => {
  it("works out nothing that nobody asked for", async () => {
    await steps(
      plan(
        page(Person, {
          size: 4,
          shape: shape({ edges: { kind: "edges", fields: new Map([["node", { kind: "node", select: ids(Person) }]]) } }),
        }),
      ),
    );
    expect(last!.sql).not.toMatch(/row_number|count\(|hex\(/);
    await steps(plan(page(Person, { size: 5, shape: shape({ info: pageInfo("hasNextPage") }) })));
    expect(last!.sql).not.toMatch(/hex\(|json_group_array/);
  });

  it("holds no values, and is the same for other ones", async () => {
    const ask = (name: string, size: number) => plan(page(Person, { size, where: not(test("Person", "name", "contains", name)) }));
    await store.read(ask("secret", 3));
    expect(last!.sql).not.toMatch(/secret/);
    last = null;
    await store.read(ask("other", 4));
    expect(last).toBeNull();
  });
});
