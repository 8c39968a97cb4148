/** Processes that open the store, and what is left when they are killed while they build its file. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { openSqlite } from "../../../src/stores/sqlite/index.js";
import { Oracle } from "./oracle.js";
import { ids, page, plan, shape, typeOf } from "./pages.js";
import { Random, randomGraph } from "./random.js";
import { smallModel } from "./small-model.js";

/** So many nodes that building takes long enough to be killed in. */
export const NODES = 3000;

/** A process that opens the store in a folder, of a graph of so many nodes. */
export function startProcess(directory: string, stamp: string): { child: ChildProcess; output: () => string } {
  const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, ["--import", file("typescript.mjs"), file("child.ts"), directory, stamp, String(NODES)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  let text = "";
  child.stdout!.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return { child, output: () => text };
}

export async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

/** Kills so many processes, each at another moment of its work, and looks at what the next start has. */
export function testKills(times: number): void {
  test(`processes that are killed while they build leave no half a file: the next start is whole (${times} times)`, async () => {
    const directory = mkdtempSync(join(tmpdir(), "sqlite-kills-"));
    const changes = randomGraph(smallModel, new Random(1), 50);
    const everyone = plan(
      page(typeOf("Being"), { size: 10_000, shape: shape({ nodes: { kind: "nodes", select: ids(typeOf("Being")) } }) }),
    );
    const expected = new Oracle(smallModel, changes).answer(everyone);
    const whole = startProcess(directory, "0");
    await once(whole.child.stdout!, "data");
    const began = performance.now();
    await exitOf(whole.child);
    const time = performance.now() - began;
    let unfinished = 0;
    for (let i = 1; i <= times; i++) {
      const { child, output } = startProcess(directory, `killed ${i}`);
      await once(child.stdout!, "data");
      await new Promise((resolve) => setTimeout(resolve, (time * i) / times));
      child.kill("SIGKILL");
      await exitOf(child);
      if (!output().includes("revision")) unfinished++;
      const store = await openSqlite({ directory, model: smallModel, stamp: `after ${i}`, load: () => changes, deadlineMs: 20_000 });
      expect(await store.read(everyone)).toBe(expected);
      await store.close();
      expect(readdirSync(directory)).toEqual(["commitments.sqlite"]);
    }
    rmSync(directory, { recursive: true });
    expect(unfinished).toBeGreaterThan(times / 4);
  }, 3_600_000);
}
