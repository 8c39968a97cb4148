/** Answers plans by looking through everything, in the plainest way: what the store's statements are compared with. */
import type { Change, ChangeSet } from "../../../src/dataset/index.js";
import {
  certainlyAfter,
  compareText,
  firstDay,
  fold,
  type EdgeType,
  type Model,
  type Property,
  type Relationship,
  type Type,
  type Value,
} from "../../../src/model/index.js";
import {
  encodeCursor,
  type ConnectionField,
  type EdgeField,
  type Fields,
  type Filter,
  type Form,
  type NodeField,
  type OrderKey,
  type Page,
  type PageInfoField,
  type Plan,
  type Position,
  type RecordSelection,
  type RootField,
  type Selection,
} from "../../../src/plan/index.js";

export interface GraphNode {
  readonly type: Type;
  readonly values: Readonly<Record<string, Value>>;
}

export interface GraphEdge {
  readonly edges: EdgeType;
  readonly from: GraphNode;
  readonly to: GraphNode;
  readonly values: Readonly<Record<string, Value>>;
}

/** A node, and the edge by which it was reached. */
interface Row {
  readonly node: GraphNode;
  readonly edge: GraphEdge | null;
}

export class Oracle {
  readonly nodes = new Map<string, GraphNode>();
  readonly edges: GraphEdge[] = [];
  private readonly redirects = new Map<string, string>();
  private readonly dataset: unknown;

  constructor(model: Model, changes: ChangeSet) {
    this.dataset = changes.dataset;
    for (const change of changes.changes) this.add(model, change);
  }

  private add(model: Model, change: Change): void {
    if (change.op === "node") this.nodes.set(change.id, { type: model.type(change.type), values: { ...change.properties, id: change.id } });
    else if (change.op === "redirect") this.redirects.set(change.id, change.to);
    else {
      const edges = model.edges.find((e) => e.key === change.edge)!;
      this.edges.push({ edges, from: this.nodes.get(change.from)!, to: this.nodes.get(change.to)!, values: change.properties });
    }
  }

  answer(plan: Plan): string {
    return JSON.stringify(objectOf(plan, (field) => this.root(field)));
  }

  nodesOf(type: Type): GraphNode[] {
    return [...this.nodes.values()].filter((n) => type.concretes.includes(n.type));
  }

  /** The edges of a relationship, of one node or of all. */
  reach(relationship: Relationship, from: GraphNode | null): Row[] {
    const [near, far] = relationship.direction === "OUT" ? (["from", "to"] as const) : (["to", "from"] as const);
    return this.edges
      .filter((e) => e.edges === relationship.edges && (!from || e[near] === from))
      .map((edge) => ({ node: edge[far], edge }));
  }

  position(row: Row, order: readonly OrderKey[]): Position {
    return order.map((key) => {
      if (key.by === "count") return this.reach(key.relationship, row.node).length;
      const value = (key.by === "edge" ? row.edge!.values : row.node.values)[key.property.name] ?? null;
      return value !== null && key.property.type.name === "PartialDate" ? firstDay(value as string) : value;
    });
  }

  private root(field: RootField): unknown {
    switch (field.kind) {
      case "typename":
        return field.value;
      case "lookup":
        return this.lookUp(field.type, field.id, field.select);
      case "lookups":
        return field.ids.map((id) => this.lookUp(field.type, id, field.select));
      case "page":
        return this.page(
          field.page,
          this.nodesOf(field.page.target).map((node) => ({ node, edge: null })),
        );
      case "dataset":
        return record(field.select, this.dataset);
    }
  }

  private lookUp(type: Type, id: string, select: Selection): unknown {
    const node = this.nodes.get(this.redirects.get(id) ?? id);
    return node && type.concretes.includes(node.type) ? this.node(select, node) : null;
  }

  private node(select: Selection, node: GraphNode): unknown {
    return objectOf(select.get(node.type) ?? new Map<string, NodeField>(), (field) => {
      switch (field.kind) {
        case "typename":
          return field.value;
        case "property":
          return node.values[field.property.name] ?? null;
        case "one": {
          const [row] = this.reach(field.relationship, node);
          return row ? this.node(field.select, row.node) : null;
        }
        case "page":
          return this.page(field.page, this.reach(field.page.relationship!, node));
      }
    });
  }

