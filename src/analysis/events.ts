/**
 * Meetings, commitments, milestones and documents as events of one list, by their dates as they are written: so what is
 * known to the year alone stands before what is known to be of its first month, and that before what is of its first
 * day. Of one date meetings come first, then commitments, milestones and documents, each by id.
 */
import { compareText, firstDay, lastDay, type Model } from "../model/index.js";
import {
  ALL,
  and,
  not,
  or,
  type ConnectionField,
  type Filter,
  type JsonObject,
  type Limits,
  type OrderKey,
  type Page,
  type Position,
  type Read,
  type RootField,
  type Subject,
} from "../plan/index.js";
import { canBeFrom, missing, ofNode, some, test } from "./filters.js";
import { readGroups, type Count, type Grouping } from "./groups.js";
import { selectionOf } from "./neighbours.js";

/** The kinds in their order: the type of the nodes, their date, and what leads from them to the commitments that they are about. */
const KINDS = [
  { kind: "MEETING", type: "Meeting", date: "startDate", about: ["commitments"] },
  { kind: "COMMITMENT", type: "Commitment", date: "madeOn", about: null },
  { kind: "MILESTONE", type: "Milestone", date: "date", about: ["commitment"] },
  { kind: "DOCUMENT", type: "Document", date: "issuedOn", about: ["commitments", "delivers"] },
] as const;

/** So often a filter of commitments stands in a statement that reads events of all kinds. */
export const TIMES_IN_EVENTS = KINDS.reduce((sum, { about }) => sum + (about?.length ?? 1), 0);

/** So many keys has their order. */
export const KEYS_OF_EVENTS = 2;

export interface Event {
  readonly id: string;
  readonly date: string;
  readonly kind: (typeof KINDS)[number]["kind"];
  /** Its date, the number of its kind, and its id. */
  readonly position: Position;
}

/** Which events there are. */
export interface EventFilter {
  /** Of commitments: they themselves and what is about them; null for all events. */
  readonly where: Filter | null;
  /** Only what can lie on the first day of `from` or later, and on the last day of `to` or before. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Those between two places, exclusively; the last ones rather than the first. */
interface Bounds {
  readonly size: number;
  readonly backward?: boolean;
  readonly after?: Position | null;
  readonly before?: Position | null;
}

interface Source {
  readonly page: Omit<Page, "size" | "backward" | "after" | "before" | "shape">;
  readonly date: Subject;
}

export class Events {
  private readonly sources: readonly Source[];
  /** Places before and after which there is none, so that a page begins and ends there. */
  private readonly start: Position | null;
  private readonly end: Position | null;

  constructor(
    model: Model,
    { where, from, to }: EventFilter,
    private readonly read: Read,
  ) {
    this.start = from === null ? null : beginningOf(from.slice(0, 4));
    this.end = to === null ? null : endOf(lastDay(to));
    this.sources = KINDS.map(({ type, date: name, about }): Source => {
      const target = model.type(type);
      const date = ofNode(target, name);
      const key = (property: string, written = false): OrderKey => ({
        by: "property",
        property: target.properties.get(property)!,
        direction: "ASC",
        written,
      });
      const passes = and([
        not(missing(date)),
        from === null ? ALL : canBeFrom(date, firstDay(from)),
        to === null ? ALL : test(date, "lte", lastDay(to)),
        where === null ? ALL : about === null ? where : or(about.map((r) => some(target.relationships.get(r)!, where))),
      ]);
      return { page: { relationship: null, target, where: passes, order: [key(name, true), key("id")], mark: "" }, date };
    });
  }

  /** The first events within bounds, or the last ones, in their order. One read; of each kind no more than `size`. */
  async within(bounds: Bounds): Promise<Event[]> {
    const lists = await this.readNodes(this.sources.map((_, kind) => this.page(kind, bounds)));
    const all = lists
      .flatMap((nodes, kind) => nodes.map((node) => eventOf(node, kind)))
      .sort((a, b) => compareEventPositions(a.position, b.position));
    return bounds.backward ? all.slice(Math.max(0, all.length - bounds.size)) : all.slice(0, bounds.size);
  }

