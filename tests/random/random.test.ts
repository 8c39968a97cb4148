/**
 * Random queries, about the project's own dataset and about small random graphs: all stores and the oracle answer alike.
 * RANDOM_QUERIES says how many are asked about random graphs, RANDOM_SEED repeats a run.
 */
import { afterAll, expect, test } from "@jest/globals";
import { checkChangeSet, type ChangeSet } from "../../src/dataset/index.js";
import { model } from "../../src/model/index.js";
import { createOracle } from "../oracle/index.js";
import { sdl, seedChanges } from "../support/seed.js";
import { stores, type Filled } from "../support/stores.js";
import { enginesOf } from "./ask.js";
import { randomGraphs } from "./graphs.js";
import { askAtRandom, QUERIES, SEED, Tally } from "./run.js";

const ABOUT_THE_SEED = 300;
/** About each, as many graphs as that takes; four at least. */
const ABOUT_A_GRAPH = 100;
const GRAPHS = Math.max(4, Math.ceil(QUERIES / ABOUT_A_GRAPH));
const names = [...stores.map(({ name }) => name), "the oracle"].join(", ");
const schema = sdl();
const engines = enginesOf(stores, model);
const tally = new Tally(schema, model);

async function compare(changes: ChangeSet, count: number, seed: number): Promise<void> {
  const oracle = createOracle(schema, model, changes);
  const filled: Filled[] = [];
  try {
    for (const [i, kind] of stores.entries()) {
      const store = await kind.fill(model, changes);
      filled.push(store);
      engines[i]!.engine.use(store);
    }
    await askAtRandom(count, seed, engines, oracle, tally);
  } finally {
    await Promise.all(filled.map((store) => store.close()));
  }
}

test(
  `${ABOUT_THE_SEED} random queries about the seed have equal answers from ${names}`,
  () => compare(seedChanges(), ABOUT_THE_SEED, SEED),
  1_800_000,
);

test(`${QUERIES} random queries about random graphs have equal answers from ${names}`, async () => {
  for (const [i, changes] of randomGraphs(model, GRAPHS, SEED).entries()) {
    expect(checkChangeSet(changes, model)).toEqual([]);
    await compare(changes, Math.ceil(QUERIES / GRAPHS), SEED + i).catch((error: Error) => {
      error.message = `graph ${i} of RANDOM_SEED=${SEED}: ${error.message}`;
      throw error;
    });
  }
}, 6_000_000);

test("the random queries asked for everything there is, and most found something", () => {
  expect(tally.coverage.missing()).toEqual([]);
  expect(tally.withRows / tally.queries).toBeGreaterThan(0.6);
});

afterAll(() => void process.stderr.write(`${tally.report()}\n`));
