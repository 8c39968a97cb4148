/** What operators see of the inside: metrics, slow operations in the log, and the id that brings a request's traces together. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { Engine } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { createServer, readSettings, type Server } from "../../src/server/index.js";
import { openSqlite } from "../../src/stores/sqlite/index.js";
import { graphOf } from "../support/graph.js";
import { post, startStub, until } from "./support.js";

const graph = graphOf(model, { nodes: { Theme: [{ id: "ai", label: "AI" }] } });
const directory = mkdtempSync(path.join(tmpdir(), "metrics-"));
const lines: Record<string, unknown>[] = [];
let server: Server;
let url: string;
beforeAll(async () => {
  const { settings } = readSettings({ PORT: "0", SLOW_QUERY_MS: "0" });
  const store = await openSqlite({ directory, model, stamp: "test", load: async () => graph });
  const log = pino(
    { level: "info" },
    new Writable({ write: (chunk, _encoding, done) => (lines.push(JSON.parse(String(chunk)) as Record<string, unknown>), done()) }),
  );
  server = await createServer({ engine: new Engine({ model, store, limits: settings.limits }), store, settings, log });
  url = await server.listen();
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

/** Every sample by its name and labels. */
async function samples(from = url): Promise<Map<string, number>> {
  const text = await (await fetch(`${from}/metrics`)).text();
  return new Map(
    text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]),
  );
}

describe("metrics", () => {
  test("count requests by outcome, time them by stage, and say what is served", async () => {
    const before = await samples();
    const query = "query Named($id: ID!) { theme(id: $id) { label } }";
    for (const id of ["ai", "ai", "x"]) await (await post(url, { query, variables: { id } })).text();
    await (await post(url, { query: "{ nope }" })).text();
    await (await fetch(`${url}/id/ai`)).text();
    await (await fetch(`${url}/nothing/${Math.random()}`)).text();
    const risen = async (sample: string) => (await samples()).get(sample)! - (before.get(sample) ?? 0);
    await until(() => lines.some((line) => String(line.path).startsWith("/nothing")));
    expect(await risen('http_requests_total{route="/graphql",outcome="OK"}')).toBe(3);
    expect(await risen('http_requests_total{route="/graphql",outcome="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
    expect(await risen('http_requests_total{route="/id/:id",outcome="OK"}')).toBe(1);
    expect(await risen('http_requests_total{route="none",outcome="NOT_FOUND"}')).toBe(1);
    expect(await risen('http_request_duration_seconds_count{route="/graphql"}')).toBe(4);
    // two documents; the second of them is not valid
    for (const stage of ["parse", "validate"]) expect(await risen(`graphql_stage_duration_seconds_count{stage="${stage}"}`)).toBe(2);
    // two of the three operations differ in their variables; a node's address asks twice
    expect(await risen('graphql_stage_duration_seconds_count{stage="plan"}')).toBe(4);
    expect(await risen('graphql_stage_duration_seconds_count{stage="store"}')).toBe(5);
    expect(await risen('graphql_stage_duration_seconds_count{stage="send"}')).toBe(4);
    expect(await risen('graphql_cache_lookups_total{cache="document",result="hit"}')).toBe(2);
    expect(await risen('graphql_cache_lookups_total{cache="plan",result="hit"}')).toBe(1);
    const now = await samples();
    expect([...now.keys()].find((name) => name.startsWith("commitments_info"))).toMatch(
      new RegExp(`^commitments_info\\{version="[\\d.]+",store="sqlite",revision="${graph.dataset.revision}"\\}$`),
    );
    expect(now.get("store_ready")).toBe(1);
    expect(now.has("nodejs_eventloop_lag_p99_seconds")).toBe(true);
  });

  test("have no label that a client can choose", async () => {
    const known = new Set((await samples()).keys());
    for (let i = 0; i < 20; i++) {
      await (await post(url, { query: `query Q${i} { a${i}: theme(id: "t${i}") { label } }`, operationName: `Q${i}` })).text();
      await (await post(url, { query: `{ f${i} }`, extensions: { code: `X${i}` } }, { "x-request-id": `id-${i}` })).text();
      await (await fetch(`${url}/p${i}?q=${i}`, { method: i % 2 ? "DELETE" : "GET", headers: { "user-agent": `a${i}` } })).text();
      await (await fetch(`${url}/id/n${i}`)).text();
    }
    const fresh = [...(await samples()).keys()].filter((name) => !known.has(name) && !/^(nodejs|process)_/.test(name));
    expect(fresh.filter((name) => /\d/.test(name.replaceAll(/le="[^"]*"/g, "")))).toEqual([]);
    expect(fresh.length).toBeLessThan(40);
  });

  test("say how many requests are worked on and wait", async () => {
    const stub = await startStub({ atOnce: 1 });
    try {
      const asked = [1, 2, 3].map(() => post(stub.url, { query: "{ wait }" }));
      const inTurn = async () => {
        const all = await samples(stub.url);
        return ["running", "waiting"].map((state) => all.get(`http_requests_in_turn{state="${state}"}`));
      };
      const end = performance.now() + 10_000;
      while ((await inTurn())[1] !== 2 && performance.now() < end);
      expect(await inTurn()).toEqual([1, 2]);
      stub.release();
      await Promise.all(asked);
      expect(await inTurn()).toEqual([0, 0]);
    } finally {
      await stub.server.close();
    }
  });

  test("say that the store cannot answer", async () => {
    const stub = await startStub();
    try {
      stub.store.fault = new Error("gone");
      expect((await samples(stub.url)).get("store_ready")).toBe(0);
    } finally {
      await stub.server.close();
    }
  });
});

test("a slow operation is a line in the log, with the shape of its plan and none of its values", async () => {
  const query = "query Slow($label: String!) { themes(where: { label: { eq: $label } }, first: 3) { nodes { id } } }";
  await (await post(url, { query, variables: { label: "secret-value" } }, { "x-request-id": "slow-1" })).text();
  await until(() => lines.some((line) => line.id === "slow-1" && line.msg === "request"));
  expect(lines.find((line) => line.id === "slow-1" && line.msg === "slow query")).toMatchObject({
    level: 40,
    operation: "Slow",
    planMs: expect.any(Number),
    storeMs: expect.any(Number),
    plan: expect.stringContaining("themes: page of all Theme, first 3, where node.label eq"),
  });
  expect(JSON.stringify(lines)).not.toContain("secret-value");
});

test("a request's id stands in the log, in the header, and in each error", async () => {
  const asked: [string, Promise<Response>][] = [
    ["id-1", post(url, { query: "{ nope, nor }" }, { "x-request-id": "id-1" })],
    ["id-2", post(url, { query: "{ themes(first: -1) { totalCount } }" }, { "x-request-id": "id-2" })],
    ["id-3", post(url, "{", { "x-request-id": "id-3" })],
    ["id-4", fetch(`${url}/nowhere`, { headers: { "x-request-id": "id-4" } })],
    ["id-5", fetch(`${url}/id/nothing`, { headers: { "x-request-id": "id-5" } })],
  ];
  for (const [id, answer] of asked) {
    const response = await answer;
    const { errors } = (await response.json()) as { errors: { extensions: { requestId: string } }[] };
    expect(response.headers.get("x-request-id")).toBe(id);
    expect(errors.map(({ extensions }) => extensions.requestId)).toEqual(errors.map(() => id));
    await until(() => lines.some((line) => line.id === id));
  }
});
