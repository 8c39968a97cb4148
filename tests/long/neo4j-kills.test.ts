/** Loads into Neo4j that are killed. */
import { testKills } from "../stores/neo4j/kills.js";

testKills(20);
