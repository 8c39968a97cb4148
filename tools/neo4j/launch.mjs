// Runs one Neo4jServer process out of an installation.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { javaEnvironment, Neo4jStartError } from "./java.mjs";

/** Made once by install.mjs: the classes as the JVM lays them out in memory, which halves the start. */
export const CLASS_ARCHIVE = "classes.jsa";

/**
 * @typedef {object} Launch
 * @property {import('./java.mjs').Java} java
 * @property {string} dir the installation
 * @property {string} home absolute
 * @property {boolean} [ephemeral] the home is deleted with the server
 * @property {number} port 0: a free one
 * @property {string | null} password null: no authentication
 * @property {string[]} [jvm] more options for Java
 *
 * @typedef {{ pid: number, port: number, exited: Promise<string>, stop(): Promise<void>, kill(): void }} Running
 *   `exited` tells how it ended.
 *
 * @param {Launch} options
 * @returns {Promise<Running>} when it takes connections
 * @throws {Neo4jStartError} PORT_IN_USE, HOME_IN_USE, START_FAILED
 */
export async function launch({ java, dir, home, ephemeral = false, port, password, jvm = [] }) {
  const env = javaEnvironment(java);
  if (password === null) delete env.NEO4J_PASSWORD;
  else env.NEO4J_PASSWORD = password; // not an argument: those, anyone can list
  const child = spawn(
    join(java.bin, "java"),
    [
      "-Xlog:disable",
      "-Xlog:all=warning:stderr", // else they go to standard output, which is ours to talk over
      ...(existsSync(join(dir, CLASS_ARCHIVE)) ? [`-XX:SharedArchiveFile=${CLASS_ARCHIVE}`] : []),
      ...(ephemeral ? ["-Dephemeral=true"] : []),
      ...jvm,
      "@java.args",
      "Neo4jServer",
      home,
      String(port),
    ],
    {
      cwd: dir, // the class path is relative, so that an installation may be moved
      env,
      stdio: "pipe",
    },
  );
  child.stdin.on("error", () => {}); // it ended first

  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complaints = (complaints + text).slice(-2000);
  });

  /** @type {Promise<string>} */
  const exited = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => {
      resolve(`${signal ?? `exit code ${code}`} ${complaints}`.replace(/\s+/g, " ").trim());
    });
  }).then(async (how) => {
    // The server does so itself when it can; not after kill().
    if (ephemeral) await rm(home, { recursive: true, force: true });
    return how;
  });

  const answer = await Promise.race([firstAnswer(child.stdout), exited.then((how) => `failed START_FAILED ${how}`)]);
  const [word, what, ...rest] = answer.split(" ");
  if (word === "failed") {
    await exited;
    throw explain(what, rest.join(" "), { home, ephemeral, port });
  }
  return {
    pid: /** @type {number} */ (child.pid),
    port: Number(what),
    exited,
    async stop() {
      child.stdin.end();
      await exited;
    },
    kill() {
      child.kill("SIGKILL");
    },
  };
}

/**
 * @param {import('node:stream').Readable} stdout
 * @returns {Promise<string>} the first `ready …` or `failed …`; whatever else is said is read and dropped
 */
function firstAnswer(stdout) {
  return new Promise((resolve) => {
    createInterface(stdout).on("line", (line) => {
      if (/^(ready|failed) /.test(line)) resolve(line);
    });
  });
}

/**
 * @param {string} code
 * @param {string} detail
 * @param {{ home: string, ephemeral: boolean, port: number }} at
 */
function explain(code, detail, { home, ephemeral, port }) {
  switch (code) {
    case "PORT_IN_USE":
      return new Neo4jStartError(
        code,
        `Cannot listen on 127.0.0.1:${port} (${detail}): choose another port with NEO4J_PORT or --port, 0 for a free one.`,
      );
    case "HOME_IN_USE":
      return new Neo4jStartError(code, `Another Neo4j is using ${home}: stop it, or choose another folder with --home.`);
    default:
      return new Neo4jStartError(
        "START_FAILED",
        `Neo4j did not start: ${detail}${ephemeral ? "" : ` (see ${join(home, "logs", "debug.log")})`}`,
      );
  }
}
