/** Loads one of two graphs in a process of its own, so that a test can kill it: `child.ts <a|b>`, with a connection in CONNECTION. */
import { loadNeo4j } from "../../../src/stores/neo4j/index.js";
import { smallModel } from "./small-model.js";
import { graphNamed } from "./two-graphs.js";

process.stdout.write("loading\n");
await loadNeo4j({ ...JSON.parse(process.env.CONNECTION!), model: smallModel }, graphNamed(process.argv[2] as "a" | "b"));
process.stdout.write("loaded\n");
