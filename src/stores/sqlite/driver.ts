/**
 * The SQLite that Node has built in, or on Node 20 the package with the same API. What is used of it is said here, so
 * that another driver would need to change nothing else.
 */
import type { Bound } from "./sql.js";

export interface Statement {
  get(...values: readonly Bound[]): Record<string, unknown> | undefined;
  all(...values: readonly Bound[]): Record<string, unknown>[];
  run(...values: readonly Bound[]): unknown;
}

export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  function(name: string, implementation: () => number): void;
  close(): void;
}

type DatabaseClass = new (path: string, options?: { readOnly?: boolean }) => Database;

let loaded: Promise<DatabaseClass> | null = null;

/** The class of databases. The module is loaded once, and only the one that is used. */
export function driver(): Promise<DatabaseClass> {
  return (loaded ??= load());
}

async function load(): Promise<DatabaseClass> {
  const builtIn = quietly(
    () => process.getBuiltinModule("node:sqlite" as "node:fs") as unknown as { DatabaseSync: DatabaseClass } | undefined,
  );
  if (builtIn && canSearch(builtIn.DatabaseSync)) return builtIn.DatabaseSync;
  return (await import("@photostructure/sqlite")).DatabaseSync as unknown as DatabaseClass;
}

/** Whether it has FTS5. Node's own had it not at first. */
function canSearch(Database: DatabaseClass): boolean {
  const database = new Database(":memory:");
  try {
    return database.prepare("SELECT sqlite_compileoption_used('ENABLE_FTS5') AS used").get()!.used === 1;
  } finally {
    database.close();
  }
}

/** Node warns that its SQLite is experimental as soon as it is loaded. Whoever starts the service can do nothing about it. */
function quietly<T>(work: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).startsWith("SQLite is an experimental feature"))
      (emitWarning as (...args: unknown[]) => void).call(process, warning, ...rest);
  }) as typeof emitWarning;
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The primary result codes that matter here (https://sqlite.org/rescode.html). */
export const RESULT = { ERROR: 1, PERM: 3, READONLY: 8, CORRUPT: 11, FULL: 13, CANTOPEN: 14, TOOBIG: 18, NOTADB: 26 } as const;

/** SQLite's primary result code of an error, or null for another error. */
export function resultCode(error: unknown): number | null {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === "ERR_SQLITE_ERROR" && typeof errcode === "number" ? errcode & 0xff : null;
}

/** Whether an error says that the file is damaged. */
export const isDamage = (error: unknown): boolean => [RESULT.CORRUPT, RESULT.NOTADB].some((code) => code === resultCode(error));

/** Whether an error says that a statement is beyond what SQLite can do (https://sqlite.org/limits.html). */
export const isTooLarge = (error: unknown): boolean =>
  resultCode(error) === RESULT.TOOBIG ||
  (resultCode(error) === RESULT.ERROR && /expression tree is too large|parser stack overflow|too many/i.test((error as Error).message));
