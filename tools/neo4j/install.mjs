// Makes, once, what a server is started from: the jars, our launcher, and an archive of the loaded classes.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { javaEnvironment, Neo4jStartError, requireBuildTools } from "./java.mjs";
import { CLASS_ARCHIVE, launch } from "./launch.mjs";

/** Everything that is made here or kept between runs. */
export const WORK = fileURLToPath(new URL("../../.neo4j", import.meta.url));
const POM = fileURLToPath(new URL("pom.xml", import.meta.url));
const SOURCE = fileURLToPath(new URL("Neo4jServer.java", import.meta.url));
const MAVEN_LOG = join(WORK, "maven.log");
const LOCK = join(WORK, "lock");

/** How Maven's transports say it: the cause where they name one, else the mere fact. */
const NO_NETWORK = [
  /unknown host|name resolution|network is unreachable|no route to host|connection (refused|reset|timed out)|(connect|read) timed out|in offline mode/i,
  /could not transfer/i,
];

const run = promisify(execFile);

/**
 * The folder of the installation for this Java and these sources. If it is there, it is whole.
 *
 * @param {import('./java.mjs').Java} java
 */
export function installation(java) {
  const hash = createHash("sha256").update(java.build);
  for (const file of [POM, SOURCE, fileURLToPath(import.meta.url)]) hash.update(readFileSync(file));
  return join(WORK, `server-${hash.digest("hex").slice(0, 12)}`);
}

/**
 * @param {import('./java.mjs').Java} java
 * @param {(progress: string) => void} say
 * @returns {Promise<string>} the installation's folder
 * @throws {Neo4jStartError} COMPILER_MISSING, MAVEN_MISSING, MAVEN_UNREACHABLE, MAVEN_FAILED, START_FAILED
 */
export async function install(java, say) {
  const dir = installation(java);
  if (existsSync(dir)) return dir;
  requireBuildTools(java);
  await mkdir(WORK, { recursive: true });
  await lock(say);
  try {
    if (existsSync(dir)) return dir; // made while we waited
    for (const name of await readdir(WORK)) {
      if (name.startsWith("building-")) await rm(join(WORK, name), { recursive: true, force: true }); // interrupted
    }
    const building = join(WORK, `building-${process.pid}`);
    try {
      await build(java, building, say);
      await rename(building, dir);
    } finally {
      await rm(building, { recursive: true, force: true });
    }
  } finally {
    unlock();
  }
  return dir;
}

/**
 * @param {import('./java.mjs').Java} java
 * @param {string} dir
 * @param {(progress: string) => void} say
 */
async function build(java, dir, say) {
  await mkdir(dir);
  say("fetching the jars with Maven (once, about 150 MB) ...");
  await fetchJars(java, join(dir, "lib"));

  say("compiling the launcher ...");
  const classes = join(dir, "classes");
  const env = javaEnvironment(java);
  await run(join(java.bin, "javac"), ["--release", "17", "-cp", join(dir, "lib", "*"), "-d", classes, SOURCE], { env });
  // A class archive takes classes from jars only, each named: no folder, no wildcard.
  await run(join(java.bin, "jar"), ["--create", "--file", join(dir, "launcher.jar"), "-C", classes, "."], { env });
  await rm(classes, { recursive: true });
  const jars = (await readdir(join(dir, "lib"))).sort().map((jar) => `lib/${jar}`);
  await writeFile(
    join(dir, "java.args"),
    [
      `-cp launcher.jar:${jars.join(":")}`,
      ...["java.nio", "java.io", "sun.nio.ch"].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
      "",
    ].join("\n"),
  );

  say("starting it once for the class archive ...");
  const server = await launch({
    java,
    dir,
    home: join(dir, "home"),
    ephemeral: true,
    port: 0,
    password: "only for this run",
    jvm: ["-XX:TieredStopAtLevel=1", `-XX:ArchiveClassesAtExit=${CLASS_ARCHIVE}`],
  });
  await server.stop();
  if (!existsSync(join(dir, CLASS_ARCHIVE))) say("this Java made no class archive: starts will take about twice as long");
}

/**
 * @param {import('./java.mjs').Java} java
 * @param {string} lib
 */
async function fetchJars(java, lib) {
  const args = [
    "--batch-mode",
    "--no-transfer-progress",
    "--strict-checksums",
    "--update-snapshots", // Maven remembers a failed download as a failure for a day otherwise
    "--file",
    POM,
    `-DoutputDirectory=${lib}`,
    "org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies", // short, it would take a look-up more
  ];
  // A user without an account (common in containers) has no home to keep a Maven repository in.
  if (!isWritable(java.userHome)) args.push(`-Dmaven.repo.local=${join(WORK, "maven")}`);
  try {
    await run("mvn", args, { env: javaEnvironment(java), maxBuffer: 1 << 26 });
  } catch (failure) {
    const { stdout = "", stderr = "", message } = /** @type {any} */ (failure);
    writeFileSync(MAVEN_LOG, stdout + stderr);
    const reason = NO_NETWORK.map((words) => words.exec(stdout + stderr)?.[0]).find(Boolean);
    throw reason
      ? new Neo4jStartError(
          "MAVEN_UNREACHABLE",
          `Maven cannot reach its repository (${reason}): check the network, ` +
            `or name a proxy or mirror in ~/.m2/settings.xml. Its words are in ${MAVEN_LOG}`,
        )
      : new Neo4jStartError(
          "MAVEN_FAILED",
          `Maven could not fetch Neo4j (${
            stdout.match(/^\[ERROR\] (.*)$/m)?.[1] ?? message.split("\n")[0]
          }). Its words are in ${MAVEN_LOG}`,
        );
  }
}

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lets one process build at a time. This only saves work and spares Maven's repository, which is not made for
 * two: what makes an installation whole is the rename at the end.
 *
 * @param {(progress: string) => void} say
 */
async function lock(say) {
  for (let told = false; ; await sleep(200)) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    const holder = lockHolder();
    if (holder && !isAlive(holder)) unlock();
    else if (!told) {
      say(`process ${holder} is making the installation: waiting (if there is no such process, delete ${LOCK})`);
      told = true;
    }
  }
}

function unlock() {
  rmSync(LOCK, { force: true });
}

function lockHolder() {
  try {
    return Number(readFileSync(LOCK, "utf8"));
  } catch {
    return 0; // gone just now
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
