/** The store on a real Neo4j: what is kept, in which order it comes back, and what is said when there is nothing to answer from. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import neo4j, { type Driver } from "neo4j-driver";
import { parse } from "graphql";
import type { ChangeSet } from "../../../src/dataset/index.js";
import { Engine } from "../../../src/graphql/index.js";
import { compareText, model, type Model } from "../../../src/model/index.js";
import { DEFAULT_LIMITS, type Store } from "../../../src/plan/index.js";
import { loadNeo4j, neo4jSchema, openNeo4j } from "../../../src/stores/neo4j/index.js";
import { graphOf } from "../../support/graph.js";
import { borrowNeo4j, describeOnNeo4j, type Lent } from "../../support/neo4j.js";
import { smallModel } from "./small-model.js";

// units order the last two the other way round than code points do
const NAMES = ["a", "b", "\u{e9}", "\u{ffee}", "\u{1f600}"];
const NAMED = graphOf(smallModel, {
  nodes: {
    Thing: [...NAMES.map((name, i) => ({ id: `t${4 - i}`, name })), { id: "t9", name: "a", note: null }],
    Box: [{ id: "box" }, { id: "inner" }],
  },
  edges: {
    "Box.things": [
      ...NAMES.map((_, i) => ["box", `t${i}`, { corner: NAMES[i]! }] as const),
      ["box", "t0", { corner: null }],
      ["box", "t0", { corner: "c" }],
    ],
    "Box.inside": [["inner", "box"]],
  },
  redirects: { carton: "box" },
});

describeOnNeo4j("the store on a real Neo4j", () => {
  let lent: Lent;
  let driver: Driver;
  beforeAll(async () => {
    lent = await borrowNeo4j();
    driver = neo4j.driver(lent.uri, lent.password ? neo4j.auth.basic(lent.user!, lent.password) : undefined, {
      disableLosslessIntegers: true,
    });
  }, 300_000);
  afterAll(async () => {
    await driver?.close();
    lent?.release();
  });

  const cypher = async (text: string) => (await driver.executeQuery(text)).records.map((record) => record.toObject());
  const load = (of: Model, changes: ChangeSet) => loadNeo4j({ ...lent, model: of, graceMs: 0 }, changes);
  const open = (of: Model, timeoutMs?: number) => openNeo4j({ ...lent, model: of, ...(timeoutMs && { timeoutMs }) });

  async function ask(store: Store, query: string): Promise<any> {
    const result = await new Engine({ model: smallModel, store, limits: DEFAULT_LIMITS }).execute({ document: parse(query) });
    if ("errors" in result) throw result.errors[0]!;
    return JSON.parse((result.data as { text: string }).text);
  }

  test("the schema in the database is that of the model, and of no earlier one", async () => {
    await load(model, graphOf(model, { nodes: {} }));
    await load(smallModel, NAMED);
    const [{ names }] = (await cypher("SHOW INDEXES YIELD name WHERE name STARTS WITH 'commitments_' RETURN collect(name) AS names")) as [
      { names: string[] },
    ];
    expect(names.length).toBe(neo4jSchema(smallModel).length);
  }, 120_000);

  test("text is ordered by code point, by an index or without, forward and backward, from any place", async () => {
    const store = await open(smallModel);
    const byIndex = "things(first: 2, orderBy: [{ name: ASC }]%)";
    const inMemory = 'things(first: 2, orderBy: [{ name: ASC }], where: { boxes: { some: { id: { eq: "box" } } } }%)';
    const wanted = ["a", "a", "b", "\u{e9}", "\u{ffee}", "\u{1f600}"];
    expect([...wanted].sort(compareText)).toEqual(wanted);
    for (const [field, names] of [
      [byIndex, wanted],
      [inMemory, wanted.slice(1)],
    ] as const) {
      const walk = async (side: string) => {
        const found: string[] = [];
        for (let cursor: string | null = null; ;) {
          const [size, from, more] = side === "after" ? ["first", "endCursor", "hasNextPage"] : ["last", "startCursor", "hasPreviousPage"];
          const text: string = field.replace("first", size).replace("%", cursor ? `, ${side}: "${cursor}"` : "");
          const { things } = await ask(store, `{ things: ${text} { nodes { name } pageInfo { ${from} ${more} } } }`);
          const page = things.nodes.map((n: { name: string }) => n.name);
          found.splice(side === "after" ? found.length : 0, 0, ...page);
          if (!things.pageInfo[more]) return found;
          cursor = things.pageInfo[from];
        }
      };
      expect(await walk("after")).toEqual(names);
      expect(await walk("before")).toEqual(names);
    }
    await store.close();
  });

  test("parallel edges are kept apart, in order, missing values last", async () => {
    const store = await open(smallModel);
    const { box } = await ask(
      store,
      '{ box(id: "carton") { things(orderBy: [{ edge: { corner: DESC } }], where: { id: { eq: "t0" } }) { totalCount edges { corner } } } }',
    );
    expect(box.things).toEqual({ totalCount: 3, edges: [{ corner: "c" }, { corner: "a" }, { corner: null }] });
    await store.close();
  });

  test("look-ups that come together are one statement, and each has its own answer", async () => {
    const statements: string[] = [];
    const store = await openNeo4j({ ...lent, model: smallModel, log: (text) => statements.push(text) });
    const names = [...NAMES.map((_, i) => `t${i}`), "none", "t0"];
    const question = (id: string, i: number) => ask(store, `{ a${i}: thing(id: "${id}") { called: name boxes_: id } }`);
    const answers = await Promise.all(names.map(question));
    const alone: unknown[] = [];
    for (const [i, id] of names.entries()) alone.push(await question(id, i));
    expect(answers).toEqual(alone);
    expect(answers[1]).toEqual({ a1: { called: NAMES[3], boxes_: "t1" } });
    expect(answers[5]).toEqual({ a5: null });
    expect(statements.length).toBe(1 + names.length);
    // one that reads something else, or a list, is a statement of its own
    await Promise.all([
      question("t1", 0),
      ask(store, '{ box(id: "carton") { id inside { id } } }'),
      ask(store, '{ thing(id: "t1") { boxes { totalCount } } }'),
    ]);
    expect(statements.length).toBe(1 + names.length + 3);
    expect(await ask(store, '{ box(id: "carton") { id } }')).toEqual({ box: { id: "box" } });
    await store.close();
  });

  test.each([
    ["before they are sent", setImmediate],
    ["while they are under way", (leave: () => void) => setImmediate(() => setImmediate(leave))],
  ])("of look-ups that come together, those whose clients go %s end at once, and the others are answered", async (_, whenever) => {
    const store = await open(smallModel);
    const engine = new Engine({ model: smallModel, store, limits: DEFAULT_LIMITS });
    const gone = new AbortController();
    const ask = (id: string, signal?: AbortSignal) =>
      engine.execute({ document: parse(`{ thing(id: "${id}") { id } }`), ...(signal && { signal }) });
    const ended = [ask("t0", gone.signal), ask("t2", gone.signal)].map((asked) => expect(asked).rejects.toThrow("gone"));
    const answered = ask("t1");
    whenever(() => gone.abort(new Error("gone")));
    await Promise.all(ended);
    expect(await answered).toMatchObject({ data: { text: '{"thing":{"id":"t1"}}' } });
    await store.close();
  });

  test("a statement that takes too long ends in a Timeout", async () => {
    const store = await open(smallModel, 1);
    const slow = Array.from(
      { length: 20 },
      (_, i) =>
        `a${i}: boxes(where: { things: { some: { name: { contains: "${i}" } } } }) { nodes { things { nodes { boxes { totalCount } } } } }`,
    );
    await expect(ask(store, `{ ${slow.join("\n")} }`)).rejects.toMatchObject({ extensions: { code: "TIMEOUT" } });
    await store.close();
  });

  test("a database without a graph of this model says what to do", async () => {
    const notReady = async (of: Model, words: string) => {
      const store = await open(of);
      const fault = { code: "STORE_UNAVAILABLE", message: expect.stringContaining(words) };
      await expect(store.ready()).rejects.toMatchObject(fault);
      await store.close();
    };
    await load(smallModel, NAMED);
    await notReady(model, "npm run seed");
    await cypher("MATCH (d:CommitmentsDataset) DELETE d");
    await notReady(smallModel, "empty");
    await load(smallModel, NAMED);
  });

  test("text that is too long for an index is refused", async () => {
    await expect(load(smallModel, graphOf(smallModel, { nodes: { Thing: [{ id: "t", name: "x".repeat(9_000) }] } }))).rejects.toThrow(
      /too large|cannot be made/,
    );
    await load(smallModel, NAMED);
  });

  test("a wrong or a missing password, and a database that there is not, end the start with what to check", async () => {
    const start = (changed: object) => openNeo4j({ ...lent, model: smallModel, ...changed });
    if (lent.password)
      for (const password of ["not-the-password", null])
        await expect(start({ password })).rejects.toMatchObject({
          name: "Misconfigured",
          message: expect.stringContaining("NEO4J_PASSWORD"),
        });
    await expect(start({ database: "none" })).rejects.toMatchObject({
      name: "Misconfigured",
      message: expect.stringContaining("NEO4J_DATABASE"),
    });
  });

  test("a server that is not there is waited for, and nothing of the inside is told", async () => {
    const store = await openNeo4j({ uri: "bolt://127.0.0.1:1", user: "x", password: "x", model: smallModel });
    const fault = await store.ready().catch((error: Error) => error);
    expect(fault).toMatchObject({ code: "STORE_UNAVAILABLE", message: expect.not.stringContaining("127.0.0.1") });
    await store.close();
  });
});
