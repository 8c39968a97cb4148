/** Programs of other kinds, as clients of the service: tests of them are skipped where they are missing, and say so; REQUIRE_CLIENTS=1 makes them fail instead. */
import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { test } from "@jest/globals";

const runs = (program: string, ...options: string[]) => spawnSync(program, options).status === 0;

/** What shows that a client is there, and what brings it. */
const CLIENTS = {
  curl: { isThere: () => runs("curl", "--version"), get: "the system's package curl" },
  python: { isThere: () => runs("python3", "--version"), get: "the system's package python3" },
  pandas: { isThere: () => runs("python3", "-c", "import pandas"), get: "pip install -r tools/clients/requirements.txt" },
  gql: { isThere: () => runs("python3", "-c", "import gql, requests"), get: "pip install -r tools/clients/requirements.txt" },
  packages: {
    isThere: () => existsSync("tools/clients/node_modules/.package-lock.json"),
    get: "npm ci --ignore-scripts --prefix tools/clients",
  },
} as const;

/** A test with a client that is no part of the project's packages. */
export function testWith(client: keyof typeof CLIENTS, name: string, body: () => Promise<void>, timeout = 60_000): void {
  const { isThere, get } = CLIENTS[client];
  if (process.env.REQUIRE_CLIENTS || isThere()) return test(name, body, timeout);
  process.stderr.write(`\n!!! NOT TESTED WITH ${client}, which is not installed (${get} brings it): ${name}\n\n`);
  test.skip(name, body);
}

/** Runs a program over an input. @returns what it prints. @throws what it says when it fails. */
export async function outputOf(
  program: string,
  options: readonly string[],
  { input = "", cwd }: { input?: string; cwd?: string } = {},
): Promise<string> {
  const running = promisify(execFile)(program, options, { timeout: 120_000, cwd });
  running.child.stdin!.end(input);
  return (await running).stdout;
}
