/** The door of the dataset: the seed, the change sets in which the graph changes, and what is wrong with either. */
export type { Change, ChangeSet, DatasetInfo, EdgeChange, NodeChange, RedirectChange, Withdrawal } from "./change.js";
export { buildChangeSet, type Graph } from "./build.js";
export { checkChangeSet } from "./check.js";
export { ChangeSetError, faultLine, SeedError, type Fault, type Place } from "./faults.js";
export { fromNdjson, toNdjson } from "./ndjson.js";
export { reportSeed, seedSummary, withSummary, writeSummary } from "./report.js";
export { type DatasetAbout, type Gaps } from "./sections.js";
export { changeSet, checkSeed, loadSeed, type Seed, type SeedCheck } from "./seed.js";
export { seedStamp } from "./stamp.js";
