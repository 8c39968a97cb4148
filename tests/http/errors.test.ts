import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { errorsOf, LEAK, post, startStub, talk, type Stub } from "./support.js";

let stub: Stub;
beforeAll(async () => void (stub = await startStub({ limits: { tokens: 100, aliases: 3, bodyBytes: 2_000 } })));
afterAll(() => stub.server.close());

const fragments = [
  "fragment f0 on Query { ok loop { ok } }",
  ...[1, 2, 3].map((n) => `fragment f${n} on Query { ${`loop { ...f${n - 1} } `.repeat(9)} }`),
].join(" ");

describe("what is wrong with an operation", () => {
  test.each([
    ["a syntax error", { query: "{ ok" }, 400, "GRAPHQL_PARSE_FAILED", "Syntax Error"],
    ["an unknown field", { query: "{ nope }" }, 400, "GRAPHQL_VALIDATION_FAILED", "nope"],
    [
      "a variable of the wrong type",
      { query: 'query ($a: Int) { text(is: $a, of: "") }', variables: { a: "x" } },
      400,
      "BAD_USER_INPUT",
      "$a",
    ],
    ["a variable that is missing", { query: "query ($a: String!) { text(of: $a) }" }, 400, "BAD_USER_INPUT", "$a"],
    [
      "an operation that is not there",
      { query: "query A { ok } query B { ok }", operationName: "C" },
      400,
      "OPERATION_RESOLUTION_FAILURE",
      "C",
    ],
    ["variables that are no object", { query: "{ ok }", variables: "x" }, 400, "BAD_REQUEST", "variables"],
    ["no query", { variables: {} }, 400, "BAD_REQUEST", "query"],
    ["several operations in one request", [{ query: "{ ok }" }, { query: "{ ok }" }], 400, "BAD_REQUEST", "Send one operation a request"],
    [
      "a persisted query of another text",
      { query: "{ ok }", extensions: { persistedQuery: { version: 1, sha256Hash: "00" } } },
      400,
      "BAD_REQUEST",
      "sha",
    ],
    ["an argument that a field refuses", { query: "{ fail(with: INPUT) }" }, 400, "BAD_USER_INPUT", "first: -1 is negative."],
    [
      "too many tokens",
      { query: `{ ${"ok ".repeat(99)}}` },
      400,
      "COST_LIMIT_EXCEEDED",
      "more than 100 tokens, the most that are allowed (the bound is called tokens)",
    ],
    [
      "too many aliases",
      { query: "{ a: ok b: ok c: ok d: ok }" },
      400,
      "COST_LIMIT_EXCEEDED",
      "at most 3 are allowed (the bound is called aliases)",
    ],
    ["an answer that takes too long", { query: "{ fail(with: TIMEOUT) }" }, 504, "TIMEOUT", "250 ms"],
    ["a store that is away", { query: "{ fail(with: STORE) }" }, 503, "STORE_UNAVAILABLE", "not available"],
    ["too much to do", { query: "{ fail(with: OVERLOADED) }" }, 503, "OVERLOADED", "more to do"],
  ])("%s", async (_name, body, status, code, words) => {
    const response = await post(stub.url, body);
    expect(response.status).toBe(status);
    expect(response.headers.get("retry-after")).toBe(status === 503 ? "1" : null);
    const errors = await errorsOf(response);
    expect(errors).toEqual([{ code, message: expect.stringContaining(words) }]);
  });

  test("fragments that spread each other beyond measure", async () => {
    const roomy = await startStub();
    const response = await post(roomy.url, { query: `${fragments} fragment f4 on Query { ${"loop { ...f3 } ".repeat(9)} } { ...f4 }` });
    expect(response.status).toBe(400);
    expect(await errorsOf(response)).toEqual([{ code: "COST_LIMIT_EXCEEDED", message: expect.stringContaining("10000 fields") }]);
    await roomy.server.close();
  });
});

