/** Each code that docs/errors.md lists, with each of its statuses, as a client meets it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Engine } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { CODES, createLog, createServer, describeErrors, readSettings, type Code, type Server } from "../../src/server/index.js";
import { openSqlite } from "../../src/stores/sqlite/index.js";
import { graphOf } from "../support/graph.js";
import { post, startStub, talk, type Stub } from "./support.js";

/** A server over a small graph, and one over a store that fails when it is asked to. */
let server: Server;
let url: string;
let failing: Stub;
const directory = mkdtempSync(path.join(tmpdir(), "codes-"));
beforeAll(async () => {
  const { settings } = readSettings({ PORT: "0", LIMIT_BODY_BYTES: "1000" });
  const load = () => graphOf(model, { nodes: { Theme: [{ id: "a" }] }, withdrawn: { b: "It was none." } });
  const store = await openSqlite({ directory, model, stamp: "test", load });
  server = await createServer({ engine: new Engine({ model, store, limits: settings.limits }), store, settings, log: createLog("silent") });
  url = await server.listen();
  failing = await startStub();
}, 60_000);
afterAll(async () => {
  await Promise.all([server.close(), failing.server.close()]);
  rmSync(directory, { recursive: true });
});

const ask = (query: string, more: object = {}) => post(url, { query, ...more });
const link = (search: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql?${new URLSearchParams(search)}`, { headers });
const fail = (failure: string) => post(failing.url, { query: `{ fail(with: ${failure}) }` });

/** An answer to bytes that no client would send. */
async function answerTo(bytes: string): Promise<Response> {
  const conversation = talk(url);
  conversation.send(bytes);
  const [, status, body] = /^HTTP\/1.1 (\d+) .*?\r\n\r\n(.*)$/s.exec(await conversation.read)!;
  return new Response(body, { status: Number(status) });
}

const persistedQuery = { version: 1, sha256Hash: "0".repeat(64) };

/** What provokes each. A code of the table that is not here does not compile. */
const PROVOKED: Record<Code, (() => Promise<Response>)[]> = {
  BAD_USER_INPUT: [() => ask("{ themes(first: -1) { totalCount } }")],
  GRAPHQL_PARSE_FAILED: [() => ask("{ themes")],
  GRAPHQL_VALIDATION_FAILED: [() => ask("{ theme { id } }")],
  OPERATION_RESOLUTION_FAILURE: [() => ask("query A { dataset { asOf } } query B { dataset { asOf } }")],
  BAD_REQUEST: [
    () => ask("{ dataset { asOf } }", { variables: "x" }),
    () => link({ query: "{ dataset { asOf } }" }, { accept: "text/csv" }),
    () => post(url, "query=x", { "content-type": "application/x-www-form-urlencoded" }),
    () => answerTo(`GET /graphql?query=${"a".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`),
  ],
  NOT_FOUND: [() => fetch(`${url}/nothing`)],
  GONE: [() => fetch(`${url}/id/b`)],
  METHOD_NOT_ALLOWED: [() => fetch(`${url}/graphql`, { method: "DELETE" })],
  COST_LIMIT_EXCEEDED: [
    () => ask("{ themes(first: 200) { nodes { commitments(first: 200) { nodes { id } } } } }"),
    () => ask("#".repeat(1_000)),
  ],
  PERSISTED_QUERY_NOT_FOUND: [() => post(url, { extensions: { persistedQuery } })],
  TIMEOUT: [() => fail("TIMEOUT")],
  STORE_UNAVAILABLE: [() => fail("STORE")],
  OVERLOADED: [() => fail("OVERLOADED")],
  INTERNAL_SERVER_ERROR: [() => fail("BUG")],
};

/** Who sends a request too slowly is told so after half a minute, which no test waits for. */
const NOT_PROVOKED = [408];

describe.each(Object.entries(PROVOKED))("%s", (code, provoked) => {
  test("comes with the statuses that the table has", async () => {
    const statuses: number[] = [];
    for (const provoke of provoked) {
      const response = await provoke();
      statuses.push(response.status);
      const { errors } = (await response.json()) as { errors: unknown };
      expect(errors).toEqual([expect.objectContaining({ message: expect.any(String), extensions: expect.objectContaining({ code }) })]);
    }
    expect(statuses).toEqual(CODES[code as Code].status.filter((status) => !NOT_PROVOKED.includes(status)));
  });
});

test("the codes are documented as they are; run `node dist/cli.js errors > docs/errors.md` when not", () => {
  expect(Object.keys(PROVOKED)).toEqual(Object.keys(CODES));
  expect(readFileSync("docs/errors.md", "utf8")).toBe(describeErrors());
});
