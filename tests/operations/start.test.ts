/** tools/start.mjs in a project of one file: what is built when, and what becomes of the lock. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";

let root: string;
const at = (...names: string[]) => path.join(root, ...names);
/** Runs a command of the small service; gives what it prints. */
const start = (...args: string[]) =>
  execFileSync(process.execPath, [at("tools/start.mjs"), ...args], { encoding: "utf8", stdio: "pipe", timeout: 60_000 });

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "start-"));
  for (const folder of ["src", "tools", "dist"]) mkdirSync(at(folder));
  cpSync("tools/start.mjs", at("tools/start.mjs"));
  symlinkSync(path.resolve("node_modules"), at("node_modules"));
  writeFileSync(at("package.json"), '{ "type": "module" }');
  writeFileSync(at("package-lock.json"), "{}");
  writeFileSync(at("tsconfig.json"), "{}");
  const compilerOptions = { rootDir: "src", outDir: "dist", module: "nodenext", target: "es2022", types: [] };
  writeFileSync(at("tsconfig.build.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  writeFileSync(at("src/cli.ts"), 'console.log("one");');
});
afterEach(() => rmSync(root, { recursive: true }));

test("what is stale is built, and what is built is not touched", () => {
  expect(start("validate")).toBe("one\n");
  const before = statSync(at("dist/cli.js")).mtimeMs;
  expect(start("validate")).toBe("one\n");
  expect(statSync(at("dist/cli.js")).mtimeMs).toBe(before);
  writeFileSync(at("src/cli.ts"), 'console.log("two");');
  expect(start("validate")).toBe("two\n");
});

test.each([
  ["without a number", "", 2],
  ["of a process that is no more", "999999999", 2],
  ["whose number another process has by now", String(process.pid), 600],
])("a lock that was left behind %s is taken over", (_, content, age) => {
  writeFileSync(at("dist/.building"), content);
  const then = Date.now() / 1000 - age;
  utimesSync(at("dist/.building"), then, then);
  expect(start("validate")).toBe("one\n");
  expect(existsSync(at("dist/.building"))).toBe(false);
});

test("where all is built, another's lock is no matter", () => {
  start("validate");
  writeFileSync(at("dist/.building"), String(process.pid));
  expect(start("validate")).toBe("one\n");
});
