/**
 * Runs a command of the service, and builds first what is not built: `node tools/start.mjs [command]`. The command
 * `build` only builds. What was built is known by a hash of its inputs, so that it does not matter how they came here.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = path.join(root, "dist");
const require = createRequire(import.meta.url);

const PARTS = {
  service: {
    inputs: ["src", "tsconfig.json", "tsconfig.build.json", "package-lock.json"],
    output: "cli.js",
    about: "the service (some ten seconds)",
    needs: "typescript",
    build: () => run("typescript/bin/tsc", "-p", "tsconfig.build.json"),
  },
  playground: {
    inputs: ["web", "docs", "src/csv", "package-lock.json"],
    output: "web/index.html",
    about: "the playground (about half a minute)",
    needs: "vite",
    build: () => run("vite/bin/vite.js", "build", "--config", "web/vite.config.ts", "--logLevel", "warn"),
  },
};

const say = (line) => process.stderr.write(`${line}\n`);

const stampFile = (name) => path.join(dist, `.built-${name}`);
const isBuilt = (name) => existsSync(path.join(dist, PARTS[name].output));

/** Whether the inputs of a part are not those that it was last built from, and it can be built here. */
function isStale(name) {
  const { inputs, needs } = PARTS[name];
  // an installation may have what is built and nothing else
  if (!existsSync(path.join(root, inputs[0]))) return false;
  if (isBuilt(name) && existsSync(stampFile(name)) && readFileSync(stampFile(name), "utf8") === hashOf(inputs)) return false;
  if (isInstalled(needs)) return true;
  if (!isBuilt(name)) fail(`The ${name} is not built, and ${needs}, which builds it, is not installed: run npm ci without --omit=dev.`);
  say(
    `The ${name} was built from other sources than those here, or elsewhere; it is used as it is (to build it, run npm ci with development dependencies).`,
  );
  return false;
}

function buildPart(name) {
  const { inputs, about, build } = PARTS[name];
  const stamp = hashOf(inputs);
  say(`Building ${about} ...`);
  const start = performance.now();
  // the compiler's memory of an output that is gone would keep it from writing it again
  if (!isBuilt(name) && name === "service") rmSync(path.join(dist, ".tsbuildinfo"), { force: true });
  build();
  writeFileSync(stampFile(name), stamp);
  say(`  built in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

function hashOf(inputs) {
  const hash = createHash("sha256");
  for (const name of inputs.flatMap(filesIn))
    hash
      .update(`${name}\0`)
      .update(readFileSync(path.join(root, name)))
      .update("\0");
  return hash.digest("hex");
}

function filesIn(name) {
  const place = path.join(root, name);
  if (!statSync(place).isDirectory()) return [name];
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))).sort();
}

function isInstalled(name) {
  try {
    return Boolean(require.resolve(`${name}/package.json`));
  } catch {
    return false;
  }
}

function run(script, ...options) {
  const { status } = spawnSync(process.execPath, [path.join(root, "node_modules", script), ...options], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) fail("The build failed; what is wrong stands above.");
}

function fail(message) {
  say(message);
  process.exit(1);
}

/** Builds what is stale. One process builds at a time; a second one waits, and then finds everything built. */
function buildStale(names) {
  if (!names.some(isStale)) return;
  const lock = path.join(dist, ".building");
  mkdirSync(dist, { recursive: true });
  while (!take(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  process.once("exit", () => rmSync(lock, { force: true }));
  names.filter(isStale).forEach(buildPart);
  rmSync(lock, { force: true });
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (isLeft(lock)) rmSync(lock, { force: true });
    return false;
  }
}

/** No build takes longer, so a lock that is older was left behind, whatever process has the number in it by now. */
const LONGEST_BUILD_MS = 300_000;

/** Whether a lock is of a process that is no more. */
function isLeft(lock) {
  try {
    const age = Date.now() - statSync(lock).mtimeMs;
    const pid = Number(readFileSync(lock, "utf8"));
    // the number is written a moment after the lock is there
    return age > LONGEST_BUILD_MS || (age > 1_000 && !(pid > 0 && isAlive(pid)));
  } catch (error) {
    if (error.code === "ENOENT") return false; // it has just been given back
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

const [command = "serve"] = process.argv.slice(2);
const isServer = command === "serve" || command === "build";
buildStale(isServer ? ["service", "playground"] : ["service"]);
if (command !== "build") await import(pathToFileURL(path.join(dist, "cli.js")).href);
