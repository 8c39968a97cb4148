/** Numbers of the revision that decide from which end a page is read. They are asked for once: the file does not change. */
import { LRUCache } from "lru-cache";
import type { Type } from "../../model/index.js";
import type { Anchor } from "../../plan/index.js";
import type { Database } from "./driver.js";
import { countAnchored } from "./filter.js";
import { tableOf } from "./names.js";
import type { Context } from "./scope.js";
import { quoted, type Bound } from "./sql.js";

/** Counting goes so far: more edges than this are "very many", whatever the choice is about. */
const MOST_EDGES = 10_000;

export class Statistics {
  private readonly totals = new Map<Type, number>();
  private readonly degrees = new LRUCache<string, number>({ max: 10_000 });

  constructor(private readonly database: Database) {}

  /** How many nodes there are of a type. */
  total(type: Type): number {
    let total = this.totals.get(type);
    if (total === undefined) this.totals.set(type, (total = this.count(`SELECT count(*) AS n FROM ${quoted(tableOf(type))}`, [])));
    return total;
  }

  /** How many edges lead from what an anchor names to nodes of the page, as far as MOST_EDGES. */
  degree(anchor: Anchor, context: Context): number {
    const { text, values } = countAnchored(anchor, MOST_EDGES, context);
    const key = JSON.stringify([text, values.map(String)]);
    let degree = this.degrees.get(key);
    if (degree === undefined) this.degrees.set(key, (degree = this.count(text, values)));
    return degree;
  }

  private count(text: string, values: readonly Bound[]): number {
    return Number(this.database.prepare(text).get(...values)!.n);
  }
}
