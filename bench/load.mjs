/**
 * Fills a store with a change set from standard input: `node bench/load.mjs --sqlite DIR < big.ndjson`, or
 * `node bench/load.mjs --neo4j bolt://127.0.0.1:7687 < big.ndjson`, with NEO4J_USER, NEO4J_PASSWORD and NEO4J_DATABASE as
 * the service has them; there, the graph that is in the database is replaced. The service must be built (`npm run build`).
 */
import { existsSync, readFileSync, readSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { fromNdjson } from "../dist/dataset/index.js";
import { seedStamp } from "../dist/dataset/stamp.js";
import { model } from "../dist/model/index.js";

const { values } = parseArgs({ options: { sqlite: { type: "string" }, neo4j: { type: "string" } } });
if ((values.sqlite === undefined) === (values.neo4j === undefined)) throw new Error("one of --sqlite DIR and --neo4j URI is wanted");

/** The lines of standard input, read as they are asked for: a change set may be larger than memory. */
function* lines() {
  const chunk = Buffer.alloc(1 << 16);
  let rest = Buffer.alloc(0);
  for (let size; (size = readSync(0, chunk)) > 0;) {
    const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
    const end = bytes.lastIndexOf("\n") + 1;
    if (end > 0) yield* bytes.toString("utf8", 0, end - 1).split("\n");
    rest = bytes.subarray(end);
  }
  if (rest.length > 0) yield rest.toString("utf8");
}

async function fillSqlite(directory, changes) {
  const { openSqlite } = await import("../dist/stores/sqlite/index.js");
  if (existsSync(path.join(directory, "commitments.sqlite")))
    throw new Error(`${directory} has a database already; another folder is wanted`);
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  // the stamp that the service looks for, so that it serves the file (with DATA_DIR) rather than building one of the seed
  const stamp = `${seedStamp(process.env.SEED_DIR ?? "seed")} ${version}`;
  await (await openSqlite({ directory, model, stamp, load: () => changes })).close();
}

async function fillNeo4j(uri, changes) {
  const { loadNeo4j } = await import("../dist/stores/neo4j/index.js");
  const { NEO4J_USER: user = "neo4j", NEO4J_PASSWORD: password, NEO4J_DATABASE: database } = process.env;
  await loadNeo4j({ uri, user, password, database, model }, changes);
}

const start = performance.now();
const changes = fromNdjson(lines());
await (values.sqlite === undefined ? fillNeo4j(values.neo4j, changes) : fillSqlite(values.sqlite, changes));
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(
  `revision ${changes.dataset.revision} loaded in ${((performance.now() - start) / 1000).toFixed(1)} s; this process took up to ${megabytes.toFixed(0)} MB`,
);
