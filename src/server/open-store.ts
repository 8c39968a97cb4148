/** The store that the settings choose, and what it is filled from. Each is loaded only when it is wanted. */
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { ChangeSet } from "../dataset/index.js";
// the seed's second door: a start that finds its file current loads nothing that reads YAML
import { seedStamp } from "../dataset/stamp.js";
import type { Model } from "../model/index.js";
import type { Store } from "../plan/index.js";
import { progressBar } from "./progress.js";
import type { Settings } from "./settings.js";
import { StartError } from "./start-error.js";
import { version } from "./version.js";

type Say = (line: string) => void;

/**
 * Opens Neo4j where NEO4J_URI is set, else the SQLite file, which is built from the seed when it is not current. A Neo4j
 * that is not there yet, or empty, is waited for: until then the store is not ready.
 * @throws SeedError, StartError, StoreUnavailable; each message is for the operator.
 */
export async function openStore(settings: Settings, model: Model, log: Logger, say: Say): Promise<Store> {
  const connection = neo4jConnection(settings);
  if (connection) {
    const { openNeo4j } = await import("../stores/neo4j/index.js");
    const store = await openNeo4j({
      ...connection,
      model,
      timeoutMs: settings.neo4jTimeoutMs,
      log: (statement) => log.debug({ statement }, "statement"),
      onChange: (fault) =>
        fault ? log.warn({ cause: fault.cause && String(fault.cause) }, fault.message) : log.info("the database answers"),
    });
    if (settings.seedOnStart) await fillWhenEmpty(store, settings, model, log, say);
    return store;
  }
  checkFolder(settings);
  const { openSqlite } = await import("../stores/sqlite/index.js");
  return openSqlite({
    directory: settings.dataDir,
    model,
    // the version is part of what the dataset says of itself
    stamp: `${seedStamp(settings.seedDir)} ${version()}`,
    deadlineMs: settings.sqliteDeadlineMs,
    load: () => readSeed(settings, model, say),
    log: (entry) =>
      entry.kind === "error"
        ? log.error({ err: entry.error, statement: entry.sql }, "SQLite failed")
        : log.debug({ statement: entry.sql, steps: entry.steps }, "statement"),
  });
}

/** Fills a database that is empty: at once, or as soon as it can be reached. */
async function fillWhenEmpty(store: Store, settings: Settings, model: Model, log: Logger, say: Say): Promise<void> {
  const { EmptyDatabase, LoadRunning } = await import("../stores/neo4j/index.js");
  const trouble = () =>
    store.ready().then(
      () => null,
      (error: unknown) => error,
    );
  const wait = async () => {
    for (let error = await trouble(); error !== null; error = await trouble()) {
      await delay(1_000, undefined, { ref: false });
      if (error instanceof EmptyDatabase) await fill();
    }
  };
  const fill = () =>
    fillNeo4j(settings, model, say).catch((error: unknown) => {
      if (!(error instanceof LoadRunning)) throw error; // another service fills it
    });
  if ((await trouble()) instanceof EmptyDatabase) await fill();
  void wait().catch((err: unknown) => log.error({ err }, "the database could not be filled"));
}

/** Makes the graph in Neo4j that of the seed. @throws SeedError, StartError, StoreUnavailable */
export async function fillNeo4j(settings: Settings, model: Model, say: Say): Promise<void> {
  const connection = neo4jConnection(settings);
  if (!connection)
    throw new StartError(
      "NEO4J_URI is not set: it names the Neo4j to fill. (SQLite needs no filling: the service builds its file when it starts.)",
    );
  checkFolder(settings);
  const { dataset, changes } = await readSeed(settings, model, say);
  const all = [...changes];
  const { loadNeo4j } = await import("../stores/neo4j/index.js");
  const done = await loadNeo4j({ ...connection, model, progress: progressBar(all.length, say) }, { dataset, changes: all });
  say(
    done
      ? `Nodes: ${done.nodes.added} added, ${done.nodes.changed} changed, ${done.nodes.removed} removed. Relationships: ${done.edges.added} added, ${done.edges.removed} removed.`
      : "It was there already: nothing was changed.",
  );
  say(`${connection.uri} has revision ${dataset.revision}.`);
}

function neo4jConnection({ neo4jUri, neo4jUser, neo4jPassword, neo4jDatabase }: Settings) {
  return neo4jUri === null ? null : { uri: neo4jUri, user: neo4jUser, password: neo4jPassword, database: neo4jDatabase };
}

function checkFolder({ seedDir }: Settings): void {
  if (!existsSync(seedDir))
    throw new StartError(
      `There is no seed in ${seedDir}. The setting SEED_DIR names its folder; by default it is "seed" in the working folder.`,
    );
}

async function readSeed({ seedDir }: Settings, model: Model, say: Say): Promise<ChangeSet> {
  say(`Reading the seed in ${seedDir} ...`);
  const { changeSet, loadSeed } = await import("../dataset/index.js");
  const changes = changeSet(loadSeed(seedDir, model), version());
  const counts = changes.dataset.counts.map(({ type, count }) => `${count} ${type}`).join(", ");
  say(`Loading revision ${changes.dataset.revision}: ${counts} ...`);
  return changes;
}
