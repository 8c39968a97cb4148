/** The door of the analyses: algorithms over the graph, written once over the few primitives that any store answers. */
export * from "./bound.js";
export * from "./follow-up.js";
export * from "./lineage.js";
export * from "./neighbours.js";
