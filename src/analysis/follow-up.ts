/** What came of commitments: what builds on them, and milestones and documents that are certainly later than they are. */
import { certainlyAfter, compareText, firstDay, type Type } from "../model/index.js";
import { and, CostLimitExceeded, NONE, not, or, type Filter, type Found, type Position, type Read, type RootField } from "../plan/index.js";
import { ofNode, some, test } from "./filters.js";
import { firstThatPass, neighbours, selectionOf } from "./neighbours.js";

/** What follows a commitment, by the relationship that leads there, with the date of the event; what builds on it need not be later by its date. */
const EVENTS = { builtOnBy: "madeOn", milestones: "date", outputs: "issuedOn" } as const;

/** So many events of a kind are followed for each commitment. */
const MOST_EVENTS = 5_000;

/** Of commitments: one builds on it, or a milestone or a document that delivers it is certainly later. */
export function followedUp(commitment: Type): Filter {
  const than = commitment.properties.get("madeOn")!;
  const { builtOnBy, milestones, outputs } = Object.fromEntries(commitment.relationships);
  return or([
    some(builtOnBy!),
    ...[milestones!, outputs!].map((relationship): Filter => {
      const date = relationship.target.properties.get(EVENTS[relationship.name as keyof typeof EVENTS])!;
      return { kind: "later", relationship, date, than };
    }),
  ]);
}

/** The events that follow each of some commitments, in the order of `compareEvents`. Two reads. */
export async function followUpOf(commitment: Type, ids: readonly string[], read: Read): Promise<Found[][]> {
  const select = selectionOf(commitment, ["madeOn"]);
  const { made } = await read(new Map<string, RootField>([["made", { kind: "lookups", type: commitment, ids, select }]]));
  const dates = (made as unknown as readonly { readonly madeOn: string | null }[]).map(({ madeOn }) => madeOn);
  const found = await Promise.all(
    Object.entries(EVENTS).map(async ([name, date]) => {
      const edges = await neighbours(commitment, ids, [commitment.relationships.get(name)!], [date], MOST_EVENTS, read);
      return ids.map((id, i) =>
        edges.get(id)!.flatMap(({ id, edge, node }): Found[] => {
          const when = node[date] as string | null;
          const relation = (edge.relation as string | undefined) ?? null;
          const isEvent = relation !== null || (when !== null && dates[i] !== null && certainlyAfter(when, dates[i]!));
          if (!isEvent) return [];
          return [{ id, position: [when === null ? null : firstDay(when), id, relation], values: { date: when, relation } }];
        }),
      );
    }),
  );
  return ids.map((_, i) => found.flatMap((lists) => lists[i]!).sort((a, b) => compareEvents(a.position, b.position)));
}

/** The order of events: the earliest first, what has no date last; then by id and by relation. */
export function compareEvents([day, id, relation]: Position, [otherDay, otherId, otherRelation]: Position): number {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  if ((day === null) !== (otherDay === null)) return day === null ? 1 : -1;
  return compareText(text(day), text(otherDay)) || compareText(text(id), text(otherId)) || compareText(text(relation), text(otherRelation));
}

/** So many commitments may have been made at the meetings that are asked for at once. */
const MOST_MADE = 5_000;

/**
 * Of commitments: made elsewhere, and built on by what was made at a meeting; a filter for each of some meetings. Two reads.
 * @throws CostLimitExceeded when more than 5,000 commitments were made at them.
 */
export async function carriedOver(commitment: Type, meetings: readonly string[], read: Read): Promise<Filter[]> {
  const { madeAt, buildsOn } = Object.fromEntries(commitment.relationships);
  const made = await neighbours(madeAt!.target, meetings, [madeAt!.inverse], [], MOST_MADE, read);
  const ids = [...new Set([...made.values()].flat().map(({ id }) => id))];
  if (ids.length > MOST_MADE) throw tooManyMade();
  const earlier = await neighbours(commitment, ids, [buildsOn!], [], MOST_EVENTS, read);
  return meetings.map((meeting) => {
    const found = new Set(made.get(meeting)!.flatMap(({ id }) => earlier.get(id)!.map((edge) => edge.id)));
    if (found.size === 0) return NONE;
    return and([test(ofNode(commitment, "id"), "in", [...found]), not(some(madeAt!, test(ofNode(madeAt!.target, "id"), "eq", meeting)))]);
  });
}

const tooManyMade = () =>
  new CostLimitExceeded(
    `More than ${MOST_MADE} commitments were made at the meetings that are asked for, the most that are looked at at once. Ask of fewer meetings.`,
  );

const OPEN = ["ANNOUNCED", "IN_PROGRESS", "UNKNOWN"];

/** Of commitments: due in a year that is over on a day, and neither delivered nor superseded as far as is known. */
export function overdue(commitment: Type, asOf: string): Filter {
  return and([
    test(ofNode(commitment, "dueYear"), "lt", Number(firstDay(asOf).slice(0, 4))),
    test(ofNode(commitment, "status"), "in", OPEN),
  ]);
}

/** As of when the dataset is. One read. */
export async function asOfDataset(read: Read): Promise<string> {
  const { dataset } = await read(
    new Map<string, RootField>([["dataset", { kind: "dataset", select: new Map([["asOf", { kind: "value", name: "asOf" }]]) }]]),
  );
  return (dataset as { readonly asOf: string }).asOf;
}

/** Whether each of some nodes of a type passes a filter. One read. */
export async function passing(type: Type, ids: readonly string[], filter: Filter, read: Read): Promise<boolean[]> {
  const named = test(ofNode(type, "id"), "in", [...new Set(ids)]);
  const found = new Set(await firstThatPass(type, and([named, filter]), ids.length, read));
  return ids.map((each) => found.has(each));
}
