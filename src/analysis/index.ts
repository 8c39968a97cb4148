/** The door of the analyses: algorithms over the graph, written once over the few primitives that any store answers. */
export * from "./aggregate.js";
export * from "./bound.js";
export * from "./events.js";
export * from "./coverage.js";
export { COVERAGE_DIMENSIONS, MEASURES, type CoverageOptions } from "./coverage-sides.js";
export * from "./follow-up.js";
export * from "./groups.js";
export * from "./lineage.js";
export * from "./neighbours.js";
export * from "./search/index.js";
export * from "./periods.js";
export * from "./timeline.js";
