/** The same as tests/long/neo4j-kills.test.ts, for every run. */
import { testKills } from "./kills.js";

testKills(2);
