/** Connections whose edges were computed: the page that is asked for, and its JSON. */
import { createHash } from "node:crypto";
import { ID, PartialDate, type Type } from "../model/index.js";
import { parseCursor, writeCursor } from "./cursor.js";
import { BadUserInput } from "./errors.js";
import { and, type Filter } from "./filter.js";
import type { Position } from "./order.js";
import type {
  ConnectionField,
  EdgeField,
  Fields,
  Json,
  JsonObject,
  ListEdgeField,
  ListField,
  Page,
  PagedField,
  PageInfoField,
  Read,
  RecordSelection,
  RootField,
  Selection,
} from "./plan.js";

/** An edge that was computed: the id of its node, its place in the order of its list, and its own values by name. */
export interface Found {
  readonly id: string;
  /** By what the list is ordered; no two edges of a list have the same. */
  readonly position: Position;
  readonly values: JsonObject;
}

/** What is asked of a connection whose edges are computed. */
export interface List {
  readonly target: Type;
  /** How many edges at most. */
  readonly size: number;
  /** The last ones rather than the first. */
  readonly backward: boolean;
  /** Exclusive bounds. Like all cursors they are places in an order, whether or not an edge stands there. */
  readonly after: Position | null;
  readonly before: Position | null;
  /** What its cursors are marked with. */
  readonly mark: string;
  readonly shape: Fields<ListField>;
}

/** The mark of a field and of all arguments that decide what is in its list and in what order. */
export const listMark = (field: string, args: unknown): string =>
  createHash("sha1")
    .update(`${field} ${JSON.stringify(args)}`)
    .digest("hex")
    .slice(0, 8);

