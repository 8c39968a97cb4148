/**
 * Loads a change set into Neo4j, as the difference to what is there: in one transaction, so that there is always the old
 * revision or the new one. Where there is no revision nobody reads, and it goes in batches; the next load goes on where
 * one was cut short.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Driver, Session } from "neo4j-driver";
import type { ChangeSet } from "../../dataset/index.js";
import type { Model } from "../../model/index.js";
import { connect, isOutOfMemory, toStartError, unavailable, writeSession, type Neo4jConnection } from "./connect.js";
import { Difference } from "./difference.js";
import { GRACE_MS, Lease, type Found } from "./lease.js";
import { labelsOf, NODE, quoted } from "./names.js";
import { checkVersion } from "./revision.js";
import { Rows } from "./rows.js";
import { formOf, ONE_DATASET, SCHEMA_PREFIX, schemaItems } from "./schema.js";
import { Writer, type Done, type Send } from "./write.js";

export interface LoadOptions extends Neo4jConnection {
  readonly model: Model;
  /** Told how many changes were gone through, now and then. */
  readonly progress?: (changes: number) => void;
  /** How long readers are given to notice, in milliseconds: less than by default is for a database that nobody reads. */
  readonly graceMs?: number;
}

/** How long a load may take, in milliseconds. */
const TIMEOUT = 1_800_000;
/** One for the transaction, one for the lease. */
const CONNECTIONS = 5;
const CONNECTING_MS = 10_000;
/** Progress is told when so many changes more were gone through. */
const STEP = 1_000;

/**
 * Makes the graph in the database that of a change set which fits the model. What the change set does not have is
 * removed; nodes of other labels are left alone. The same revision again changes nothing, and is not even looked at.
 * @returns how much was changed; null where the revision was there already.
 * @throws StoreUnavailable when the server cannot be reached; LoadRunning (one of those) when there is another load;
 * Error when the change set names what the model or the set does not have.
 */
export async function loadNeo4j(options: LoadOptions, changes: ChangeSet): Promise<Done | null> {
  const driver = connect(options, CONNECTIONS, CONNECTING_MS);
  try {
    return await new Load(driver, options).run(changes);
  } catch (error) {
    if (isOutOfMemory(error))
      throw unavailable(
        "The difference is too large for Neo4j's memory. Give it more, or load in batches, while the service is not ready (docs/operations.md, New data).",
        error,
      );
    throw toStartError(error, TIMEOUT);
  } finally {
    await driver.close();
  }
}

class Load {
  private readonly model: Model;
  private readonly lease: Lease;

  constructor(
    private readonly driver: Driver,
    private readonly options: LoadOptions,
  ) {
    this.model = options.model;
    this.lease = new Lease(driver, options.database);
  }

  async run(changes: ChangeSet): Promise<Done | null> {
    await this.inSession((session) => checkVersion(session, TIMEOUT));
    await this.send(ONE_DATASET.statement, {});
    const labels = this.model.nodes.flatMap(labelsOf).filter((label) => label !== NODE);
    const found = await this.lease.take([...new Set(labels)]);
    try {
      const isThere = found.revision === changes.dataset.revision && found.form === formOf(this.model);
      const former = await this.makeSchema();
      const done = isThere ? null : await this.change(changes, found);
      // now that nobody looks for them any more
      for (const drop of former) await this.send(drop, {});
      return done;
    } finally {
      await this.lease.release().catch(() => {}); // then it ends by itself
    }
  }

  private async change(changes: ChangeSet, { revision, isNew, labels }: Found): Promise<Done> {
    const types = this.model.edges.map(({ type }) => type);
    const difference = await this.inSession((session) => Difference.read(session, labels, types, TIMEOUT));
    if (revision !== null) return this.writeAtOnce(changes, difference, labels);
    if (!isNew) await this.announce(); // somebody may not know yet that there is no revision any more
    const rows = new Rows(this.model);
    const done = await this.write(changes, difference, rows, new Writer(this.send, labels));
    await this.stamp(changes, rows, this.send);
    return done;
  }

  private writeAtOnce(changes: ChangeSet, difference: Difference, labels: readonly string[]): Promise<Done> {
    return this.inSession(async (session) => {
      const transaction = await session.beginTransaction({ timeout: TIMEOUT });
      try {
        const send: Send = async (statement, parameters) => {
          const { records } = await transaction.run(`CYPHER 5 ${statement}`, parameters);
          return records.map((record) => record.toObject());
        };
        const rows = new Rows(this.model);
        const done = await this.write(changes, difference, rows, new Writer(send, labels));
        await this.announce();
        await this.stamp(changes, rows, send);
        await transaction.commit();
        return done;
      } finally {
        await transaction.close(); // takes back what was not committed
      }
    });
  }

  private async announce(): Promise<void> {
    await this.lease.announce();
    await delay(this.options.graceMs ?? GRACE_MS);
  }

  private async stamp({ dataset }: ChangeSet, { vocabulary }: Rows, send: Send): Promise<void> {
    this.lease.hold(await send(...this.lease.stamp(dataset.revision, formOf(this.model), JSON.stringify(dataset), vocabulary.text)));
  }

  private async write({ changes }: ChangeSet, difference: Difference, rows: Rows, writer: Writer): Promise<Done> {
    let seen = 0;
    for (const change of changes) {
      if (change.op === "node") {
        const row = rows.node(change);
        const what = difference.node(row);
        if (what !== "keep") await writer.node(row, what);
      } else if (change.op === "edge") {
        const row = rows.edge(change);
        if (difference.edge(row) !== "keep") await writer.edge(row);
      } else if (difference.redirect(change) !== "keep") writer.redirect(change);
      // between changes the lease must be renewed, even where there is nothing to send
      if (++seen % STEP === 0) {
        this.options.progress?.(seen);
        await new Promise(setImmediate);
      }
    }
    await writer.end(difference.rest());
    this.options.progress?.(seen);
    return writer.done;
  }

  /** Makes the constraints and indexes that are missing. Gives the statements that drop those of earlier forms. */
  private async makeSchema(): Promise<readonly string[]> {
    const items = schemaItems(this.model);
    const found = await this.send(
      "SHOW INDEXES YIELD name, owningConstraint WHERE name STARTS WITH $prefix RETURN name, owningConstraint",
      { prefix: SCHEMA_PREFIX },
    );
    const missing = items.filter(({ name }) => !found.some((index) => index.name === name));
    for (const { statement } of missing) await this.send(statement, {});
    if (missing.length > 0) await this.send("CALL db.awaitIndexes(300)", {});
    return found
      .filter((index) => !items.some(({ name }) => name === index.name))
      .map(
        ({ name, owningConstraint }) => `DROP ${owningConstraint === null ? "INDEX" : "CONSTRAINT"} ${quoted(name as string)} IF EXISTS`,
      );
  }

  /** Sends a statement in a transaction of its own. */
  private readonly send: Send = (statement, parameters) =>
    this.inSession(async (session) => {
      const { records } = await session.run(`CYPHER 5 ${statement}`, parameters, { timeout: TIMEOUT });
      return records.map((record) => record.toObject());
    });

  /** Does something in a session of its own: until it is closed, a session keeps all that was sent in it, and a graph may be large. */
  private async inSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = writeSession(this.driver, this.options.database);
    return work(session).finally(() => session.close());
  }
}
