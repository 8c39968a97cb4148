/** Random plans over random graphs: the store's answers are, byte for byte, those of looking through everything. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { model, type Model } from "../../../src/model/index.js";
import { openSqlite } from "../../../src/stores/sqlite/index.js";
import { Oracle } from "./oracle.js";
import { Random, RandomPlans, randomGraph } from "./random.js";
import { smallModel } from "./small-model.js";

const SEED = Number(process.env.SQLITE_SEED ?? Math.floor(Math.random() * 1e6));
const GRAPHS = Number(process.env.SQLITE_GRAPHS ?? 8);
const PLANS = 80;

/** Asks random questions of random graphs. @returns what of plans occurred how often */
async function compare(name: string, over: Model): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  for (let i = 0; i < GRAPHS; i++) {
    const random = new Random(SEED * 1000 + i);
    const changes = randomGraph(over, random, random.pick([1, 5, 15, 40]));
    const directory = mkdtempSync(join(tmpdir(), "sqlite-answers-"));
    const store = await openSqlite({ directory, model: over, stamp: "1", load: () => changes, deadlineMs: 20_000 });
    try {
      const oracle = new Oracle(over, changes);
      const plans = new RandomPlans(over, oracle, random);
      for (let j = 0; j < PLANS; j++) {
        const plan = plans.plan();
        const wanted = oracle.answer(plan);
        const found = await store.read(plan);
        if (found !== wanted) throw new Error(`SQLITE_SEED=${SEED}, ${name}, graph ${i}, plan ${j}:\nwanted ${wanted}\nfound  ${found}`);
      }
      for (const [what, count] of plans.seen) seen.set(what, (seen.get(what) ?? 0) + count);
    } finally {
      await store.close();
      rmSync(directory, { recursive: true });
    }
  }
  return seen;
}

test("a model with everything that a model can have", async () => {
  const seen = await compare("small model", smallModel);
  const kinds = ["within", "some", "single", "missing", "not", "or", "and", "compare"].map((kind) => `filter ${kind}`);
  for (const what of [
    ...kinds,
    "lookup",
    "lookups",
    "dataset",
    "totalCount",
    "pageInfo",
    "edges",
    "nodes",
    "anchored",
    "both bounds",
    "order count ASC",
    "order count DESC",
    "order edge ASC",
    "order edge DESC",
  ]) {
    expect([what, seen.get(what) ?? 0]).not.toEqual([what, 0]);
  }
}, 120_000);

test("the model of the service", async () => {
  await compare("the model", model);
}, 120_000);
