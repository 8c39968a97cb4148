/** Programs of other kinds, as clients of the service: tests of them are skipped where they are missing, and say so; REQUIRE_CLIENTS=1 makes them fail instead. */
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { test } from "@jest/globals";

/** What shows that a client is there. */
const CLIENTS = {
  curl: ["curl", "--version"],
  python: ["python3", "--version"],
  pandas: ["python3", "-c", "import pandas"],
} as const;

/** A test with a client that is no part of the project's packages. */
export function testWith(client: keyof typeof CLIENTS, name: string, body: () => Promise<void>, timeout?: number): void {
  const [program, ...options] = CLIENTS[client];
  const isThere = spawnSync(program, options).status === 0;
  if (isThere || process.env.REQUIRE_CLIENTS) return test(name, body, timeout);
  process.stderr.write(`\n!!! NOT TESTED WITH ${client}, which is not installed: ${name}\n\n`);
  test.skip(name, body);
}

/** Runs a program over an input. @returns what it prints. @throws what it says when it fails. */
export async function outputOf(program: string, options: readonly string[], input = ""): Promise<string> {
  const running = promisify(execFile)(program, options, { timeout: 60_000 });
  running.child.stdin!.end(input);
  return (await running).stdout;
}
