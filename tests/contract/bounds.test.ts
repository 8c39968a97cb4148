/** What one operation may ask for: just as much as a bound allows is answered, and one more is not, nor gets to a store. */
import { describe, expect, test } from "@jest/globals";
import { parse, specifiedRules, validate } from "graphql";
import { documentRules, Engine } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { DEFAULT_LIMITS, type Store } from "../../src/plan/index.js";
import { graphOf } from "../support/graph.js";
import { stores } from "../support/stores.js";
import { onEveryStore, type Variables } from "./service.js";

const times = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i)).join(" ");
const nested = (count: number, around: (inner: unknown) => unknown, core: unknown): unknown =>
  count === 0 ? core : around(nested(count - 1, around, core));
const ids = (count: number) => Array.from({ length: count }, (_, i) => `id${i}`);
const listed = (where: unknown) => ({
  query: "query ($w: CommitmentWhere) { commitments(where: $w, first: 1) { totalCount } }",
  variables: { w: where },
});

type Question = { query: string; variables?: Variables };

const BOUNDS: [name: string, value: number, ask: (amount: number) => Question][] = [
  ["depth", 12, (n) => ({ query: `{ theme(id: "a") ${nested(n, (inner) => `{ broader ${inner} }`, "{ id }")} }` })],
  [
    "depth",
    12,
    (n) => ({
      query: `{ themes(first: 1) { edges { node ${nested(n, (inner) => `{ narrower(first: 1) { nodes ${inner} } }`, "{ id }")} } } }`,
    }),
  ],
  // 200 commitments, each with so many documents
  ["nodes", 20_000, (n) => ({ query: `{ commitments(first: 200) { nodes { statedIn(first: ${99 + (n - 20_000)}) { nodes { id } } } } }` })],
  ["words", 32, (n) => ({ query: `{ search(query: "${times(n, () => "word")}") { totalCount } }` })],
  ["computed", 15, (n) => ({ query: `{ ${times(n, (i) => `a${i}: commitmentsAggregate(where: { dueYear: { ne: ${i} } }) { count }`)} }` })],
  [
    "computed",
    15,
    (n) => ({ query: `{ commitments(first: 1) { aggregate { count } nodes { id ${times(n - 1, (i) => `a${i}: followedUp`)} } } }` }),
  ],
  ["rootFields", 30, (n) => ({ query: `{ ${times(n, (i) => `r${i}: theme(id: "a") { id }`)} }` })],
  ["aliases", 200, (n) => ({ query: `{ theme(id: "a") { ${times(n, (i) => `a${i}: id`)} } }` })],
  // twenty pages of 100 commitments, each with 100 values
  [
    "values",
    200_000,
    (n) => ({
      query: `{ ${times(20, (i) => `r${i}: commitments(first: 100) { nodes { ...V } }`)} theme(id: "a") { ${n > 200_000 ? "id" : "__typename"} } }
        fragment V on Commitment { ${times(100, (i) => `a${i}: id`)} }`,
    }),
  ],
  ["schemaAliases", 10, (n) => ({ query: `{ __schema { ${times(n, (i) => `t${i}: types { name }`)} } }` })],
  ["conditions", 300, (n) => listed({ OR: Array.from({ length: n }, () => ({ title: { contains: "x" } })) })],
  ["conditions", 300, (n) => listed({ parts: { some: { OR: Array.from({ length: n - 1 }, () => ({ title: { ne: "x" } })) } } })],
  [
    "orderKeys",
    8,
    (n) => ({ query: `{ commitments(orderBy: [${times(n, (i) => `{ ${["title", "kind"][i % 2]}: ASC }`)}]) { totalCount } }` }),
  ],
  ["textLength", 1000, (n) => listed({ title: { contains: "x".repeat(n) } })],
  [
    "textLength",
    1000,
    (n) => ({ query: 'query ($id: ID!) { node(id: $id) { id } t: theme(id: "a") { id } }', variables: { id: "x".repeat(n) } }),
  ],
  ["filterDepth", 10, (n) => listed(nested(n - 1, (inner) => ({ NOT: inner }), { title: { contains: "x" } }))],
  ["filterDepth", 10, (n) => listed(nested(n - 1, (inner) => ({ AND: [inner] }), {}))],
  ["filterDepth", 10, (n) => listed(nested(n - 1, (inner) => ({ parts: { some: inner } }), {}))],
  ["filterDepth", 10, (n) => listed(nested(n - 1, (inner) => ({ partOf: inner }), { title: { contains: "x" } }))],
  ["listLength", 500, (n) => listed({ title: { in: ids(n) } })],
  ["listLength", 500, (n) => listed({ NOT: { themes: { some: { id: { notIn: ids(n) } } } } })],
  ["listLength", 500, (n) => listed({ OR: ids(n).map(() => ({})) })],
  ["listLength", 500, (n) => listed({ AND: ids(n).map(() => ({})) })],
  ["ids", 100, (n) => ({ query: "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", variables: { ids: ids(n) } })],
];

