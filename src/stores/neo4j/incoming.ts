/**
 * Edges that come in to a node. A hub has very many, and a page of them should cost what any page costs; so an edge
 * repeats its ends' ids, and the sort key by which the list at its end is ordered when no order is asked for. An index
 * on those gives the edges of a node in that order, from any place in it. The lists at which edges start are written by
 * hand, record by record, and stay short: they are read from the node and sorted.
 */
import type { Direction, EdgeType, OrderKey, Property, Relationship } from "../../model/index.js";
import { FROM, fromName, TO } from "./names.js";
import { sortKeyOf } from "./stored.js";

export interface Incoming {
  /** The property of the nodes from which the edges lead, by which they are ordered first, and how. */
  readonly property: Property;
  readonly direction: Direction;
  /** The sort key that an edge repeats, as it is called on the node and on the edge. */
  readonly key: string;
  readonly copy: string;
  /** The properties of the index. */
  readonly index: readonly string[];
}

/** How the edges of a kind are found in order at their end. */
export function incomingOf(edges: EdgeType): Incoming | null {
  const list = [...edges.to.relationships.values()].find((r) => r.edges === edges && r.direction === "IN");
  return list && !list.one ? orderedFirst(list) : null;
}

/** The same for a page of edges in an order: null where the order is another one, or the edges do not come in. */
export function incomingFor(relationship: Relationship | null, order: readonly OrderKey[]): Incoming | null {
  if (!relationship || relationship.direction !== "IN" || relationship.one) return null;
  const incoming = orderedFirst(relationship);
  const first = order[0]!;
  return first.by === "property" && first.property === incoming?.property && first.direction === incoming.direction ? incoming : null;
}

function orderedFirst({ order, target }: Relationship): Incoming | null {
  const first = order[0] ?? { by: "property", property: target.properties.get("id")!, direction: "ASC" };
  if (first.by !== "property") return null;
  const { property, direction } = first;
  if (property.name === "id") return { property, direction, key: "id", copy: FROM, index: [TO, FROM] };
  const key = sortKeyOf(property, "node", direction)!.name;
  return { property, direction, key, copy: fromName(key), index: [TO, fromName(key), FROM] };
}
