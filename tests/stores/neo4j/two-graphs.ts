/** Two graphs of a size, to be loaded in turn. */
import type { ChangeSet } from "../../../src/dataset/index.js";
import { graphOf } from "../../support/graph.js";
import { smallModel } from "./small-model.js";

const THINGS = 3_000;

/** Two graphs that share no value but their ids, and a third of those not. */
export function graphNamed(name: "a" | "b"): ChangeSet {
  const ids = Array.from({ length: THINGS }, (_, i) => (i % 3 === 0 ? `${name}${i}` : `t${i}`));
  return graphOf(smallModel, {
    nodes: { Thing: ids.map((id, i) => ({ id, name: `${name} ${i}` })), Box: [{ id: "box" }] },
    edges: { "Box.things": ids.map((id) => ["box", id, { corner: name }] as const) },
    redirects: { [`former-${name}`]: "box" },
  });
}
