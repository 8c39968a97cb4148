/** Reads from Neo4j while it is written. */
import { testTorn } from "../stores/neo4j/torn.js";

testTorn(20_000);
