/** Counts of nodes, each looked at by itself. */
import type { Type } from "../../src/model/index.js";
import { interval } from "./dates.js";
import type { GraphNode } from "./graph.js";
import { byCodePoint } from "./text.js";

type Key = string | null;

/** A value that a node has by a dimension, and the node that it names. */
interface Value {
  readonly id: Key;
  readonly node: GraphNode | null;
}

/** What nodes of a type have by a dimension: `MADE_ON_YEAR`, `KIND`, `THEMES`. */
interface Dimension {
  /** All that a node has; nothing where it has no value. */
  readonly of: (node: GraphNode) => readonly Value[];
  readonly inOrder: boolean;
}

function dimensionOf(name: string, type: Type): Dimension {
  const field = name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  const property = type.properties.get(field);
  const value = (id: unknown): Value[] => (id === null ? [] : [{ id: String(id), node: null }]);
  if (property) return { of: (node) => value(node.values[field]), inOrder: property.type.name === "Int" };
  const date = field.replace(/Year$/, "");
  if (type.properties.has(date)) return { of: (node) => value(node.values[date]?.toString().slice(0, 4) ?? null), inOrder: true };
  const relationship = type.relationships.get(field)!;
  return { of: (node) => node.linksOf(relationship).map((link) => ({ id: link.node.id, node: link.node })), inOrder: false };
}

/** What a node is called by. */
const LABELS: Readonly<Record<string, string>> = {
  Commitment: "title",
  Country: "name",
  Organization: "name",
  Meeting: "title",
  MeetingSeries: "name",
  Document: "title",
  Theme: "label",
  Milestone: "description",
};

export const keyOf = (id: Key, node: GraphNode | null) => ({ id, label: node ? node.values[LABELS[node.type.name]!] : id, node });

/** The order of keys: by their own value, or the most frequent first; what has no value last. */
export const keyOrder =
  (inOrder: boolean, sizeOf: (key: Key) => number) =>
  (a: Key, b: Key): number => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return (inOrder ? Number(a) - Number(b) : sizeOf(b) - sizeOf(a)) || byCodePoint(a, b);
  };

/** @param given the nodes of a list; one that is there several times counts once. */
export function aggregate(given: readonly GraphNode[], type: Type) {
  const nodes = [...new Set(given)];
  const date = [...type.properties.values()].find((p) => p.type.name === "PartialDate");
  const dates = (date ? nodes.flatMap((node) => node.values[date.name] ?? []) : [])
    .map((value) => ({ value, place: `${interval(String(value)).first} ${String(value)}` }))
    .sort((a, b) => byCodePoint(a.place, b.place));
  return {
    count: nodes.length,
    earliest: dates.at(0)?.value ?? null,
    latest: dates.at(-1)?.value ?? null,
    countsBy: ({ dimension, and }: { dimension: string; and?: string | null }) =>
      countsBy(nodes, dimensionOf(dimension, type), and ? dimensionOf(and, type) : null),
  };
}

interface Count {
  readonly key: Value;
  readonly and: Value;
  count: number;
}

function countsBy(nodes: readonly GraphNode[], dimension: Dimension, and: Dimension | null) {
  const none: Value = { id: null, node: null };
  const counts = new Map<string, Count>();
  for (const node of nodes) {
    const met = new Set<string>();
    for (const key of orNone(dimension.of(node)))
      for (const other of and ? orNone(and.of(node)) : [none]) {
        const name = JSON.stringify([key.id, other.id]);
        if (met.has(name)) continue;
        met.add(name);
        const known = counts.get(name);
        if (known) known.count++;
        else counts.set(name, { key, and: other, count: 1 });
      }
  }
  const byKey = keyOrder(dimension.inOrder, sizes([...counts.values()], "key"));
  const byOther = keyOrder(and?.inOrder ?? false, sizes([...counts.values()], "and"));
  return [...counts.values()]
    .sort((a, b) => byKey(a.key.id, b.key.id) || byOther(a.and.id, b.and.id))
    .map((c) => ({ key: keyOf(c.key.id, c.key.node), and: and && keyOf(c.and.id, c.and.node), count: c.count }));
}

const orNone = (values: readonly Value[]): readonly Value[] => (values.length > 0 ? values : [{ id: null, node: null }]);

/** How many there are of a key, whatever the other one. */
function sizes(counts: readonly Count[], part: "key" | "and"): (key: Key) => number {
  const sums = new Map<Key, number>();
  for (const count of counts) sums.set(count[part].id, (sums.get(count[part].id) ?? 0) + count.count);
  return (key) => sums.get(key)!;
}
