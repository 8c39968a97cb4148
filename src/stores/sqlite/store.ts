/** The SQLite store: one plan, one statement, and the finished JSON text. */
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { DatasetInfo } from "../../dataset/index.js";
import { CostLimitExceeded, StoreUnavailable, Timeout, type Plan, type ReadOptions, type Store } from "../../plan/index.js";
import { isDamage, isTooLarge, type Database, type Statement } from "./driver.js";
import { discardFile, openFile, type FileOptions } from "./file.js";
import { META } from "./names.js";
import { sqliteSchema } from "./schema.js";
import type { Context } from "./scope.js";
import { printPlan } from "./select.js";
import type { Sql } from "./sql.js";
import { Statistics } from "./statistics.js";

export interface SqliteOptions extends FileOptions {
  /** After so many milliseconds a read ends in a Timeout. */
  readonly deadlineMs?: number;
  /** Told of every new statement, with its plan of execution and without values, and of the driver's errors. */
  readonly log?: (entry: SqliteLogEntry) => void;
}

export type SqliteLogEntry =
  | { readonly kind: "statement"; readonly sql: string; readonly steps: readonly string[] }
  | { readonly kind: "error"; readonly error: unknown; readonly sql: string };

const DEFAULT_DEADLINE_MS = 500;
/** Statements are kept prepared: so many characters of their text in all. What SQLite makes of it is a few times as large. */
const PREPARED_CHARACTERS = 3_000_000;

/** Raise it when the way of filling the file changes and neither the model nor the schema shows it. */
const BUILD_VERSION = 3;

/**
 * Opens the store on the file in a directory. A file of the same stamp, model and form is opened as it is, and `load` is
 * not called; otherwise it is built first.
 * @throws StoreUnavailable when the file can be neither read nor built (the message is for whoever starts the service);
 * and whatever `load` throws.
 */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  const form = createHash("sha256").update(sqliteSchema(options.model)).digest("hex").slice(0, 16);
  const stamp = [options.stamp, options.model.fingerprint, form, BUILD_VERSION].join(" ");
  return new SqliteStore(await openFile({ ...options, stamp }), options);
}

interface Printed extends Sql {
  readonly statement: Statement;
}

class SqliteStore implements Store {
  readonly name = "sqlite";
  readonly atOnce = 1; // in this process, on this thread
  readonly revision: string;
  readonly generation = 0; // whoever has a file open keeps it as it is
  private readonly statistics: Statistics;
  private readonly statements = new LRUCache<string, Statement>({
    maxSize: PREPARED_CHARACTERS,
    sizeCalculation: (_, text) => text.length,
  });
  /** Whoever reads the same plan again finds it printed. */
  private readonly printed = new WeakMap<Plan, Printed>();
  readonly timeoutMs: number;
  private expires = Infinity;
  private expired = false;
  private open = true;

  constructor(
    private readonly database: Database,
    private readonly options: SqliteOptions,
  ) {
    this.timeoutMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS;
    database.function("deadline", () => this.checkTime());
    this.statistics = new Statistics(database);
    const { dataset } = database.prepare(`SELECT dataset FROM ${META}`).get()!;
    this.revision = (JSON.parse(dataset as string) as DatasetInfo).revision;
  }

  async read(plan: Plan, { signal }: ReadOptions = {}): Promise<string> {
    signal?.throwIfAborted();
    if (!this.open) throw new StoreUnavailable();
    let text = "";
    this.expired = false;
    this.expires = performance.now() + this.timeoutMs;
    try {
      const { statement, values, text: sql } = this.printed.get(plan) ?? this.print(plan);
      text = sql;
      return statement.get(...values)!.j as string;
    } catch (error) {
      throw this.expired ? new Timeout(this.timeoutMs) : this.reported(error, text);
    } finally {
      this.expires = Infinity;
    }
  }

  async ready(): Promise<void> {
    if (!this.open) throw new StoreUnavailable();
    try {
      this.database.prepare(`SELECT stamp FROM ${META}`).get();
    } catch (error) {
      throw this.reported(error, "");
    }
  }

  async close(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    this.statements.clear();
    this.database.close();
  }

  private print(plan: Plan): Printed {
    const { text, values } = printPlan(plan, this.context());
    let statement = this.statements.get(text);
    if (!statement) {
      statement = this.database.prepare(text);
      this.statements.set(text, statement);
      if (this.options.log) this.options.log({ kind: "statement", sql: text, steps: this.explain(text, values) });
    }
    const printed = { text, values, statement };
    this.printed.set(plan, printed);
    return printed;
  }

  private context(): Context {
    let aliases = 0;
    return {
      alias: () => `a${++aliases}`,
      total: (type) => this.statistics.total(type),
      count: (print) => this.statistics.count(print(this.context())),
    };
  }

  private explain(text: string, values: Sql["values"]): string[] {
    return this.database
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all(...values)
      .map((row) => String(row.detail));
  }

  private checkTime(): number {
    if (performance.now() < this.expires) return 1;
    this.expired = true;
    throw new Error("the deadline is over");
  }

  /** What a user may see of an error of the driver: nothing. The log gets it whole. */
  private reported(error: unknown, sql: string): Error {
    this.options.log?.({ kind: "error", error, sql });
    if (isTooLarge(error))
      return Object.assign(
        new CostLimitExceeded(
          "The operation is nested too deep for the database. Ask for fewer relationships or filters within each other.",
        ),
        { cause: error },
      );
    if (isDamage(error)) discardFile(this.options.directory);
    return Object.assign(new StoreUnavailable(), { cause: error });
  }
}
