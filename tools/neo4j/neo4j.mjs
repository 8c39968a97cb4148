#!/usr/bin/env node
// `npm run neo4j`: a Neo4j in the foreground, until SIGINT or SIGTERM.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { WORK } from "./install.mjs";
import { Neo4jStartError, prepare, randomPassword, startNeo4j } from "./server.mjs";

const USAGE = `Usage: npm run neo4j -- [options]
  --port N       listen there (default: NEO4J_PORT, else 7687; 0 = a free port)
  --home DIR     keep the data there (default: .neo4j/home)
  --memory SIZE  Java heap, such as 2g (default: 512m)
  --bench        with Java's optimizing compiler: slower start, full speed
  --prepare      install only, start nothing
The password is NEO4J_PASSWORD, else one that is made once and kept in .neo4j/password.
`;

try {
  await main();
} catch (error) {
  const expected = error instanceof Neo4jStartError || /^ERR_PARSE_ARGS/.test(/** @type {any} */ (error)?.code);
  process.stderr.write(`neo4j: ${expected ? /** @type {Error} */ (error).message : /** @type {any} */ (error)?.stack}\n`);
  process.exitCode = 1;
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      home: { type: "string" },
      memory: { type: "string" },
      bench: { type: "boolean" },
      prepare: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return void process.stdout.write(USAGE);
  if (values.prepare) return prepare();

  const server = await startNeo4j({
    home: values.home ?? join(WORK, "home"),
    port: portNumber(values.port ?? (process.env.NEO4J_PORT || "7687")),
    password: process.env.NEO4J_PASSWORD || keptPassword(),
    memory: values.memory,
    bench: values.bench,
    quiet: false,
  });
  process.stdout.write(`export NEO4J_URI=${server.uri}\nexport NEO4J_USER=${server.user}\nexport NEO4J_PASSWORD=${server.password}\n`);
  process.stderr.write("neo4j: running until Ctrl+C\n");

  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      stopping = true;
      void server.stop();
    });
  }
  const how = await server.exited;
  if (!stopping) {
    throw new Neo4jStartError("START_FAILED", `Neo4j ended by itself (${how}): see ${join(server.home, "logs", "debug.log")}`);
  }
}

/** @param {string} text */
function portNumber(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Neo4jStartError("BAD_OPTION", `"${text}" is no port: give NEO4J_PORT or --port a number from 0 to 65535.`);
}

function keptPassword() {
  const file = join(WORK, "password");
  mkdirSync(WORK, { recursive: true });
  try {
    writeFileSync(file, `${randomPassword()}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
  return readFileSync(file, "utf8").trim();
}
