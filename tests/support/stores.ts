/** The stores that are held against each other, each filled with a change set and asked through the whole service. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChangeSet } from "../../src/dataset/index.js";
import { Engine } from "../../src/graphql/index.js";
import type { Model } from "../../src/model/index.js";
import { DEFAULT_LIMITS, type Limits, type Store } from "../../src/plan/index.js";
import { openSqlite } from "../../src/stores/sqlite/index.js";

/** A store with data in it. */
export interface Filled {
  readonly name: Store["name"];
  readonly store: Store;
  /** An engine of the data's model; with other bounds where those are tried. */
  engine(limits?: Partial<Limits>): Engine;
  close(): Promise<void>;
}

export interface StoreKind {
  readonly name: Store["name"];
  /** Fills the store; what was in it is gone. */
  fill(model: Model, changes: ChangeSet): Promise<Filled>;
}

/** So slow a read would be a fault; a busy machine is none. */
const DEADLINE_MS = 20_000;

function filled(model: Model, store: Store, close: () => Promise<void>): Filled {
  const engine = (limits?: Partial<Limits>) => new Engine({ model, store, limits: { ...DEFAULT_LIMITS, ...limits } });
  return { name: store.name, store, engine, close };
}

const sqlite: StoreKind = {
  name: "sqlite",
  async fill(model, changes) {
    const directory = await mkdtemp(join(tmpdir(), "sqlite-"));
    const store = await openSqlite({ directory, model, stamp: "test", load: () => changes, deadlineMs: DEADLINE_MS });
    return filled(model, store, async () => {
      await store.close();
      await rm(directory, { recursive: true });
    });
  },
};

export const stores: readonly StoreKind[] = [sqlite];
