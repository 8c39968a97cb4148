// A real Neo4j for tests and tools: startNeo4j() and whether it can be had here at all.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { install, installation } from "./install.mjs";
import { findJava, Neo4jStartError, requireBuildTools } from "./java.mjs";
import { launch } from "./launch.mjs";

export { Neo4jStartError };

const USER = "neo4j";
const SHORTEST_PASSWORD = 8; // Neo4j's rule

/** @type {typeof import('./server.mjs').canStart} */
export function canStart() {
  try {
    const java = findJava();
    if (!existsSync(installation(java))) requireBuildTools(java);
    return null;
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

/** @type {typeof import('./server.mjs').prepare} */
export async function prepare({ quiet = false } = {}) {
  await install(findJava(), quiet ? () => {} : say);
}

/** @type {typeof import('./server.mjs').startNeo4j} */
export async function startNeo4j({ home, port = 0, password = randomPassword(), quiet = false, memory = "512m", bench = false } = {}) {
  if (password !== null && password.length < SHORTEST_PASSWORD) {
    throw new Neo4jStartError(
      "BAD_OPTION",
      `The password is too short for Neo4j: give NEO4J_PASSWORD ${SHORTEST_PASSWORD} characters or more.`,
    );
  }
  if (!/^\d+[mg]$/i.test(memory)) {
    throw new Neo4jStartError("BAD_OPTION", `"${memory}" is no size of memory: give one such as 512m or 2g.`);
  }
  const report = quiet ? () => {} : say;
  const java = findJava();
  const dir = await install(java, report);
  const ephemeral = home === undefined;
  const folder = home === undefined ? await mkdtemp(join(await realpath(tmpdir()), "neo4j-")) : resolve(home);
  await mkdir(folder, { recursive: true });

  report("starting ...");
  const server = await launch({
    java,
    dir,
    home: folder,
    ephemeral,
    port,
    password,
    // The first compiler tier alone starts sooner, and runs a hot query several times slower.
    jvm: [`-Xmx${memory}`, ...(bench ? [] : ["-XX:TieredStopAtLevel=1"])],
  });
  return {
    uri: `bolt://127.0.0.1:${server.port}`,
    user: USER,
    password,
    home: folder,
    pid: server.pid,
    exited: server.exited,
    stop: server.stop,
    kill: server.kill,
  };
}

export function randomPassword() {
  return randomBytes(18).toString("base64url");
}

/** @param {string} progress */
function say(progress) {
  process.stderr.write(`neo4j: ${progress}\n`);
}
