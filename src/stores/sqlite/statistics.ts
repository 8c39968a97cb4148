/** Numbers of the revision that decide from which end a page is read. They are asked for once: the file does not change. */
import { LRUCache } from "lru-cache";
import type { Type } from "../../model/index.js";
import type { Database } from "./driver.js";
import { tableOf } from "./names.js";
import { name, sql, type Sql } from "./sql.js";

export class Statistics {
  private readonly totals = new Map<Type, number>();
  private readonly counts = new LRUCache<string, number>({ max: 10_000 });

  constructor(private readonly database: Database) {}

  /** How many nodes there are of a type. */
  total(type: Type): number {
    let total = this.totals.get(type);
    if (total === undefined) this.totals.set(type, (total = this.ask(sql`SELECT count(*) AS n FROM ${name(tableOf(type))}`)));
    return total;
  }

  /** What a statement counts, in its column `n`. */
  count(statement: Sql): number {
    const key = JSON.stringify([statement.text, statement.values.map(String)]);
    let count = this.counts.get(key);
    if (count === undefined) this.counts.set(key, (count = this.ask(statement)));
    return count;
  }

  private ask({ text, values }: Sql): number {
    return Number(this.database.prepare(text).get(...values)!.n);
  }
}
