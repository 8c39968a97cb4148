/** Dated events of all kinds, page by page, and the periods into which they are grouped. */
import type { Model } from "../model/index.js";
import { CostLimitExceeded, type Cut, type Found, type JsonObject, type List, type Read } from "../plan/index.js";
import { endOf, Events, type Event, type EventFilter } from "./events.js";
import { isIn, lastOf, periodOf, type Granularity } from "./periods.js";

export interface Span extends EventFilter {
  readonly granularity: Granularity;
}

/** So many periods are counted at most: a hundred years by the month, with the years themselves. */
const MOST_PERIODS = 1_300;

/**
 * A page of a timeline. What was not asked for is not read. Of each kind of events one more is read than the page holds;
 * for each period there are two reads more.
 */
export async function timelineOf(model: Model, span: Span, list: List, read: Read): Promise<Cut> {
  const { size, backward, after, before } = list;
  const events = new Events(model, span, read);
  const wants = wantsOf(list);
  const [found, counts, precede, follow, periods] = await Promise.all([
    wants.edges ? events.within({ size: size + 1, backward, after, before }) : [],
    wants.total ? events.count() : [],
    wants.before && after !== null && events.anyFrom(after, true),
    wants.after && before !== null && events.anyFrom(before, false),
    wants.periods ? periodsOf(events, span.granularity) : [],
  ]);
  const left = found.length > size;
  const shown = backward ? found.slice(left ? 1 : 0) : found.slice(0, size);
  return {
    edges: shown.map((event) => edgeOf(event, span.granularity)),
    total: counts.reduce((sum, count) => sum + count, 0),
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

/**
 * Every period in which there are events, with how many of each kind. From the end of one the beginning of the next is
 * sought, so nothing is counted where nothing is.
 * @throws CostLimitExceeded when there are more than 1,300.
 */
async function periodsOf(events: Events, granularity: Granularity): Promise<JsonObject[]> {
  const periods: JsonObject[] = [];
  let [event] = await events.within({ size: 1 });
  while (event) {
    if (periods.length === MOST_PERIODS) throw tooMany();
    const period = periodOf(event.date, granularity);
    const [counts, [next]] = await Promise.all([
      events.count((date) => isIn(date, period, granularity)),
      events.within({ size: 1, after: endOf(lastOf(period)) }),
    ]);
    const [meetings, commitments, milestones, documents] = counts as [number, number, number, number];
    const { name, from, to } = period;
    const total = meetings + commitments + milestones + documents;
    periods.push({ period: name, from, to, total, meetings, commitments, milestones, documents });
    event = next;
  }
  return periods;
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

const tooMany = () =>
  new CostLimitExceeded(
    `The timeline has more than ${MOST_PERIODS} periods, the most that are counted. Ask for longer ones (granularity), or for a narrower span (from, to).`,
  );