/** What the parts of a place in a list are. */
const FORMS = {
  count: (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0,
  text: (value: unknown) => typeof value === "string",
  "text or null": (value: unknown) => typeof value === "string" || value === null,
  date: (value: unknown) => PartialDate.fault(value) === null,
  id: (value: unknown) => ID.fault(value) === null,
};
export type PlaceForm = readonly (keyof typeof FORMS)[];

/** The place in a cursor of a list. @throws BadUserInput for what is no cursor of it. */
export function decodeListCursor(cursor: string, mark: string, form: PlaceForm, argument: string): Position {
  const [found, ...position] = parseCursor(cursor) ?? [];
  if (position.length !== form.length || !form.every((part, i) => FORMS[part](position[i])))
    throw new BadUserInput(`${argument} is no cursor. Take one from an edge's cursor or from pageInfo, as it is.`);
  if (found !== mark)
    throw new BadUserInput(
      `${argument} is a cursor of another field or of other arguments. Take one from an answer of this field with the same arguments.`,
    );
  return position as Position;
}

/** A page of a list. What was not asked for may be said of it falsely. */
export interface Cut {
  readonly edges: readonly Found[];
  readonly total: number;
  /** Whether edges precede the page, and whether edges follow it. */
  readonly before: boolean;
  readonly after: boolean;
  /** Of the list as a whole. */
  readonly values?: JsonObject;
}

/** The page of a list that is given whole, in its order. */
export function cut(all: readonly Found[], { size, backward, after, before }: List, compare: Compare): Cut {
  const isPassed = ({ position }: Found) => after !== null && compare(position, after) <= 0;
  const isAhead = ({ position }: Found) => before !== null && compare(position, before) >= 0;
  const between = all.filter((edge) => !isPassed(edge) && !isAhead(edge));
  const edges = backward ? between.slice(Math.max(0, between.length - size)) : between.slice(0, size);
  const left = edges.length < between.length;
  return { edges, total: all.length, before: (backward && left) || all.some(isPassed), after: (!backward && left) || all.some(isAhead) };
}

/** Compares two places in the order of a list. */
export type Compare = (a: Position, b: Position) => number;

/** Connections of one field, each cut out of its edges, which come in their order. */
export const showLists = (list: List, lists: readonly (readonly Found[])[], compare: Compare, read: Read): Promise<JsonObject[]> =>
  showCuts(
    list,
    lists.map((edges) => cut(edges, list, compare)),
    read,
  );

/** Connections of one field, each of which is a page. All their nodes are read at once. */
export async function showCuts(list: List, cuts: readonly Cut[], read: Read): Promise<JsonObject[]> {
  const ids = cuts.flatMap(({ edges }) => edges.map(({ id }) => id));
  const selections = selectionsOf(list.shape);
  const plan = new Map<string, RootField>();
  if (ids.length > 0) for (const [key, select] of selections) plan.set(key, { kind: "lookups", type: list.target, ids, select });
  const nodes = plan.size > 0 ? ((await read(plan)) as Record<string, readonly Json[]>) : {};
  let offset = 0;
  return cuts.map((page) => {
    const start = offset;
    offset += page.edges.length;
    const nodesOf = (key: string) => (nodes[key] ?? []).slice(start, offset);
    return write(list.shape, (part, key) => connectionPart(part, key, page, list, nodesOf, read));
  });
}

/** The selections of nodes in a shape, each under a key of its own. */
function selectionsOf(shape: Fields<ListField>): [key: string, select: Selection][] {
  return [...shape].flatMap(([key, part]): [string, Selection][] => {
    if (part.kind === "nodes") return [[key, part.select]];
    if (part.kind !== "edges") return [];
    return [...part.fields].flatMap(([at, field]): [string, Selection][] =>
      field.kind === "node" ? [[`${key} ${at}`, field.select]] : [],
    );
  });
}

const write = <F>(fields: Fields<F>, value: (field: F, key: string) => Json): JsonObject =>
  Object.fromEntries([...fields].map(([key, field]) => [key, value(field, key)]));

function connectionPart(part: ListField, key: string, page: Cut, list: List, nodesOf: (key: string) => readonly Json[], read: Read): Json {
  switch (part.kind) {
    case "typename":
      return part.value;
    case "totalCount":
      return page.total;
    case "nodes":
      return nodesOf(key);
    case "edges":
      return page.edges.map((edge, i) =>
        write(part.fields, (field, at) => edgePart(field, edge, list, () => nodesOf(`${key} ${at}`)[i]!, read)),
      );
    case "pageInfo":
      return write(part.fields, (field) => pageInfoPart(field, page, list));
    case "value":
      return pick(page.values?.[part.name] ?? null, part.select, read);
  }
}

function edgePart(field: ListEdgeField, edge: Found, { mark }: List, node: () => Json, read: Read): Json {
  switch (field.kind) {
    case "typename":
      return field.value;
    case "cursor":
      return writeCursor([mark, ...edge.position]);
    case "node":
      return node();
    case "value":
      return pick(edge.values[field.name] ?? null, field.select, read);
  }
}

function pageInfoPart(field: PageInfoField, { edges, before, after }: Cut, { mark }: List): Json {
  const cursor = (edge: Found | undefined) => (edge ? writeCursor([mark, ...edge.position]) : null);
  switch (field.kind) {
    case "typename":
      return field.value;
    case "hasPreviousPage":
      return before;
    case "hasNextPage":
      return after;
    case "startCursor":
      return cursor(edges[0]);
    case "endCursor":
      return cursor(edges.at(-1));
  }
}

/** A page of the store whose edges have values that follow from their nodes. */
export type PageWithValues = Omit<Page, "shape"> & { readonly shape: Fields<PagedField> };

/** So many pages are read at a time. */
const AT_ONCE = 4;

/** Under this key, which no response can have, stands what the values follow from. */
const BASIS = " basis";

/**
 * Connections of one field, each a page of the store by a filter of its own. One read for each: filters that are alike
 * give statements of the same text, which the store has understood when it has seen one; of several together it has not.
 * @param basis what to read of each node of the n-th page for its edge's values.
 * @param valuesOf the values of an edge of the n-th page, from what was read of its node.
 */
export async function showPages(
  page: PageWithValues,
  filters: readonly Filter[],
  basis: (n: number) => Selection,
  valuesOf: (n: number, node: JsonObject) => JsonObject,
  read: Read,
): Promise<JsonObject[]> {
  const readPage = async (filter: Filter, n: number): Promise<Record<string, Json>> => {
    const shown: Page = { ...page, where: and([page.where, filter]), shape: withoutValues(page.shape, basis(n)) };
    const { connection } = await read(new Map([["connection", { kind: "page", page: shown }]]));
    return connection as Record<string, Json>;
  };
  const pages: Record<string, Json>[] = [];
  while (pages.length < filters.length) {
    const [start, end] = [pages.length, pages.length + AT_ONCE];
    pages.push(...(await Promise.all(filters.slice(start, end).map((filter, i) => readPage(filter, start + i)))));
  }
  return pages.map((connection, n) => {
    const values = ((connection[BASIS] ?? []) as { node: JsonObject }[]).map(({ node }) => valuesOf(n, node));
    return write(page.shape, (part, key) =>
      part.kind !== "edges"
        ? connection[key]!
        : (connection[key] as readonly JsonObject[]).map((edge, i) =>
            write(part.fields, (field, at) =>
              field.kind === "value" ? pick(values[i]![field.name] ?? null, field.select, read) : edge[at]!,
            ),
          ),
    );
  });
}

/** The shape of what the store is to give. */
function withoutValues(shape: Fields<PagedField>, basis: Selection): Fields<ConnectionField> {
  const parts = new Map<string, ConnectionField>();
  let wanted = false;
  for (const [key, part] of shape) {
    if (part.kind !== "edges") {
      // each page has a summary of its own
      parts.set(key, part.kind === "summary" ? { ...part } : part);
      continue;
    }
    const fields = new Map<string, EdgeField>();
    for (const [at, field] of part.fields) {
      if (field.kind === "value") wanted = true;
      else fields.set(at, field);
    }
    parts.set(key, { kind: "edges", fields });
  }
  if (wanted) parts.set(BASIS, { kind: "edges", fields: new Map([["node", { kind: "node", select: basis }]]) });
  return parts;
}

/** The parts of a record, or of each of a list of records, that are wanted; a plain value as it is. */
function pick(value: Json, select: RecordSelection | null, read: Read): Json {
  if (select === null || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => pick(each, select, read));
  read.writes(select.size);
  return write(select, (field) =>
    field.kind === "typename"
      ? field.value
      : pick((value as JsonObject)[field.name] ?? null, field.kind === "record" ? field.select : null, read),
  );
}
