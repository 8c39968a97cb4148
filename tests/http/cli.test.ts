/** The commands as processes of their own, built as `npm start` builds them. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { post, talk, until } from "./support.js";

const folder = mkdtempSync(path.join(tmpdir(), "commitments-"));
const children: ChildProcess[] = [];

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, ["tools/start.mjs", "settings"], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}, 180_000);

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly output: { out: string; err: string };
  /** The exit code, or the signal's name. */
  readonly end: Promise<number | string>;
}

function start(args: readonly string[], env: Record<string, string> = {}, nodeOptions: readonly string[] = []): Run {
  const { NODE_OPTIONS: _, NODE_ENV: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [...nodeOptions, "dist/cli.js", ...args], {
    env: { ...inherited, PORT: "0", DATA_DIR: path.join(folder, "data"), ...env },
  });
  children.push(child);
  const output = { out: "", err: "" };
  child.stdout.on("data", (data) => (output.out += String(data)));
  child.stderr.on("data", (data) => (output.err += String(data)));
  return { child, output, end: once(child, "close").then(([code, signal]) => (code ?? signal) as number | string) };
}

/** Waits until a service has said where it is. */
async function addressOf({ child, output }: Run): Promise<string> {
  const address = () => /http:\/\/[\d.]+:\d+/.exec(output.err)?.[0];
  await until(() => address() !== undefined || child.exitCode !== null);
  if (!address()) throw new Error(output.err);
  return address()!;
}

