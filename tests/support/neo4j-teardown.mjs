/** After all tests: the Neo4j that they shared ends. */
export default async function teardown() {
  await globalThis.stopNeo4jOfTests?.();
}
