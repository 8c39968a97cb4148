/** Many random queries over one set of data. */
import fc from "fast-check";
import { buildSchema } from "graphql";
import type { Model } from "../../src/model/index.js";
import type { Oracle } from "../oracle/index.js";
import { ask, type Engines } from "./ask.js";
import { Coverage } from "./coverage.js";
import { QueryArbitrary } from "./queries.js";

/** How many random queries are asked about random graphs; the seed of all that is random. The same seed asks the same. */
export const QUERIES = Number(process.env.RANDOM_QUERIES ?? 300);
export const SEED = Number(process.env.RANDOM_SEED ?? Math.floor(Math.random() * 2 ** 31));

export class Tally {
  readonly coverage: Coverage;
  queries = 0;
  withRows = 0;

  constructor(sdl: string, model: Model) {
    this.coverage = new Coverage(buildSchema(sdl), model);
  }

  report(): string {
    return `${this.queries} questions, ${Math.round((100 * this.withRows) / this.queries)} % gave rows, RANDOM_SEED=${SEED}\n${this.coverage.report()}`;
  }
}

/** @throws with the smallest failing query found, the seed and what differs. */
export async function askAtRandom(count: number, seed: number, engines: Engines, oracle: Oracle, tally: Tally): Promise<void> {
  let failed = false; // what is asked while a failure is made smaller does not count
  const property = fc.asyncProperty(new QueryArbitrary(oracle, tally.queries), async (query) => {
    try {
      await ask(query, engines, oracle, (document, variables, answer) => {
        if (failed) return;
        tally.queries++;
        if (hasRows(answer)) tally.withRows++;
        tally.coverage.add(document, variables);
      });
    } catch (error) {
      failed = true;
      throw error;
    }
  });
  await fc.assert(property, { numRuns: count, seed, verbose: 0 });
}

/** Whether an answer tells of any node: what is not empty, not zero, not false and no name of a type of the frame. */
function hasRows(answer: unknown): boolean {
  if (typeof answer === "string") return !/(?:Connection|^Query|^PageInfo)$/.test(answer);
  return typeof answer === "object" && answer !== null ? Object.values(answer).some(hasRows) : Boolean(answer);
}
