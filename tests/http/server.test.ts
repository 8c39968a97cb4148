import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { StoreUnavailable } from "../../src/plan/index.js";
import { errorsOf, flood, post, startStub, talk, until, type Stub } from "./support.js";

const web = mkdtempSync(path.join(tmpdir(), "playground-"));
mkdirSync(path.join(web, "assets"));
writeFileSync(path.join(web, "index.html"), "<title>the playground</title>");
writeFileSync(path.join(web, "assets/main-a1B2_c3-.js"), "export {};");
writeFileSync(path.join(web, "assets/licenses.md"), "# Licences");

let stub: Stub;
beforeAll(async () => void (stub = await startStub({ web })));
afterAll(async () => {
  await stub.server.close();
  rmSync(web, { recursive: true });
});

/** For answers that shall be as large as they are. */
const PLAIN = { "accept-encoding": "identity" };
const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

describe("operations", () => {
  test("are answered by the engine, in the type that the client prefers", async () => {
    const plain = await post(stub.url, { query: "query ($of: String!) { text(of: $of) }", variables: { of: "é – 😀" } });
    expect([plain.status, plain.headers.get("content-type"), await plain.json()]).toEqual([
      200,
      "application/json; charset=utf-8",
      { data: { text: "é – 😀" } },
    ]);
    const modern = await post(stub.url, { query: "{ ok }" }, { accept: "application/graphql-response+json, application/json;q=0.9" });
    expect(modern.headers.get("content-type")).toBe("application/graphql-response+json; charset=utf-8");
  });

  test("are ended when their client hangs up", async () => {
    const hangUp = new AbortController();
    const asked = fetch(`${stub.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "gone" },
      body: '{"query":"{ wait }"}',
      signal: hangUp.signal,
    });
    await until(() => stub.signals.length === 1);
    expect(stub.signals[0]!.aborted).toBe(false);
    hangUp.abort();
    await expect(asked).rejects.toThrow();
    await until(() => stub.signals[0]!.aborted);
    await until(() => stub.lines.some((line) => line.id === "gone" && line.msg === "request"));
    expect(stub.lines.find((line) => line.id === "gone")).toMatchObject({ gone: true });
    stub.release();
  });
});

describe("the playground", () => {
  test.each(["/", "/graphql", "/graphql?query=%7Bok%7D"])("is what browsers get at %s", async (address) => {
    const response = await fetch(stub.url + address, { headers: BROWSER });
    expect(await response.text()).toBe("<title>the playground</title>");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      vary: "accept",
    });
  });

  test.each(["/", "/graphql", "/playground/index.html", "/playground/assets/main-a1B2_c3-.js"])(
    "may run only what is its own, and stand in no frame: %s",
    async (address) => {
      const { headers } = await fetch(stub.url + address, { headers: BROWSER });
      const policy = new Map(
        headers
          .get("content-security-policy")
          ?.split("; ")
          .map((part) => part.split(/ (.*)/) as [string, string]),
      );
      expect(policy.get("default-src")).toBe("'none'");
      expect(policy.get("script-src")).toBe("'self'");
      expect(policy.get("frame-ancestors")).toBe("'none'");
      const others = [...policy.values()].filter((sources) => !/^('(none|self|unsafe-inline)'|data:| )+$/.test(sources));
      expect(others).toEqual([]);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  test.each([
    ["assets/main-a1B2_c3-.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", "export {};"],
    ["assets/licenses.md", "text/markdown; charset=utf-8", "no-cache", "# Licences"],
    ["index.html", "text/html; charset=utf-8", "no-cache", "<title>the playground</title>"],
  ])("has its files: %s", async (name, type, cache, content) => {
    const response = await fetch(`${stub.url}/playground/${name}`);
    expect([response.status, response.headers.get("content-type"), response.headers.get("cache-control"), await response.text()]).toEqual([
      200,
      type,
      cache,
      content,
    ]);
    const head = await fetch(`${stub.url}/playground/${name}`, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, String(content.length), ""]);
  });

  test("says how to build it when it is not built", async () => {
    const bare = await startStub({ web: path.join(web, "nothing") });
    expect(await (await fetch(bare.url, { headers: BROWSER })).text()).toContain("npm run build");
    expect((await fetch(`${bare.url}/playground/index.html`)).status).toBe(404);
    await bare.server.close();
  });

  test("programs are told where to go instead", async () => {
    const response = await fetch(stub.url);
    expect(await response.json()).toMatchObject({ graphql: expect.stringContaining("POST /graphql"), health: ["/healthz", "/readyz"] });
  });
});

describe("operators", () => {
  test("see that the process lives", async () => {
    const response = await fetch(`${stub.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: "alive" }]);
  });

  test("see whether it can answer", async () => {
    const green = await fetch(`${stub.url}/readyz`);
    expect([green.status, await green.json()]).toEqual([200, { status: "ready", store: "sqlite", revision: "r1" }]);
    stub.store.fault = new StoreUnavailable();
    const red = await fetch(`${stub.url}/readyz`);
    expect([red.status, red.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(await errorsOf(red)).toEqual([{ code: "STORE_UNAVAILABLE", message: expect.any(String) }]);
    stub.store.fault = null;
    expect((await fetch(`${stub.url}/readyz`)).status).toBe(200);
  });

  test("find one line a request in the log, without values", async () => {
    await (
      await post(
        stub.url,
        { query: "query Named($of: String!) { text(of: $of) }", variables: { of: "secret" } },
        { "x-request-id": "line-1" },
      )
    ).text();
    await (await post(stub.url, { query: "query Bad { nope }", operationName: "Bad" }, { "x-request-id": "line-2" })).text();
    await (
      await fetch(`${stub.url}/graphql?query=%7Btext(of:%22secret%22)%7D`, {
        headers: { "x-request-id": "line-3" },
      })
    ).text();
    const lineOf = (id: string) => stub.lines.filter((line) => line.id === id);
    await until(() => lineOf("line-3").length > 0);
    const common = {
      level: 30,
      msg: "request",
      path: "/graphql",
      ms: expect.any(Number),
      time: expect.anything(),
      pid: expect.anything(),
      hostname: expect.anything(),
    };
    expect(lineOf("line-1")).toEqual([{ ...common, id: "line-1", method: "POST", status: 200, operation: "Named" }]);
    expect(lineOf("line-2")).toEqual([
      { ...common, id: "line-2", method: "POST", status: 400, operation: "Bad", errors: ["GRAPHQL_VALIDATION_FAILED"] },
    ]);
    expect(lineOf("line-3")).toEqual([{ ...common, id: "line-3", method: "GET", status: 200 }]);
    expect(JSON.stringify(stub.lines)).not.toContain("secret");
  });
});

describe("request ids", () => {
  test.each(["ab-1.2:x", "a".repeat(64)])("a client's own is kept: %s", async (id) => {
    expect((await fetch(`${stub.url}/healthz`, { headers: { "x-request-id": id } })).headers.get("x-request-id")).toBe(id);
  });

  test.each(["a b", "a\tb", "<script>", "a".repeat(65)])("what is no plain token is replaced: %j", async (id) => {
    expect((await fetch(`${stub.url}/healthz`, { headers: { "x-request-id": id } })).headers.get("x-request-id")).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });
});

describe("pages of other origins", () => {
  const OTHER = { origin: "https://elsewhere.example" };

  test("may ask first, and then send JSON", async () => {
    const headers = { ...OTHER, "access-control-request-method": "POST", "access-control-request-headers": "content-type" };
    const response = await fetch(`${stub.url}/graphql`, { method: "OPTIONS", headers });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, HEAD, POST",
      "access-control-allow-headers": "content-type",
      "access-control-max-age": "86400",
    });
  });

  test("may read answers, errors and the request's id, but not with credentials", async () => {
    for (const query of ["{ ok }", "{ nope }"]) {
      const { headers } = await post(stub.url, { query }, OTHER);
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("access-control-expose-headers")).toBe("x-request-id, retry-after, etag");
      expect(headers.has("access-control-allow-credentials")).toBe(false);
    }
  });
});

