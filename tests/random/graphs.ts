/**
 * Small random graphs that keep every rule of a model: made to hold what goes wrong between databases. Few different
 * values (so that orders have ties), many missing ones, letters that fold, sort or count differently in JavaScript,
 * SQLite and Neo4j, dates of every precision, edges that are parallel.
 */
import type { Change, ChangeSet, EdgeChange, NodeChange } from "../../src/dataset/index.js";
import { Url, type EdgeType, type Model, type Property, type Type, type Value } from "../../src/model/index.js";
import { interval } from "../oracle/index.js";
import { diceOf, type Dice } from "./dice.js";

const WORDS = [
  "Việt Nam",
  "VIET NAM",
  "viet nam",
  "Đà Nẵng",
  "da nang",
  "Ắ",
  "İstanbul",
  "ISTANBUL",
  "ısparta",
  "IĞDIR",
  "Straße",
  "STRASSE",
  "GROẞ",
  "groß",
  "Äpfel",
  "apfel",
  "Zürich",
  "ΣΊΣΥΦΟΣ",
  "σίσυφος",
  "œuvre",
  "Ångström",
  "ไทย",
  "ກຳ",
  "မြန်မာ",
  "한국",
  // above every character of the basic plane by code point, below some of them by UTF-16 unit
  "𝒜stral",
  "𝒜stral",
  "😀",
  "\u{10ffff}",
  "\uff5e",
  "\uffff",
  "ｆｕｌｌ",
  // what means something in a pattern, a string or a statement
  "100%",
  "a_b",
  "a*b?",
  "[a-z]",
  "\\",
  "'",
  '"',
  "`",
  "$x",
  "--",
  "\n",
  "\t",
  "\u0001",
  "\u007f",
  "",
  " ",
  "null",
  "0",
  "01",
  "1e3",
];
const DATES = [
  "2020",
  "2020-02",
  "2020-02-29",
  "2020-12-31",
  "2021",
  "2021",
  "2021-01",
  "2021-01-01",
  "2021-01-31",
  "2021-12-31",
  "2022-02",
  "0001",
  "0999-12",
  "9999",
  "9999-12-31",
];
const INTS = [0, 1, 1, 2, 3, 2020, 2021, -1, 2 ** 31 - 1, -(2 ** 31)];
const ID_FORMS = ["a", "A", "b", "Z", "z", "a-", "a.", "a_", "0", "9", "aa"];

/** Ids that mean something to a field. */
const KNOWN_IDS: Readonly<Record<string, string>> = { Organization: "asean" };

const MOST_NODES_OF_A_TYPE = 7;
const MOST_EDGES = 4;

class RandomGraph {
  private readonly changes: Change[] = [];
  private readonly nodes = new Map<Type, NodeChange[]>();
  private readonly words: readonly string[];
  private addresses = 0;
  private readonly taken = new Set<string>();

  constructor(
    private readonly dice: Dice,
    private readonly model: Model,
  ) {
    this.words = [
      ...dice.some(WORDS, 7).map((word) => word.normalize("NFC")),
      ...dice.times(4, () =>
        dice
          .some(WORDS, dice.int(2, 3))
          .join(dice.of(["", " "]))
          .normalize("NFC"),
      ),
    ];
  }

  make(size: number): ChangeSet {
    this.makeNodes(size);
    for (const kind of this.model.edges) this.makeEdges(kind);
    const ids = this.changes.flatMap((change) => (change.op === "node" ? [change.id] : []));
    const redirects = this.dice.some(ids, size > 0 ? 3 : 0).map((to, i) => ({ op: "redirect", id: `old-${i}`, to }) as const);
    this.changes.push(...redirects);
    return { dataset: this.dataset(), changes: this.changes };
  }

  private makeNodes(size: number): void {
    const counts = new Map(this.model.nodes.map((type) => [type, Math.min(size, this.dice.int(0, MOST_NODES_OF_A_TYPE))]));
    const count = (type: Type) => type.concretes.reduce((sum, concrete) => sum + counts.get(concrete)!, 0);
    // a type whose nodes must lead to something cannot be there without it; twice, since one may hang on another
    for (const type of [...this.model.nodes, ...this.model.nodes]) {
      if ([...type.relationships.values()].some((r) => r.required && count(r.target) === 0)) counts.set(type, 0);
    }
    let number = 0;
    for (const type of this.model.nodes) {
      const { id: _, ...properties } = Object.fromEntries(type.properties);
      const nodes = this.dice.times(counts.get(type)!, () => {
        const known = KNOWN_IDS[type.name];
        const id = known && !this.taken.has(known) && this.dice.chance(0.5) ? known : `${this.dice.of(ID_FORMS)}${number++}`;
        this.taken.add(id);
        return { op: "node", type: type.name, id, properties: this.valuesOfNode(Object.values(properties)) } as const;
      });
      this.nodes.set(type, nodes);
      this.changes.push(...nodes);
    }
  }

