/** Change sets as lines of JSON (NDJSON), written and read one line at a time. docs/change-sets.md is the specification. */
import type { Change, ChangeSet, DatasetInfo } from "./change.js";
import { ChangeSetError } from "./faults.js";
import { canonicalLine, Revision } from "./revision.js";

/** The version of the form. A reader refuses any other. */
const FORM = 1;

/** How a line is named in a message: change sets are streams and need not be files. */
export const STREAM = "change set";

/** The lines of a change set, without line breaks: the header, then one line a change. */
export function* toNdjson({ dataset, changes }: ChangeSet): Generator<string> {
  yield JSON.stringify({ changeSet: FORM, dataset });
  for (const change of changes) yield canonicalLine(change);
}

/**
 * Reads the lines of a change set. Its changes are read as they are asked for, and once only; after the last one the
 * revision is computed and compared, so a set that was cut short or altered ends in an error: apply all of it, or
 * nothing. Whether it fits the model is `checkChangeSet`'s to say.
 * @throws ChangeSetError for a line that is no header or no change, at once or on the way through the changes.
 */
export function fromNdjson(lines: Iterable<string>): ChangeSet {
  const rest = lines[Symbol.iterator]();
  const first = rest.next();
  const header = first.done ? null : parse(first.value, 1);
  if (header?.changeSet !== FORM) refuse(1, `there is no header; a first line \`{"changeSet":${FORM},"dataset":{...}}\` is wanted`);
  const dataset = readInfo(header.dataset);
  return { dataset, changes: changesOf(dataset, { [Symbol.iterator]: () => rest }) };
}

function* changesOf(dataset: DatasetInfo, lines: Iterable<string>): Generator<Change> {
  const revision = new Revision(dataset);
  let number = 1;
  for (const line of lines) {
    number++;
    const change = readChange(parse(line, number), number);
    revision.add(canonicalLine(change));
    yield change;
  }
  if (revision.digest() !== dataset.revision) {
    refuse(
      number,
      `its content does not give the revision ${dataset.revision} of its header: it was cut short, altered, or put in another order; the lines as they were written are wanted`,
    );
  }
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";

function refuse(line: number, message: string): never {
  throw new ChangeSetError([{ file: STREAM, line, message }]);
}

function parse(line: string, number: number): Json {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // said below
  }
  refuse(number, "the line is no JSON object; one object a line is wanted, and nothing between the lines");
}

const INFO: Record<keyof DatasetInfo, (value: unknown) => boolean> = {
  name: isText,
  asOf: isText,
  revision: isText,
  dataVersion: isText,
  schemaVersion: isText,
  licence: isText,
  attribution: isText,
  notice: isText,
  counts: (value) => Array.isArray(value) && value.every((entry) => isObject(entry) && isText(entry.type) && Number.isInteger(entry.count)),
  shareWithLocator: (value) => typeof value === "number" && value >= 0 && value <= 1,
  withdrawn: (value) => Array.isArray(value) && value.every((entry) => isObject(entry) && isText(entry.id) && isText(entry.reason)),
};

function readInfo(value: unknown): DatasetInfo {
  if (!isObject(value)) refuse(1, "the header has no `dataset`; an object is wanted");
  for (const [key, fits] of Object.entries(INFO))
    if (!fits(value[key])) refuse(1, `\`dataset.${key}\` is missing or of another kind; ${Object.keys(INFO).join(", ")} are wanted`);
  for (const key of Object.keys(value))
    if (!(key in INFO)) refuse(1, `\`dataset.${key}\` is unknown; ${Object.keys(INFO).join(", ")} are wanted`);
  return value as unknown as DatasetInfo;
}

const KEYS: Record<Change["op"], readonly string[]> = {
  node: ["op", "type", "id", "properties"],
  edge: ["op", "edge", "from", "to", "properties"],
  redirect: ["op", "id", "to"],
};

function readChange(value: Json, line: number): Change {
  const keys = isText(value.op) && Object.hasOwn(KEYS, value.op) ? KEYS[value.op as Change["op"]] : null;
  if (!keys) refuse(line, `\`op\` is ${JSON.stringify(value.op) ?? "missing"}; one of ${Object.keys(KEYS).join(", ")} is wanted`);
  for (const key of keys) {
    const fits = key === "properties" ? isObject(value[key]) : isText(value[key]);
    if (!fits) refuse(line, `\`${key}\` is missing or of another kind; ${key === "properties" ? "an object" : "text"} is wanted`);
  }
  for (const key of Object.keys(value)) if (!keys.includes(key)) refuse(line, `\`${key}\` is unknown; ${keys.join(", ")} are wanted`);
  return value as unknown as Change;
}
