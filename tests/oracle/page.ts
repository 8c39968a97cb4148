/** Pages of a list of edges, cut from the whole sorted list. */
import type { Relationship, Type } from "../../src/model/index.js";
import { aggregate } from "./aggregate.js";
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

/** An edge that was computed, and its place in the order of its list. */
export interface Computed {
  readonly node: GraphNode;
  readonly values: object;
  readonly position: Position;
}

/** A connection whose edges are computed; they come in their order. */
export function listConnection(all: readonly Computed[], args: PageArguments, compare: (a: Position, b: Position) => number) {
  const [after, before] = [args.after, args.before].map((cursor) => (typeof cursor === "string" ? decode(cursor) : null));
  const isPassed = ({ position }: Computed) => after !== null && compare(position, after!) <= 0;
  const isAhead = ({ position }: Computed) => before !== null && compare(position, before!) >= 0;
  const between = all.filter((edge) => !isPassed(edge) && !isAhead(edge));
  const size = args.last ?? args.first ?? DEFAULT_SIZE;
  const page = typeof args.last === "number" ? between.slice(Math.max(0, between.length - size)) : between.slice(0, size);
  const left = between.length > page.length;
  const edges = page.map(({ node, values, position }) => ({ ...values, cursor: encode(position), node }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    totalCount: all.length,
    pageInfo: {
      hasPreviousPage: (typeof args.last === "number" && left) || all.some(isPassed),
      hasNextPage: (typeof args.last !== "number" && left) || all.some(isAhead),
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
    aggregate: () =>
      aggregate(
        list.map(({ link }) => link.node),
        target,
      ),
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
