/** The events of a timeline: every node looked at by itself, grouped by the text of its date. */
import { interval } from "./dates.js";
import { passes, type Where } from "./filter.js";
import type { Graph, GraphNode } from "./graph.js";
import type { Position } from "./order.js";
import { listConnection, type PageArguments } from "./page.js";
import { byCodePoint } from "./text.js";

interface Arguments extends PageArguments {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly granularity: "MONTH" | "QUARTER" | "YEAR";
}

/** In their order of one date. */
const KINDS = [
  { kind: "MEETING", type: "Meeting", date: "startDate", count: "meetings", commitments: ["commitments"] },
  { kind: "COMMITMENT", type: "Commitment", date: "madeOn", count: "commitments", commitments: [] },
  { kind: "MILESTONE", type: "Milestone", date: "date", count: "milestones", commitments: ["commitment"] },
  { kind: "DOCUMENT", type: "Document", date: "issuedOn", count: "documents", commitments: ["commitments", "delivers"] },
];

export function timeline(graph: Graph, { where, from, to, granularity, ...page }: Arguments) {
  const events = KINDS.flatMap(({ kind, type, date: property, commitments }, rank) =>
    graph.ofType(graph.model.type(type)).flatMap((node) => {
      const date = node.values[property];
      if (typeof date !== "string" || !canLieWithin(date, from ?? null, to ?? null)) return [];
      if (!isWanted(node, commitments, where)) return [];
      return [{ node, values: { date, kind, ...periodOf(date, granularity) }, position: [date, rank, node.id] as Position }];
    }),
  ).sort((a, b) => compare(a.position, b.position));

  const periods = new Map<string, Record<string, unknown>>();
  for (const { values } of events) {
    const empty = {
      period: values.period,
      from: values.first,
      to: values.last,
      total: 0,
      meetings: 0,
      commitments: 0,
      milestones: 0,
      documents: 0,
    };
    const period: Record<string, any> = periods.get(values.period) ?? empty;
    period.total++;
    period[KINDS.find(({ kind }) => kind === values.kind)!.count]++;
    periods.set(values.period, period);
  }
  return { ...listConnection(events, page, compare), periods: [...periods.values()] };
}

/** Whether any day that a date can mean lies between others. */
function canLieWithin(date: string, from: string | null, to: string | null): boolean {
  const { first, last } = interval(date);
  return (from === null || last >= interval(from).first) && (to === null || first <= interval(to).last);
}

function isWanted(node: GraphNode, commitments: readonly string[], where: Where | null | undefined): boolean {
  if (!where) return true;
  const those =
    node.type.name === "Commitment" ? [node] : commitments.flatMap((r) => node.linksOf(node.type.relationships.get(r)!).map((l) => l.node));
  return those.some((commitment) => passes(where, commitment, null));
}

function periodOf(date: string, granularity: Arguments["granularity"]) {
  const [year, month] = date.split("-");
  if (granularity === "YEAR" || month === undefined) return { period: year!, first: `${year}-01-01`, last: `${year}-12-31` };
  const months =
    granularity === "MONTH"
      ? [month]
      : [
          ["01", "02", "03"],
          ["04", "05", "06"],
          ["07", "08", "09"],
          ["10", "11", "12"],
        ].find((q) => q.includes(month))!;
  const quarter = granularity === "QUARTER" ? `Q${Number(months[2]) / 3}` : month;
  return { period: `${year}-${quarter}`, first: `${year}-${months[0]}-01`, last: interval(`${year}-${months.at(-1)}`).last };
}

/** A year is the beginning of the text of its months, and a month of its days: what begins like another and goes on comes after it. */
function compare([dateA, rankA, idA]: Position, [dateB, rankB, idB]: Position): number {
  return byCodePoint(String(dateA), String(dateB)) || Number(rankA) - Number(rankB) || byCodePoint(String(idA), String(idB));
}
