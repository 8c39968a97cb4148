/** The share of the commitments that a source states at a known place. The one thing here that knows a type by its name. */
import type { EdgeChange } from "./change.js";

const CITING = { type: "Commitment", edge: "Commitment.statedIn", locator: "locator" };

/** From 0 to 1, to four decimals; 0 in a graph that has no such nodes. */
export function shareWithLocator(edges: Iterable<EdgeChange>, countOf: (type: string) => number): number {
  const located = new Set<string>();
  for (const { edge, from, properties } of edges) {
    if (edge === CITING.edge && properties[CITING.locator] != null) located.add(from);
  }
  const all = countOf(CITING.type);
  return all === 0 ? 0 : Math.round((located.size / all) * 10_000) / 10_000;
}
