/** How errors look from outside: always `{"errors": [{ message, extensions: { code } }]}`, and nothing of the inside. */
import { HeaderMap } from "@apollo/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError, Kind, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import { withHint } from "../graphql/index.js";
import { CostLimitExceeded, ServiceError, type ErrorCode, type Limits } from "../plan/index.js";
import { CODES, type Code } from "./error-codes.js";

interface Head {
  readonly status: number;
  readonly headers: HeaderMap;
}

/** Seconds after which it makes sense to ask again. */
const RETRY_AFTER = "1";

function headOf(code: ErrorCode): Head {
  const [status] = CODES[code].status as [number];
  return { status, headers: new HeaderMap(status === 503 ? [["retry-after", RETRY_AFTER]] : []) };
}

/** An error of the inside, noted in the log: what is shown is where to find it there. */
export class NotedError extends GraphQLError {
  constructor(requestId: string) {
    super(`Something went wrong here; it has been noted under request id ${requestId}.`, {
      extensions: { code: "INTERNAL_SERVER_ERROR", http: { status: 500, headers: new HeaderMap() } },
    });
  }
}

/** Notes an error of the inside in the log, and gives what may be shown for it. */
export function note(error: unknown, request: FastifyRequest): GraphQLError {
  // nobody is there to read the answer; whatever broke off because of that is no fault
  if (request.raw.socket.destroyed)
    return new GraphQLError("The client has gone.", {
      extensions: { code: "CLIENT_GONE", http: { status: 499, headers: new HeaderMap() } },
    });
  request.log.error({ err: error }, "unexpected error");
  return new NotedError(request.id);
}

/** Makes of whatever an execution threw or returned the error that Apollo shall format. */
export function presentable(error: unknown, request: FastifyRequest): GraphQLError {
  const service = serviceErrorIn(error);
  const at =
    error instanceof GraphQLError ? { nodes: error.nodes, source: error.source, positions: error.positions, path: error.path } : {};
  if (service?.cause !== undefined) request.log.warn({ err: service.cause }, service.message);
  if (service)
    return new GraphQLError(service.message, {
      ...at,
      originalError: service,
      extensions: { code: service.code, http: headOf(service.code) },
    });
  if (!(error instanceof GraphQLError) || isInner(error)) return note(error, request);
  const code = error.extensions.code ?? "BAD_USER_INPUT";
  return new GraphQLError(error.message, {
    ...at,
    originalError: error,
    extensions: { ...error.extensions, code, http: { status: 400, headers: new HeaderMap() } },
  });
}

/** Whether an error is of our making, rather than graphql-js's word on what was asked. */
function isInner(error: GraphQLError): boolean {
  if (error.extensions.code !== undefined) return error.extensions.code === "INTERNAL_SERVER_ERROR";
  // a variable's value may have been refused by a scalar: the sentence around the scalar's is graphql-js's own
  const refusesVariable = error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
  return !refusesVariable && error.originalError !== undefined;
}

function serviceErrorIn(error: unknown): ServiceError | undefined {
  for (let e = error; e instanceof Error; e = (e as GraphQLError).originalError) if (e instanceof ServiceError) return e;
  return undefined;
}

/**
 * Apollo's `formatError`: the last look at every error that leaves through Apollo, and the only place where errors are
 * seen that Apollo and graphql-js make themselves.
 */
export function errorFormatter(schema: GraphQLSchema, limits: Limits, onUnexpected: (error: unknown) => void) {
  return (whole: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const formatted = { ...whole, message: withHint(shortened(whole.message), schema) };
    const as = (message: string, code: string) => ({ ...formatted, message, extensions: { ...formatted.extensions, code } });
    // Apollo stamps its own code over that of a validation rule
    const service = serviceErrorIn(error) ?? documentBound(formatted, limits);
    if (service) return as(shortened(service.message), service.code);
    if (formatted.message === "Operation batching disabled.")
      return as(
        "The body is a list. Send one operation a request; several questions go together in one operation, as fields at its root.",
        "BAD_REQUEST",
      );
    if (formatted.extensions?.code !== "INTERNAL_SERVER_ERROR" || error instanceof NotedError) return formatted;
    // some of Apollo's words on persisted queries have a status but no code
    if (error instanceof GraphQLError && (error.extensions.http as Partial<Head> | undefined)?.status === 400)
      return as(formatted.message, "BAD_REQUEST");
    onUnexpected(error);
    return {
      message: "Something went wrong here; it has been noted under the request id that the header x-request-id holds.",
      extensions: { code: "INTERNAL_SERVER_ERROR" },
    };
  };
}

