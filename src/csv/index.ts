/**
 * Answers as tables: CSV by RFC 4180. The server and the playground both make their files here, so nothing of Node or of
 * the browser may be used.
 */
import { Kind, type DocumentNode, type SelectionSetNode } from "graphql";

/** What spreadsheets need at the beginning of a file to read it as UTF-8; pandas, for one, skips it. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** The answer is no table. The message says why, and what to ask instead. */
export class NoTable extends Error {
  override readonly name = "NoTable";
}

/**
 * The answer to an operation as CSV, without a byte order mark: one row for each item of its single top list (the list that
 * stands in no other), one column for each leaf that was asked of an item, named by its path: `node.madeAt.title`. Values
 * in inner lists are joined by "; ", with nothing in the place of a missing one, so that columns of one list keep step.
 *
 * The columns are those of the operation, in its order, whatever was answered: each page of a list has the same.
 *
 * @param document a valid document, and `operationName` which of its operations was answered, if there are several
 * @param data what stands under `data` in the answer
 * @throws NoTable when the answer has no list, or several top lists.
 */
export function toCsv(document: DocumentNode, data: unknown, operationName?: string | null): string {
  const lists = topLists(shapeOf(document, operationName), data, []);
  const [list] = lists;
  if (!list)
    throw new NoTable("The answer has no list, so a table of it has no rows. Ask for a list, such as commitments { nodes { id title } }.");
  if (lists.length > 1) {
    const names = lists.map(({ path }) => path.join(".")).join(", ");
    throw new NoTable(
      `The answer has ${lists.length} lists beside each other, and a table is made of one. Ask for one at a time of: ${names}.`,
    );
  }
  const columns = leavesOf(list.shape);
  const header = columns.map((path) => path.join(".") || list.path.at(-1)!);
  const rows = list.items.map((item) => columns.map((path) => valuesAt(item, path).map(textOf).join("; ")));
  return [header, ...rows].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

/**
 * How many items a table has that is made of an answer, and how many there are in the whole list of which they are a page:
 * null where the answer does not say, since it was not asked for `totalCount`.
 */
export function extentOf(document: DocumentNode, data: unknown, operationName?: string | null): { rows: number; total: number | null } {
  const [list] = topLists(shapeOf(document, operationName), data, []);
  const connection = list?.path.slice(0, -1).reduce(memberOf, data);
  const total = memberOf(connection, "totalCount");
  return { rows: list?.items.length ?? 0, total: typeof total === "number" ? total : null };
}

/** What was asked for: the keys of the response, each with what was asked below it. A leaf has nothing below. */
type Shape = Map<string, Shape>;

function shapeOf(document: DocumentNode, operationName?: string | null): Shape {
  const operations = document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find((o) => o.name?.value === operationName) ?? operations[0];
  const shape: Shape = new Map();
  if (operation) addTo(shape, operation.selectionSet, document);
  return shape;
}

/** Fragments count whatever type they are for: a column that does not apply to a row is empty there. */
function addTo(shape: Shape, { selections }: SelectionSetNode, document: DocumentNode): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const below: Shape = shape.get(key) ?? new Map();
      shape.set(key, below);
      if (selection.selectionSet) addTo(below, selection.selectionSet, document);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      addTo(shape, selection.selectionSet, document);
    } else {
      const fragment = document.definitions.find((d) => d.kind === Kind.FRAGMENT_DEFINITION && d.name.value === selection.name.value);
      if (fragment && "selectionSet" in fragment) addTo(shape, fragment.selectionSet, document);
    }
  }
}

interface List {
  readonly path: readonly string[];
  readonly shape: Shape;
  readonly items: readonly unknown[];
}

function topLists(shape: Shape, value: unknown, path: readonly string[]): List[] {
  if (Array.isArray(value)) return [{ path, shape, items: value }];
  return [...shape].flatMap(([key, below]) => topLists(below, memberOf(value, key), [...path, key]));
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/** The paths of the leaves, in order; one empty path for a leaf itself, such as the items of a list of texts. */
function leavesOf(shape: Shape): string[][] {
  if (shape.size === 0) return [[]];
  return [...shape].flatMap(([key, below]) => leavesOf(below).map((path) => [key, ...path]));
}

/** The values at the end of a path: one, or as many as the lists on the way hold. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [key, ...rest] = path;
  return key === undefined || value == null ? [value] : valuesAt(memberOf(value, key), rest);
}

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets take for "this is
 * text" (OWASP, "CSV Injection"). Numbers stay numbers.
 */
function textOf(value: unknown): string {
  if (value == null) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
}

const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Quoted also for what separates cells elsewhere: there are spreadsheets that divide at a semicolon. */
const quoted = (cell: string): string => (/[",;\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
