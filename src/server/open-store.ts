/** The store that the settings choose, and what it is filled from. Each is loaded only when it is wanted. */
import { existsSync, readFileSync } from "node:fs";
import type { Logger } from "pino";
import type { ChangeSet } from "../dataset/index.js";
// the seed's second door: a start that finds its file current loads nothing that reads YAML
import { seedStamp } from "../dataset/stamp.js";
import type { Model } from "../model/index.js";
import type { Store } from "../plan/index.js";
import type { Settings } from "./settings.js";
import { StartError } from "./start-error.js";

type Say = (line: string) => void;

/**
 * Opens Neo4j where NEO4J_URI is set, else the SQLite file, which is built from the seed when it is not current.
 * @throws SeedError, StartError, StoreUnavailable; each message is for the operator.
 */
export async function openStore(settings: Settings, model: Model, log: Logger, say: Say): Promise<Store> {
  const connection = neo4jConnection(settings);
  if (connection) {
    const { EmptyDatabase, openNeo4j } = await import("../stores/neo4j/index.js");
    const open = () =>
      openNeo4j({
        ...connection,
        model,
        timeoutMs: settings.neo4jTimeoutMs,
        log: (statement) => log.debug({ statement }, "statement"),
      });
    return open().catch(async (error: unknown) => {
      if (!settings.seedOnStart || !(error instanceof EmptyDatabase)) throw error;
      await fillNeo4j(settings, model, say);
      return open();
    });
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

/** Fills Neo4j from the seed, in place of what of ours is there. @throws SeedError, StartError, StoreUnavailable */
export async function fillNeo4j(settings: Settings, model: Model, say: Say): Promise<void> {
  const connection = neo4jConnection(settings);
  if (!connection)
    throw new StartError(
      "NEO4J_URI is not set: it names the Neo4j to fill. (SQLite needs no filling: the service builds its file when it starts.)",
    );
  checkFolder(settings);
  const changes = await readSeed(settings, model, say);
  const { loadNeo4j } = await import("../stores/neo4j/index.js");
  await loadNeo4j({ ...connection, model, progress: (count) => say(`  ${count} changes written`) }, changes);
  say(`${connection.uri} has revision ${changes.dataset.revision}.`);
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

/** The version of the schema is that of the package. */
const version = (): string =>
  (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version;
