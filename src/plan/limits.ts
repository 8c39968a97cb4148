/** The bounds on what one operation may ask for, checked before a store is touched. Each is a setting of its own. */
import { CostLimitExceeded } from "./errors.js";
import type { ComputedField, Fields, ListField, ConnectionField, NodeField, Plan, Selection, SummaryField } from "./plan.js";

export interface Limits {
  /** Relationships nested in each other. */
  readonly depth: number;
  /** Nodes that an answer could hold, by the product of page sizes. */
  readonly nodes: number;
  /** Values of properties in an answer, by the product of page sizes. */
  readonly values: number;
  readonly rootFields: number;
  /** Fields once fragments are written out; a list counts as twenty (LIST_SIZE). */
  readonly selections: number;
  readonly aliases: number;
  /** Aliases within introspection, where each doubles a large answer. */
  readonly schemaAliases: number;
  readonly tokens: number;
  readonly bodyBytes: number;
  /** Filters nested in each other. */
  readonly filterDepth: number;
  /** Tests in all filters, counted as often as a statement holds them. */
  readonly conditions: number;
  /** Keys of one order. */
  readonly orderKeys: number;
  /** Values in a list of a filter. */
  readonly listLength: number;
  /** Characters of a text in a filter. */
  readonly textLength: number;
  /** Ids of `nodes(ids:)`. */
  readonly ids: number;
  readonly pageSize: number;
  readonly defaultPageSize: number;
  /** Fields that an algorithm answers, over reads of their own. */
  readonly computed: number;
  /** Nodes that an operation counts by groups, as often as a relationship is followed for them. */
  readonly counted: number;
  /** Groups of one count, and cells of one table. */
  readonly groups: number;
  /** Words of a search. */
  readonly words: number;
  /** Nodes that a search may find before the best are taken: as many as have the rarest of its words. */
  readonly matches: number;
}

export const DEFAULT_LIMITS: Limits = {
  depth: 12,
  nodes: 20_000,
  values: 200_000,
  rootFields: 30,
  selections: 10_000,
  aliases: 200,
  schemaAliases: 10,
  tokens: 2_000,
  bodyBytes: 100_000,
  filterDepth: 10,
  conditions: 300,
  orderKeys: 8,
  listLength: 500,
  textLength: 1_000,
  ids: 100,
  pageSize: 200,
  defaultPageSize: 20,
  computed: 15,
  counted: 200_000,
  groups: 20_000,
  words: 32,
  matches: 300_000,
};

/** A list is a statement of its own within the statement. */
export const LIST_SIZE = 20;

/** What an answer could hold at most. */
interface Amount {
  nodes: number;
  values: number;
}

/** @throws CostLimitExceeded when a plan asks for more than the bounds allow. Cost: the plan's size. */
export function checkCost(plan: Plan, limits: Limits): void {
  const amount: Amount = { nodes: 0, values: 0 };
  for (const field of plan.values()) {
    if (field.kind === "lookup") add(amount, costOf(field.select, 1, 0, limits));
    else if (field.kind === "lookups") add(amount, costOf(field.select, field.ids.length, 0, limits));
    else if (field.kind === "page") add(amount, costOfShape(field.page.shape, field.page.size, 0, limits));
    else if (field.kind === "computed") add(amount, costOfComputed(field, 1, 0, limits));
  }
  const smaller = "Ask for smaller pages (first, last), or for fewer lists within lists.";
  if (amount.nodes > limits.nodes) throw exceeded("nodes, by the product of the page sizes", amount.nodes, "nodes", limits, smaller);
  if (amount.values > limits.values) throw exceeded("values, by the product of the page sizes", amount.values, "values", limits, smaller);
}

function add(to: Amount, { nodes, values }: Amount): void {
  to.nodes += nodes;
  to.values += values;
}