describe("turns", () => {
  test("a client may have so many requests under way, and is told when it has more", async () => {
    const stub = await startStub({ clientRequests: 2 });
    try {
      const running = [post(stub.url, { query: "{ wait }" }), post(stub.url, { query: "{ wait }" })];
      await until(() => stub.signals.length === 2);
      const refused = await post(stub.url, { query: "{ ok }" });
      expect(refused.status).toBe(503);
      expect(refused.headers.get("retry-after")).toBe("1");
      expect(await errorsOf(refused)).toEqual([{ code: "OVERLOADED", message: expect.stringContaining("2 are the most") }]);
      stub.release();
      for (const answer of running) expect(await (await answer).json()).toEqual({ data: { wait: "waited" } });
      expect(await (await post(stub.url, { query: "{ ok }" })).json()).toEqual({ data: { ok: "yes" } });
    } finally {
      await stub.server.close();
    }
  });

  test("an answer that is not read counts as under way", async () => {
    const stub = await startStub({ clientRequests: 1, limits: { bodyBytes: 40_000_000 } });
    try {
      const query = "query ($t: String!) { text(of: $t) }";
      const unread = await post(stub.url, { query, variables: { t: "x".repeat(30_000_000) } }, PLAIN);
      expect((await post(stub.url, { query: "{ ok }" })).status).toBe(503);
      await unread.text();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect((await post(stub.url, { query: "{ ok }" })).status).toBe(200);
    } finally {
      await stub.server.close();
    }
  });

  test("of clients that wait each has one in turn, and who waits too long is refused", async () => {
    const stub = await startStub({ atOnce: 1, trustProxy: 1, waitMs: 400 });
    const as = (client: string, query: string) => post(stub.url, { query }, { "x-forwarded-for": client });
    try {
      const order: string[] = [];
      const running = as("10.0.0.1", "{ wait }");
      await until(() => stub.signals.length === 1);
      const greedy = Array.from({ length: 5 }, () => as("10.0.0.1", "{ ok }").then(() => order.push("greedy")));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const modest = as("10.0.0.2", "{ ok }").then(() => order.push("modest"));
      await new Promise((resolve) => setTimeout(resolve, 100));
      stub.release();
      await Promise.all([running, ...greedy, modest]);
      expect(order.indexOf("modest")).toBeLessThan(3);
    } finally {
      await stub.server.close();
    }
    const slow = await startStub({ atOnce: 1, waitMs: 50 });
    try {
      const running = post(slow.url, { query: "{ wait }" });
      await until(() => slow.signals.length === 1);
      const late = await post(slow.url, { query: "{ ok }" });
      expect(await errorsOf(late)).toEqual([{ code: "OVERLOADED", message: expect.stringContaining("more to do") }]);
      slow.release();
      expect((await running).status).toBe(200);
      expect((await post(slow.url, { query: "{ ok }" })).status).toBe(200);
    } finally {
      await slow.server.close();
    }
  });
});

