/** The service while its Neo4j comes late, falters, and is killed: the real server, over HTTP, on a Neo4j of the test's own. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import neo4j from "neo4j-driver";
import { Engine } from "../../../src/graphql/index.js";
import { model } from "../../../src/model/index.js";
import { createLog, createServer, openStore, readSettings, type Server } from "../../../src/server/index.js";
import { openNeo4j } from "../../../src/stores/neo4j/index.js";
import { startNeo4j, type Neo4jServer } from "../../../tools/neo4j/server.mjs";
import { describeOnNeo4j, neo4jObstacle } from "../../support/neo4j.js";
import { FILL_MS } from "../../support/stores.js";

const PASSWORD = "of-the-outages";
const LOOK_UP = { query: "{ dataset { revision } commitments(first: 1) { nodes { id title } } }" };
/** Of each commitment, whether it is at one end of very many ways through the parties. */
const SLOW = {
  query: `{ commitments(where: { parties: { some: { commitments: { none: { parties: { some: { commitments: { some: { title: { contains: "zzzz" } } } } } } } } } }) { totalCount } }`,
};

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly code: string | undefined;
  readonly retryAfter: string | null;
  readonly ms: number;
}

async function ask(url: string, body: object, signal?: AbortSignal): Promise<Answer> {
  const from = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  const text = await response.text();
  const code = (JSON.parse(text) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;
  return { status: response.status, text, code, retryAfter: response.headers.get("retry-after"), ms: performance.now() - from };
}

const statusOf = async (url: string, path: string) => (await fetch(url + path)).status;

/** Milliseconds until something is so; fails when it is not in time. */
async function until(isSo: () => Promise<boolean>, ms: number): Promise<number> {
  const from = performance.now();
  while (!(await isSo())) {
    if (performance.now() - from > ms) throw new Error(`not within ${ms} ms`);
    await later(50);
  }
  return performance.now() - from;
}

const obstacle = neo4jObstacle() ?? (process.env.NEO4J_TEST_URI ? "NEO4J_TEST_URI names a server that is not to be killed" : null);

describeOnNeo4j(
  "a Neo4j that falters",
  () => {
    let home: string;
    let port: number;
    let database: Neo4jServer | undefined;
    let server: Server;
    let url: string;
    const start = async () => (database = await startNeo4j({ home, port, password: PASSWORD, quiet: true }));
    const serve = async (env: Record<string, string>) => {
      const { settings } = readSettings({ PORT: "0", NEO4J_URI: `bolt://127.0.0.1:${port}`, NEO4J_PASSWORD: PASSWORD, ...env });
      const log = createLog("silent");
      const store = await openStore(settings, model, log, () => {});
      return createServer({ engine: new Engine({ model, store, limits: settings.limits }), store, settings, log });
    };

    /** Whether whoever connects now gets an answer. */
    async function isAnswering(): Promise<boolean> {
      const driver = neo4j.driver(`bolt://127.0.0.1:${port}`, neo4j.auth.basic("neo4j", PASSWORD), { maxTransactionRetryTime: 0 });
      return driver.executeQuery("RETURN 1").then(
        () => driver.close().then(() => true),
        () => driver.close().then(() => false),
      );
    }

    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), "outages-"));
      const free = createTcpServer().listen(0, "127.0.0.1");
      await new Promise((resolve) => free.once("listening", resolve));
      port = (free.address() as AddressInfo).port;
      await new Promise((resolve) => free.close(resolve));
    });
    afterAll(async () => {
      await server?.close();
      await database?.stop();
      await rm(home, { recursive: true, force: true });
    }, 60_000);

    test(
      "a service that is started before its database waits, fills it when it comes, and serves",
      async () => {
        server = await serve({ SEED_ON_START: "true" });
        url = await server.listen();
        expect(await statusOf(url, "/healthz")).toBe(200);
        expect(await statusOf(url, "/readyz")).toBe(503);
        expect(await ask(url, LOOK_UP)).toMatchObject({ status: 503, code: "STORE_UNAVAILABLE", retryAfter: "1" });
        await start();
        await until(async () => (await statusOf(url, "/readyz")) === 200, 120_000);
        expect(await ask(url, LOOK_UP)).toMatchObject({ status: 200 });
      },
      FILL_MS,
    );

    test("killed under load: each request is told in time, then at once; ready again soon after it is back", async () => {
      const answers: Answer[] = [];
      let isOver = false;
      const client = async () => {
        while (!isOver) {
          await ask(url, LOOK_UP).then(
            (answer) => answers.push(answer),
            () => (isOver = true),
          );
          await later(20);
        }
      };
      const clients = Array.from({ length: 10 }, client);
      await later(500);
      const killed = performance.now();
      database!.kill();
      await until(async () => (await statusOf(url, "/readyz")) === 503, 5_000);
      expect(await statusOf(url, "/healthz")).toBe(200);
      await until(async () => answers.filter(({ status }) => status === 503).length > 200, 20_000);
      await database!.exited;
      const from = answers.length;
      await later(500);
      const during = answers
        .slice(from)
        .map(({ ms }) => ms)
        .sort((a, b) => a - b);
      process.stderr.write(
        `killed: not ready after ${Math.round(performance.now() - killed)} ms at most; slowest answer ${Math.round(Math.max(...answers.map(({ ms }) => ms)))} ms, then a median of ${Math.round(during[during.length >> 1]!)} ms\n`,
      );
      expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(4_000);
      expect(during[during.length >> 1]).toBeLessThan(100);

      const starting = start();
      // a database that has just begun to listen is busy with itself: it is back when it answers
      await until(isAnswering, 60_000);
      const ready = await until(async () => (await statusOf(url, "/readyz")) === 200, 5_000);
      // its first plans are slow, and slower where the machine has more to do than it can
      const soon = (loadavg()[0]! > availableParallelism() ? 15_000 : 5_000) - ready;
      const served = ready + (await until(async () => (await ask(url, LOOK_UP)).status === 200, soon));
      process.stderr.write(`after the database first answered: ready in ${Math.round(ready)} ms, served in ${Math.round(served)} ms\n`);
      await starting;
      isOver = true;
      await Promise.all(clients);
      for (const { status, code, text } of answers) {
        expect([status, code]).toEqual(status === 200 ? [200, undefined] : [503, "STORE_UNAVAILABLE"]);
        expect(text).not.toMatch(/127\.0\.0\.1|bolt|\bat .*:\d+|Neo4jError|ServiceUnavailable/);
      }
    }, 120_000);

    const connection = () => ({ uri: database!.uri, user: database!.user, password: PASSWORD });
    /** Statements of the service that run in the database. */
    async function running(): Promise<number> {
      const driver = neo4j.driver(database!.uri, neo4j.auth.basic(database!.user, PASSWORD), { disableLosslessIntegers: true });
      const { records } = await driver.executeQuery(
        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS '__titleFolded' RETURN count(*) AS n",
      );
      await driver.close();
      return records[0]!.get("n") - 1; // not this one
    }
    /** The service with its own way of opening the store. */
    async function onStore(options: { timeoutMs: number; connections: number }, use: (url: string) => Promise<void>): Promise<void> {
      const { settings } = readSettings({ PORT: "0", WAIT_MS: "1000" });
      const store = await openNeo4j({ ...connection(), model, ...options });
      const own = await createServer({
        engine: new Engine({ model, store, limits: settings.limits }),
        store,
        settings,
        log: createLog("silent"),
      });
      try {
        await use(await own.listen());
      } finally {
        await own.close();
      }
    }

    test(
      "a statement that takes too long ends with TIMEOUT, in the database too, and its connection is free again",
      () =>
        onStore({ timeoutMs: 1_500, connections: 1 }, async (url) => {
          for (let i = 0; i < 2; i++) expect(await ask(url, SLOW)).toMatchObject({ status: 504, code: "TIMEOUT" });
          await until(async () => (await ask(url, LOOK_UP)).status === 200, 5_000);
          await until(async () => (await running()) === 0, 5_000);
        }),
      60_000,
    );

    test(
      "while slow questions take all connections others are refused in time, and afterwards answered",
      () =>
        onStore({ timeoutMs: 6_000, connections: 2 }, async (url) => {
          const slow = [ask(url, SLOW), ask(url, SLOW)];
          await until(async () => (await running()) === 2, 5_000);
          const refused = await ask(url, LOOK_UP);
          expect(refused).toMatchObject({ status: 503, code: "OVERLOADED", retryAfter: "1" });
          expect(refused.ms).toBeLessThan(4_000);
          for (const answer of await Promise.all(slow)) expect(answer.code).toBe("TIMEOUT");
          await until(async () => (await ask(url, LOOK_UP)).status === 200, 5_000);
        }),
      60_000,
    );

    test(
      "a client that hangs up ends its statement in the database",
      () =>
        onStore({ timeoutMs: 60_000, connections: 1 }, async (url) => {
          const client = new AbortController();
          const asked = ask(url, SLOW, client.signal).catch((error: Error) => error.name);
          await until(async () => (await running()) === 1, 5_000);
          client.abort();
          expect(await asked).toBe("AbortError");
          await until(async () => (await running()) === 0, 5_000);
          await until(async () => (await ask(url, LOOK_UP)).status === 200, 5_000);
        }),
      60_000,
    );
  },
  obstacle,
);
