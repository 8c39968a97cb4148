/**
 * Cursors: opaque to those who hold them, a place in an order to us. A cursor holds the sort values of its edge and a
 * mark of the field and order that it belongs to, so that page 10,000 costs what page 1 costs, nothing shifts when
 * data is added, and a cursor of another list is refused. The form is the hexadecimal digits of a JSON array, which
 * every store can write.
 */
import { createHash } from "node:crypto";
import { firstDay, Int, PartialDate, type Value } from "../model/index.js";
import { BadUserInput } from "./errors.js";
import { mayBeMissing, sortForm, type OrderKey, type Position } from "./order.js";

/** The mark of a field (`Query.commitments`, `Theme.commitments`) and an order. */
export function cursorMark(field: string, order: readonly OrderKey[]): string {
  const keys = order.map((k) => `${k.by} ${k.by === "count" ? k.relationship.name : k.property.name} ${k.direction}`);
  return createHash("sha1")
    .update([field, ...keys].join("\n"))
    .digest("hex")
    .slice(0, 8);
}

/** The cursor of an edge, of the mark and the edge's sort values. */
export const encodeCursor = (mark: string, position: Position): string => writeCursor([mark, ...position]);

/** The form of every cursor. */
export const writeCursor = (content: readonly unknown[]): string => Buffer.from(JSON.stringify(content)).toString("hex").toUpperCase();

/** @throws BadUserInput for what is no cursor, or one of another field or order. */
export function decodeCursor(cursor: string, mark: string, order: readonly OrderKey[], argument: string): Position {
  const content = parseCursor(cursor);
  if (!content) throw new BadUserInput(`${argument} is no cursor. Take one from an edge's cursor or from pageInfo, as it is.`);
  const [found, ...position] = content;
  if (found !== mark || position.length !== order.length) {
    throw new BadUserInput(
      `${argument} is a cursor of another field or another order. Take one from an answer of this field with the same orderBy.`,
    );
  }
  const fits = order.every((key, i) => fitsKey(key, position[i]));
  if (!fits) throw new BadUserInput(`${argument} is no cursor. Take one from an edge's cursor or from pageInfo, as it is.`);
  return position as Position;
}

/** What is in a cursor; null when it is none. */
export function parseCursor(cursor: string): unknown[] | null {
  if (!/^(?:[0-9A-F]{2})+$/.test(cursor)) return null;
  try {
    const content: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(cursor, "hex")));
    return Array.isArray(content) ? content : null;
  } catch {
    return null;
  }
}

function fitsKey(key: OrderKey, value: unknown): boolean {
  if (value === null) return mayBeMissing(key);
  if (key.by === "count") return Int.fault(value) === null && (value as number) >= 0;
  const { type } = key.property;
  return sortForm(key) === "day" ? PartialDate.fault(value) === null && firstDay(value as string) === value : type.fault(value) === null;
}

/** The value by which a stored one is ordered. */
export function sortValue(key: OrderKey, value: Value): Value {
  return sortForm(key) === "day" && value !== null ? firstDay(value as string) : value;
}
