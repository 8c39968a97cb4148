/** What a commitment builds on, and what builds on it, step by step. */
import { interval } from "./dates.js";
import type { Graph, GraphNode } from "./graph.js";
import type { Position } from "./order.js";
import { listConnection, type PageArguments } from "./page.js";
import { byCodePoint } from "./text.js";

interface Arguments extends PageArguments {
  readonly direction: "ANCESTORS" | "DESCENDANTS" | "BOTH";
  readonly maxDepth: number;
}

interface Step {
  readonly relation: string;
  readonly id: string;
}

export function lineage(_graph: Graph, start: GraphNode, { direction, maxDepth, ...page }: Arguments) {
  const all: { node: GraphNode; values: { depth: number; direction: string; steps: Step[] } }[] = [];
  for (const way of ["ANCESTOR", "DESCENDANT"]) {
    if (direction !== "BOTH" && direction !== `${way}S`) continue;
    let level = [{ node: start, steps: [] as Step[] }];
    const known = new Set([start]);
    for (let depth = 1; depth <= maxDepth; depth++) {
      const next: typeof level = [];
      for (const { node, steps } of level) {
        const relationship = node.type.relationships.get(way === "ANCESTOR" ? "buildsOn" : "builtOnBy")!;
        const links = [...node.linksOf(relationship)].sort(
          (a, b) => byCodePoint(String(a.values.relation), String(b.values.relation)) || byCodePoint(a.node.id, b.node.id),
        );
        for (const { node: other, values } of links) {
          if (known.has(other)) continue;
          known.add(other);
          next.push({ node: other, steps: [...steps, { relation: String(values.relation), id: other.id }] });
        }
      }
      level = next.sort((a, b) => newestFirst(a.node, b.node));
      all.push(...level.map(({ node, steps }) => ({ node, values: { depth, direction: way, steps } })));
    }
  }
  const position = (edge: (typeof all)[number]): Position => [edge.values.depth, dayOf(edge.node), edge.node.id];
  const compare = ([d1, day1, id1]: Position, [d2, day2, id2]: Position) => Number(d1) - Number(d2) || byDay([day1, id1], [day2, id2]);
  return listConnection(
    all.map((edge) => ({ ...edge, position: position(edge) })).sort((a, b) => compare(a.position, b.position)),
    page,
    compare,
  );
}

const dayOf = ({ values: { madeOn } }: GraphNode) => (typeof madeOn === "string" ? interval(madeOn).first : null);

/** By the first day that the date can mean, what has none last; then by id, backwards like the dates. */
function byDay([x, a]: readonly unknown[], [y, b]: readonly unknown[]): number {
  if (x !== y) return x === null ? 1 : y === null ? -1 : byCodePoint(String(y), String(x));
  return byCodePoint(String(b), String(a));
}

const newestFirst = (a: GraphNode, b: GraphNode) => byDay([dayOf(a), a.id], [dayOf(b), b.id]);
