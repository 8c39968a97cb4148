/**
 * Filters in a plan. They have few kinds, since operators that say the opposite of another are written with `not`
 * (operators.ts), and two values: a test of a missing value is false, so `not` is the exact complement. A store whose
 * language has three values may let null stand for false anywhere but under `not`: `and` and `or` cannot tell.
 */
import type { Property, Relationship, Value } from "../model/index.js";

/** What a test looks at: a property of the node, or of the edge by which the node was reached. */
export interface Subject {
  readonly on: "node" | "edge";
  readonly property: Property;
}

/**
 * The form of a stored value that a test compares: as written; folded (text.ts, without case and accents); or, of a
 * partial date, the first day that it can mean. The operand is in the same form already.
 */
export type Form = "value" | "folded" | "day";

export type Comparison = "eq" | "in" | "lt" | "lte" | "gt" | "gte" | "contains" | "startsWith" | "endsWith";

export type Filter =
  | { readonly kind: "and"; readonly of: readonly Filter[] }
  | { readonly kind: "or"; readonly of: readonly Filter[] }
  | { readonly kind: "not"; readonly of: Filter }
  /** The value is missing. */
  | { readonly kind: "missing"; readonly subject: Subject }
  /** The value is there, and compares as asked. The operand is a list for `in` alone, and then never empty. */
  | {
      readonly kind: "compare";
      readonly subject: Subject;
      readonly form: Form;
      readonly comparison: Comparison;
      readonly operand: Value | readonly Value[];
    }
  /** The node is the one of that id, or one that the hierarchy leads from to it. */
  | { readonly kind: "within"; readonly hierarchy: Relationship; readonly id: string }
  /** At least one edge, and the node that it leads to, pass. Tests of the edge in `where` mean this relationship's. */
  | { readonly kind: "some"; readonly relationship: Relationship; readonly where: Filter }
  /** At least one edge leads to a node whose `date` is certainly later than the date `than` of this one. */
  | { readonly kind: "later"; readonly relationship: Relationship; readonly date: Property; readonly than: Property }
  /** Exactly one edge passes. */
  | { readonly kind: "single"; readonly relationship: Relationship; readonly where: Filter };

export const ALL: Filter = { kind: "and", of: [] };
export const NONE: Filter = { kind: "or", of: [] };

/** True of what passes all. Nested conjunctions are joined, so that a planner sees every conjunct. */
export function and(filters: readonly Filter[]): Filter {
  const of = filters.flatMap((f) => (f.kind === "and" ? f.of : [f]));
  return of.length === 1 ? of[0]! : of.some((f) => isNone(f)) ? NONE : { kind: "and", of };
}

/** True of what passes any. */
export function or(filters: readonly Filter[]): Filter {
  const of = filters.flatMap((f) => (f.kind === "or" ? f.of : [f]));
  return of.length === 1 ? of[0]! : of.some((f) => isAll(f)) ? ALL : { kind: "or", of };
}

/** The exact complement. */
export function not(filter: Filter): Filter {
  return filter.kind === "not" ? filter.of : isAll(filter) ? NONE : isNone(filter) ? ALL : { kind: "not", of: filter };
}

/** Whether a filter restricts nothing. */
export const isAll = (filter: Filter): boolean => filter.kind === "and" && filter.of.length === 0;

/** Whether a filter lets nothing pass. */
export const isNone = (filter: Filter): boolean => filter.kind === "or" && filter.of.length === 0;