/** What a selection can give, asked of `count` nodes. Of several types the dearest counts: a node has one. */
function costOf(select: Selection, count: number, depth: number, limits: Limits): Amount {
  const dearest: Amount = { nodes: 0, values: 0 };
  for (const fields of select.values()) {
    const { nodes, values } = costOfFields(fields, count, depth, limits);
    dearest.nodes = Math.max(dearest.nodes, nodes);
    dearest.values = Math.max(dearest.values, values);
  }
  dearest.nodes += count;
  return dearest;
}

function costOfFields(fields: Fields<NodeField>, count: number, depth: number, limits: Limits): Amount {
  const amount: Amount = { nodes: 0, values: 0 };
  for (const field of fields.values()) {
    if (field.kind === "property") amount.values += count;
    if (field.kind !== "one" && field.kind !== "page" && field.kind !== "computed") continue;
    checkDepth(depth + 1, limits);
    add(
      amount,
      field.kind === "one"
        ? costOf(field.select, count, depth + 1, limits)
        : field.kind === "computed"
          ? costOfComputed(field, count, depth + 1, limits)
          : costOfShape(field.page.shape, count * field.page.size, depth + 1, limits),
    );
  }
  return amount;
}

/** @throws CostLimitExceeded for relationships nested too deep. Also while the plan is made, whose makers call themselves. */
export function checkDepth(depth: number, limits: Limits): void {
  if (depth > limits.depth) throw exceeded("relationships nested in each other", depth, "depth", limits);
}

function costOfComputed(field: ComputedField | SummaryField, count: number, depth: number, limits: Limits): Amount {
  const amount: Amount = { nodes: 0, values: 0 };
  for (const { size, shape } of field.shows) add(amount, costOfShape(shape, count * size, depth, limits));
  return amount;
}

function costOfShape(shape: Fields<ConnectionField | ListField>, count: number, depth: number, limits: Limits): Amount {
  const amount: Amount = { nodes: 0, values: 0 };
  for (const part of shape.values()) {
    if (part.kind === "nodes") add(amount, costOf(part.select, count, depth, limits));
    else if (part.kind === "summary") add(amount, costOfComputed(part, 1, depth, limits));
    else if (part.kind === "edges") {
      amount.nodes += count;
      for (const field of part.fields.values()) {
        if (field.kind === "node") {
          const { nodes, values } = costOf(field.select, count, depth, limits);
          add(amount, { nodes: nodes - count, values });
        } else if (field.kind !== "typename") amount.values += count;
      }
    }
  }
  return amount;
}

/** Counts, while an operation is planned, what makes its statement long. */
export class Meter {
  private conditions = 0;
  private computed = 0;
  /** How many fields have been collected so far: the size of what is planned. */
  size = 1;

  constructor(readonly limits: Limits) {}

  /**
   * Counts what is planned, as it is planned: what stands below an interface is printed once for each type that it can have.
   * @throws CostLimitExceeded
   */
  grow(size: number): void {
    this.size += size;
    if (this.size > this.limits.selections)
      throw exceeded("fields once its fragments are written out (a list counts as twenty)", this.size, "selections", this.limits);
  }

  /** @throws CostLimitExceeded at the first field too many that an algorithm answers. */
  addComputed(): void {
    this.computed++;
    if (this.computed > this.limits.computed)
      throw exceeded(
        "fields that are computed (searches, tables, timelines, aggregates and the like)",
        this.computed,
        "computed",
        this.limits,
        "Ask in several operations.",
      );
  }

  /** @throws CostLimitExceeded at the first test too many. */
  addConditions(count: number, path: string): void {
    this.conditions += count;
    if (this.conditions > this.limits.conditions)
      throw exceeded(`tests in its filters and more, at ${path}`, this.conditions, "conditions", this.limits);
  }
}

/** What helps where too much is counted. */
export const COUNT_LESS = "Count less with a filter (where), by something that has fewer values, or in fewer fields at once.";

/** The error for a bound that was exceeded, which names the bound and its value. */
export function exceeded(what: string, found: number, bound: keyof Limits, limits: Limits, advice = ""): CostLimitExceeded {
  return new CostLimitExceeded(
    `The operation asks for ${found} ${what}; at most ${limits[bound]} are allowed (the bound is called ${bound}). ${advice}`.trim(),
  );
}