/** What was sent may be repeated in a message, but not by the page. */
const LONGEST_MESSAGE = 600;
const shortened = (message: string) =>
  message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE / 2)} … ${message.slice(-LONGEST_MESSAGE / 2)}`;

/** Bounds that graphql-js and Apollo enforce, in their own words and with no code to know them by. */
function documentBound({ message, extensions }: GraphQLFormattedError, limits: Limits): CostLimitExceeded | undefined {
  if (/^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(message)) {
    return new CostLimitExceeded(
      `The document has more than ${limits.tokens} tokens, the most that are allowed (the bound is called tokens). Ask in several requests.`,
    );
  }
  if (message === "Validation aborted.") {
    return new CostLimitExceeded(
      "The document has so many fields under the same name that to compare them takes more than 500000 steps, the most that are allowed (a bound of graphql-js). Ask for each field once.",
    );
  }
  if (extensions?.validationErrorCode === "MAX_RECURSIVE_SELECTIONS_EXCEEDED") {
    return new CostLimitExceeded(
      `The operation asks for more than ${limits.selections} fields once its fragments are written out, the most that are allowed (the bound is called selections).`,
    );
  }
  return undefined;
}

/** Answers a request that never reached GraphQL. */
export function refuse(request: FastifyRequest, reply: FastifyReply, status: number, code: Code, message: string): FastifyReply {
  request.errorCodes = [code];
  return reply
    .code(status)
    .type("application/json; charset=utf-8")
    .send(JSON.stringify({ errors: [{ message, extensions: { code, requestId: request.id } }] }));
}

/** Answers with an error of the service's own. */
export function refuseFor(error: ServiceError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, headers } = headOf(error.code);
  return refuse(request, reply.headers(Object.fromEntries(headers)), status, error.code, error.message);
}

const HOW =
  'Send an operation by POST to /graphql, with "content-type: application/json" and a body such as {"query": "{ dataset { asOf } }"}';

/** Fastify's error handler: what is wrong with a request before GraphQL sees it. */
export function httpErrorHandler(limits: Limits) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { code = "", statusCode = 500 } = error as { code?: string; statusCode?: number };
    const bad = (message: string) => refuse(request, reply, statusCode, "BAD_REQUEST", message);
    if (error instanceof ServiceError) return refuseFor(error, request, reply);
    if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
      return refuse(
        request,
        reply,
        413,
        "COST_LIMIT_EXCEEDED",
        `The body of the request is larger than ${limits.bodyBytes} bytes, the most that are allowed (the bound is called bodyBytes). Ask in several requests.`,
      );
    }
    if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
      return bad(`The content type ${JSON.stringify(request.headers["content-type"] ?? "")} is not understood. ${HOW}.`);
    if (code === "FST_ERR_CTP_EMPTY_JSON_BODY") return bad(`The body of the request is empty. ${HOW}.`);
    if (code === "FST_ERR_BAD_URL")
      return bad("The address cannot be read: it has a % that is not followed by two hexadecimal digits of UTF-8.");
    if (statusCode === 400 && (code === "FST_ERR_CTP_INVALID_JSON_BODY" || error instanceof SyntaxError))
      return bad(`The body of the request is not valid JSON. ${HOW}.`);
    if (statusCode < 500) return bad(`The request cannot be read. ${HOW}.`);
    const shown = note(error, request);
    return refuse(request, reply, 500, shown.extensions.code as Code, shown.message);
  };
}
