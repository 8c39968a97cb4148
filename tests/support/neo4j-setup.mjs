/**
 * Before all tests: a place from which test files get a Neo4j, one file at a time, since each fills it with data of its
 * own. The server is started when the first file asks for it, and shared by all. What a file holds is a connection:
 * when that closes, however it closes, the next one has its turn.
 *
 * NEO4J_TEST_URI (with NEO4J_TEST_USER, NEO4J_TEST_PASSWORD) names a server to use instead; ALL DATA OF OURS IN IT IS
 * REPLACED. REQUIRE_NEO4J=1 makes tests fail where they would be skipped; SKIP_NEO4J=1 skips them, to be quick.
 */
import { createServer } from "node:net";
import { canStart, startNeo4j } from "../../tools/neo4j/server.mjs";

export default async function setup() {
  const given = process.env.NEO4J_TEST_URI;
  const obstacle = process.env.SKIP_NEO4J ? "SKIP_NEO4J is set" : given ? null : canStart();
  if (obstacle) {
    process.env.NEO4J_TEST_OBSTACLE = obstacle;
    if (!process.env.REQUIRE_NEO4J)
      process.stderr.write(`\n!!! NO TEST RUNS ON NEO4J: ${obstacle}\n!!! Every suite that compares the stores has only SQLite.\n\n`);
    return;
  }

  let server;
  const connection = async () => {
    if (given) return { uri: given, user: process.env.NEO4J_TEST_USER, password: process.env.NEO4J_TEST_PASSWORD };
    // it lives for minutes: the optimizing compiler pays, and hundreds of plans and whole loads must have room beside each other
    server ??= startNeo4j({ bench: true, memory: "2g" });
    const { uri, user, password } = await server;
    return { uri, user, password };
  };

  let turn = Promise.resolve();
  const door = createServer((socket) => {
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {}).resume();
    turn = turn.then(async () => {
      const answer = await connection().catch((error) => ({ error: error.message }));
      if (!socket.destroyed) socket.write(`${JSON.stringify(answer)}\n`);
      await closed;
    });
  });
  await new Promise((resolve) => door.listen(0, "127.0.0.1", resolve));
  process.env.NEO4J_TEST_DOOR = String(door.address().port);
  globalThis.stopNeo4jOfTests = async () => {
    door.close();
    await (await server)?.stop();
  };
}
