/** The Neo4j of the tests (neo4j-setup.mjs), lent to one at a time. */
import { connect } from "node:net";
import { describe } from "@jest/globals";
import neo4j from "neo4j-driver";

export interface Lent {
  readonly uri: string;
  readonly user?: string;
  readonly password?: string | null;
  /** Gives it back. Until then everybody else waits. */
  release(): void;
}

/** Why there is no Neo4j for tests; null when there is one. */
export function neo4jObstacle(): string | null {
  if (process.env.NEO4J_TEST_DOOR) return null;
  return process.env.NEO4J_TEST_OBSTACLE ?? "this configuration of Jest does not name tests/support/neo4j-setup.mjs";
}

/** Whether tests that cannot run on Neo4j fail rather than being skipped. */
export const isNeo4jRequired = (): boolean => Boolean(process.env.REQUIRE_NEO4J);

/** Jest's `describe` for what needs a Neo4j; where there is an obstacle to that, it is skipped, and that is said loudly. */
export function describeOnNeo4j(name: string, tests: () => void, obstacle = neo4jObstacle()): void {
  const isSkipped = obstacle !== null && !isNeo4jRequired();
  if (isSkipped) process.stderr.write(`\n!!! SKIPPED: ${name}: ${obstacle}\n\n`);
  (isSkipped ? describe.skip : describe)(name, tests);
}

/** Makes the next load go in batches, as the first one does: a whole large graph is too much for one transaction. */
export async function forgetRevision(lent: Lent): Promise<void> {
  const driver = neo4j.driver(lent.uri, lent.password ? neo4j.auth.basic(lent.user!, lent.password) : undefined);
  await driver.executeQuery("MATCH (d:CommitmentsDataset) REMOVE d.revision");
  await driver.close();
}

/** Waits for the Neo4j; what is in it belongs to whoever has it. */
export async function borrowNeo4j(): Promise<Lent> {
  const obstacle = neo4jObstacle();
  if (obstacle) throw new Error(`no Neo4j for tests: ${obstacle}`);
  const socket = connect(Number(process.env.NEO4J_TEST_DOOR), "127.0.0.1");
  const line = await new Promise<string>((resolve, reject) => {
    let text = "";
    socket
      .setEncoding("utf8")
      .on("error", reject)
      .on("data", (part: string) => {
        text += part;
        if (text.endsWith("\n")) resolve(text);
      });
  });
  const answer = JSON.parse(line) as Lent & { error?: string };
  const release = () => void socket.destroy();
  if (answer.error) {
    release();
    throw new Error(`Neo4j does not start: ${answer.error}`);
  }
  return { ...answer, release };
}
