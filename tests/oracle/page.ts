/** Pages of a list of edges, cut from the whole sorted list. */
import type { Relationship, Type } from "../../src/model/index.js";
import { passes, type Where } from "./filter.js";
import type { GraphNode, Link } from "./graph.js";
import { comparePositions, positionOf, readOrder, type Position } from "./order.js";

export interface PageArguments {
  readonly where?: Where | null;
  readonly orderBy?: readonly Record<string, any>[] | null;
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const DEFAULT_SIZE = 20;

/**
 * Cursors hold what the service's cursors hold, behind a mark that only the service can make: so its cursors are
 * understood here, and can be compared once their marks are gone.
 */
export const encode = (position: Position): string =>
  Buffer.from(JSON.stringify(["", ...position]))
    .toString("hex")
    .toUpperCase();

export const decode = (cursor: string): Position => JSON.parse(Buffer.from(cursor, "hex").toString()).slice(1);

/** A connection whose edges are computed: they come in their order, each node once. */
export function listConnection(all: readonly { readonly node: GraphNode; readonly values: object }[], args: PageArguments) {
  const id = (cursor: string) => String(decode(cursor)[0]);
  const place = (cursor: string) => all.findIndex(({ node }) => node.id === id(cursor));
  const from = typeof args.after === "string" ? place(args.after) + 1 : 0;
  const to = Math.max(from, typeof args.before === "string" ? place(args.before) : all.length);
  const size = args.last ?? args.first ?? DEFAULT_SIZE;
  const [start, end] = typeof args.last === "number" ? [Math.max(from, to - size), to] : [from, Math.min(to, from + size)];
  const edges = all.slice(start, end).map(({ node, values }) => ({ ...values, cursor: encode([node.id]), node }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    totalCount: all.length,
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: end < all.length,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A connection as the API answers it. */
export function connection(links: readonly Link[], args: PageArguments, target: Type, relationship: Relationship | null) {
  const keys = readOrder(args.orderBy, target, relationship);
  const list = links
    .filter((link) => passes(args.where ?? {}, link.node, link))
    .map((link) => ({ link, position: positionOf(link, keys) }))
    .sort((a, b) => comparePositions(a.position, b.position, keys));

  const [after, before] = [args.after, args.before].map((cursor) => (typeof cursor === "string" ? decode(cursor) : null));
  const isPassed = (p: Position) => after !== null && comparePositions(p, after!, keys) <= 0;
  const isAhead = (p: Position) => before !== null && comparePositions(p, before!, keys) >= 0;
  const between = list.filter(({ position }) => !isPassed(position) && !isAhead(position));

  const backward = typeof args.last === "number";
  const size = args.last ?? args.first ?? DEFAULT_SIZE;
  const page = backward ? between.slice(Math.max(0, between.length - size)) : between.slice(0, size);
  const left = between.length > page.length;

  const edges = page.map(({ link, position }) => ({ ...link.values, cursor: encode(position), node: link.node }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    totalCount: list.length,
    pageInfo: {
      hasPreviousPage: (backward && left) || list.some(({ position }) => isPassed(position)),
      hasNextPage: (!backward && left) || list.some(({ position }) => isAhead(position)),
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
