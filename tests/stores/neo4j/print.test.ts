/** What a plan's statement is made of, without a database. */
import { expect, test } from "@jest/globals";
import { parse } from "graphql";
import { isInt } from "neo4j-driver";
import { Engine } from "../../../src/graphql/index.js";
import { model } from "../../../src/model/index.js";
import { DEFAULT_LIMITS, type Plan, type Store } from "../../../src/plan/index.js";
import { Patterns } from "../../../src/stores/neo4j/pattern.js";
import { printPlanAsCypher } from "../../../src/stores/neo4j/print.js";
import { Statistics } from "../../../src/stores/neo4j/statistics.js";

const statistics = new Statistics(new Map([["Commitment", 1_000]]), new Map([["viet-nam", "VN"]]));
let planned: Plan;
const store = { read: async (plan: Plan) => ((planned = plan), "{}") } as Store;
const engine = new Engine({ model, store, limits: DEFAULT_LIMITS });

async function printed(query: string, variables: Record<string, unknown> = {}) {
  await engine.execute({ document: parse(query), variables });
  return printPlanAsCypher(planned, new Patterns(model), statistics);
}

test("the text depends on the shape, not on response keys or values", async () => {
  const question = (a: string, b: string) => `query ($q: String, $years: [Int!], $theme: ID, $first: Int) {
    ${a}: commitments(first: $first, orderBy: [{ dueYear: DESC }], where: {
      title: { contains: $q }, dueYear: { in: $years }, themes: { some: { id: { within: $theme } } }, NOT: { parties: { single: { name: { startsWith: $q } } } }
    }) { ${b}: totalCount ${a}: edges { ${b}: cursor ${a}: node { ${b}: title ${a}: themes(first: $first) { nodes { id } } } } pageInfo { ${a}: hasNextPage } }
  }`;
  const one = await printed(question("a", "b"), { q: "cert", years: [2024, 2025], theme: "ai", first: 5 });
  const other = await printed(question("x", "y"), { q: "roaming'}", years: [1, 2], theme: "x'", first: 0 });
  expect(other.text).toBe(one.text);
  expect(Object.keys(other.parameters)).toEqual(Object.keys(one.parameters));
  expect(other.parameters).not.toEqual(one.parameters);
  expect(one.text).toMatch(/^CYPHER 5\n/);
});

test("a list of one value has the text, and the size class, of a longer one", async () => {
  const question = "query ($years: [Int!]) { commitments(where: { dueYear: { in: $years } }) { totalCount } }";
  const [one, two] = [await printed(question, { years: [1] }), await printed(question, { years: [1, 2] })];
  expect(one.text).toBe(two.text);
  expect(Object.values(one.parameters)).toMatchObject([{ length: 2 }]);
});

test("every parameter is used, and numbers are integers", async () => {
  const { text, parameters } = await printed(`{
    commitments(first: 3, where: { dueYear: { gt: 2020 }, madeOn: { eq: "2024" }, OR: [{ kind: { in: [TARGET] } }, { statedIn: { some: { edge: { locator: { isNull: true } } } } }] }) { nodes { id parts(first: 2) { totalCount nodes { id } } } }
    nodes(ids: ["VN", "viet-nam"]) { id }
  }`);
  const used = [...text!.matchAll(/\$(\w+)/g)].map(([, name]) => name);
  expect([...new Set(used)].sort()).toEqual(Object.keys(parameters).sort());
  expect(
    Object.values(parameters)
      .flat()
      .filter((value) => typeof value === "number"),
  ).toEqual([]);
  expect(Object.values(parameters).flat().filter(isInt).map(Number).sort()).toEqual([2, 2020, 3]);
  expect(parameters[used.at(-1)!]).toEqual(["VN", "VN"]);
});

test("what is not asked for is not read", async () => {
  expect((await printed("{ __typename }")).text).toBeNull();
  expect((await printed("{ commitments { totalCount } }")).text).toBe("CYPHER 5\nRETURN [[COUNT { (n0:Commitment) }]] AS data");
  expect((await printed("{ commitments { __typename } }")).text).toBeNull();
});

test("edges that come in are found by their index, and where the order is another one, from the node", async () => {
  const byIndex = (await printed('{ theme(id: "x") { commitments(first: 2) { nodes { id } } } }')).text;
  expect(byIndex).toContain("USING INDEX SEEK r2:ADDRESSES(__to, __from___madeOnKeyDesc, __from) WHERE r2.__to = n0.id");
  const sorted = (await printed('{ theme(id: "x") { commitments(first: 2, orderBy: [{ title: ASC }]) { nodes { id } } } }')).text;
  expect(sorted).toContain("MATCH (n0)<-[r2:ADDRESSES]-(n1) WITH n1, r2 ORDER BY n1.__titleKey");
});

test("the label of a target stands only where the relationship's type does not say it", async () => {
  const { text } = await printed('{ document(id: "x") { commitments { totalCount } reportsOnCountries { totalCount } } }');
  expect(text).toContain("<-[:STATED_IN]-()");
  expect(text).toContain("<-[:REPORTED_IN]-(:Country)");
});
