/** Graphs written out in tests: only what matters there is said, the rest is filled in. */
import { createHash } from "node:crypto";
import type { Change, ChangeSet } from "../../src/dataset/index.js";
import type { Model, Property, Value } from "../../src/model/index.js";

export interface GraphText {
  /** By type: nodes with their ids and whichever properties matter. */
  readonly nodes: Readonly<Record<string, readonly ({ readonly id: string } & Readonly<Record<string, Value>>)[]>>;
  /** By kind (`Commitment.themes`): from, to, and the properties of the edge that matter. */
  readonly edges?: Readonly<Record<string, readonly (readonly [string, string, Readonly<Record<string, Value>>?])[]>>;
  /** From the id that was, to the one in use. */
  readonly redirects?: Readonly<Record<string, string>>;
  /** Withdrawn ids, each with its reason. */
  readonly withdrawn?: Readonly<Record<string, string>>;
}

export function graphOf(model: Model, { nodes, edges = {}, redirects = {}, withdrawn = {} }: GraphText): ChangeSet {
  const changes: Change[] = [
    ...Object.entries(nodes).flatMap(([type, list]) =>
      list.map(
        ({ id, ...given }) => ({ op: "node", type, id, properties: complete(model.type(type).properties.values(), given) }) as const,
      ),
    ),
    ...Object.entries(edges).flatMap(([key, list]) => {
      const kind = model.edges.find((e) => e.key === key);
      if (!kind) throw new Error(`the model has no edges ${key}`);
      return list.map(
        ([from, to, given = {}]) => ({ op: "edge", edge: key, from, to, properties: complete(kind.properties.values(), given) }) as const,
      );
    }),
    ...Object.entries(redirects).map(([id, to]) => ({ op: "redirect", id, to }) as const),
  ];
  const counts = model.nodes.map((type) => ({ type: type.name, count: nodes[type.name]?.length ?? 0 }));
  const about = {
    name: "A test",
    asOf: "2026-01",
    // equal revisions have equal content: a store that has it need not look
    revision: createHash("sha256")
      .update(JSON.stringify([changes, withdrawn]))
      .digest("hex")
      .slice(0, 16),
    dataVersion: "1",
    schemaVersion: "1",
    licence: "CC-BY-4.0",
    attribution: "a",
    notice: "n",
  };
  return {
    dataset: { ...about, counts, shareWithLocator: 0, withdrawn: Object.entries(withdrawn).map(([id, reason]) => ({ id, reason })) },
    changes,
  };
}

function complete(properties: Iterable<Property>, given: Readonly<Record<string, Value>>): Record<string, Value> {
  const all = [...properties].filter((p) => p.name !== "id");
  const unknown = Object.keys(given).find((name) => !all.some((p) => p.name === name));
  if (unknown) throw new Error(`there is no property ${unknown}`);
  return Object.fromEntries(all.map((p) => [p.name, given[p.name] ?? (p.nullable ? null : filler(p))]));
}

function filler({ type }: Property): Value {
  if (type.kind === "enum") return Object.keys(type.values)[0]!;
  return { ID: "-", String: "-", Int: 0, Boolean: false, PartialDate: "2000" }[type.name];
}
