/** The stores that are held against each other, each filled with a change set and asked through the whole service. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChangeSet } from "../../src/dataset/index.js";
import { Engine } from "../../src/graphql/index.js";
import type { Model } from "../../src/model/index.js";
import { DEFAULT_LIMITS, type Limits, type Store } from "../../src/plan/index.js";
import { loadNeo4j, openNeo4j } from "../../src/stores/neo4j/index.js";
import { openSqlite } from "../../src/stores/sqlite/index.js";
import { borrowNeo4j, forgetRevision, isNeo4jRequired, neo4jObstacle } from "./neo4j.js";

/** A store with data in it. */
export interface Filled {
  readonly store: Store;
  /** A new engine on it. */
  engine(): Engine;
  close(): Promise<void>;
}

export interface FillOptions {
  /** Milliseconds that a read may take; very many by default. "as served": as many as a service allows. */
  readonly deadline?: "as served";
  /** So much that it is no difference which one transaction could write. */
  readonly isLarge?: boolean;
}

export interface StoreKind {
  readonly name: Store["name"];
  /** Fills the store; what was in it is gone. */
  fill(model: Model, changes: ChangeSet, options?: FillOptions): Promise<Filled>;
}

/** So slow a read would be a fault; a busy machine is none. */
const DEADLINE_MS = 120_000;

const filled = (model: Model, store: Store, close: () => Promise<void>): Filled => ({
  store,
  close,
  engine: () => new Engine({ model, store, limits: DEFAULT_LIMITS }),
});

const sqlite: StoreKind = {
  name: "sqlite",
  async fill(model, changes, { deadline } = {}) {
    const directory = await mkdtemp(join(tmpdir(), "sqlite-"));
    const store = await openSqlite({ directory, model, stamp: "test", load: () => changes, ...(!deadline && { deadlineMs: DEADLINE_MS }) });
    const close = async () => {
      await store.close();
      await rm(directory, { recursive: true });
    };
    return filled(model, store, close);
  },
};

/** On a busy machine a database that is there may take its time to say so. */
async function untilReady(store: Store): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    const ready = await store.ready().then(
      () => true,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await store.ready();
}

const neo4j: StoreKind = {
  name: "neo4j",
  async fill(model, changes, { deadline, isLarge = false } = {}) {
    const lent = await borrowNeo4j();
    try {
      if (isLarge) await forgetRevision(lent);
      await loadNeo4j({ ...lent, model, graceMs: 0 }, changes);
      const store = await openNeo4j({ ...lent, model, ...(!deadline && { timeoutMs: DEADLINE_MS }) });
      await untilReady(store);
      return filled(model, store, () => store.close().finally(lent.release));
    } catch (error) {
      lent.release();
      throw error;
    }
  },
};

/** SQLite, and Neo4j where there is one. Where there must be one and is not, it is here too, and fails. */
export const stores: readonly StoreKind[] = neo4jObstacle() === null || isNeo4jRequired() ? [sqlite, neo4j] : [sqlite];

/** How long it may take until a store is filled: another file may have the Neo4j, and the first one starts it. */
export const FILL_MS = 600_000;

/** An engine whose store is changed for another one: to derive a schema takes longer than to ask a hundred questions. */
export class SwitchableEngine extends Engine {
  private readonly slot: { store: Store | null };

  constructor(model: Model, limits: Limits = DEFAULT_LIMITS) {
    const slot: { store: Store | null } = { store: null };
    const store = {
      read: (...args: Parameters<Store["read"]>) => slot.store!.read(...args),
      timeoutMs: DEADLINE_MS,
      revision: "",
    } as Store;
    super({ model, store, limits });
    this.slot = slot;
  }

  use({ store }: Filled): void {
    this.slot.store = store;
  }
}
