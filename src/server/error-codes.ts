/** The codes of errors, said once: what HTTP's word for each is, what it means, what to do. docs/errors.md is written from this table. */
import type { ErrorCode } from "../plan/index.js";

interface Meaning {
  /** The statuses that an answer with it can have, the usual one first. */
  readonly status: readonly number[];
  readonly meaning: string;
  readonly todo: string;
}

const code = (status: number | readonly number[], meaning: string, todo: string): Meaning => ({ status: [status].flat(), meaning, todo });

const LATER = "Try again after `Retry-After` seconds.";

/**
 * 400: the request is at fault, and will be however often it is sent.
 * 503 with Retry-After: we are at fault, and not for long.
 * 504 for an answer that took too long: the database behind us did not answer in time. Not 503, whose Retry-After would
 * promise that waiting helps; not 408, which says that the *client* was slow, and which browsers answer by asking again.
 */
export const CODES = {
  BAD_USER_INPUT: code(400, "An argument or variable cannot be as it is.", "The message names it, and says what can be."),
  GRAPHQL_PARSE_FAILED: code(400, "The document is no GraphQL.", "Mend it at the line and column that `locations` gives."),
  GRAPHQL_VALIDATION_FAILED: code(
    400,
    "The document asks for what the schema does not have, or writes a value that is none of its type.",
    "The message often names what was meant; the playground completes names.",
  ),
  OPERATION_RESOLUTION_FAILURE: code(
    400,
    "The document has no operation of the name, or several and none is named.",
    "Send `operationName`.",
  ),
  BAD_REQUEST: code(
    [400, 406, 408, 415, 431],
    "The HTTP request is not one that the API takes: its body, type, address or size.",
    "The message says what is.",
  ),
  NOT_FOUND: code(404, "There is nothing at this address.", "The message says what there is, or which id may have been meant."),
  GONE: code(410, "The id was withdrawn.", "The message says why. It never comes back."),
  METHOD_NOT_ALLOWED: code(405, "The address takes other methods.", "The header `Allow` has them."),
  COST_LIMIT_EXCEEDED: code(
    [400, 413],
    "The operation goes beyond a bound, which the message names with its value.",
    "Ask for less at once: smaller pages, fewer lists within lists.",
  ),
  PERSISTED_QUERY_NOT_FOUND: code(
    200,
    "The hash of a query is not known (any more).",
    "Send its text with it; clients do so by themselves.",
  ),
  TIMEOUT: code(504, "The store did not finish in time.", "Ask for less, or in another order."),
  STORE_UNAVAILABLE: code(503, "The database cannot be reached, is not ready, or is being changed.", LATER),
  OVERLOADED: code(503, "There is more to do than can be done in time, or too much of one client is under way.", LATER),
  INTERNAL_SERVER_ERROR: code(500, "A fault of the service.", "Report it with its request id: the service's log has the details under it."),
} satisfies Record<ErrorCode, Meaning> & Record<string, Meaning>;

export type Code = keyof typeof CODES;

/** The table of the codes as Markdown: docs/errors.md. */
export function describeErrors(): string {
  return [
    "# Errors",
    "",
    "Errors come as GraphQL has them: a list `errors`, each with a `message` that says what was wrong and what would be right, and a",
    "stable code in `extensions.code`. `extensions.requestId` is the id under which the service's log has the request; the header",
    "`x-request-id` has it, too. All of that holds for whatever goes wrong before GraphQL, too. Codes last; messages are for people",
    "and may change.",
    "",
    "| code | status | what it means | what to do |",
    "|---|---:|---|---|",
    ...Object.entries<Meaning>(CODES).map(
      ([name, { status, meaning, todo }]) => `| \`${name}\` | ${status.join(", ")} | ${meaning} | ${todo} |`,
    ),
    "",
    "This file is written from the table in `src/server/error-codes.ts`, by `node dist/cli.js errors > docs/errors.md`.",
    "",
  ].join("\n");
}