const lines = ({ output }: Run) =>
  output.out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("serve", () => {
  test("builds its database, says where it is and what to ask, answers, and stops when it is told to", async () => {
    const service = start([]);
    const address = await addressOf(service);
    expect(service.output.err).toContain("Reading the seed");
    const query = readFileSync("web/questions/analysts/01-ai-since-2021.graphql", "utf8");
    expect(service.output.err.replace(/^ {2}/gm, "")).toContain(query.trimEnd());
    expect(await (await post(address, { query })).json()).toMatchObject({ data: { commitments: { totalCount: expect.any(Number) } } });
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    service.child.kill("SIGTERM");
    expect(await service.end).toBe(0);
    expect(lines(service).map((line) => line.msg)).toEqual(expect.arrayContaining(["request", "stopping", "stopped"]));
  }, 60_000);

  test("loads neither YAML nor the driver of Neo4j when its file is current", async () => {
    const hook = path.join(folder, "loaded.mjs");
    writeFileSync(
      hook,
      `import { createRequire } from "node:module"; process.on("exit", () => console.error("LOADED " + Object.keys(createRequire(import.meta.url).cache).join(" ")));`,
    );
    const service = start(["serve"], {}, ["--import", hook]);
    await addressOf(service);
    service.child.kill("SIGINT");
    expect(await service.end).toBe(0);
    expect(service.output.err).not.toContain("Reading the seed");
    const loaded = service.output.err.slice(service.output.err.indexOf("LOADED "));
    expect(loaded).toContain("node_modules/fastify/");
    expect(loaded).not.toMatch(/node_modules\/(yaml|neo4j-driver|ajv)\//);
  });

  test("finishes what is running when it is told to stop", async () => {
    const service = start([]);
    const address = await addressOf(service);
    const body = JSON.stringify({ query: "{ dataset { revision } }" });
    const running = talk(address);
    running.send(
      `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    service.child.kill("SIGTERM");
    await until(() => service.output.out.includes('"stopping"'));
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
    running.send(body.slice(10));
    expect(await running.read).toMatch(/^HTTP\/1\.1 200 [^]*"revision"/);
    expect(await service.end).toBe(0);
  });

  test("stops at once at the second signal, and in time at the first", async () => {
    const hang = async (run: Run) => {
      const conversation = talk(await addressOf(run));
      conversation.send("POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n");
      await new Promise((resolve) => setTimeout(resolve, 100));
      run.child.kill("SIGTERM");
      await until(() => run.output.out.includes('"stopping"'));
    };
    const impatient = start([]);
    await hang(impatient);
    impatient.child.kill("SIGTERM");
    expect(await impatient.end).toBe(143);
    const bounded = start([], { STOP_TIMEOUT_MS: "200" });
    await hang(bounded);
    expect(await bounded.end).toBe(0);
  });
});

describe("a start that cannot be", () => {
  async function failure(args: readonly string[], env: Record<string, string>): Promise<string> {
    const run = start(args, env);
    expect(await run.end).toBe(1);
    expect(run.output.err).not.toMatch(/^\s+at /m);
    return run.output.err;
  }

  test("says that the port is in use, and which setting changes it", async () => {
    const taken = createTcpServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    expect(await failure([], { PORT: String(port) })).toBe(
      `Port ${port} of 127.0.0.1 is in use. The setting PORT names another: PORT=${port + 1} npm start\n`,
    );
    taken.close();
  });

  test.each<[string, Record<string, string>, string | RegExp]>([
    [
      "an address of another machine",
      { HOST: "203.0.113.1" },
      /^203\.0\.113\.1 is no address of this machine\. The setting HOST names another/,
    ],
    [
      "wrong settings, all at once",
      { PORT: "x", LIMIT_IDS: "0" },
      /^2 settings are wrong:\n {2}PORT is "x"; .*\n {2}LIMIT_IDS is "0"; .*\n$/,
    ],
    [
      "a seed that is no folder",
      { SEED_DIR: "README.md" },
      /^The seed README\.md has 1 fault:\n {2}README\.md: cannot be read \(ENOTDIR\)/,
    ],
    ["no seed", { SEED_DIR: path.join(folder, "none") }, /The setting SEED_DIR names its folder/],
  ])("%s", async (_name, env, message) => {
    expect(await failure([], env)).toMatch(message);
  });

  test("a setting that is none is warned of", async () => {
    expect(await failure([], { LIMIT_DEPHT: "3", PORT: "x" })).not.toContain("LIMIT_DEPHT");
    const service = start([], { LIMIT_DEPHT: "3" });
    await addressOf(service);
    expect(service.output.err).toContain("LIMIT_DEPHT is no setting and does nothing; did you mean LIMIT_DEPTH?");
    service.child.kill("SIGTERM");
    await service.end;
  });

  test("a seed with faults: the words of its validation", async () => {
    const seed = path.join(folder, "seed");
    cpSync("seed", seed, { recursive: true });
    const file = path.join(seed, "countries.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^(\s*- )id: .*/m, "$1id: not an id"));
    const env = { SEED_DIR: seed, DATA_DIR: path.join(folder, "other") };
    const faults = (text: string) => text.match(/countries\.yaml:\d+: .*/g);
    const refused = await failure([], env);
    expect(faults(refused)?.length).toBeGreaterThan(0);
    const validation = start(["validate"], env);
    expect(await validation.end).toBe(1);
    expect(faults(validation.output.out)).toEqual(expect.arrayContaining(faults(refused)!));
  }, 60_000);
});

describe("other commands", () => {
  test("seed asks for NEO4J_URI", async () => {
    const run = start(["seed"]);
    expect(await run.end).toBe(1);
    expect(run.output.err).toMatch(/^NEO4J_URI is not set/);
  });

  test("an option that a command does not take is refused", async () => {
    const run = start(["validate", "seed"]);
    expect(await run.end).toBe(1);
    expect(run.output.err).toMatch(/^validate takes --write-readme and nothing else, so not seed\./);
  });

  test("what is no command is told which there are", async () => {
    const run = start(["sevre"]);
    expect(await run.end).toBe(1);
    expect(run.output.err).toMatch(/^There is no command sevre\.\n[^]*serve[^]*validate[^]*seed[^]*schema/);
  });
});
