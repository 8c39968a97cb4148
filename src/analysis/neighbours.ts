/** One step through the graph from many nodes at once. */
import type { Property, Relationship, Type } from "../model/index.js";
import {
  ALL,
  completeOrder,
  CostLimitExceeded,
  type ConnectionField,
  type EdgeField,
  type Filter,
  type Json,
  type NodeField,
  type PageField,
  type Read,
  type RootField,
  type Selection,
} from "../plan/index.js";

/** An edge, as seen from the node that was asked. */
export interface Neighbour {
  readonly relationship: Relationship;
  /** The node at the other end. */
  readonly id: string;
  /** The edge's own properties. */
  readonly edge: Readonly<Record<string, Json>>;
  /** The properties that were asked for of the node at the other end. */
  readonly node: Readonly<Record<string, Json>>;
}

/**
 * The edges of some relationships at some nodes of a type, by the id of the node, each list in the relationship's order.
 * One read.
 * @param properties what to read of the nodes at the other end, beside their ids.
 * @param most so many edges of each relationship at each node are looked at.
 * @throws CostLimitExceeded when a node has more.
 */
export async function neighbours(
  type: Type,
  ids: readonly string[],
  relationships: readonly Relationship[],
  properties: readonly string[],
  most: number,
  read: Read,
): Promise<Map<string, readonly Neighbour[]>> {
  if (ids.length === 0) return new Map();
  const select = selectionOf(
    type,
    [],
    relationships.map((r) => [r.name, edgesOf(r, properties, most + 1)] as const),
  );
  const plan = new Map<string, RootField>([["nodes", { kind: "lookups", type, ids, select }]]);
  const { nodes } = (await read(plan)) as { nodes: readonly (Record<string, Connection> | null)[] };
  const of = (node: Record<string, Connection>, id: string) =>
    relationships.flatMap((relationship) => {
      const { edges } = node[relationship.name]!;
      if (edges.length > most) throw tooManyEdges(id, relationship, most);
      return edges.map(({ node: { id: other, ...rest }, ...edge }): Neighbour => ({ relationship, id: other, edge, node: rest }));
    });
  return new Map(ids.map((id, i) => [id, nodes[i] ? of(nodes[i], id) : []]));
}

const tooManyEdges = (id: string, { name }: Relationship, most: number) =>
  new CostLimitExceeded(`"${id}" has more than ${most} edges of "${name}", the most that are followed from a node. Ask of other nodes.`);

interface Connection {
  readonly edges: readonly ({ readonly node: { readonly id: string } & Record<string, Json> } & Record<string, Json>)[];
}

const property = (of: ReadonlyMap<string, Property>, name: string) => [name, { kind: "property", property: of.get(name)! }] as const;

/** Some properties of the nodes of a type, and more of them under names of its own. */
export const selectionOf = (type: Type, properties: readonly string[], more: readonly (readonly [string, NodeField])[] = []): Selection =>
  new Map(type.concretes.map((t) => [t, new Map<string, NodeField>([...properties.map((name) => property(t.properties, name)), ...more])]));

/** The first edges of a relationship, as `edges`, with all their properties, and the ids and some properties of their nodes. */
export function edgesOf(relationship: Relationship, properties: readonly string[], size: number, where: Filter = ALL): PageField {
  const { target, edges } = relationship;
  const fields = new Map<string, EdgeField>([...edges.properties.keys()].map((name) => property(edges.properties, name)));
  fields.set("node", { kind: "node", select: selectionOf(target, ["id", ...properties]) });
  return {
    kind: "page",
    page: {
      relationship,
      target,
      where,
      order: completeOrder(relationship.order, target, edges),
      size,
      backward: false,
      after: null,
      before: null,
      mark: "",
      shape: new Map([["edges", { kind: "edges", fields }]]),
    },
  };
}

/** All nodes of a type that pass a filter, by id: the first of them, and what of the list is wanted. */
function pageOf(target: Type, where: Filter, size: number, part: ConnectionField): PageField {
  const order = completeOrder([], target, null);
  const shape = new Map([["part", part]]);
  return {
    kind: "page",
    page: { relationship: null, target, where, order, size, backward: false, after: null, before: null, mark: "", shape },
  };
}

/** How many nodes of a type there are. One read, which costs nothing. */
export async function countAll(target: Type, read: Read): Promise<number> {
  const { all } = await read(new Map([["all", pageOf(target, ALL, 0, { kind: "totalCount" })]]));
  return (all as unknown as { part: number }).part;
}

/** The ids of the first nodes of a type that pass a filter. One read. */
export async function firstThatPass(target: Type, where: Filter, size: number, read: Read): Promise<string[]> {
  const { all } = await read(new Map([["all", pageOf(target, where, size, { kind: "nodes", select: selectionOf(target, ["id"]) })]]));
  return (all as unknown as { part: readonly { id: string }[] }).part.map(({ id }) => id);
}
