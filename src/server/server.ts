/** The HTTP server: Fastify, with Apollo Server under `/graphql`, the playground for browsers, and what operators ask. */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import cors from "@fastify/cors";
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { StoreUnavailable, type Store } from "../plan/index.js";
import { graphqlHandler, startApollo } from "./apollo.js";
import { asksForCsv } from "./csv-answer.js";
import { httpErrorHandler, refuse, refuseFor } from "./errors.js";
import { logRequest, requestId } from "./log.js";
import { measured, type BareEngine } from "./measured.js";
import { Metrics } from "./metrics.js";
import { nodeHandler, refuseReadably } from "./nodes.js";
import { PAGE_POLICY, playgroundPage, serveAssets, wantsPage } from "./playground.js";
import { prepareSending } from "./sending.js";
import type { Settings } from "./settings.js";
import { drain } from "./stop.js";
import { inTurn, Turns } from "./turns.js";

export interface ServerOptions {
  readonly engine: BareEngine;
  readonly store: Pick<Store, "name" | "atOnce" | "revision" | "ready" | "close">;
  readonly settings: Pick<
    Settings,
    "host" | "port" | "clientRequests" | "waitMs" | "trustProxy" | "slowQueryMs" | "stopTimeoutMs" | "limits"
  >;
  readonly log: Logger;
  /** The folder of the built playground. */
  readonly web?: string;
}

export interface Server {
  /** Fastify itself, for tests. */
  readonly app: FastifyInstance;
  /** Opens the port. @returns the address, `http://127.0.0.1:4000`. @throws what the system says, such as EADDRINUSE. */
  listen(): Promise<string>;
  /**
   * Stops: not ready any more, no new connections; running requests finish, for as long as the settings allow; then
   * Apollo and the store are closed. Asked again, it waits for the same end.
   */
  close(): Promise<void>;
}

/** Makes the server of an engine and its store, which is closed with it. It does not listen yet. */
export async function createServer({ engine: bare, store, settings, log, web = WEB }: ServerOptions): Promise<Server> {
  const { limits } = settings;
  const state: State = { stopping: false };
  const metrics = new Metrics(store);
  const engine = measured(bare, metrics, settings.slowQueryMs);
  const apollo = await startApollo(engine, limits, metrics, log);
  const onError = httpErrorHandler(limits);
  const app: FastifyInstance = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "id" }),
    genReqId: requestId,
    // GraphQL checks what comes in; without JSON schemas for routes, their compilers need not be loaded
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    bodyLimit: limits.bodyBytes,
    // a key that would be dangerous in an object is as good as none
    onProtoPoisoning: "remove",
    onConstructorPoisoning: "remove",
    requestTimeout: ARRIVAL_TIMEOUT,
    connectionTimeout: SILENCE_TIMEOUT,
    trustProxy: (_address, hop) => hop < settings.trustProxy,
    routerOptions: { maxParamLength: LONGEST_ID },
    // requests that still come while the service stops are answered, and their connections closed
    return503OnClosing: false,
    clientErrorHandler: onClientError,
    frameworkErrors: (error, request, reply) => {
      prepare(request, reply, metrics);
      onError(error, request, reply);
    },
  });
  // text is no operation; a page of any origin may send it without asking first
  app.removeContentTypeParser("text/plain");
  app.decorateRequest("operationName", null);
  app.decorateRequest("errorCodes", null);
  const answers = new Set<ServerResponse>();
  app.addHook("onRequest", (request, reply, done) => {
    answers.add(reply.raw);
    reply.raw.once("close", () => answers.delete(reply.raw));
    prepare(request, reply, metrics);
    done();
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (state.stopping) reply.header("connection", "close");
    done();
  });
  prepareSending(app);
  app.setErrorHandler(onError);
  app.setNotFoundHandler(onNotFound);
  // any page may read what is public anyway; there are no cookies that it could borrow
  await app.register(cors, {
    origin: "*",
    methods: ["GET", "HEAD", "POST"],
    exposedHeaders: ["x-request-id", "retry-after", "etag"],
    maxAge: 86_400,
    strictPreflight: false,
  });
  const turns = new Turns({ atOnce: store.atOnce, perClient: settings.clientRequests, waitMs: settings.waitMs });
  app.server.on("connection", () => turns.arrived());
  metrics.watch(turns);
  addRoutes(app, {
    store,
    metrics,
    state,
    web,
    onGraphql: inTurn(turns, graphqlHandler(apollo, metrics)),
    onNode: inTurn(turns, nodeHandler(engine, limits)),
  });
  await app.ready();

  const end = async (): Promise<void> => {
    state.stopping = true;
    const force = setTimeout(() => app.server.closeAllConnections(), settings.stopTimeoutMs);
    await drain(app.server, answers);
    await app.close();
    clearTimeout(force);
    await apollo.stop();
    await store.close();
  };
  let ended: Promise<void> | undefined;
  return { app, listen: () => app.listen({ host: settings.host, port: settings.port }), close: () => (ended ??= end()) };
}