const graph = () =>
  graphOf(model, {
    nodes: { Theme: [{ id: "a" }], Commitment: [{ id: "c" }], Document: [{ id: "d" }] },
    edges: { "Commitment.statedIn": [["c", "d"]] },
  });

onEveryStore(model, graph, (service) => {
  test.each(BOUNDS)("%s: %d is answered (%#)", async (_name, value, ask) => {
    const { query, variables } = ask(value);
    expect(await service.data(query, variables)).toBeTruthy();
  });
});

test("values: those that are computed count as they are written, as often as they are", async () => {
  const { store, close } = await stores[0]!.fill(model, graph());
  try {
    const engine = new Engine({ model, store, limits: { ...DEFAULT_LIMITS, values: 20 } });
    // a record of n fields, each of which is a list of one record of one field
    const ask = (n: number) => `{ commitmentsAggregate { ${times(n, (i) => `a${i}: countsBy(dimension: KIND) { count }`)} } }`;
    expect(await engine.execute({ document: parse(ask(10)) })).toMatchObject({ data: {} });
    expect(await engine.execute({ document: parse(ask(11)) })).toMatchObject({
      errors: [{ message: expect.stringContaining("the bound is called values"), extensions: { code: "COST_LIMIT_EXCEEDED" } }],
    });
  } finally {
    await close();
  }
});

describe("one more is refused before a store is touched", () => {
  const untouched = { read: () => Promise.reject(new Error("the store was touched")) } as unknown as Store;
  const engine = new Engine({ model, store: untouched, limits: DEFAULT_LIMITS });

  test.each(BOUNDS)("%s: more than %d (%#)", async (name, value, ask) => {
    const { query, variables } = ask(value + 1);
    const document = parse(query);
    const invalid = validate(engine.schema, document, [...specifiedRules, ...documentRules(DEFAULT_LIMITS)]);
    const { errors } = (invalid.length > 0 ? { errors: invalid } : await engine.execute({ document, variables })) as {
      errors: typeof invalid;
    };
    expect(errors[0]!.extensions.code).toBe("COST_LIMIT_EXCEEDED");
    expect(errors[0]!.message).toContain(name);
    expect(errors[0]!.message).toContain(String(value));
  });

  test("each bound is a setting", async () => {
    for (const [name, value, ask] of BOUNDS) {
      const small = { ...DEFAULT_LIMITS, [name]: name === "nodes" ? value - 1 : 1 };
      const { query, variables } = ask(name === "nodes" ? value : 2);
      const document = parse(query);
      const invalid = validate(engine.schema, document, documentRules(small));
      const result =
        invalid.length > 0
          ? { errors: invalid }
          : await new Engine({ model, store: untouched, limits: small }).execute({ document, variables });
      expect(result).toMatchObject({ errors: [{ extensions: { code: "COST_LIMIT_EXCEEDED" } }] });
    }
  });
});
