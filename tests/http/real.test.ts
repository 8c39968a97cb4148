/** The server as it is served: the real engine, on the seed. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { getIntrospectionQuery } from "graphql";
import { serverAudits, type AuditResult } from "graphql-http";
import { startReal, type Real } from "../support/real.js";
import { errorsOf, post } from "./support.js";

let server: Real;
let url: string;

beforeAll(async () => {
  server = await startReal();
  url = server.url;
}, 60_000);

afterAll(() => server.close());

describe("GraphQL over HTTP", () => {
  test("passes the audits of graphql-http", async () => {
    const results: AuditResult[] = [];
    // one after the other: there are more of them than one client may have under way
    for (const { fn } of serverAudits({ url: `${url}/graphql` })) results.push(await fn());
    const said = (status: AuditResult["status"]) => results.filter((r) => r.status === status).map((r) => r.name);
    expect(said("error")).toEqual([]);
    // Apollo's choice, and ours: a request that is at fault says so in its status too, whatever type it accepts
    expect(said("warn")).toEqual([
      "SHOULD use 200 status code on document parsing failure when accepting application/json",
      "SHOULD use 200 status code on document validation failure when accepting application/json",
      "SHOULD use a status code of 200 on variable coercion failure when accepting application/json",
    ]);
    expect(said("notice")).toEqual([]);
    expect(said("ok")).toHaveLength(results.length - 3);
  });

  test("gives GraphiQL the whole schema", async () => {
    const query = getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true });
    expect(await (await post(url, { query })).json()).toMatchObject({ data: { __schema: { queryType: { name: "Query" } } } });
  });
});

test("what GET / says to ask has an answer", async () => {
  const { example } = (await (await fetch(url)).json()) as { example: unknown };
  expect(await (await post(url, example)).json()).toEqual({
    data: { dataset: expect.any(Object), commitments: { nodes: expect.any(Array) } },
  });
});

describe("answers as tables", () => {
  const csv = (query: string, accept = "text/csv") => fetch(`${url}/graphql?${new URLSearchParams({ query })}`, { headers: { accept } });

  test("have a row for each item of the list", async () => {
    const response = await csv(
      '{ countries(where: { id: { in: ["VN", "SG"] } }, orderBy: [{ id: ASC }]) { nodes { id name memberOf { edges { since } } } } }',
    );
    expect([response.status, response.headers.get("content-type"), response.headers.get("vary")]).toEqual([
      200,
      "text/csv; charset=utf-8; header=present",
      "accept",
    ]);
    expect(await response.text()).toBe("id,name,memberOf.edges.since\r\nSG,Singapore,1967-08-08\r\nVN,Viet Nam,1995-07-28\r\n");
  });

  test("come by an address alone, which a browser saves and a spreadsheet reads", async () => {
    const query = "query A($n: Int!) { countries(first: $n, orderBy: [{ id: ASC }]) { nodes { id name } } }";
    const parts = new URLSearchParams({ query, variables: '{"n":1}', operationName: "A", format: "csv" });
    const response = await fetch(`${url}/graphql?${parts}`, { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } });
    expect([response.headers.get("content-type"), response.headers.get("content-disposition")]).toEqual([
      "text/csv; charset=utf-8; header=present",
      'attachment; filename="asean-digital-commitments.csv"',
    ]);
    expect(await response.text()).toMatch(/^id,name\r\n[A-Z]{2},[^\r]+\r\n$/);
  });

  test("are of the operation that was named", async () => {
    const query = "query A { countries(first: 1) { nodes { id } } } query B { themes(first: 1) { nodes { label } } }";
    const response = await post(url, { query, operationName: "B" }, { accept: "text/csv" });
    expect(await response.text()).toMatch(/^label\r\n[^\r]+\r\n$/);
  });

  test.each([
    ["a list beside another", "{ countries { nodes { id } } themes { nodes { id } } }", "2 lists"],
    ["no list", "{ dataset { asOf } }", "no list"],
  ])("are not made of %s", async (_name, query, words) => {
    const response = await csv(query);
    expect([response.status, response.headers.get("cache-control")]).toEqual([406, "no-store"]);
    expect(await errorsOf(response)).toEqual([{ code: "BAD_REQUEST", message: expect.stringContaining(words) }]);
  });

  test("are not made of errors, nor for those who like JSON better", async () => {
    expect((await errorsOf(await csv("{ nope }")))[0]!.code).toBe("GRAPHQL_VALIDATION_FAILED");
    const json = await csv("{ dataset { asOf } }", "application/json, text/csv;q=0.5");
    expect(json.headers.get("content-type")).toBe("application/json; charset=utf-8");
  });
});

describe("what cannot be asked", () => {
  const nested = (depth: number): string => (depth === 0 ? "id" : `madeAt { commitments(first: 1) { nodes { ${nested(depth - 1)} } } }`);
  test.each([
    ["a page too large", "{ commitments(first: 201) { nodes { id } } }", "BAD_USER_INPUT", "first"],
    ["a cursor that is none", '{ commitments(after: "x") { nodes { id } } }', "BAD_USER_INPUT", "after"],
    [
      "as deep as words allow",
      `{ commitments(first: 1) { nodes { ${"partOf { ".repeat(640)} id ${"}".repeat(640)} } } }`,
      "COST_LIMIT_EXCEEDED",
      "depth",
    ],
    ["too deep", `{ commitments(first: 1) { nodes { ${nested(7)} } } }`, "COST_LIMIT_EXCEEDED", "depth"],
    ["too many nodes", "{ commitments(first: 200) { nodes { themes(first: 200) { nodes { id } } } } }", "COST_LIMIT_EXCEEDED", "20000"],
    [
      "too many at the root",
      `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: dataset { asOf }`).join(" ")} }`,
      "COST_LIMIT_EXCEEDED",
      "rootFields",
    ],
    [
      "too many aliases",
      `{ dataset { ${Array.from({ length: 201 }, (_, i) => `a${i}: asOf`).join(" ")} } }`,
      "COST_LIMIT_EXCEEDED",
      "aliases",
    ],
    ["too many tokens", `{ dataset { ${"asOf ".repeat(2_000)} } }`, "COST_LIMIT_EXCEEDED", "2000 tokens"],
    ["one field over and over", `{ dataset { ${"asOf ".repeat(1_990)} } }`, "COST_LIMIT_EXCEEDED", "500000 steps"],
    ["too many ids", `{ nodes(ids: [${'"x",'.repeat(101)}]) { id } }`, "COST_LIMIT_EXCEEDED", "ids"],
    [
      "introspection in circles",
      "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }",
      "GRAPHQL_VALIDATION_FAILED",
      "introspection",
    ],
    ["a change", "mutation { x }", "BAD_USER_INPUT", "quer"],
  ])("%s", async (_name, query, code, words) => {
    const response = await post(url, { query });
    expect(response.status).toBe(400);
    expect(await errorsOf(response)).toEqual([{ code, message: expect.stringContaining(words) }]);
  });

  test.each([
    ["{ commitments(where: { status: ANNOUNCED }) { totalCount } }", "A filter says how to compare: { eq: ANNOUNCED }."],
    ["{ commitments { title } }", "Write nodes { title }."],
    ["{ commitments { edges { title } } }", "Write node { title }."],
    ['{ commitments(where: { themes: { id: { eq: "x" } } }) { totalCount } }', "{ some: { id: … } }, or none, all, single."],
    ['{ commitments(where: { title: { like: "x" } }) { totalCount } }', "It has eq, ne, in, notIn, contains,"],
    ['{ commitments(where: { status: { eq: "DELIVERED" } }) { totalCount } }', "the values of an enum have no quotes: DELIVERED."],
    ["{ commitments(where: { status: { in: [OPEN] } }) { totalCount } }", "It has ANNOUNCED, IN_PROGRESS, DELIVERED, SUPERSEDED, UNKNOWN."],
    ["{ commitments(where: { parties: { some: { role: { eq: LEAD } } } }) { totalCount } }", "It is of the edge: { edge: { role: … } }."],
    ['{ commitments(where: { themes: "ai" }) { totalCount } }', '{ some: { id: { eq: "ai" } } }'],
    ['{ commitments(where: { dueYear: { lte: "2025" } }) { totalCount } }', "A number has no quotes: 2025."],
    ["{ commitments { nodes { milestones { nodes { nonsense } } } } }", "It has id, date, status, description,"],
    ["{ commitments { nodes { boundBy { totalCount } } } }", "Country has it."],
    ["{ commitments(where: { madeOn: { gte: 2021 } }) { totalCount } }", '2021 is no PartialDate: a date is written "2021"'],
    ["{ commitments(where: { madeOn: { ne: null } }) { totalCount } }", "To ask for values that are not missing, write isNull: false."],
  ])("beginners get a hint: %s", async (query, hint) => {
    const response = await post(url, { query });
    expect(response.status).toBe(400);
    expect((await errorsOf(response))[0]!.message).toContain(hint);
  });

  test("beginners get a hint for variables too", async () => {
    const query = "query ($w: CommitmentWhere) { commitments(where: $w) { totalCount } }";
    const response = await post(url, { query, variables: { w: { status: "ANNOUNCED" } } });
    expect((await errorsOf(response))[0]!.message).toContain('A filter says how to compare: { "eq": "ANNOUNCED" }.');
  });

  test("what was sent is not repeated by the page", async () => {
    const query = "query ($w: CommitmentWhere) { commitments(where: $w) { totalCount } }";
    const response = await post(url, { query, variables: { w: { title: "x".repeat(90_000) } } });
    expect((await response.text()).length).toBeLessThan(1_500);
  });

  test("fragments in fragments end in time", async () => {
    const fragments = Array.from(
      { length: 12 },
      (_, i) =>
        `fragment f${i} on Commitment { ${"a b c d e f"
          .split(" ")
          .map((a) => `${a}: parts(first: 1) { nodes { ${i === 0 ? "id" : `...f${i - 1}`} } }`)
          .join(" ")} }`,
    );
    const start = performance.now();
    const response = await post(url, { query: `{ commitments(first: 1) { nodes { ...f11 } } } ${fragments.join(" ")}` });
    expect(await errorsOf(response)).toEqual([{ code: "COST_LIMIT_EXCEEDED", message: expect.any(String) }]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
