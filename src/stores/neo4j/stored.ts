/**
 * What is stored beside the properties, so that Neo4j compares and orders as src/plan/ says.
 *
 * A sort key stands beside each property that is ordered by. It is never missing (a missing value has a key above all
 * others, so that it can be found in the index and comes last), and it orders alike by code point and by UTF-16 unit:
 * Neo4j compares text by code point inside an index, and by unit outside. Where a value is its own key none is stored.
 * Text has a folded form too (model/text.ts).
 */
import neo4j, { type Integer } from "neo4j-driver";
import { firstDay, fold, type Property, type Value } from "../../model/index.js";
import { derivedName } from "./names.js";

/** A value as the driver takes it. JavaScript's numbers would arrive as floats. */
export type Stored = string | boolean | Integer | null;

export interface SortKey {
  /** The property that holds it. */
  readonly name: string;
  /** The key of a value that is not missing; of a date in the form of its first day. */
  of(value: Exclude<Value, null>): Stored;
  /** The key of a missing value, as Cypher writes it; null when the value is never missing. */
  readonly missing: string | null;
}

/** Above every text whose characters are ASCII below it, which those of dates, ids and enumerations are. */
const ABOVE_TEXT = "~";
/** Begins the key of a text that may be missing, to keep it below `ABOVE_TEXT`. */
const BELOW = " ";
/** Above every Int: they have 32 bits. */
const ABOVE_INT = 2 ** 31;
/** Above false (0) and true (1). */
const ABOVE_BOOLEAN = 2;

/**
 * Text whose order by UTF-16 unit is that by code point. A character beyond the basic plane is led by U+FFFF, the unit
 * above all of the plane's; so U+FFFF itself is followed by what is below every surrogate.
 */
const inOneOrder = (text: string): string =>
  text.replace(/[\uffff\u{10000}-\u{10ffff}]/gu, (c) => (c === "\uffff" ? "\uffff\u0001" : `\uffff${c}`));

/** Whether an order or a range is ever asked of a property. Orders of edges end with all properties of the edge. */
const isCompared = (property: Property, on: "node" | "edge"): boolean =>
  property.sortable || property.type.name === "PartialDate" || on === "edge";

/** The sort key of a property, or null when it has none. */
export function sortKeyOf(property: Property, on: "node" | "edge"): SortKey | null {
  if (!isCompared(property, on)) return null;
  const { name, nullable, type } = property;
  const ownKey = !nullable && type.name !== "String" && type.name !== "PartialDate";
  const common = { name: ownKey ? name : derivedName(name, "Key") };
  switch (type.name) {
    case "Int":
      return { ...common, of: stored, missing: nullable ? `${ABOVE_INT}` : null };
    case "Boolean":
      return {
        ...common,
        of: (value) => (nullable ? neo4j.int(Number(value)) : (value as boolean)),
        missing: nullable ? `${ABOVE_BOOLEAN}` : null,
      };
    case "String":
      return {
        ...common,
        of: (value) => (nullable ? BELOW : "") + inOneOrder(value as string),
        missing: nullable ? `'${ABOVE_TEXT}'` : null,
      };
    case "PartialDate":
      return { ...common, of: (value) => firstDay(value as string), missing: nullable ? `'${ABOVE_TEXT}'` : null };
    default:
      return { ...common, of: stored, missing: nullable ? `'${ABOVE_TEXT}'` : null };
  }
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
    result[property.name] = stored(value);
    const folded = foldedNameOf(property);
    if (folded !== null && value !== null) result[folded] = fold(value as string);
    const key = sortKeyOf(property, on);
    if (key && key.name !== property.name) result[key.name] = value === null ? missingKey(property) : key.of(value);
  }
  return result;
}

const missingKey = ({ type }: Property): Stored =>
  type.name === "Int" ? neo4j.int(ABOVE_INT) : type.name === "Boolean" ? neo4j.int(ABOVE_BOOLEAN) : ABOVE_TEXT;