  private page(page: Page, all: readonly Row[]): unknown {
    const placed = all
      .filter((row) => this.passes(page.where, row))
      .map((row) => ({ row, at: this.position(row, page.order) }))
      .sort((a, b) => compare(page.order, a.at, b.at));
    const { after, before, size, backward } = page;
    const bounded = placed.filter(
      ({ at }) => (!after || compare(page.order, at, after) > 0) && (!before || compare(page.order, at, before) < 0),
    );
    const found = backward ? bounded.slice(Math.max(0, bounded.length - size)) : bounded.slice(0, size);
    const more = bounded.length > size;
    const cursor = (placedRow: (typeof placed)[number] | undefined) => (placedRow ? encodeCursor(page.mark, placedRow.at) : null);
    const info = (field: PageInfoField): unknown => {
      switch (field.kind) {
        case "typename":
          return field.value;
        case "hasNextPage":
          return (!backward && more) || (before !== null && placed.some(({ at }) => compare(page.order, at, before) >= 0));
        case "hasPreviousPage":
          return (backward && more) || (after !== null && placed.some(({ at }) => compare(page.order, at, after) <= 0));
        case "startCursor":
          return cursor(found[0]);
        case "endCursor":
          return cursor(found.at(-1));
      }
    };
    const edge = (placedRow: (typeof placed)[number], field: EdgeField): unknown => {
      switch (field.kind) {
        case "typename":
          return field.value;
        case "cursor":
          return cursor(placedRow);
        case "property":
          return placedRow.row.edge!.values[field.property.name] ?? null;
        case "node":
          return this.node(field.select, placedRow.row.node);
      }
    };
    return objectOf(page.shape, (part: ConnectionField): unknown => {
      switch (part.kind) {
        case "typename":
          return part.value;
        case "totalCount":
          return placed.length;
        case "nodes":
          return found.map(({ row }) => this.node(part.select, row.node));
        case "edges":
          return found.map((f) => objectOf(part.fields, (field) => edge(f, field)));
        case "pageInfo":
          return objectOf(part.fields, info);
      }
    });
  }

  passes(filter: Filter, row: Row): boolean {
    switch (filter.kind) {
      case "and":
        return filter.of.every((f) => this.passes(f, row));
      case "or":
        return filter.of.some((f) => this.passes(f, row));
      case "not":
        return !this.passes(filter.of, row);
      case "missing":
        return valueOf(filter.subject, row) === null;
      case "compare": {
        const value = valueOf(filter.subject, row);
        return value !== null && compares(formOf(value, filter.form), filter.comparison, filter.operand);
      }
      case "within":
        return this.isWithin(row.node, filter.hierarchy, filter.id);
      case "some":
        return this.reach(filter.relationship, row.node).some((r) => this.passes(filter.where, r));
      case "later": {
        const than = row.node.values[filter.than.name];
        const isLater = (date: unknown) => typeof date === "string" && typeof than === "string" && certainlyAfter(date, than);
        return this.reach(filter.relationship, row.node).some(({ node }) => isLater(node.values[filter.date.name]));
      }
      case "single":
        return this.reach(filter.relationship, row.node).filter((r) => this.passes(filter.where, r)).length === 1;
    }
  }

  private isWithin(node: GraphNode, hierarchy: Relationship, id: string): boolean {
    const seen = new Set<GraphNode>();
    const climb = (n: GraphNode): boolean => {
      if (n.values.id === id) return true;
      if (seen.has(n)) return false;
      seen.add(n);
      return this.reach(hierarchy, n).some((r) => climb(r.node));
    };
    return climb(node);
  }
}

function objectOf<F>(fields: Fields<F>, value: (field: F) => unknown): Record<string, unknown> {
  return Object.fromEntries([...fields].map(([key, field]) => [key, value(field)]));
}

function record(select: RecordSelection, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((v) => record(select, v));
  return objectOf(select, (field) => {
    if (field.kind === "typename") return field.value;
    const member = (value as Record<string, unknown>)[field.name];
    return field.kind === "value" ? (member ?? null) : record(field.select, member);
  });
}

const valueOf = ({ on, property }: { on: "node" | "edge"; property: Property }, { node, edge }: Row): Value =>
  (on === "node" ? node.values : edge!.values)[property.name] ?? null;

const formOf = (value: Value, form: Form): Value =>
  form === "folded" ? fold(value as string) : form === "day" ? firstDay(value as string) : value;

const rank = (a: Value, b: Value): number => (typeof a === "string" ? compareText(a, b as string) : Number(a) - Number(b));

function compares(value: Value, comparison: string, operand: Value | readonly Value[]): boolean {
  const text = String(value);
  const one = operand as Value;
  switch (comparison) {
    case "eq":
      return value === one;
    case "in":
      return (operand as readonly Value[]).includes(value);
    case "lt":
      return rank(value, one) < 0;
    case "lte":
      return rank(value, one) <= 0;
    case "gt":
      return rank(value, one) > 0;
    case "gte":
      return rank(value, one) >= 0;
    case "contains":
      return text.includes(one as string);
    case "startsWith":
      return text.startsWith(one as string);
    case "endsWith":
      return text.endsWith(one as string);
    default:
      throw new Error(comparison);
  }
}

/** Missing values come last in both directions. */
function compare(order: readonly OrderKey[], a: Position, b: Position): number {
  for (let i = 0; i < order.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (x === y) continue;
    if (x === null || y === null) return x === null ? 1 : -1;
    const sign = rank(x, y);
    if (sign !== 0) return order[i]!.direction === "ASC" ? sign : -sign;
  }
  return 0;
}