  /** Whether there is an event at a place, or beyond it. One read. */
  async anyFrom(position: Position, backward: boolean): Promise<boolean> {
    const [date, kind, id] = position as [string, number, string];
    const pages = this.sources.map((_, i) => this.page(i, { size: 1, backward, [backward ? "before" : "after"]: position }));
    const own = this.sources[kind];
    if (own) pages.push(this.page(kind, { size: 1 }, and([test(ofNode(own.page.target, "id"), "eq", id), test(own.date, "eq", date)])));
    return (await this.readNodes(pages)).some((nodes) => nodes.length > 0);
  }

  /** How many there are. One read. */
  async count(): Promise<number> {
    const shape = new Map<string, ConnectionField>([["count", { kind: "totalCount" }]]);
    const counts = await this.readPages(this.sources.map(({ page }) => ({ ...page, ...NO_ROWS, shape })));
    return counts.reduce((sum, { count }) => sum + (count as number), 0);
  }

  /** How many there are of each kind on each date, as written. One read. @throws CostLimitExceeded when there are too many dates. */
  byDate(limits: Limits): Promise<Count[][]> {
    const groups = this.sources.map(({ page: { target, where }, date: { property } }): Grouping => {
      return { target, where, from: null, keys: [{ kind: "value", steps: [], property, year: false, perLink: false }], date: null };
    });
    return readGroups(groups, limits, this.read);
  }

  private page(kind: number, { size, backward = false, after = null, before = null }: Bounds, where: Filter = ALL): Page {
    const { page } = this.sources[kind]!;
    const shape = new Map([["nodes", { kind: "nodes", select: selectionOf(page.target, ["id", KINDS[kind]!.date]) } as const]]);
    return {
      ...page,
      where: and([page.where, where]),
      size,
      backward,
      after: placeOf(latest(after, this.start), kind),
      before: placeOf(earliest(before, this.end), kind),
      shape,
    };
  }

  private async readNodes(pages: readonly Page[]): Promise<readonly (readonly Node[])[]> {
    return (await this.readPages(pages)).map(({ nodes }) => nodes as unknown as readonly Node[]);
  }

  private async readPages(pages: readonly Page[]): Promise<JsonObject[]> {
    const plan = new Map<string, RootField>(pages.map((page, i) => [`page${i}`, { kind: "page", page }]));
    return Object.values(await this.read(plan)) as JsonObject[];
  }
}

const NO_ROWS = { size: 0, backward: false, after: null, before: null } as const;

type Node = { readonly id: string } & Readonly<Record<(typeof KINDS)[number]["date"], string>>;

function eventOf(node: Node, number: number): Event {
  const { kind, date: name } = KINDS[number]!;
  return { id: node.id, date: node[name], kind, position: [node[name], number, node.id] };
}

/** The place that comes before all events of a date. */
const beginningOf = (date: string): Position => [date, -1, ""];

/** The place that comes after all events of a date. */
const endOf = (date: string): Position => [date, KINDS.length, ""];

const latest = (a: Position | null, b: Position | null) => (a && b ? (compareEventPositions(a, b) > 0 ? a : b) : (a ?? b));
const earliest = (a: Position | null, b: Position | null) => (a && b ? (compareEventPositions(a, b) < 0 ? a : b) : (a ?? b));

/** A place among all events as one among those of a kind. Ids are words: what is empty lies before all of them, and "~" after. */
function placeOf(position: Position | null, kind: number): Position | null {
  if (position === null) return null;
  const [date, at, id] = position as [string, number, string];
  return [date, kind < at ? "~" : kind > at ? "" : id];
}

function compareEventPositions(a: Position, b: Position): number {
  const [[date, kind, id], [otherDate, otherKind, otherId]] = [a, b] as [[string, number, string], [string, number, string]];
  return compareText(date, otherDate) || kind - otherKind || compareText(id, otherId);
}
