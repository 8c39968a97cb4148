/** Counts of nodes by what they have in common: reading them, and the keys that they are by. */
import { compareText, type Type } from "../model/index.js";
import {
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
  if (count > limits.groups) throw exceeded("or more groups or cells", count, "groups", limits, SMALLER);
}

const SMALLER = "Count less with a filter (where), or by something that has fewer values.";

/** @throws CostLimitExceeded when to group so many nodes would cost more than the bound `counted` allows. */
export function checkCounted(nodes: number, groups: readonly Grouping[], limits: Limits): void {
  checkLooks(
    groups.reduce((sum, group) => sum + nodes * readsPerNode({ ...group, most: 0 }), 0),
    limits,
  );
}

/** @throws CostLimitExceeded when so much is not to be looked at for a count. */
export function checkLooks(counted: number, limits: Limits): void {
  if (counted > limits.counted)
    throw exceeded("nodes to be counted, once for each relationship that is followed", counted, "counted", limits, SMALLER);
}

/** What nodes are counted by. */
export interface Dimension {
  readonly name: string;
  readonly description: string;
  readonly key: GroupKey;
  /** Its keys come in their own order, as years do, and not by how many nodes they have. */
  readonly inOrder: boolean;
}

/** The type of the nodes that a dimension's keys name; null where they are values. */
export function namedBy(target: Type, { key }: Dimension): Type | null {
  return key.kind === "value" && key.steps.length > 0 && key.property.name === "id" ? endOf(target, key.steps) : null;
}

/** What the keys of a dimension are called by: their nodes' labels. One read, of nodes; none of values. */
export async function labelsOf(type: Type | null, keys: Iterable<string | null>, read: Read): Promise<Map<string, string>> {
  const ids = [...new Set(keys)].filter((id) => id !== null);
  if (!type?.label || ids.length === 0) return new Map(ids.map((id) => [id, id]));
  const select = selectionOf(type, [type.label.name]);
  const { nodes } = await read(new Map<string, RootField>([["nodes", { kind: "lookups", type, ids, select }]]));
  const labels = nodes as unknown as readonly Readonly<Record<string, string>>[];
  return new Map(ids.map((id, i) => [id, labels[i]![type.label!.name]!]));
}

/** What is known of a key. */
export const keyFacts = (key: string | null, type: Type | null, labels: ReadonlyMap<string, string>): Facts => ({
  id: key,
  label: key === null ? null : (labels.get(key) ?? null),
  node: type ? key : null,
});

/**
 * Compares keys: those of a dimension in order by their value, others by how many nodes they have, the most first, and then
 * by id. What has no value comes last.
 */
export function compareKeys(inOrder: boolean, sizes: ReadonlyMap<string | null, number>) {
  return (a: string | null, b: string | null): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (inOrder) return Number(a) - Number(b) || compareText(a, b);
    return sizes.get(b)! - sizes.get(a)! || compareText(a, b);
  };
}
