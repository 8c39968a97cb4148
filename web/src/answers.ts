/** Which answer belongs to which operation: an editor's text may have been changed since it was asked. */
import { parse } from "graphql";
import { BYTE_ORDER_MARK, extentOf, toCsv } from "../../src/csv/index";

interface Operation {
  readonly query: string;
  readonly operationName?: string | null;
}

/** By the answer's text, as GraphiQL shows it. Of some tabs the answers are kept, not of all that was ever asked. */
const asked = new Map<string, Operation>();
const KEPT = 20;
/** What GraphiQL asks by itself, to know the schema. */
const SCHEMA = "IntrospectionQuery";

/** Remembers what was asked. `result` is what GraphiQL is given to show. */
export function remember(result: unknown, operation: Operation): void {
  if (operation.operationName === SCHEMA) return;
  asked.set(JSON.stringify(result, null, 2), operation);
  if (asked.size > KEPT) asked.delete(asked.keys().next().value!);
}

/** There is nothing to make a file of; the message says why. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** A file made of an answer. */
export interface AnswerFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  /** What is to be known of it: that it is a part. */
  readonly note: string;
}

/**
 * A file of an answer, which is given as GraphiQL shows it.
 * @throws NoAnswer when it is none; NoTable when it is to be a table and is none.
 */
export function fileOf(answer: string, kind: "json" | "csv"): AnswerFile {
  const operation = asked.get(answer);
  if (!operation) throw new NoAnswer("There is no answer to download yet: execute the question first.");
  const name = operation.operationName ?? "answer";
  if (kind === "json") return { name: `${name}.json`, type: "application/json", text: `${answer}\n`, note: "" };
  const { data } = JSON.parse(answer) as { data?: unknown };
  if (data == null) throw new NoAnswer("The answer has no data, so there is no table: it says what went wrong.");
  const document = parse(operation.query);
  const { rows, total } = extentOf(document, data, operation.operationName);
  const note =
    total !== null && rows < total
      ? ` It has ${rows} of ${total} rows: for more ask for a larger page (first, up to 200), or read on with after.`
      : "";
  return { name: `${name}.csv`, type: "text/csv", text: BYTE_ORDER_MARK + toCsv(document, data, operation.operationName), note };
}
