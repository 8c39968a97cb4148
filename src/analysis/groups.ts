/** Counts of nodes by what they have in common: reading them, and the keys that they are by. */
import { compareText, firstDay, type Property, type Type } from "../model/index.js";
import {
  COUNT_LESS,
  endOf,
  exceeded,
  readsPerNode,
  type Facts,
  type Group,
  type GroupKey,
  type Json,
  type Limits,
  type Read,
  type RootField,
} from "../plan/index.js";
import { selectionOf } from "./neighbours.js";

/** How many nodes have the same keys; null is for what has no value. */
export interface Count {
  readonly keys: readonly (string | null)[];
  readonly count: number;
  /** As written. */
  readonly earliest: string | null;
  readonly latest: string | null;
}

export type Grouping = Omit<Group, "most">;

/** Reads several groups at once. @throws CostLimitExceeded when one has more than the bound `groups` allows. */
export async function readGroups(groups: readonly Grouping[], limits: Limits, read: Read): Promise<Count[][]> {
  if (groups.length === 0) return [];
  const plan = new Map(
    groups.map((group, i): [string, RootField] => [`${i}`, { kind: "group", group: { ...group, most: limits.groups + 1 } }]),
  );
  const answers = Object.values(await read(plan)) as (readonly Json[])[][];
  return answers.map((rows) => {
    checkGroups(rows.length, limits);
    return rows.map((row) => {
      const [count, earliest, latest] = row.slice(-3) as [number, string | null, string | null];
      const keys = row.slice(0, -3).map((key) => (key === null ? null : String(key)));
      return { keys, count, earliest: written(earliest), latest: written(latest) };
    });
  });
}

/** A date comes behind its first day. */
const written = (date: string | null): string | null => date && date.slice(date.indexOf(" ") + 1);

export function checkGroups(count: number, limits: Limits): void {
  if (count > limits.groups) throw exceeded("or more groups or cells", count, "groups", limits, COUNT_LESS);
}

/** @throws CostLimitExceeded when to group so many nodes, beside what else is counted, would cost more than the bound `counted` allows. */
export const checkCounted = (nodes: number, groups: readonly Grouping[], read: Read): void =>
  read.counts(groups.reduce((sum, group) => sum + nodes * readsPerNode({ ...group, most: 0 }), 0));

/** What nodes are counted by. */
export interface Dimension {
  readonly name: string;
  readonly description: string;
  readonly key: GroupKey;
  /** By what its keys come in an order of their own, if they do, and not by how many nodes they have. */
  readonly inOrder: "number" | "day" | null;
}

/** The type of the nodes that a dimension's keys name; null where they are values. */
export function namedBy(target: Type, { key }: Pick<Dimension, "key">): Type | null {
  return key.kind === "value" && key.steps.length > 0 && key.property.name === "id" ? endOf(target, key.steps) : null;
}

/** What a node is called by, and the first day of its date. */
export interface Name {
  readonly label: string;
  readonly day: string | null;
}

/** The date of nodes of a type: the first that it has. */
export const dateOf = (type: Type): Property | null => [...type.properties.values()].find((p) => p.type.name === "PartialDate") ?? null;

/** The names of keys: of nodes what they are called by, in one read; values are their own. */
export async function namesOf(type: Type | null, keys: Iterable<string | null>, read: Read): Promise<Map<string, Name>> {
  const ids = [...new Set(keys)].filter((id) => id !== null);
  if (!type?.label || ids.length === 0) return new Map(ids.map((id) => [id, { label: id, day: null }]));
  const date = dateOf(type);
  const select = selectionOf(type, [type.label.name, ...(date ? [date.name] : [])]);
  const { nodes } = await read(new Map<string, RootField>([["nodes", { kind: "lookups", type, ids, select }]]));
  const found = nodes as unknown as readonly Readonly<Record<string, string | null>>[];
  return new Map(
    ids.map((id, i) => {
      const written = date && found[i]![date.name];
      return [id, { label: found[i]![type.label!.name]!, day: written ? firstDay(written) : null }];
    }),
  );
}

/** What is known of a key. */
export const keyFacts = (key: string | null, type: Type | null, names: ReadonlyMap<string, Name>): Facts => ({
  id: key,
  label: key === null ? null : names.get(key)!.label,
  node: type ? key : null,
});

/**
 * Compares keys: those of a dimension in order by number or by the day of their node, others by how many nodes they have, the
 * most first; then by id. What has no value comes last.
 */
export function compareKeys(
  { inOrder }: Pick<Dimension, "inOrder">,
  sizes: ReadonlyMap<string | null, number>,
  names: ReadonlyMap<string, Name>,
) {
  const place = (key: string) => names.get(key)!.day ?? LATEST;
  return (a: string | null, b: string | null): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order =
      inOrder === "number" ? Number(a) - Number(b) : inOrder === "day" ? compareText(place(a), place(b)) : sizes.get(b)! - sizes.get(a)!;
    return order || compareText(a, b);
  };
}

/** After all days. */
const LATEST = "~";
