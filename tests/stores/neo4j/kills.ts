/** Loads that are killed at random moments leave the revision that was there or the new one, and never half of either. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import neo4j, { type Driver } from "neo4j-driver";
import { loadNeo4j, openNeo4j } from "../../../src/stores/neo4j/index.js";
import { borrowNeo4j, describeOnNeo4j, type Lent } from "../../support/neo4j.js";
import { FILL_MS } from "../../support/stores.js";
import { dump } from "./dump.js";
import { smallModel } from "./small-model.js";
import { graphNamed } from "./two-graphs.js";

export function testKills(kills: number): void {
  describeOnNeo4j("a load that is killed", () => {
    let lent: Lent;
    let driver: Driver;
    const whole = new Map<string, "a" | "b">();
    /** How long a load takes in a process of its own, once that has read its code. */
    let duration: number;
    const load = (name: "a" | "b") => loadNeo4j({ ...lent, model: smallModel, graceMs: 0 }, graphNamed(name));
    beforeAll(async () => {
      lent = await borrowNeo4j();
      driver = neo4j.driver(lent.uri, lent.password ? neo4j.auth.basic(lent.user!, lent.password) : undefined, {
        disableLosslessIntegers: true,
      });
      for (const name of ["b", "a"] as const) {
        await load(name);
        whole.set(await dump(driver), name);
      }
      const child = await start("b");
      const from = performance.now();
      await child.end;
      duration = performance.now() - from;
    }, FILL_MS);
    afterAll(async () => {
      await driver?.close();
      lent?.release();
    });

    async function start(name: "a" | "b") {
      const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
      const child = spawn(process.execPath, ["--import", file("../sqlite/typescript.mjs"), file("child.ts"), name], {
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, NODE_OPTIONS: "", CONNECTION: JSON.stringify(lent) },
      });
      const end = once(child, "exit");
      const failed = end.then(([code]) => Promise.reject(new Error(`a load ended with code ${code} before it began`)));
      await Promise.race([once(child.stdout, "data"), failed]);
      return { end, kill: () => child.kill("SIGKILL") };
    }

    test(
      `at ${kills} random moments`,
      async () => {
        const left = { a: 0, b: 0 };
        for (let i = 0; i < kills; i++) {
          const before = whole.get(await dump(driver))!;
          const child = await start(before === "a" ? "b" : "a");
          await new Promise((resolve) => setTimeout(resolve, Math.random() * duration));
          child.kill();
          await child.end;
          // its transaction ends with its connection
          await untilIdle();
          const after = whole.get(await dump(driver));
          expect(after).toBeDefined();
          left[after!]++;
          const store = await openNeo4j({ ...lent, model: smallModel });
          // forgotten at the latest when the lease ends
          await until(
            async () =>
              await store.ready().then(
                () => true,
                () => false,
              ),
          );
          expect(store.revision).toBe(graphNamed(after!).dataset.revision);
          await store.close();
          await until(() =>
            load(after!).then(
              () => true,
              (error: Error) => error.name !== "LoadRunning" && Promise.reject(error),
            ),
          );
        }
        process.stderr.write(`${kills} loads were killed: ${JSON.stringify(left)}\n`);
      },
      kills * 60_000,
    );

    const untilIdle = () =>
      until(async () => {
        const { records } = await driver.executeQuery("SHOW TRANSACTIONS YIELD currentQuery RETURN count(*) AS running");
        return records[0]!.get("running") === 1;
      });
  });
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it did not come about");
}
