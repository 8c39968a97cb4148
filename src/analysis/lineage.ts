/** What commitments came from, and what came of them: everything that BUILDS_ON leads to, however many steps away. */
import { compareText, firstDay, type Model } from "../model/index.js";
import { CostLimitExceeded, type Found, type JsonObject, type Position, type Read } from "../plan/index.js";
import { neighbours, type Neighbour } from "./neighbours.js";

export type LineageDirection = "ANCESTORS" | "DESCENDANTS" | "BOTH";

/** So many commitments may be met on the way, over all that are asked for at once. */
const MOST_COMMITMENTS = 2_000;

interface Reached {
  readonly id: string;
  readonly madeOn: string | null;
  readonly direction: "ANCESTOR" | "DESCENDANT";
  readonly steps: readonly JsonObject[];
}

/**
 * The lineage of each of some commitments: every other one once, by the fewest steps, nearest first; of the same depth
 * the newest first. Breadth first, and one read a level for all of them together: at most `maxDepth` reads.
 * @throws CostLimitExceeded when more than 2,000 commitments are met.
 */
export async function lineageOf(
  model: Model,
  ids: readonly string[],
  direction: LineageDirection,
  maxDepth: number,
  read: Read,
): Promise<Found[][]> {
  const walks = (["ANCESTOR", "DESCENDANT"] as const).filter((d) => direction === "BOTH" || direction === `${d}S`);
  const found = await Promise.all(walks.map((way) => walk(model, ids, way, maxDepth, read)));
  return ids.map((_, i) =>
    found
      .flatMap((lists) => lists[i]!)
      .sort(nearestFirst)
      .map((reached) => {
        const { id, direction, steps } = reached;
        return { id, position: positionOf(reached), values: { depth: steps.length, direction, steps } };
      }),
  );
}

async function walk(
  model: Model,
  ids: readonly string[],
  direction: Reached["direction"],
  maxDepth: number,
  read: Read,
): Promise<Reached[][]> {
  const type = model.type("Commitment");
  const relationship = type.relationships.get(direction === "ANCESTOR" ? "buildsOn" : "builtOnBy")!;
  const met = new Map<string, readonly Neighbour[]>();
  const reached = ids.map(() => new Map<string, Reached>());
  let frontiers: readonly (readonly Reached[])[] = ids.map((id) => [{ id, madeOn: null, direction, steps: [] }]);
  for (let depth = 0; depth < maxDepth && frontiers.some((frontier) => frontier.length > 0); depth++) {
    const unknown = [...new Set(frontiers.flat().map(({ id }) => id))].filter((id) => !met.has(id));
    if (met.size + unknown.length > MOST_COMMITMENTS) throw tooMany();
    for (const [id, edges] of await neighbours(type, unknown, [relationship], ["madeOn"], MOST_COMMITMENTS, read))
      met.set(id, [...edges].sort(byRelation));
    frontiers = frontiers.map((frontier, i) => {
      const next: Reached[] = [];
      for (const from of frontier) {
        for (const { id, edge, node } of met.get(from.id)!) {
          if (reached[i]!.has(id) || id === ids[i]) continue;
          const step: Reached = {
            id,
            madeOn: node.madeOn as string | null,
            direction,
            steps: [...from.steps, { relation: edge.relation!, id }],
          };
          reached[i]!.set(id, step);
          next.push(step);
        }
      }
      return next.sort(nearestFirst);
    });
  }
  return reached.map((of) => [...of.values()]);
}

/** Where several edges lead to one commitment, the relation that comes first by its name tells of it. */
const byRelation = (a: Neighbour, b: Neighbour): number =>
  compareText(a.edge.relation as string, b.edge.relation as string) || compareText(a.id, b.id);

const positionOf = ({ id, madeOn, steps }: Reached): Position => [steps.length, madeOn === null ? null : firstDay(madeOn), id];

/** The order of a lineage: by depth; then the newest first, what has no date last; then by id, backwards like the dates. */
export function compareInLineage([depth, day, id]: Position, [otherDepth, otherDay, otherId]: Position): number {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return Number(depth) - Number(otherDepth) || compareText(text(otherDay), text(day)) || compareText(text(otherId), text(id));
}

const nearestFirst = (a: Reached, b: Reached): number => compareInLineage(positionOf(a), positionOf(b));

const tooMany = () =>
  new CostLimitExceeded(
    `The lineage leads to more than ${MOST_COMMITMENTS} commitments, the most that are followed. Ask for fewer steps (maxDepth), or of fewer commitments at once.`,
  );
