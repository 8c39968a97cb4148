/** The playground's questions, asked on a real Neo4j before anybody asks them. */
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { pino } from "pino";
import { Engine } from "../../../src/graphql/index.js";
import { model } from "../../../src/model/index.js";
import { DEFAULT_LIMITS } from "../../../src/plan/index.js";
import { keepPrepared } from "../../../src/server/prepare.js";
import { loadNeo4j, openNeo4j } from "../../../src/stores/neo4j/index.js";
import { graphOf } from "../../support/graph.js";
import { borrowNeo4j, describeOnNeo4j } from "../../support/neo4j.js";
import { questions } from "../../support/questions.js";
import { FILL_MS } from "../../support/stores.js";

const TIMEOUT_MS = 60_000;

describeOnNeo4j("the playground's questions", () =>
  test(
    "are prepared when the store is ready, and again for a new revision",
    async () => {
      const lent = await borrowNeo4j();
      try {
        const load = (id: string) => loadNeo4j({ ...lent, model, graceMs: 0 }, graphOf(model, { nodes: { Theme: [{ id }] } }));
        await load("one");
        const store = await openNeo4j({ ...lent, model, timeoutMs: TIMEOUT_MS });
        const lines: { msg: string; questions: number; failed: number }[] = [];
        const log = pino({ level: "info" }, { write: (line) => void lines.push(JSON.parse(line)) });
        const prepared = async (times: number) => {
          while (lines.length < times) await delay(50);
          return lines.at(-1);
        };
        keepPrepared("web/questions", new Engine({ model, store, limits: DEFAULT_LIMITS }), store, log);
        const line = { msg: "the playground's questions are prepared", questions: questions.length, failed: 0 };
        expect(await prepared(1)).toMatchObject(line);
        await load("another");
        expect(await prepared(2)).toMatchObject(line);
        await store.close();
      } finally {
        lent.release();
      }
    },
    FILL_MS,
  ),
);