function noSchemas(): never {
  throw new Error("routes have no JSON schemas here");
}

/** Milliseconds in which a request must have arrived as a whole. */
const ARRIVAL_TIMEOUT = 30_000;

/** Characters of an id in an address; longer than any that there can be. */
const LONGEST_ID = 200;

/** Milliseconds after which a connection on which nothing moves is closed: its client does not read its answer. */
const SILENCE_TIMEOUT = 60_000;

const WEB = fileURLToPath(new URL("../../dist/web", import.meta.url));

interface State {
  stopping: boolean;
}

function prepare(request: FastifyRequest, reply: FastifyReply, metrics: Metrics): void {
  logRequest(request, reply);
  metrics.observe(request, reply);
  reply.header("x-content-type-options", "nosniff");
}

interface Routes {
  readonly store: ServerOptions["store"];
  readonly metrics: Metrics;
  readonly state: State;
  readonly web: string;
  onGraphql(request: FastifyRequest, reply: FastifyReply): Promise<string | FastifyReply>;
  onNode(request: FastifyRequest, reply: FastifyReply): Promise<string | FastifyReply>;
}

function addRoutes(app: FastifyInstance, { store, metrics, state, web, onGraphql, onNode }: Routes): void {
  const page = (reply: FastifyReply) =>
    reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-cache")
      .header("content-security-policy", PAGE_POLICY)
      .send(playgroundPage(web));
  app.get("/", (request, reply) =>
    wantsPage(request) ? page(reply.header("vary", "accept")) : reply.header("vary", "accept").send(ABOUT),
  );
  app.get("/graphql", (request, reply) =>
    wantsPage(request) && !asksForCsv(request) ? page(reply.header("vary", "accept")) : onGraphql(request, reply.header("vary", "accept")),
  );
  app.post("/graphql", onGraphql);
  app.get("/id/:id", onNode);
  serveAssets(app, web);

  app.get("/metrics", async (_request, reply) => {
    const { type, body } = await metrics.text();
    return reply.type(type).send(body);
  });
  app.get("/healthz", async () => ({ status: "alive" }));
  app.get("/readyz", async (request, reply) => {
    if (state.stopping) return refuseFor(new StoreUnavailable("The service is being stopped."), request, reply);
    await store.ready();
    return { status: "ready", store: store.name, revision: store.revision };
  });
}

/** What a program finds that asks for `/`. */
const ABOUT = {
  name: "ASEAN digital commitments",
  about:
    "A knowledge graph of ASEAN's digital commitments: what was promised, by whom, where it is written, and what became of it. Not a publication of ASEAN.",
  graphql: "POST /graphql, or GET /graphql?query=…&variables=…; as a table with &format=csv or the header accept: text/csv",
  example: { query: "{ dataset { asOf revision attribution } commitments(first: 3) { nodes { id title madeOn } } }" },
  node: "GET /id/<id>: a page for a browser, JSON for a program",
  playground: "open / in a browser",
  health: ["/healthz", "/readyz"],
  metrics: "/metrics",
};

/** The methods of addresses that take more than one, or have a name in them. */
const METHODS: readonly (readonly [RegExp, methods: string, message: string])[] = [
  [/^\/graphql$/, "GET, HEAD, POST, OPTIONS", "send operations by POST."],
  [/^\/id\/[^/]+$/, "GET, HEAD, OPTIONS", "a node is read by GET."],
];

function onNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split("?", 1)[0]!;
  for (const [address, methods, message] of METHODS)
    if (address.test(path))
      return refuse(request, reply.header("allow", methods), 405, "METHOD_NOT_ALLOWED", `${request.method} is not for ${path}: ${message}`);
  return refuseReadably(
    {
      status: 404,
      code: "NOT_FOUND",
      title: "There is no such page",
      text: `Nothing is at the address ${path}.`,
      message: `There is no ${request.method} ${JSON.stringify(path)}. The API is POST /graphql, or GET /graphql?query=…; the playground is / in a browser; for operators there are /healthz, /readyz and /metrics.`,
    },
    null,
    request,
    reply,
  );
}

/** What is no HTTP, or too much of it: there is no request yet, so the answer is written by hand. */
function onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, message] = CLIENT_ERRORS[error.code ?? ""] ?? ["400 Bad Request", "This is not a request in HTTP/1.1."];
  const body = JSON.stringify({ errors: [{ message, extensions: { code: "BAD_REQUEST" } }] });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

const CLIENT_ERRORS: Readonly<Record<string, [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "The address and headers are too long. Send the operation by POST."],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", `The request did not arrive within ${ARRIVAL_TIMEOUT / 1000} seconds.`],
};
