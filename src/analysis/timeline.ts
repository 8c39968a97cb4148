/** Dated events of all kinds, page by page, and the periods into which they are grouped. */
import { compareText, type Model } from "../model/index.js";
import type { Cut, Found, JsonObject, Limits, List, Read } from "../plan/index.js";
import { Events, type Event, type EventFilter } from "./events.js";
import { periodOf, type Granularity, type Period } from "./periods.js";

export interface Span extends EventFilter {
  readonly granularity: Granularity;
}

/** A page of a timeline. What was not asked for is not read; for a page, of each kind no more than it holds and one. */
export async function timelineOf(model: Model, span: Span, list: List, limits: Limits, read: Read): Promise<Cut> {
  const { size, backward, after, before } = list;
  const events = await Events.of(model, span, limits, read);
  const wants = wantsOf(list);
  const [found, total, precede, follow, periods] = await Promise.all([
    wants.edges ? events.within({ size: size + 1, backward, after, before }) : [],
    wants.total ? events.count() : 0,
    wants.before && after !== null && events.anyFrom(after, true),
    wants.after && before !== null && events.anyFrom(before, false),
    wants.periods ? periodsOf(events, span.granularity) : [],
  ]);
  const left = found.length > size;
  const shown = backward ? found.slice(left ? 1 : 0) : found.slice(0, size);
  return {
    edges: shown.map((event) => edgeOf(event, span.granularity)),
    total,
    before: precede || (backward && left),
    after: follow || (!backward && left),
    values: { periods },
  };
}

const edgeOf = ({ id, date, kind, position }: Event, granularity: Granularity): Found => ({
  id,
  position,
  values: { date, period: periodOf(date, granularity).name, kind },
});

/** Every period in which there are events, with how many of each kind. */
async function periodsOf(events: Events, granularity: Granularity): Promise<JsonObject[]> {
  const dates = await events.byDate();
  const periods = new Map<string, { readonly period: Period; readonly counts: number[] }>();
  for (const { date, kind, count } of dates.sort((a, b) => compareText(a.date, b.date))) {
    const period = periodOf(date, granularity);
    const known = periods.get(period.name) ?? { period, counts: [0, 0, 0, 0] };
    known.counts[kind]! += count;
    periods.set(period.name, known);
  }
  return [...periods.values()].map(({ period: { name, from, to }, counts }) => {
    const [meetings, commitments, milestones, documents] = counts as [number, number, number, number];
    return { period: name, from, to, total: meetings + commitments + milestones + documents, meetings, commitments, milestones, documents };
  });
}

/** What of a page was asked for. */
function wantsOf({ shape }: List) {
  const parts = [...shape.values()];
  const info = new Set(parts.flatMap((part) => (part.kind === "pageInfo" ? [...part.fields.values()].map(({ kind }) => kind) : [])));
  return {
    edges: parts.some(({ kind }) => kind === "edges" || kind === "nodes" || kind === "pageInfo"),
    total: parts.some(({ kind }) => kind === "totalCount"),
    before: info.has("hasPreviousPage"),
    after: info.has("hasNextPage"),
    periods: parts.some(({ kind }) => kind === "value"),
  };
}
