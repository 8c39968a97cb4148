/** Orders and places in them as SQL. */
import { legs, mayBeMissing, sortForm, travel, type Condition, type OrderKey, type Position } from "../../plan/index.js";
import { edgeTableOf, nearKey } from "./names.js";
import type { Context, Scope } from "./scope.js";
import { allOf, anyOf, join, name, sql, value, type Sql } from "./sql.js";

/** What a key orders by, of what a scope holds. */
export function sortValueOf(key: OrderKey, { node, edge }: Scope, context: Context): Sql {
  if (key.by !== "count") return (key.by === "edge" ? edge! : node).property(key.property, sortForm(key));
  const { relationship } = key;
  const alias = name(context.alias());
  return sql`(SELECT count(*) FROM ${name(edgeTableOf(relationship.edges))} ${alias} WHERE ${alias}.${name(nearKey(relationship))}=${node.key})`;
}

/**
 * The ORDER BY of a journey along an order, from the key at `from` on. Missing values come last in the order: for SQLite
 * they are the least of all, so that only where values rise along the order their place must be said.
 */
export function orderBy(order: readonly OrderKey[], values: readonly Sql[], backward: boolean, from = 0): Sql {
  const terms = order.slice(from).map((key, i) => {
    const term = values[from + i]!;
    const nulls = mayBeMissing(key) && key.direction === "ASC";
    if (travel(key.direction, backward) === "ASC") return nulls ? sql`${term} NULLS LAST` : term;
    return nulls ? sql`${term} DESC NULLS FIRST` : sql`${term} DESC`;
  });
  return terms.length === 0 ? sql`` : sql` ORDER BY ${join(terms, ",")}`;
}

function printCondition(condition: Condition, order: readonly OrderKey[], values: readonly Sql[], backward: boolean): Sql {
  const tested = values[condition.key]!;
  if (!("value" in condition)) return condition.is === "missing" ? sql`${tested} IS NULL` : sql`${tested} IS NOT NULL`;
  if (condition.is === "equal") return sql`${tested}=${value(condition.value)}`;
  return travel(order[condition.key]!.direction, backward) === "ASC"
    ? sql`${tested}>${value(condition.value)}`
    : sql`${tested}<${value(condition.value)}`;
}

export interface Leg {
  readonly test: Sql;
  /** Keys before this one have but one value on the leg. */
  readonly from: number;
}

/** The legs of what lies beyond a position. */
export function printLegs(order: readonly OrderKey[], values: readonly Sql[], position: Position, backward: boolean): readonly Leg[] {
  return legs(order, position, backward).map((conditions) => {
    const last = conditions.at(-1)!;
    return {
      test: allOf(conditions.map((c) => printCondition(c, order, values, backward))),
      from: last.is === "missing" ? last.key + 1 : last.key,
    };
  });
}

/** What lies beyond a position, as one test. */
export const beyond = (order: readonly OrderKey[], values: readonly Sql[], position: Position, backward: boolean): Sql =>
  anyOf(printLegs(order, values, position, backward).map((leg) => leg.test));

/** What lies at a position. */
export const at = (values: readonly Sql[], position: Position): Sql =>
  allOf(position.map((v, i) => (v === null ? sql`${values[i]!} IS NULL` : sql`${values[i]!}=${value(v)}`)));

/**
 * A bound on the first key that holds of all that lies before a position in the direction of travel: with it a scan along
 * the order ends there. Null where the position has no value to bound by.
 */
export function upTo(order: readonly OrderKey[], values: readonly Sql[], position: Position, backward: boolean): Sql | null {
  const v = position[0]!;
  if (v === null) return null;
  // travelling backward, missing values come first: they lie before every value, and no comparison finds them
  if (backward && mayBeMissing(order[0]!)) return null;
  return travel(order[0]!.direction, backward) === "ASC" ? sql`${values[0]!}<=${value(v)}` : sql`${values[0]!}>=${value(v)}`;
}
