/** Random graphs of a model, and random plans over them. All comes from one seed, so that whatever fails can be had again. */
import type { Change, ChangeSet } from "../../../src/dataset/index.js";
import { firstDay, fold, type Model, type Property, type Relationship, type Type, type Value } from "../../../src/model/index.js";
import {
  and,
  anchorsOf,
  completeOrder,
  not,
  or,
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
import type { Oracle } from "./oracle.js";

/** mulberry32: small, and the same everywhere. */
export class Random {
  constructor(private state: number) {}
  next(): number {
    let t = (this.state += 0x6d2b79f5);
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  below = (n: number): number => Math.floor(this.next() * n);
  chance = (p: number): boolean => this.next() < p;
  pick = <T>(of: readonly T[]): T => of[this.below(of.length)]!;
  some = <T>(of: readonly T[], most: number): T[] => Array.from({ length: 1 + this.below(most) }, () => this.pick(of));
}

const TEXTS = [
  "",
  "a",
  "A",
  "ab",
  "Zürich",
  "zurich",
  "Việt Nam",
  "viet nam",
  "İstanbul",
  "istanbul",
  "ISTANBUL",
  "ıg",
  "Straße",
  "STRASSE",
  "😀",
  "😀a",
  "\uFFFD",
  "﷽",
  "ປະເທດລາວ",
  "O'Neil",
  'say "x"',
  "back\\slash",
  "tab\there",
  "line\nbreak",
  "\u0001\u007f",
  "\u2028",
  "100%",
  "a_b",
  "?1",
  "ΑΣ",
  "ας",
];
const DATES = ["2019", "2020", "2020-01", "2020-01-01", "2020-02", "2020-02-29", "2020-12-31", "2021", "2021-05", "2021-05-17", "0999-03"];

export function randomGraph(model: Model, random: Random, size: number): ChangeSet {
  const changes: Change[] = [];
  const nodes: { id: string; type: Type }[] = [];
  for (let i = 0; i < size; i++) {
    const type = random.pick(model.nodes);
    const id = random.pick(["n", "N", "x-", "Z."]) + i;
    nodes.push({ id, type });
    changes.push({
      op: "node",
      type: type.name,
      id,
      properties: valuesOf(
        [...type.properties.values()].filter((p) => p.name !== "id"),
        random,
      ),
    });
  }
  const seen = new Set<string>();
  for (const edges of model.edges) {
    const ends = [edges.from, edges.to].map((end) => nodes.filter((n) => end.concretes.includes(n.type)));
    const out = edges.from.relationships.get(edges.key.split(".")[1]!)!;
    if (ends.some((e) => e.length === 0)) continue;
    // a few hubs, so that there is something to choose between
    const targets = random.chance(0.5) ? ends[1]! : [...ends[1]!, ...Array.from({ length: size }, () => ends[1]![0]!)];
    for (let i = 0; i < size * 2; i++) {
      const [from, to] = [random.pick(ends[0]!), random.pick(targets)];
      const properties = valuesOf([...edges.properties.values()], random);
      // edges that an order cannot tell apart have no order
      const place = [...edges.properties.values()].map((p) =>
        p.type.name === "PartialDate" && properties[p.name] ? firstDay(properties[p.name] as string) : properties[p.name],
      );
      const keys = [[from.id, to.id, place], out.one && ["from", from.id], out.inverse.one && ["to", to.id]]
        .filter(Boolean)
        .map((k) => JSON.stringify([edges.key, k]));
      if (keys.some((k) => seen.has(k))) continue;
      for (const k of keys) seen.add(k);
      changes.push({ op: "edge", edge: edges.key, from: from.id, to: to.id, properties });
    }
  }
  for (let i = 0; i < 3; i++) changes.push({ op: "redirect", id: `old-${i}`, to: random.pick(nodes).id });
  const dataset = {
    name: "Random",
    asOf: "2026-01-01",
    revision: "r",
    dataVersion: "1",
    schemaVersion: "1",
    licence: "l\u2028'",
    attribution: "a",
    notice: "n",
    counts: [
      { type: "Person", count: 3 },
      { type: "Place", count: 0 },
    ],
    shareWithLocator: 1e-7,
    withdrawn: [{ id: "gone", reason: "r" }],
  };
  return { dataset, changes };
}

function valuesOf(properties: readonly Property[], random: Random): Record<string, Value> {
  return Object.fromEntries(properties.map((p) => [p.name, p.nullable && random.chance(0.25) ? null : valueOf(p, random)]));
}

function valueOf({ type }: Property, random: Random): Value {
  if (type.kind === "enum") return random.pick(Object.keys(type.values));
  if (type.name === "Int") return random.pick([-2147483648, -3, 0, 1, 2, 3, 10, 2147483647]);
  if (type.name === "Boolean") return random.chance(0.5);
  return random.pick(type.name === "PartialDate" ? DATES : TEXTS);
}

export class RandomPlans {
  /** How often each kind of thing occurred, so that a test can see that none was left out. */
  readonly seen = new Map<string, number>();
  private readonly ids: readonly string[];

  constructor(
    private readonly model: Model,
    private readonly oracle: Oracle,
    private readonly random: Random,
  ) {
    this.ids = [...oracle.nodes.keys(), "old-0", "old-1", "nowhere"];
  }

  plan(): Plan {
    const { random } = this;
    return this.fields(1, 3, (): RootField => {
      const kind = random.pick(["typename", "lookup", "lookups", "dataset", "page", "page", "page", "page", "page"] as const);
      this.count(kind);
      const type = random.pick(this.model.types);
      if (kind === "typename") return { kind, value: "Query" };
      if (kind === "lookup") return { kind, type, id: random.pick(this.ids), select: this.selection(type, 2) };
      if (kind === "lookups")
        return { kind, type, ids: random.chance(0.1) ? [] : random.some(this.ids, 6), select: this.selection(type, 1) };
      if (kind === "page") return { kind, page: this.page(type, null, 2) };
      return { kind, select: this.record() };
    });
  }

  private record(): RecordSelection {
    type Field = RecordSelection extends Fields<infer F> ? F : never;
    const count: RecordSelection = new Map<string, Field>([
      ["n", { kind: "value", name: "count" }],
      ["t", { kind: "typename", value: "TypeCount" }],
    ]);
    return this.fields(1, 4, (): Field =>
      this.random.pick<Field>([
        { kind: "record", name: "counts", select: count },
        { kind: "typename", value: "Dataset" },
        ...["licence", "shareWithLocator", "nothing"].map((name) => ({ kind: "value", name }) as const),
      ]),
    );
  }

  private count(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  private fields<F>(least: number, most: number, make: () => F): Fields<F> {
    const n = least + this.random.below(most - least + 1);
    return new Map(Array.from({ length: n }, (_, i) => [this.random.pick(["a", "_B", "c9"]) + i, make()]));
  }

  private selection(type: Type, depth: number): Selection {
    const shared = this.random.chance(0.3) ? this.fields(0, 3, () => this.nodeField(type, depth)) : null;
    return new Map(type.concretes.map((concrete) => [concrete, shared ?? this.fields(0, 4, () => this.nodeField(concrete, depth))]));
  }

  private nodeField(type: Type, depth: number): NodeField {
    const { random } = this;
    const relationships = [...type.relationships.values()];
    const kind = random.pick(
      depth > 0 && relationships.length > 0
        ? (["typename", "property", "property", "one", "page", "page"] as const)
        : (["typename", "property"] as const),
    );
    if (kind === "typename") return { kind, value: type.name };
    if (kind === "property") return { kind, property: random.pick([...type.properties.values()]) };
    const relationship = random.pick(relationships);
    this.count(`field ${relationship.owner.name}.${relationship.name}`);
    return relationship.one
      ? { kind: "one", relationship, select: this.selection(relationship.target, depth - 1) }
      : { kind: "page", page: this.page(relationship.target, relationship, depth - 1) };
  }

  page(target: Type, relationship: Relationship | null, depth: number): Page {
    const { random } = this;
    const order = completeOrder(
      random.chance(0.3) ? (relationship ?? target).order : this.order(target, relationship),
      target,
      relationship?.edges ?? null,
    );
    const position = (): Position | null => {
      if (random.chance(0.75)) return null;
      const rows = relationship ? this.oracle.reach(relationship, null) : this.oracle.nodesOf(target).map((node) => ({ node, edge: null }));
      if (rows.length === 0) return null;
      const [a, b] = [this.oracle.position(random.pick(rows), order), this.oracle.position(random.pick(rows), order)];
      // now and then a place where nothing is
      return random.chance(0.2) ? a.map((v, i) => (random.chance(0.5) ? v : b[i]!)) : a;
    };
    const page: Page = {
      relationship,
      target,
      where: this.where(target, relationship),
      order,
      size: random.pick([0, 1, 2, 3, 20]),
      backward: random.chance(0.4),
      after: position(),
      before: position(),
      mark: "0a1b2c3d",
      shape: this.fields(1, 4, () => this.part(target, relationship, depth)),
    };
    for (const key of order) this.count(`order ${key.by} ${key.direction}`);
    if (anchorsOf(page.where).length > 0) this.count("anchored");
    if (page.after && page.before) this.count("both bounds");
    return page;
  }

  private where(target: Type, relationship: Relationship | null): Filter {
    const { random } = this;
    if (random.chance(0.5)) return and([]);
    const filter = this.filter(target, relationship, 2);
    const relationships = [...target.relationships.values()];
    if (relationships.length === 0 || random.chance(0.7)) return filter;
    // something to start from, and something left to test
    const via = random.pick(relationships);
    return and([filter, { kind: "some", relationship: via, where: this.named(via.target) }]);
  }

  private part(target: Type, relationship: Relationship | null, depth: number): ConnectionField {
    const { random } = this;
    const kind = random.pick(["typename", "totalCount", "nodes", "nodes", "edges", "edges", "pageInfo"] as const);
    this.count(kind);
    if (kind === "typename") return { kind, value: "SomeConnection" };
    if (kind === "totalCount") return { kind };
    if (kind === "nodes") return { kind, select: this.selection(target, depth) };
    if (kind === "pageInfo")
      return {
        kind,
        fields: this.fields(1, 4, (): PageInfoField =>
          random.pick([
            { kind: "hasNextPage" },
            { kind: "hasPreviousPage" },
            { kind: "startCursor" },
            { kind: "endCursor" },
            { kind: "typename", value: "PageInfo" },
          ]),
        ),
      };
    const properties = [...(relationship?.edges.properties.values() ?? [])];
    return {
      kind,
      fields: this.fields(0, 4, (): EdgeField => {
        const field = random.pick(
          properties.length > 0
            ? (["typename", "cursor", "node", "property", "property"] as const)
            : (["typename", "cursor", "node"] as const),
        );
        if (field === "typename") return { kind: field, value: "SomeEdge" };
        if (field === "cursor") return { kind: field };
        return field === "node"
          ? { kind: field, select: this.selection(target, depth) }
          : { kind: field, property: random.pick(properties) };
      }),
    };
  }

  private order(target: Type, relationship: Relationship | null): OrderKey[] {
    const { random } = this;
    return Array.from({ length: random.below(4) }, (): OrderKey => {
      const direction = random.pick(["ASC", "DESC"] as const);
      const edge = [...(relationship?.edges.properties.values() ?? [])];
      const counted = [...target.relationships.values()];
      if (counted.length > 0 && random.chance(0.2)) return { by: "count", relationship: random.pick(counted), direction };
      if (edge.length > 0 && random.chance(0.4)) return { by: "edge", property: random.pick(edge), direction };
      return { by: "property", property: random.pick([...target.properties.values()].filter((p) => p.sortable)), direction };
    });
  }

  filter(type: Type, via: Relationship | null, depth: number): Filter {
    const { random } = this;
    const relationships = [...type.relationships.values()];
    const kind = random.pick(
      depth > 0
        ? (["and", "or", "not", "missing", "compare", "compare", "within", "some", "some", "some", "single"] as const)
        : (["missing", "compare", "compare"] as const),
    );
    this.count(`filter ${kind}`);
    if (kind === "and" || kind === "or")
      return (kind === "and" ? and : or)(Array.from({ length: random.below(4) }, () => this.filter(type, via, depth - 1)));
    if (kind === "not") return not(this.filter(type, via, depth - 1));
    if ((kind === "some" || kind === "single") && relationships.length > 0) {
      const relationship = random.pick(relationships);
      const { target } = relationship;
      const rest = random.chance(0.3) ? and([]) : this.filter(target, relationship, depth - 1);
      const where = random.chance(0.6) ? and([this.named(target), rest]) : rest;
      return { kind, relationship, where };
    }
    if (kind === "within" && type.hierarchy) return { kind, hierarchy: type.hierarchy, id: random.pick(this.ids) };
    const edge = [...(via?.edges.properties.values() ?? [])];
    const subject =
      edge.length > 0 && random.chance(0.4)
        ? ({ on: "edge", property: random.pick(edge) } as const)
        : ({ on: "node", property: random.pick([...type.properties.values()]) } as const);
    return kind === "missing" ? { kind, subject } : this.compare(subject);
  }

  private named(type: Type): Filter {
    const { random } = this;
    if (type.hierarchy && random.chance(0.3)) return { kind: "within", hierarchy: type.hierarchy, id: random.pick(this.ids) };
    return this.compare({ on: "node", property: type.properties.get("id")! }, random.pick(["eq", "in"] as const));
  }

  private compare(subject: { on: "node" | "edge"; property: Property }, only?: "eq" | "in"): Filter {
    const { random } = this;
    const { type } = subject.property;
    const text = type.name === "String";
    const comparison =
      only ??
      random.pick(
        text
          ? (["eq", "in", "contains", "startsWith", "endsWith"] as const)
          : type.name === "Int" || type.name === "PartialDate"
            ? (["eq", "in", "lt", "lte", "gt", "gte"] as const)
            : (["eq", "in"] as const),
      );
    const part = comparison === "contains" || comparison === "startsWith" || comparison === "endsWith";
    const form: Form =
      part && random.chance(0.6) ? "folded" : type.name === "PartialDate" && comparison !== "eq" && comparison !== "in" ? "day" : "value";
    const value = (): Value => {
      const plain = type.name === "ID" ? random.pick(this.ids) : valueOf(subject.property, random);
      const cut = part && random.chance(0.5) ? [...(plain as string)].slice(0, 1).join("") : plain;
      return form === "folded" ? fold(cut as string) : form === "day" ? firstDay(cut as string) : cut;
    };
    this.count(`compare ${comparison} ${form} ${type.kind === "enum" ? "Enum" : type.name} ${subject.on}`);
    return { kind: "compare", subject, form, comparison, operand: comparison === "in" ? random.some([0, 1, 2, 3], 4).map(value) : value() };
  }
}