describe("turns where every answer takes the thread that also reads requests", () => {
  test("many that one client sends at once are counted, and another's comes between", async () => {
    const stub = await startStub({ atOnce: 1, clientRequests: 8, trustProxy: 1 });
    try {
      const greedy = Array.from({ length: 40 }, () => ({ client: "10.0.0.1", query: "{ burn(ms: 60) }" }));
      const answers = await flood(stub.url, [...greedy, { client: "10.0.0.2", query: "{ ok }" }]);
      const answered = answers.filter(({ status }) => status === 200).map(({ client }) => client);
      // eight, and as many as were done before the others had come
      expect(answered.length).toBeLessThan(14);
      expect(answers.filter(({ status }) => status === 503)).toHaveLength(41 - answered.length);
      expect(answered.indexOf("10.0.0.2")).toBeGreaterThanOrEqual(0);
      expect(answered.indexOf("10.0.0.2")).toBeLessThan(6);
    } finally {
      await stub.server.close();
    }
  });
});

describe("stopping", () => {
  test("lets running requests finish, is not ready meanwhile, and closes the store last", async () => {
    const stopping = await startStub();
    const running = post(stopping.url, { query: "{ wait }" });
    await until(() => stopping.signals.length === 1);
    const late = talk(stopping.url);
    late.send("GET /readyz HTTP/1.1\r\nHost: a\r\n");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = stopping.server.close();
    late.send("\r\n");
    const answer = await late.read;
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toMatch(/connection: close/i);
    await expect(fetch(stopping.url)).rejects.toThrow();
    expect(stopping.store.closed).toBe(false);
    stopping.release();
    expect(await (await running).json()).toEqual({ data: { wait: "waited" } });
    await closed;
    expect(stopping.store.closed).toBe(true);
  });

  test("does not wait for ever", async () => {
    const stopping = await startStub({ stopTimeoutMs: 50 });
    const cutOff = expect(post(stopping.url, { query: "{ wait }" })).rejects.toThrow();
    await until(() => stopping.signals.length === 1);
    await stopping.server.close();
    await cutOff;
    await until(() => stopping.signals[0]!.aborted);
    expect(stopping.store.closed).toBe(true);
  });

  test("does not cut off an answer that is read slowly", async () => {
    const stopping = await startStub({ limits: { bodyBytes: 40_000_000 } });
    const text = "x".repeat(30_000_000);
    const response = await post(stopping.url, { query: "query ($t: String!) { text(of: $t) }", variables: { t: text } }, PLAIN);
    const closed = stopping.server.close();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stopping.store.closed).toBe(false);
    expect(await response.json()).toEqual({ data: { text } });
    await closed;
    expect(stopping.store.closed).toBe(true);
  });

  test("does not wait for connections that are only kept alive", async () => {
    const stopping = await startStub();
    await (await post(stopping.url, { query: "{ ok }" })).text();
    const start = performance.now();
    await stopping.server.close();
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
