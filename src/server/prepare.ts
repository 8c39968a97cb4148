/**
 * The questions of the playground's shelf are asked before anybody asks them: Neo4j takes tenths of a second to make the plan
 * of a statement that it has not met. It does so again when it may have forgotten them, or makes others: when the database
 * was away, and for a new revision, since the text of a statement depends on degrees (src/stores/neo4j/statistics.ts).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parse } from "graphql";
import type { Logger } from "pino";
import type { Engine } from "../graphql/index.js";
import type { Store } from "../plan/index.js";

/** Milliseconds between two looks at what is there. */
const EVERY = 1_000;

/** In the background, for as long as the process lives: it holds up neither start nor end, and asks one question at a time. */
export function keepPrepared(folder: string, engine: Pick<Engine, "execute">, store: Store, log: Logger): void {
  const documents = questionsIn(folder).map((text) => parse(text));
  const watch = async (): Promise<void> => {
    for (let prepared: string | null = null; ; await delay(EVERY, undefined, { ref: false })) {
      const revision = await store.ready().then(
        () => store.revision,
        () => null,
      );
      if (revision === prepared) continue;
      prepared = revision;
      if (revision !== null) await prepare();
    }
  };
  const prepare = async (): Promise<void> => {
    const start = performance.now();
    let failed = 0;
    for (const document of documents) if ("errors" in (await engine.execute({ document }))) failed++;
    log.info({ questions: documents.length, failed, ms: Math.round(performance.now() - start) }, "the playground's questions are prepared");
  };
  void watch().catch((err: unknown) => log.error({ err }, "the playground's questions could not be prepared"));
}

/** The texts of the questions in a folder; none where the service stands without them. */
function questionsIn(folder: string): readonly string[] {
  try {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return files.filter((file) => file.endsWith(".graphql")).map((file) => readFileSync(join(folder, file), "utf8"));
  } catch {
    return [];
  }
}