describe("what is wrong with a request", () => {
  const JSON_TYPE = { "content-type": "application/json" };
  test.each<[string, string, RequestInit, number, string, string]>([
    ["no JSON", "/graphql", { method: "POST", headers: JSON_TYPE, body: "{query" }, 400, "BAD_REQUEST", "not valid JSON"],
    ["an empty body", "/graphql", { method: "POST", headers: JSON_TYPE, body: "" }, 400, "BAD_REQUEST", "empty"],
    [
      "a prototype in the body",
      "/graphql",
      { method: "POST", headers: JSON_TYPE, body: '{"__proto__":{"query":"{ ok }"}}' },
      400,
      "BAD_REQUEST",
      "JSON",
    ],
    [
      "a form",
      "/graphql",
      { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "query=%7Bok%7D" },
      415,
      "BAD_REQUEST",
      "application/json",
    ],
    [
      "plain text, which other pages could send",
      "/graphql",
      { method: "POST", body: '{"query":"{ ok }"}' },
      415,
      "BAD_REQUEST",
      "application/json",
    ],
    [
      "a body beyond the bound",
      "/graphql",
      { method: "POST", headers: JSON_TYPE, body: JSON.stringify({ query: "{ ok }", variables: { a: "x".repeat(2_000) } }) },
      413,
      "COST_LIMIT_EXCEEDED",
      "2000 bytes",
    ],
    [
      "a method that is not for a node",
      "/id/adgmin-6",
      { method: "POST", headers: JSON_TYPE, body: "{}" },
      405,
      "METHOD_NOT_ALLOWED",
      "GET",
    ],
    ["another method", "/graphql", { method: "PUT", headers: JSON_TYPE, body: "{}" }, 405, "METHOD_NOT_ALLOWED", "POST"],
    ["an unknown address", "/api", {}, 404, "NOT_FOUND", "POST /graphql"],
    ["an address that cannot be read", "/%zz", {}, 400, "BAD_REQUEST", "%"],
    ["an address out of the playground's folder", "/playground/..%2f..%2fpackage.json", {}, 404, "NOT_FOUND", "no file"],
    ["a link without an operation", "/graphql", {}, 400, "BAD_REQUEST", "query"],
    ["variables in a link that are no JSON", "/graphql?query=%7Bok%7D&variables=%7B", {}, 400, "BAD_REQUEST", "variables"],
    [
      "a form, which any page could send",
      "/graphql",
      { method: "POST", body: new URLSearchParams({ query: "{ ok }" }) },
      415,
      "BAD_REQUEST",
      "content type",
    ],
  ])("%s", async (_name, path, init, status, code, words) => {
    const response = await fetch(stub.url + path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    expect(response.headers.get("x-request-id")).toBeTruthy();
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await errorsOf(response)).toEqual([{ code, message: expect.stringContaining(words) }]);
  });

  test.each([
    ["no HTTP", "HELLO\r\n\r\n", "400"],
    ["an address longer than any", `GET /graphql?query=${"a".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, "431"],
  ])("%s", async (_name, text, status) => {
    const conversation = talk(stub.url);
    conversation.send(text);
    const answer = await conversation.read;
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(answer.slice(answer.indexOf("{")))).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: "BAD_REQUEST" } }],
    });
  });

  test("a Host header that is no host does no harm", async () => {
    const body = '{"query":"{ ok }"}';
    const conversation = talk(stub.url);
    conversation.send(
      `POST /graphql HTTP/1.1\r\nHost: a b\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(await conversation.read).toContain('{"data":{"ok":"yes"}}');
  });
});

describe("what is inside", () => {
  test.each([
    ["an engine that throws", { query: "query Throws { ok }", operationName: "Throws" }],
    ["an error that it returns", { query: "{ fail(with: BUG) }" }],
    ["validation that breaks", { query: "{ loop { ok } }" }],
  ])("stays inside, is in the log, and the answer says under which id: %s", async (name, body) => {
    const broken = await startStub();
    if (name === "validation that breaks") {
      broken.schema.getQueryType = () => {
        throw new Error(LEAK);
      };
    }
    const response = await post(broken.url, body, { "x-request-id": "here" });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toMatch(/SELECT|stack/);
    expect(JSON.parse(text)).toMatchObject({
      errors: [
        { message: "Something went wrong here; it has been noted under request id here.", extensions: { code: "INTERNAL_SERVER_ERROR" } },
      ],
    });
    expect(broken.lines.find((line) => line.id === "here" && line.msg === "unexpected error")).toMatchObject({
      err: { message: expect.stringContaining(LEAK) },
    });
    await broken.server.close();
  });
});
