/** Circles in a directed graph. */
import { grouped } from "./grouped.js";

/**
 * One circle for each edge that closes one in a walk in depth: none exactly when the graph has no circle. The walk
 * keeps its own stack, so that a long chain is no matter. O(nodes + edges).
 * @returns each circle's ids, the first one again at the end, and the edge that closes it.
 */
export function* circles<E>(
  edges: readonly E[],
  ends: (edge: E) => { from: string; to: string },
): Generator<{ path: string[]; closing: E }> {
  const outgoing = grouped(edges, (edge) => ends(edge).from);
  const state = new Map<string, "open" | "done">();
  for (const start of outgoing.keys()) {
    if (state.has(start)) continue;
    const path = [start];
    const steps = [outgoing.get(start)!.values()];
    state.set(start, "open");
    while (steps.length > 0) {
      const { value: edge, done } = steps.at(-1)!.next();
      if (done) {
        steps.pop();
        state.set(path.pop()!, "done");
        continue;
      }
      const { to } = ends(edge);
      if (state.get(to) === "open") yield { path: [...path.slice(path.indexOf(to)), to], closing: edge };
      if (state.has(to)) continue;
      state.set(to, "open");
      path.push(to);
      steps.push((outgoing.get(to) ?? []).values());
    }
  }
}
