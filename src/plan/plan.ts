/**
 * The plan of an operation: a small typed tree that says what to read and in what shape, knows no database and no
 * GraphQL, and is answered by one read. Children stand under their response keys, so aliases and fragments are gone;
 * where a node may be of several types, there is a selection for each.
 */
import type { Property, Relationship, Type } from "../model/index.js";
import type { Filter } from "./filter.js";
import type { Group } from "./group.js";
import type { OrderKey, Position } from "./order.js";
import type { Wanted } from "./search.js";

/** Response key → what stands there, in the order of the response. */
export type Fields<F> = ReadonlyMap<string, F>;

export type Plan = Fields<RootField>;

export type RootField =
  TypenameField | LookupField | LookupsField | PageField | GroupField | DatasetField | MatchesField | VocabularyField | ComputedField;

/** A name of a type: known when the plan is made. */
export interface TypenameField {
  readonly kind: "typename";
  readonly value: string;
}

/** The node of an id if it is of the type, else null. Ids that were renamed lead to the node that they name now. */
export interface LookupField {
  readonly kind: "lookup";
  readonly type: Type;
  readonly id: string;
  readonly select: Selection;
}

/** The nodes of some ids, in their order, null where there is none. */
export interface LookupsField {
  readonly kind: "lookups";
  readonly type: Type;
  readonly ids: readonly string[];
  readonly select: Selection;
}

/** A connection: of all nodes of a type, or of the edges of a relationship. */
export interface PageField {
  readonly kind: "page";
  readonly page: Page;
}

/**
 * Counts of nodes, as a list of lists: the keys of a group, how many nodes are in it, and the earliest and the latest date
 * where there are any, each as its first day, a space, and the date as written. In no order.
 */
export interface GroupField {
  readonly kind: "group";
  readonly group: Group;
}

/** What the dataset says of itself. */
export interface DatasetField {
  readonly kind: "dataset";
  readonly select: RecordSelection;
}

/**
 * Nodes of some types that have what is wanted (search.ts), at most so many: first those that have it in their names
 * alone, then the others, each by id. The answer is a list of lists: the type's token, the id, names, texts.
 */
export interface MatchesField {
  readonly kind: "matches";
  readonly types: readonly Type[];
  readonly wanted: Wanted;
  /** What the nodes must pass; of more than one type there is none. */
  readonly where: Filter;
  readonly most: number;
}

/** The vocabulary of the revision (search.ts). */
export interface VocabularyField {
  readonly kind: "vocabulary";
}

/** A value of JSON. */
export type Json = null | string | number | boolean | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** Reads a plan, with the computed fields in it. */
export interface Read {
  (plan: Plan): Promise<JsonObject>;
  /**
   * Counts values that are written into the answer and that no page size bounds.
   * @throws CostLimitExceeded when the whole answer has too many.
   */
  writes(values: number): void;
  /**
   * Counts nodes that are about to be grouped, once for each relationship that is followed for them.
   * @throws CostLimitExceeded when the whole operation has too many.
   */
  counts(nodes: number): void;
}

/**
 * A field that an algorithm answers, over further reads (answer.ts). The read before it gives in its place the id of the
 * node that has it; at the root, null.
 */
export interface ComputedField {
  readonly kind: "computed";
  readonly name: string;
  /** What it can show of one node, for the bounds (limits.ts). */
  readonly shows: readonly { readonly size: number; readonly shape: Fields<ListField | PagedField> }[];
  /** Answers for several nodes at once: a value for each. At the root there is one, without an id. */
  readonly answer: (ids: readonly string[], read: Read) => Promise<readonly Json[]>;
}

/** What is wanted of a node, for each concrete type that it can have. */
export type Selection = ReadonlyMap<Type, Fields<NodeField>>;

export type NodeField = TypenameField | PropertyField | OneField | PageField | ComputedField;

export interface PropertyField {
  readonly kind: "property";
  readonly property: Property;
}

/** The node at the other end of a to-one relationship, or null. */
export interface OneField {
  readonly kind: "one";
  readonly relationship: Relationship;
  readonly select: Selection;
}

export interface Page {
  /** Null for all nodes of `target`; else the relationship whose edges lead to them from the parent. */
  readonly relationship: Relationship | null;
  readonly target: Type;
  readonly where: Filter;
  /** Total (order.ts). */
  readonly order: readonly OrderKey[];
  /** How many edges at most. */
  readonly size: number;
  /** The last ones of what is left by the cursors, rather than the first. They still come in the order. */
  readonly backward: boolean;
  /** Exclusive bounds. */
  readonly after: Position | null;
  readonly before: Position | null;
  /** What its cursors are marked with (cursor.ts). */
  readonly mark: string;
  readonly shape: Fields<ConnectionField>;
}

export type ConnectionField =
  | TypenameField
  | SummaryField
  /** The number of edges that pass `where`, whatever the cursors and the size. */
  | { readonly kind: "totalCount" }
  | { readonly kind: "edges"; readonly fields: Fields<EdgeField> }
  | { readonly kind: "nodes"; readonly select: Selection }
  | { readonly kind: "pageInfo"; readonly fields: Fields<PageInfoField> };

/**
 * What an algorithm says of all that passes a page's filter, whatever its cursors and size. The read before it gives in its
 * place the id of the node whose connection it is; at the root, null.
 */
export interface SummaryField {
  readonly kind: "summary";
  readonly name: string;
  /** As of a computed field. */
  readonly shows: ComputedField["shows"];
  /** Summaries of the page's lists at several nodes, by their ids; at the root there is one, without an id. */
  readonly answer: (page: Listed, ids: readonly string[], read: Read) => Promise<readonly Json[]>;
}

/** What a page is of. */
export type Listed = Pick<Page, "relationship" | "target" | "where">;

export type EdgeField =
  | TypenameField
  | { readonly kind: "cursor" }
  /** A property of the edge itself. */
  | PropertyField
  | { readonly kind: "node"; readonly select: Selection };

/**
 * hasPreviousPage: forward, whether an edge lies at or before `after`; backward, whether the bounds leave more than
 * `size` edges, or an edge lies at or before `after`. hasNextPage is the mirror image. All of edges that pass `where`;
 * so both tell the truth about the whole list, where the Relay specification only asks for one of them.
 * startCursor, endCursor: of the page's first and last edge, or null.
 */
export type PageInfoField = TypenameField | { readonly kind: "hasNextPage" | "hasPreviousPage" | "startCursor" | "endCursor" };

/** Parts of a record that is no node of the graph: response key → a value, or a record (or list of records) within. */
export type RecordSelection = Fields<
  | TypenameField
  | { readonly kind: "value"; readonly name: string }
  | { readonly kind: "record"; readonly name: string; readonly select: RecordSelection }
>;

/** A part of a connection whose edges were computed: they have values of their own where others have properties, and so may the list as a whole. */
export type ListField = Exclude<PagedField, SummaryField> | ValueField;

/** The same where pages come from the store, which knows no more of the list as a whole. */
export type PagedField = Exclude<ConnectionField, { kind: "edges" }> | { readonly kind: "edges"; readonly fields: Fields<ListEdgeField> };

export type ListEdgeField = Exclude<EdgeField, PropertyField> | ValueField;

/** A value that was computed; of a record or of records, the parts that are wanted. */
export interface ValueField {
  readonly kind: "value";
  readonly name: string;
  readonly select: RecordSelection | null;
}