  /** Values of which no date is before the one that it may not be before. */
  private valuesOfNode(properties: readonly Property[]): Record<string, Value> {
    const values = this.values(properties);
    for (const { name, notBefore } of properties) {
      const [ours, theirs] = [values[name], notBefore && values[notBefore]];
      if (typeof ours === "string" && typeof theirs === "string" && interval(theirs).first > interval(ours).last) values[name] = null;
    }
    return values;
  }

  private values(properties: readonly Property[]): Record<string, Value> {
    return Object.fromEntries(properties.map((p) => [p.name, p.nullable && this.dice.chance(0.3) ? null : this.value(p)]));
  }

  private value({ type, name }: Property): Value {
    if (type.kind === "enum") return this.dice.of(Object.keys(type.values).slice(0, 4));
    switch (type.name) {
      case "String":
        return type === Url ? `https://example.org/${this.addresses++}` : this.dice.of(this.words);
      case "Int":
        return this.dice.of(INTS);
      case "PartialDate":
        return this.dice.of(DATES);
      case "Boolean":
        return this.dice.chance(0.5);
      case "ID":
        throw new Error(`${name} is no property that is chosen at random`);
    }
  }

  private nodesOf = (type: Type): NodeChange[] => type.concretes.flatMap((concrete) => this.nodes.get(concrete)!);

  private makeEdges(kind: EdgeType): void {
    const out = [...kind.from.relationships.values()].find((r) => r.edges === kind && r.direction === "OUT")!;
    const position = [...kind.properties.values()].find((p) => p.position);
    const taken = new Set<string>();
    for (const from of this.nodesOf(kind.from)) {
      const least = out.required ? 1 : 0;
      const most = out.one ? 1 : MOST_EDGES;
      const targets = this.nodesOf(kind.to).filter((to) => this.mayLead(kind, from, to) && !(out.inverse.one && taken.has(to.id)));
      const chosen = this.dice.some(targets, this.dice.int(least, most));
      const parallel = kind.properties.size > 0 && !position ? chosen.flatMap((to) => (this.dice.chance(0.4) ? [to, to] : [to])) : chosen;
      const keys = new Set<string>();
      parallel.forEach((to, place) => {
        const properties = this.values([...kind.properties.values()]);
        if (position) properties[position.name] = place;
        const key = JSON.stringify([to.id, ...[...kind.properties.values()].map((p) => inOrder(p, properties[p.name]!))]);
        if (keys.has(key)) return; // nothing would tell the two apart
        keys.add(key);
        taken.add(to.id);
        this.changes.push({ op: "edge", edge: kind.key, from: from.id, to: to.id, properties } satisfies EdgeChange);
      });
    }
  }

  /** What never leads back leads to nodes made before; and nothing leads to what is certainly later. */
  private mayLead(kind: EdgeType, from: NodeChange, to: NodeChange): boolean {
    const nodes = this.nodesOf(kind.from);
    if (kind.acyclic && nodes.indexOf(to) >= nodes.indexOf(from)) return false;
    if (kind.chronology?.otherwise !== "fault") return true;
    const [ours, theirs] = [from.properties[kind.chronology.own], to.properties[kind.chronology.other]];
    return typeof ours !== "string" || typeof theirs !== "string" || interval(theirs).first <= interval(ours).last;
  }

  private dataset(): ChangeSet["dataset"] {
    const counts = this.model.nodes.map((type) => ({ type: type.name, count: this.nodes.get(type)!.length }));
    const revision = String(this.dice.int(0, 2 ** 31 - 1));
    const located = new Set(
      this.changes.flatMap((c) => (c.op === "edge" && c.edge === "Commitment.statedIn" && c.properties.locator !== null ? [c.from] : [])),
    );
    const commitments = this.nodes.get(this.model.type("Commitment"))!.length;
    const shareWithLocator = commitments === 0 ? 0 : Math.round((located.size / commitments) * 10_000) / 10_000;
    return {
      name: this.dice.of(WORDS),
      asOf: this.dice.of(DATES),
      revision,
      dataVersion: "1",
      schemaVersion: "2",
      licence: "CC-BY-4.0",
      attribution: "a",
      notice: "n",
      counts,
      shareWithLocator,
      withdrawn: this.dice
        .some(["gone-1", "gone-2"], 2)
        .sort()
        .map((id) => ({ id, reason: `No ${this.dice.of(WORDS)}`.normalize("NFC") })),
    };
  }
}

const inOrder = (property: Property, value: Value) =>
  property.type.name === "PartialDate" && value !== null ? interval(value as string).first : value;

/** Random graphs of a model; of many the last is empty, and the one before it has at most one node of a type. */
export function randomGraphs(model: Model, count: number, seed: number): ChangeSet[] {
  const sizeOf = (i: number) => (count > 2 && count - i <= 2 ? count - i - 1 : MOST_NODES_OF_A_TYPE);
  return Array.from({ length: count }, (_, i) => new RandomGraph(diceOf(seed + i), model).make(sizeOf(i)));
}
