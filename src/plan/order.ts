/**
 * The order of pages. Text is ordered by Unicode code point, dates by their first day, enumerations by their names;
 * missing values come last in both directions. Every order is total: it ends with `id`, in the direction of its last
 * key, and an order of edges with the edges' own properties too, since two edges may lead to one node.
 */
import type { Direction, EdgeType, OrderKey, Type, Value } from "../model/index.js";

export type { OrderKey } from "../model/index.js";

const sameKey = (a: OrderKey, b: OrderKey) =>
  a.by === "count"
    ? b.by === "count" && a.relationship === b.relationship
    : a.by === b.by && a.property === (b as typeof a).property && a.written === (b as typeof a).written;

/** Makes an order total. Keys that come a second time, or after what is unique already, decide nothing and are left out. */
export function completeOrder(keys: readonly OrderKey[], target: Type, edges: EdgeType | null): readonly OrderKey[] {
  const id = target.properties.get("id")!;
  const direction: Direction = keys.at(-1)?.direction ?? "ASC";
  const ending: OrderKey[] = [{ by: "property", property: id, direction }];
  for (const property of edges?.properties.values() ?? []) ending.push({ by: "edge", property, direction });

  const order: OrderKey[] = [];
  for (const key of [...keys, ...ending]) {
    if (order.some((k) => sameKey(k, key))) continue;
    order.push(key);
    if (!edges && key.by === "property" && key.property === id) break;
  }
  return order;
}

/** Whether the value of a key can be missing. */
export const mayBeMissing = (key: OrderKey): boolean => key.by !== "count" && key.property.nullable;

/** The form of a property's value by which it is ordered. */
export const sortForm = (key: OrderKey): "value" | "day" =>
  key.by !== "count" && key.property.type.name === "PartialDate" && !key.written ? "day" : "value";

/** A place in an order: a value for each key, in the form by which it is ordered. */
export type Position = readonly Value[];

/** A condition on the value of one key. `beyond` means: strictly later in the direction of travel. */
export type Condition =
  | { readonly key: number; readonly is: "equal" | "beyond"; readonly value: Exclude<Value, null> }
  | { readonly key: number; readonly is: "missing" | "present" };

/**
 * What comes strictly after a position (before it, when travelling backward), cut into legs that do not overlap and
 * follow each other in the order of travel. Each leg is a conjunction that an index answers; a page is the first rows
 * of the legs in turn. This is keyset pagination for any number of keys, directions and missing values.
 */
export function legs(order: readonly OrderKey[], position: Position, backward: boolean): readonly (readonly Condition[])[] {
  const result: Condition[][] = [];
  const same = (key: number): Condition => {
    const value = position[key]!;
    return value === null ? { key, is: "missing" } : { key, is: "equal", value };
  };
  for (let key = order.length - 1; key >= 0; key--) {
    const value = position[key]!;
    const before = order.slice(0, key).map((_, i) => same(i));
    if (value !== null) result.push([...before, { key, is: "beyond", value }]);
    if (value !== null && !backward && mayBeMissing(order[key]!)) result.push([...before, { key, is: "missing" }]);
    if (value === null && backward) result.push([...before, { key, is: "present" }]);
  }
  return result;
}

/** The direction in which the values of a key run when the order is travelled. */
export const travel = (direction: Direction, backward: boolean): Direction => ((direction === "ASC") !== backward ? "ASC" : "DESC");
