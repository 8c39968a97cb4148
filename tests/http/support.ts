/** A server on a free port, over a small engine whose fields do what a test needs: wait, fail, leak. */
import { execFile } from "node:child_process";
import { connect } from "node:net";
import { Writable } from "node:stream";
import { promisify } from "node:util";
import { buildSchema, execute, type GraphQLSchema } from "graphql";
import { pino } from "pino";
import { model } from "../../src/model/index.js";
import { DEFAULT_LIMITS, Overloaded, StoreUnavailable, Timeout, BadUserInput, type Limits } from "../../src/plan/index.js";
import { createServer, type Server, type ServerOptions, type Settings } from "../../src/server/index.js";

export const LEAK = "SELECT secret FROM inside";

export interface Stub {
  readonly server: Server;
  readonly url: string;
  readonly schema: GraphQLSchema;
  /** The log's lines so far. */
  readonly lines: Record<string, unknown>[];
  /** Signals of the operations that `wait` was asked by. */
  readonly signals: AbortSignal[];
  /** Ends the waiting of all `wait` fields. */
  release(): void;
  /** What the store says when it is asked whether it is ready. */
  store: { fault: Error | null; closed: boolean };
}

const SCHEMA = `
  type Query { ok: String, text(is: Int, of: String!): String, wait: String, burn(ms: Int!): String, loop: Query, fail(with: Failure!): String }
  enum Failure { INPUT TIMEOUT STORE OVERLOADED BUG }
`;

const FAILURES: Record<string, Error> = {
  INPUT: new BadUserInput("first: -1 is negative."),
  TIMEOUT: new Timeout(250),
  STORE: new StoreUnavailable(),
  OVERLOADED: new Overloaded(),
  BUG: new Error(LEAK),
};

function fail(error: Error): never {
  throw error;
}

export interface StubOptions extends Partial<Pick<Settings, "clientRequests" | "waitMs" | "trustProxy" | "stopTimeoutMs">> {
  limits?: Partial<Limits>;
  web?: string;
  atOnce?: number;
}

/** Starts a server over the stub; stop it with `server.close()`. */
export async function startStub({ limits = {}, stopTimeoutMs = 10_000, web, atOnce = 50, ...settings }: StubOptions = {}): Promise<Stub> {
  const lines: Record<string, unknown>[] = [];
  const signals: AbortSignal[] = [];
  const store = { fault: null as Error | null, closed: false };
  const schema = buildSchema(SCHEMA);
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const engine: ServerOptions["engine"] = {
    model,
    schema,
    async execute({ document, operationName, variables, signal }) {
      if (operationName === "Throws") throw new Error(LEAK);
      const rootValue = {
        ok: "yes",
        text: ({ of }: { of: string }) => of,
        loop: () => rootValue,
        wait: async () => {
          signals.push(signal!);
          await released;
          return "waited";
        },
        burn: ({ ms }: { ms: number }) => {
          const end = performance.now() + ms;
          while (performance.now() < end);
          return "burnt";
        },
        fail: (input: { with: string }) => fail(FAILURES[input.with]!),
      };
      const result = await execute({ schema, document, operationName, variableValues: variables, rootValue });
      return result as Awaited<ReturnType<ServerOptions["engine"]["execute"]>>;
    },
  };
  const server = await createServer({
    engine,
    store: {
      name: "sqlite",
      atOnce,
      revision: "r1",
      ready: async () => void (store.fault && fail(store.fault)),
      close: async () => void (store.closed = true),
    },
    settings: {
      host: "127.0.0.1",
      port: 0,
      clientRequests: 32,
      waitMs: 5_000,
      trustProxy: 0,
      slowQueryMs: 100,
      stopTimeoutMs,
      ...settings,
      limits: { ...DEFAULT_LIMITS, ...limits },
    },
    log: pino(
      { level: "debug" },
      new Writable({ write: (chunk, _encoding, done) => (lines.push(JSON.parse(String(chunk)) as Record<string, unknown>), done()) }),
    ),
    web,
  });
  return { server, schema, url: await server.listen(), lines, signals, release, store };
}

/** Sends an operation by POST. */
export const post = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

/** The errors of an answer, as code and message. */
export async function errorsOf(response: Response): Promise<{ code: string; message: string }[]> {
  const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
  return errors.map(({ message, extensions }) => ({ code: extensions.code, message }));
}

/** A conversation by bytes, for what no HTTP client would send. */
export function talk(url: string): { send(text: string): void; read: Promise<string> } {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let heard = "";
  socket.on("data", (data) => (heard += String(data)));
  socket.on("error", () => {});
  return { send: (text) => void socket.write(text), read: new Promise((resolve) => socket.once("close", () => resolve(heard))) };
}

/** An operation that a client of an address sends, on a connection of its own. */
export interface Sent {
  readonly client: string;
  readonly query: string;
}

/**
 * Sends operations all at once from another process, whose connections a busy server has yet to take in.
 * @returns their answers in the order in which they came.
 */
export async function flood(url: string, operations: readonly Sent[]): Promise<(Sent & { readonly status: number })[]> {
  const program = `import { request } from "node:http";
    for (const sent of ${JSON.stringify(operations)}) {
      const headers = { "content-type": "application/json", "x-forwarded-for": sent.client };
      const asked = request(${JSON.stringify(`${url}/graphql`)}, { method: "POST", agent: false, headers }, (answer) => {
        answer.resume().once("end", () => console.log(JSON.stringify({ ...sent, status: answer.statusCode })));
      });
      asked.end(JSON.stringify({ query: sent.query }));
    }`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Sent & { status: number });
}

/** Waits until something holds. @throws when it still does not after 20 seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited in vain until ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
