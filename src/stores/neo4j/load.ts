/** Loads a change set into Neo4j, in place of what of ours was there. */
import type { Driver, Session } from "neo4j-driver";
import type { Change, ChangeSet, EdgeChange, NodeChange } from "../../dataset/index.js";
import type { EdgeType, Model, Type } from "../../model/index.js";
import { connect, toStartError, writeSession, type Neo4jConnection } from "./connect.js";
import { incomingOf } from "./incoming.js";
import { CURRENT, DATASET, FROM, labelsOf, NODE, quoted, REDIRECT, TO } from "./names.js";
import { formOf, SCHEMA_PREFIX, schemaItems } from "./schema.js";
import { storedProperties } from "./stored.js";
import { checkVersion } from "./revision.js";

export interface LoadOptions extends Neo4jConnection {
  readonly model: Model;
  /** Told how many changes are in, now and then. */
  readonly progress?: (changes: number) => void;
}

/** Rows that one transaction takes. Larger ones are no faster (measured). */
const BATCH = 5_000;
/** How long one transaction may take, in milliseconds. */
const TIMEOUT = 120_000;

/**
 * Removes the graph that is there and loads another, of a change set that fits the model. Nodes of other labels are left
 * alone. Until the last transaction the database says of itself that it has no revision; a load that was cut short is
 * mended by the next one.
 * @throws StoreUnavailable when the server cannot be reached; Error when the change set names what the model or the set does not have.
 */
export async function loadNeo4j(options: LoadOptions, changes: ChangeSet): Promise<void> {
  const driver: Driver = connect(options);
  try {
    await inSession(driver, options.database, (session) => checkVersion(session, TIMEOUT));
    await new Load(driver, options).run(changes);
  } catch (error) {
    throw toStartError(error, TIMEOUT);
  } finally {
    await driver.close();
  }
}

type Row = Record<string, unknown>;

/** Does something in a session of its own: until it is closed, a session keeps all that was sent in it, and a graph may be large. */
async function inSession<T>(driver: Driver, database: string | undefined, work: (session: Session) => Promise<T>): Promise<T> {
  const session = writeSession(driver, database);
  return work(session).finally(() => session.close());
}

class Load {
  private readonly model: Model;
  private done = 0;

  constructor(
    private readonly driver: Driver,
    private readonly options: LoadOptions,
  ) {
    this.model = options.model;
  }

  async run({ dataset, changes }: ChangeSet): Promise<void> {
    await this.clear();
    await this.makeSchema();
    await this.write(changes);
    await this.send(`MATCH (d:${DATASET} {id: '${CURRENT}'}) SET d.revision = $revision, d.form = $form, d.info = $info`, {
      revision: dataset.revision,
      form: formOf(this.model),
      info: JSON.stringify(dataset),
    });
  }

  /** Takes the stamp away first, and the dataset node keeps the labels that were ever ours, so that a cut is mended. */
  private async clear(): Promise<void> {
    await this.send(
      `MERGE (d:${DATASET} {id: '${CURRENT}'}) REMOVE d.revision, d.form, d.info
       SET d.labels = coalesce(d.labels, []) + [label IN $labels WHERE NOT label IN coalesce(d.labels, [])]`,
      { labels: this.model.nodes.map(({ name }) => name) },
    );
    const batches = `CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF ${BATCH} ROWS`;
    await this.send(
      `MATCH (d:${DATASET} {id: '${CURRENT}'}) MATCH (n:${NODE}) WHERE any(label IN labels(n) WHERE label IN d.labels) ${batches}`,
    );
    await this.send(`MATCH (n:${REDIRECT}) ${batches}`);
  }

  private async makeSchema(): Promise<void> {
    const items = schemaItems(this.model);
    const names = items.map(({ name }) => name);
    const found = await this.send(
      "SHOW INDEXES YIELD name, owningConstraint WHERE name STARTS WITH $prefix RETURN name, owningConstraint",
      { prefix: SCHEMA_PREFIX },
    );
    for (const record of found) {
      const name = record.get("name") as string;
      if (!names.includes(name))
        await this.send(`DROP ${record.get("owningConstraint") === null ? "INDEX" : "CONSTRAINT"} ${quoted(name)} IF EXISTS`);
    }
    for (const { statement } of items) await this.send(statement);
    await this.send("CALL db.awaitIndexes(100)");
  }

  /** Nodes come before edges (change.ts), so they are in the database when edges look for them. */
  private async write(changes: Iterable<Change>): Promise<void> {
    let batch: Change[] = [];
    for (const change of changes) {
      if (batch.length === BATCH || (batch.length > 0 && batch[0]!.op !== change.op)) {
        await this.writeBatch(batch);
        batch = [];
      }
      batch.push(change);
    }
    if (batch.length > 0) await this.writeBatch(batch);
  }

  private async writeBatch(batch: readonly Change[]): Promise<void> {
    const { op } = batch[0]!;
    if (op === "node") {
      await this.send(`UNWIND $rows AS row CREATE (n:${NODE}:$(row.labels)) SET n = row.properties`, {
        rows: (batch as NodeChange[]).map((change) => this.nodeRow(change)),
      });
    } else if (op === "edge") {
      await this.writeEdges(batch as EdgeChange[]);
    } else {
      await this.send(`UNWIND $rows AS row CREATE (:${REDIRECT} {id: row.id, to: row.to})`, { rows: batch });
    }
    this.done += batch.length;
    this.options.progress?.(this.done);
  }

  private nodeRow({ type: name, id, properties }: NodeChange): Row {
    if (!this.model.has(name)) throw new Error(`${id}: the model has no type ${name}`);
    const type: Type = this.model.type(name);
    return {
      labels: labelsOf(type).filter((label) => label !== NODE),
      properties: storedProperties(type.properties.values(), { ...properties, id }, "node"),
    };
  }

  /** Edges are made without a look at those that are there: a change set has none twice, and MERGE gets slow at a hub. */
  private async writeEdges(batch: readonly EdgeChange[]): Promise<void> {
    const [record] = await this.send(
      `UNWIND $rows AS row MATCH (a:${NODE} {id: row.from}) MATCH (b:${NODE} {id: row.to})
       CREATE (a)-[r:$(row.type)]->(b)
       SET r = row.properties, r.${FROM} = row.from, r.${TO} = row.to, r[row.copy] = a[row.key]
       RETURN count(*) AS made`,
      { rows: batch.map((change) => this.edgeRow(change)) },
    );
    if ((record!.get("made") as number) !== batch.length)
      throw new Error("an edge refers to a node that is not before it in the change set");
  }

  private edgeRow({ edge, from, to, properties }: EdgeChange): Row {
    const kind: EdgeType | undefined = this.model.edges.find(({ key }) => key === edge);
    if (!kind) throw new Error(`${from}: the model has no edges ${edge}`);
    const { key, copy } = incomingOf(kind) ?? { key: "id", copy: FROM };
    return { type: kind.type, from, to, key, copy, properties: storedProperties(kind.properties.values(), properties, "edge") };
  }

  private async send(statement: string, parameters: Row = {}) {
    return inSession(this.driver, this.options.database, async (session) => {
      const { records } = await session.run(`CYPHER 5 ${statement}`, parameters, { timeout: TIMEOUT });
      return records;
    });
  }
}
