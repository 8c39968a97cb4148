/** The bounds on what one operation may ask for, checked before a store is touched. Each is a setting of its own. */
import { CostLimitExceeded } from "./errors.js";
import type { ConnectionField, Fields, NodeField, Plan, Selection } from "./plan.js";

export interface Limits {
  /** Relationships nested in each other. */
  readonly depth: number;
  /** Nodes that an answer could hold, by the product of page sizes. */
  readonly nodes: number;
  readonly rootFields: number;
  readonly aliases: number;
  readonly tokens: number;
  readonly bodyBytes: number;
  /** Filters nested in each other. */
  readonly filterDepth: number;
  /** Values in a list, in filters and orders. */
  readonly listLength: number;
  /** Ids of `nodes(ids:)`. */
  readonly ids: number;
  readonly pageSize: number;
  readonly defaultPageSize: number;
}

export const DEFAULT_LIMITS: Limits = {
  depth: 12,
  nodes: 20_000,
  rootFields: 30,
  aliases: 200,
  tokens: 2_000,
  bodyBytes: 100_000,
  filterDepth: 10,
  listLength: 500,
  ids: 100,
  pageSize: 200,
  defaultPageSize: 20,
};

/** @throws CostLimitExceeded when a plan asks for more than the bounds allow. Cost: the plan's size. */
export function checkCost(plan: Plan, limits: Limits): void {
  if (plan.size > limits.rootFields) throw exceeded("fields at the root", plan.size, "rootFields", limits);
  let nodes = 0;
  for (const field of plan.values()) {
    if (field.kind === "lookup") nodes += costOf(field.select, 1, 0, limits);
    else if (field.kind === "lookups") nodes += costOf(field.select, field.ids.length, 0, limits);
    else if (field.kind === "page") nodes += costOfShape(field.page.shape, field.page.size, 0, limits);
  }
  if (nodes > limits.nodes)
    throw exceeded(
      "nodes, by the product of the page sizes",
      nodes,
      "nodes",
      limits,
      "Ask for smaller pages (first, last), or for fewer lists within lists.",
    );
}

/** Nodes that a selection can give, asked of `count` nodes. Of several types the dearest counts: a node has one. */
function costOf(select: Selection, count: number, depth: number, limits: Limits): number {
  let inner = 0;
  for (const fields of select.values()) inner = Math.max(inner, costOfFields(fields, count, depth, limits));
  return count + inner;
}

function costOfFields(fields: Fields<NodeField>, count: number, depth: number, limits: Limits): number {
  let nodes = 0;
  for (const field of fields.values()) {
    if (field.kind !== "one" && field.kind !== "page") continue;
    if (depth >= limits.depth) throw exceeded("relationships nested in each other", depth + 1, "depth", limits);
    nodes +=
      field.kind === "one"
        ? costOf(field.select, count, depth + 1, limits)
        : costOfShape(field.page.shape, count * field.page.size, depth + 1, limits);
  }
  return nodes;
}

function costOfShape(shape: Fields<ConnectionField>, count: number, depth: number, limits: Limits): number {
  let nodes = 0;
  for (const part of shape.values()) {
    if (part.kind === "nodes") nodes += costOf(part.select, count, depth, limits);
    else if (part.kind === "edges") {
      nodes += count;
      for (const field of part.fields.values()) if (field.kind === "node") nodes += costOf(field.select, count, depth, limits) - count;
    }
  }
  return nodes;
}

/** The error for a bound that was exceeded, which names the bound and its value. */
export function exceeded(what: string, found: number, bound: keyof Limits, limits: Limits, advice = ""): CostLimitExceeded {
  return new CostLimitExceeded(
    `The operation asks for ${found} ${what}; at most ${limits[bound]} are allowed (the bound is called ${bound}). ${advice}`.trim(),
  );
}
