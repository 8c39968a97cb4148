/** The statements that change the graph, each for many rows at once. */
import type { RedirectChange } from "../../dataset/index.js";
import { NODE, REDIRECT } from "./names.js";
import type { EdgeRow, NodeRow } from "./rows.js";

/** Sends a statement and gives its records. */
export type Send = (statement: string, parameters: Record<string, unknown>) => Promise<readonly Record<string, unknown>[]>;

/** How much was done. */
export interface Done {
  readonly nodes: { added: number; changed: number; removed: number };
  readonly edges: { added: number; removed: number };
}

/** Rows that one statement takes. More are no faster (measured). */
const BATCH = 5_000;

/** Gathers rows and sends them when there are enough; edges come after all nodes. */
export class Writer {
  readonly done: Done = { nodes: { added: 0, changed: 0, removed: 0 }, edges: { added: 0, removed: 0 } };
  private readonly created: NodeRow[] = [];
  private readonly changed: NodeRow[] = [];
  private readonly edges: EdgeRow[] = [];
  private readonly redirects: RedirectChange[] = [];

  /** @param labels those that nodes of ours may have had */
  constructor(
    private readonly send: Send,
    private readonly labels: readonly string[],
  ) {}

  async node(row: NodeRow, what: "create" | "change"): Promise<void> {
    const rows = what === "create" ? this.created : this.changed;
    if (rows.push(row) >= BATCH) await this.sendNodes();
  }

  async edge(row: EdgeRow): Promise<void> {
    if (this.edges.push(row) >= BATCH) await this.sendEdges();
  }

  redirect(change: RedirectChange): void {
    this.redirects.push(change);
  }

  /** Sends what was gathered, and removes the rest. */
  async end(rest: {
    readonly edges: readonly string[];
    readonly nodes: readonly string[];
    readonly redirects: readonly string[];
  }): Promise<void> {
    await this.sendEdges();
    await this.each(rest.edges, "UNWIND $rows AS id MATCH ()-[r]->() WHERE elementId(r) = id DELETE r");
    await this.each(rest.nodes, "UNWIND $rows AS id MATCH (n) WHERE elementId(n) = id DETACH DELETE n");
    await this.each(rest.redirects, `UNWIND $rows AS id MATCH (r:${REDIRECT} {id: id}) DELETE r`);
    await this.each(this.redirects, `UNWIND $rows AS row MERGE (r:${REDIRECT} {id: row.id}) SET r.to = row.to`);
    this.done.edges.removed += rest.edges.length;
    this.done.nodes.removed += rest.nodes.length;
  }

  private async sendNodes(): Promise<void> {
    const [created, changed] = [this.created.splice(0), this.changed.splice(0)];
    await this.each(created, `UNWIND $rows AS row CREATE (n:$(row.labels)) SET n = row.properties`);
    await this.each(
      changed,
      `UNWIND $rows AS row MATCH (n:${NODE} {id: row.id}) REMOVE n:$($labels) SET n:$(row.labels) SET n = row.properties`,
    );
    this.done.nodes.added += created.length;
    this.done.nodes.changed += changed.length;
  }

  /** Edges are made without a look at those that are there: a change set has none twice, and MERGE gets slow at a hub. */
  private async sendEdges(): Promise<void> {
    await this.sendNodes();
    const edges = this.edges.splice(0);
    await this.each(
      edges,
      `UNWIND $rows AS row MATCH (a:${NODE} {id: row.from}) MATCH (b:${NODE} {id: row.to})
       CREATE (a)-[r:$(row.type)]->(b) SET r = row.properties`,
    );
    this.done.edges.added += edges.length;
  }

  private async each(rows: readonly unknown[], statement: string): Promise<void> {
    for (let from = 0; from < rows.length; from += BATCH)
      await this.send(statement, { rows: rows.slice(from, from + BATCH), labels: this.labels });
  }
}
