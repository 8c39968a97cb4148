/** The project's own dataset and schema, as tests read them. */
import { readFileSync } from "node:fs";
import { changeSet, loadSeed, type ChangeSet } from "../../src/dataset/index.js";
import { model } from "../../src/model/index.js";

/** The schema as it is emitted. */
export const sdl = (): string => readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8");

/** The seed as a change set. It may be gone through many times. */
export function seedChanges(): ChangeSet {
  const { dataset, changes } = changeSet(loadSeed(new URL("../../seed", import.meta.url).pathname, model), "test");
  return { dataset, changes: [...changes] };
}
