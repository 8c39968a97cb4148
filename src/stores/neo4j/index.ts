/** The door of the store on Neo4j. */
export type { Neo4jConnection } from "./connect.js";
export { LoadRunning } from "./lease.js";
export { loadNeo4j, type LoadOptions } from "./load.js";
export { EmptyDatabase } from "./revision.js";
export { neo4jSchema } from "./schema.js";
export { openNeo4j, type Neo4jOptions } from "./store.js";
export type { Done } from "./write.js";
