/**
 * What is stored beside the properties, so that Neo4j compares and orders as src/plan/ says.
 *
 * A sort key stands beside each property that is ordered by, and is compared in its place. It is never missing, so that
 * an index has it: a missing value has a key above all others for orders that ascend, and another one below all others
 * for those that descend, and so comes last in both. And it orders alike by code point and by UTF-16 unit: Neo4j
 * compares text by code point inside an index, and by unit outside. Where a value is its own key none is stored.
 * Text has a folded form too (model/text.ts).
 */
import neo4j, { type Integer } from "neo4j-driver";
import { firstDay, fold, type Direction, type Property, type Value } from "../../model/index.js";
import { derivedName } from "./names.js";

/** A value as the driver takes it. JavaScript's numbers would arrive as floats. */
export type Stored = string | boolean | Integer | null;

export interface SortKey {
  /** The property that holds it. */
  readonly name: string;
  /** The key of a value; of a date in the form of its first day too. */
  of(value: Value): Stored;
  /** The key of a missing value as Cypher writes it; null when the value is never missing. */
  readonly missing: string | null;
}

/** Keys of missing values, by the direction of the orders they are for. */
interface Missing {
  readonly ASC: string | number;
  readonly DESC: string | number;
}

/** Dates, ids and enumerations are of ASCII below "~"; the key of a text that may be missing begins with a space. */
const TEXT: Missing = { ASC: "~", DESC: "" };
/** Numbers have 32 bits. */
const INT: Missing = { ASC: 2 ** 31, DESC: -(2 ** 31) - 1 };
/** False is 0 and true is 1. */
const BOOLEAN: Missing = { ASC: 2, DESC: -1 };

/**
 * Text whose order by UTF-16 unit is that by code point. A character beyond the basic plane is led by U+FFFF, the unit
 * above all of the plane's; so U+FFFF itself is followed by what is below every surrogate.
 */
const inOneOrder = (text: string): string =>
  text.replace(/[\uffff\u{10000}-\u{10ffff}]/gu, (c) => (c === "\uffff" ? "\uffff\u0001" : `\uffff${c}`));

/** Whether an order or a range is ever asked of a property. Orders of edges end with all properties of the edge. */
const isCompared = (property: Property, on: "node" | "edge"): boolean =>
  property.sortable || property.type.name === "PartialDate" || on === "edge";

/** The sort key of a property for orders in a direction, or null when it has none. */
export function sortKeyOf(property: Property, on: "node" | "edge", direction: Direction = "ASC"): SortKey | null {
  if (!isCompared(property, on)) return null;
  const { name, nullable, type } = property;
  const isItself = !nullable && type.name !== "String" && type.name !== "PartialDate";
  const missing = nullable ? (type.name === "Int" ? INT : type.name === "Boolean" ? BOOLEAN : TEXT)[direction] : null;
  return {
    name: isItself ? name : derivedName(name, nullable && direction === "DESC" ? "KeyDesc" : "Key"),
    of: (value) => (value === null ? stored(missing) : keyOf(property, value)),
    missing: typeof missing === "string" ? `'${missing}'` : missing === null ? null : `${missing}`,
  };
}

function keyOf({ nullable, type }: Property, value: Exclude<Value, null>): Stored {
  if (type.name === "PartialDate") return firstDay(value as string);
  if (type.name === "String") return (nullable ? " " : "") + inOneOrder(value as string);
  return type.name === "Boolean" && nullable ? neo4j.int(Number(value)) : stored(value);
}

/** The property that holds a text without case and accents, or null for what is no text. */
export const foldedNameOf = (property: Property): string | null =>
  property.type.name === "String" ? derivedName(property.name, "Folded") : null;

export const stored = (value: Value): Stored => (typeof value === "number" ? neo4j.int(value) : value);

/** All that is stored of the properties of a node or an edge. */
export function storedProperties(
  properties: Iterable<Property>,
  values: Readonly<Record<string, Value>>,
  on: "node" | "edge",
): Record<string, Stored> {
  const result: Record<string, Stored> = {};
  for (const property of properties) {
    const value = values[property.name] ?? null;
    for (const direction of ["ASC", "DESC"] as const) {
      const key = sortKeyOf(property, on, direction);
      if (key) result[key.name] = key.of(value);
    }
    result[property.name] = stored(value);
    const folded = foldedNameOf(property);
    if (folded !== null && value !== null) result[folded] = fold(value as string);
  }
  return result;
}
