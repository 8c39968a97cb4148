/** The order of edges: keys as asked for, then `id`, then what the edge itself says. Lists are sorted whole. */
import type { Direction, OrderKey, Relationship, Type, Value } from "../../src/model/index.js";
import { interval } from "./dates.js";
import type { Link } from "./graph.js";
import { byCodePoint } from "./text.js";

export interface Key {
  /** Names the key: two of one name are the same key. */
  readonly name: string;
  readonly direction: Direction;
  /** The value by which an edge is ordered. */
  readonly of: (link: Link) => Value;
}

/** The values of an edge for all keys of an order. */
export type Position = readonly Value[];

const sortable = (typeName: string, value: Value): Value =>
  typeName === "PartialDate" && value !== null ? interval(value as string).first : value;

const ofNode = (property: string, direction: Direction): Key => ({
  name: property,
  direction,
  of: ({ node }) => sortable(node.type.properties.get(property)!.type.name, node.values[property]!),
});

const ofEdge = (property: string, direction: Direction): Key => ({
  name: `edge.${property}`,
  direction,
  of: ({ edges, values }) => sortable(edges.properties.get(property)!.type.name, values[property]!),
});

const ofCount = (relationship: string, direction: Direction): Key => ({
  name: `${relationship}.count`,
  direction,
  of: ({ node }) => node.linksOf(node.type.relationships.get(relationship)!).length,
});

/** The keys of an `orderBy` argument; nothing in it is an order of its own: that of the list. */
export function readOrder(
  orderBy: readonly Record<string, any>[] | null | undefined,
  target: Type,
  relationship: Relationship | null,
): readonly Key[] {
  const asked = (orderBy ?? []).flatMap((object) =>
    Object.entries(object).flatMap(([name, value]): Key[] => {
      if (value === null) return [];
      if (name === "edge") return Object.entries(value).flatMap(([property, d]) => (d ? [ofEdge(property, d as Direction)] : []));
      if (typeof value === "object") return value.count ? [ofCount(name, value.count)] : [];
      return [ofNode(name, value)];
    }),
  );
  const keys = asked.length > 0 ? asked : (relationship ?? target).order.map(declared);
  const direction = keys.at(-1)?.direction ?? "ASC";
  const total = [...keys, ofNode("id", direction), ...[...(relationship?.edges.properties.keys() ?? [])].map((p) => ofEdge(p, direction))];
  const first = total.filter((key, i) => total.findIndex((k) => k.name === key.name) === i);
  // a node stands once in a list of nodes: what follows its id decides nothing
  return relationship ? first : first.slice(0, first.findIndex((k) => k.name === "id") + 1);
}

function declared(key: OrderKey): Key {
  if (key.by === "count") return ofCount(key.relationship.name, key.direction);
  return (key.by === "edge" ? ofEdge : ofNode)(key.property.name, key.direction);
}

export const positionOf = (link: Link, keys: readonly Key[]): Position => keys.map((key) => key.of(link));

/** Compares two places in an order. Missing values come last in both directions. */
export function comparePositions(a: Position, b: Position, keys: readonly Key[]): number {
  for (const [i, { direction }] of keys.entries()) {
    const [x, y] = [a[i]!, b[i]!];
    if (x === y) continue;
    if (x === null) return 1;
    if (y === null) return -1;
    const order = typeof x === "string" ? byCodePoint(x, y as string) : (x as number) - (y as number);
    return direction === "ASC" ? order : -order;
  }
  return 0;
}
