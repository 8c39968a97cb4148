/**
 * Time from the start of the process to its first answer, and the memory that it then has: `node bench/start.mjs [runs]`.
 * Once with a database file to build, then with a current one. The service must be built (`npm run build`).
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const runs = Number(process.argv[2] ?? 5);
const query = readFileSync("web/questions/analysts/01-ai-since-2021.graphql", "utf8");

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function firstAnswer(directory) {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(process.execPath, ["dist/cli.js", "serve"], {
    env: { ...process.env, PORT: String(port), DATA_DIR: directory, LOG_LEVEL: "error" },
    stdio: "ignore",
  });
  try {
    for (;;) {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query }),
      }).catch(() => null);
      if (response?.ok && (await response.json()).data) break;
      if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const seconds = (performance.now() - start) / 1000;
    const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"));
    return { seconds, megabytes: memory ? Number(memory[1]) / 1024 : NaN };
  } finally {
    child.kill();
    await new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once("exit", resolve) : resolve()));
  }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const report = (what, results) =>
  console.log(
    `${what}: ${median(results.map((r) => r.seconds)).toFixed(2)} s to the first answer, ${median(results.map((r) => r.megabytes)).toFixed(0)} MB resident (median of ${results.length})`,
  );

const cold = [];
const warm = [];
for (let run = 0; run < runs; run++) {
  const directory = mkdtempSync(join(tmpdir(), "start-"));
  cold.push(await firstAnswer(directory));
  warm.push(await firstAnswer(directory));
  rmSync(directory, { recursive: true });
}
report("database file to build", cold);
report("current database file", warm);
