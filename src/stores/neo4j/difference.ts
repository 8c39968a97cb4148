/** The difference between the graph that is stored and the one that is wanted. */
import { createHash } from "node:crypto";
import neo4j, { type Record as Row, type Session } from "neo4j-driver";
import { FROM, NODE, REDIRECT } from "./names.js";
import type { EdgeRow, NodeRow, Properties } from "./rows.js";

/** A node or edge in the database, and a digest of all that is stored of it. */
interface Known {
  readonly element: string;
  readonly digest: string;
}

/**
 * What of ours is stored, by digest: some 200 bytes for a node or an edge. Whoever loads asks for each node, edge and
 * redirect of the graph that is wanted; what nobody asked for is to be removed.
 */
export class Difference {
  private readonly nodes = new Map<string, Known>();
  private readonly edges = new Map<string, string>();
  private readonly redirects = new Map<string, string>();
  /** What is stored twice. */
  private readonly surplus: string[] = [];

  /** Reads what is stored. @param labels those that nodes of ours have @param types those of our edges */
  static async read(session: Session, labels: readonly string[], types: readonly string[], timeout: number): Promise<Difference> {
    const difference = new Difference();
    const ours = new Set([NODE, ...labels]);
    const rows = (text: string): AsyncIterable<Row> => session.run(`CYPHER 5 ${text}`, { labels, types }, { timeout });
    const isOurs = (node: string) => `any(label IN labels(${node}) WHERE label IN $labels)`;
    for await (const row of rows(
      `MATCH (n:${NODE}) WHERE ${isOurs("n")} RETURN elementId(n) AS element, labels(n) AS labels, properties(n) AS properties`,
    )) {
      const [element, properties] = [row.get("element") as string, row.get("properties") as Properties];
      const had = (row.get("labels") as string[]).filter((label) => ours.has(label));
      difference.nodes.set(String(properties.id ?? element), { element, digest: digestOf(had.sort(), properties) });
    }
    for await (const row of rows(
      `MATCH (a:${NODE})-[r]->(b:${NODE}) WHERE (r.${FROM} IS NOT NULL OR type(r) IN $types) AND ${isOurs("a")} AND ${isOurs("b")}
       RETURN elementId(r) AS element, a.id AS from, b.id AS to, type(r) AS type, properties(r) AS properties`,
    )) {
      const key = digestOf([row.get("from"), row.get("to"), row.get("type")], row.get("properties") as Properties);
      if (difference.edges.has(key)) difference.surplus.push(row.get("element") as string);
      else difference.edges.set(key, row.get("element") as string);
    }
    for await (const row of rows(`MATCH (r:${REDIRECT}) RETURN r.id AS id, r.to AS to`))
      difference.redirects.set(row.get("id") as string, row.get("to") as string);
    return difference;
  }

  /** What is to be done with a node that is wanted. */
  node({ id, labels, properties }: NodeRow): "create" | "change" | "keep" {
    const known = this.nodes.get(id);
    if (!known) return "create";
    this.nodes.delete(id);
    return known.digest === digestOf([...labels].sort(), properties) ? "keep" : "change";
  }

  /** The same of an edge; of one that changed there is nothing to know it by. */
  edge({ from, to, type, properties }: EdgeRow): "create" | "keep" {
    if (this.edges.size === 0) return "create";
    return this.edges.delete(digestOf([from, to, type], properties)) ? "keep" : "create";
  }

  redirect({ id, to }: { readonly id: string; readonly to: string }): "create" | "change" | "keep" {
    const known = this.redirects.get(id);
    this.redirects.delete(id);
    return known === undefined ? "create" : known === to ? "keep" : "change";
  }

  /** What nobody asked for: elements of edges and nodes, ids of redirects. */
  rest(): { readonly edges: readonly string[]; readonly nodes: readonly string[]; readonly redirects: readonly string[] } {
    return {
      edges: [...this.edges.values(), ...this.surplus],
      nodes: [...this.nodes.values()].map(({ element }) => element),
      redirects: [...this.redirects.keys()],
    };
  }
}

/** Sixteen bytes that stand for what is stored of something: equal only for what is equal. */
function digestOf(names: readonly unknown[], properties: Properties): string {
  const entries = Object.entries(properties)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, neo4j.isInt(value) ? value.toNumber() : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([names, entries]))
    .digest()
    .toString("latin1", 0, 16);
}
