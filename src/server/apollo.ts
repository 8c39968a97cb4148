/** Apollo Server in front of the engine: protocol, parsing, validation and errors are Apollo's, execution is ours. */
import { ApolloServer, HeaderMap, type ApolloServerPlugin, type HTTPGraphQLRequest } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GatewayExecutor, GatewayInterface } from "@apollo/server-gateway-interface";
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from "fastify";
import type { DocumentNode, FormattedExecutionResult } from "graphql";
import { documentRules, JsonText } from "../graphql/index.js";
import type { Limits } from "../plan/index.js";
import { csvOf, wantsCsv } from "./csv-answer.js";
import { errorFormatter, note, presentable } from "./errors.js";
import type { Executor } from "./measured.js";
import type { Metrics, Stage } from "./metrics.js";
import { PUBLIC } from "./sending.js";

interface Context {
  readonly request: FastifyRequest;
  /** Aborted when the client hangs up before it has its answer. */
  readonly signal: AbortSignal;
  /** What was executed, once it is. In an object of its own: Apollo hands on copies of the context. */
  readonly executed: { document?: DocumentNode; parsed?: boolean };
}

/**
 * Puts Apollo Server in front of an engine. Logs, bounds and hooks belong to Fastify and the engine, not to Apollo
 * plugins, which would not see what is answered without Apollo; they time what is Apollo's own.
 */
export async function startApollo(
  engine: Executor,
  limits: Limits,
  metrics: Metrics,
  log: FastifyBaseLogger,
): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    gateway: executorOf(engine),
    // nothing here may depend on NODE_ENV: not what is shown of the schema, nor of an error
    nodeEnv: "production",
    introspection: true,
    includeStacktraceInErrorResponses: false,
    logger: log,
    // a plain link may ask: there are no cookies to borrow, nothing can be changed, and any page may read what is public
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    // some fifty lines of fragments that spread each other can stand for billions of fields
    maxRecursiveSelections: limits.selections,
    validationRules: documentRules(limits),
    formatError: errorFormatter(engine.schema, limits, (err) => log.error({ err }, "unexpected error")),
    stringifyResult: stringify,
    plugins: [
      noteUnexpected,
      timed(metrics),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // these send data to Apollo when a key of theirs is in the environment
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
}

/**
 * The engine as a "gateway". The name is odd, there is no gateway; but it is the interface by which Apollo hands every
 * validated operation to an executor that is not graphql-js, and formats what comes back, errors and their status too.
 */
function executorOf(engine: Executor): GatewayInterface {
  const executor: GatewayExecutor = async ({ document, operationName: name, request: { operationName: given, variables }, context }) => {
    const { request, signal, executed } = context as Context;
    const operationName = name ?? given;
    request.operationName = name;
    executed.document = document;
    try {
      const result = await engine.execute({ document, operationName, variables, signal }, request.log);
      return "errors" in result && result.errors ? { ...result, errors: result.errors.map((e) => presentable(e, request)) } : result;
    } catch (error) {
      return { errors: [presentable(error, request)] };
    }
  };
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: engine.schema, coreSupergraphSdl: "" });
      return () => {};
    },
    load: async () => ({ executor }),
    stop: async () => {},
  };
}

/** Apollo has no word for what it did not expect but its own; what is thrown here takes that word's place. */
const noteUnexpected: ApolloServerPlugin<Context> = {
  async unexpectedErrorProcessingRequest({ requestContext, error }) {
    throw note(error, requestContext.contextValue.request);
  },
};

/** Parsing and validation, which a document that Apollo remembers is spared. */
function timed(metrics: Metrics): ApolloServerPlugin<Context> {
  const timer = (stage: Stage) => {
    const start = performance.now();
    return async () => metrics.stage(stage, performance.now() - start);
  };
  return {
    requestDidStart: async ({ contextValue: { executed } }) => ({
      parsingDidStart: async () => {
        executed.parsed = true;
        return timer("parse");
      },
      validationDidStart: async () => timer("validate"),
    }),
  };
}

/** Sends data that is text already as it is; for anything else, JSON with the errors first. */
function stringify(result: FormattedExecutionResult): string {
  const data: unknown = result.data;
  if (!(data instanceof JsonText)) return JSON.stringify(result);
  return result.errors?.length ? `{"errors":${JSON.stringify(result.errors)},"data":${data.text}}` : `{"data":${data.text}}`;
}

/** The handler of `/graphql`: a request of Fastify to Apollo, and its answer back. */
export function graphqlHandler(apollo: ApolloServer<Context>, metrics: Metrics) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<string | FastifyReply> => {
    request.operationName = givenName(request.body);
    const context: Context = { request, signal: hangUpSignal(reply), executed: {} };
    const csv = wantsCsv(request);
    const httpGraphQLRequest = toApollo(request);
    if (csv) httpGraphQLRequest.headers.set("accept", "application/json");
    const response = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context });
    for (const [name, value] of response.headers) reply.header(name, value);
    reply.code(response.status ?? 200);
    // only results in parts (@defer, @stream) come in chunks, and no executor of ours gives those
    if (response.body.kind !== "complete") throw new Error("an answer in chunks");
    let body = response.body.string;
    const failed = body.startsWith('{"errors":');
    if (failed) body = signed(body, request);
    const { document, parsed = false } = context.executed;
    if (document || parsed) metrics.cache("document", !parsed);
    const sending = performance.now();
    reply.raw.once("finish", () => metrics.stage("send", performance.now() - sending));
    if (request.method !== "POST") reply.header("cache-control", failed ? "no-store" : PUBLIC);
    return csv && !failed ? csvOf(body, document!, request, reply) : body;
  };
}

/** Not Fastify's `request.signal`: that waits for the end of the request, which comes as soon as its body has been read. */
export function hangUpSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once("close", () => void (raw.writableFinished || controller.abort()));
  return controller.signal;
}

/** Not by @as-integrations/fastify: that makes a URL of the Host header, so that `Host: a b` is an error 500. */
function toApollo({ method, headers, url, body }: FastifyRequest): HTTPGraphQLRequest {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(", ") : value);
  const mark = url.indexOf("?");
  return { method: method === "HEAD" ? "GET" : method, headers: map, search: mark < 0 ? "" : url.slice(mark), body };
}

/** The operation's name as the request has it, for the log, should the operation not get as far as the engine. */
const givenName = (body: unknown): string | null => {
  const name = (body as { operationName?: unknown } | null | undefined)?.operationName;
  return typeof name === "string" ? name.slice(0, 200) : null;
};

/**
 * An answer with errors, each of which bears the request's id; their codes are noted for the log. Such answers are few
 * and small: reading them again is simpler than to carry id and codes through Apollo.
 */
function signed(body: string, request: FastifyRequest): string {
  const { errors, ...rest } = JSON.parse(body) as { errors: { extensions?: { code?: string } }[] };
  request.errorCodes = errors.map((error) => error.extensions?.code ?? "");
  for (const error of errors) error.extensions = { ...error.extensions, ...{ requestId: request.id } };
  return JSON.stringify({ errors, ...rest });
}
