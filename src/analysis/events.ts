/**
 * Meetings, commitments, milestones and documents as events of one list, by their dates as they are written: so what is
 * known to the year alone stands before what is known to be of its first month, and that before what is of its first
 * day. Of one date meetings come first, then commitments, milestones and documents, each by id.
 */
import { compareText, firstDay, lastDay, type Model } from "../model/index.js";
import {
  ALL,
  and,
  NONE,
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
import { readGroups, type Grouping } from "./groups.js";
import { firstThatPass, selectionOf } from "./neighbours.js";

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

/** A list of events that no other source has. */
interface Source {
  /** The number of its kind. */
  readonly kind: number;
  readonly page: Omit<Page, "size" | "backward" | "after" | "before" | "shape">;
  readonly date: Subject;
}

/** So many commitments are found first, and what is about them from them; what is about more is found sooner among all there is. */
const MOST_NAMED = 1_000;

export class Events {
  /** Of the events of each kind, how much has to be looked at to know whether one is about such commitments. */
  private readonly looks: readonly number[];

  private constructor(
    private readonly sources: readonly Source[],
    /** All events of the span, of any commitments. */
    private readonly all: readonly Source[],
    private readonly span: EventFilter,
    private readonly areNamed: boolean,
    private readonly limits: Limits,
    private readonly read: Read,
  ) {
    this.looks = KINDS.map(({ about }) => 1 + (span.where ? (about?.length ?? 0) : 0));
  }

  /** The events that pass a filter. One read, none where it is of no commitments in particular. */
  static async of(model: Model, span: EventFilter, limits: Limits, read: Read): Promise<Events> {
    const named = span.where && (await firstThatPass(model.type("Commitment"), span.where, MOST_NAMED + 1, read));
    const areNamed = named !== null && named.length <= MOST_NAMED;
    const where = areNamed ? (named.length === 0 ? NONE : test(ofNode(model.type("Commitment"), "id"), "in", named)) : span.where;
    const sources = KINDS.flatMap((_, kind) => sourcesOf(model, kind, span, where, areNamed));
    const all = KINDS.flatMap((_, kind) => sourcesOf(model, kind, span, null, false));
    return new Events(sources, all, span, areNamed, limits, read);
  }

  /** The first events within bounds, or the last ones, in their order. One read; of each kind no more than `size`. */
  async within(bounds: Bounds): Promise<Event[]> {
    const lists = await this.readNodes(this.sources.map((source) => this.page(source, bounds)));
    const all = lists
      .flatMap((nodes, i) => nodes.map((node) => eventOf(node, this.sources[i]!.kind)))
      .sort((a, b) => compareEventPositions(a.position, b.position));
    return bounds.backward ? all.slice(Math.max(0, all.length - bounds.size)) : all.slice(0, bounds.size);
  }

  /** Whether there is an event at a place, or beyond it. One read. */
  async anyFrom(position: Position, backward: boolean): Promise<boolean> {
    const [date, kind, id] = position as [string, number, string];
    const pages = this.sources.flatMap((source) => {
      const beyond = this.page(source, { size: 1, backward, [backward ? "before" : "after"]: position });
      if (source.kind !== kind) return [beyond];
      const there = and([test(ofNode(source.page.target, "id"), "eq", id), test(source.date, "eq", date)]);
      return [beyond, this.page(source, { size: 1 }, there)];
    });
    return (await this.readNodes(pages)).some((nodes) => nodes.length > 0);
  }

  /** How many there are: two reads, one of all of them. @throws CostLimitExceeded when too much would have to be looked at. */
  async count(): Promise<number> {
    if (this.span.where) await this.checkCounted();
    return sum(await this.countOf(this.sources));
  }

  /** How many there are of each kind on each date, as written. Two reads. @throws CostLimitExceeded when too much would have to be looked at. */
  async byDate(): Promise<{ date: string; kind: number; count: number }[]> {
    await this.checkCounted();
    const groups = this.sources.map(({ page: { target, where }, date: { property } }): Grouping => {
      return { target, where, from: null, keys: [{ kind: "value", steps: [], property, year: false, perLink: false }], date: null };
    });
    const counts = await readGroups(groups, this.limits, this.read);
    return counts.flatMap((dates, i) => dates.map(({ keys: [date], count }) => ({ date: date!, kind: this.sources[i]!.kind, count })));
  }

  /** What is about few commitments is found from them; else all that lies in the span is looked at. */
  private async checkCounted(): Promise<void> {
    if (this.areNamed) return;
    const looks = (await this.countOf(this.all)).map((count, kind) => count * this.looks[kind]!);
    this.read.counts(sum(looks));
  }

  private async countOf(sources: readonly Source[]): Promise<number[]> {
    const shape = new Map<string, ConnectionField>([["count", { kind: "totalCount" }]]);
    const counts = await this.readPages(sources.map(({ page }) => ({ ...page, ...NO_ROWS, shape })));
    return counts.map(({ count }) => count as number);
  }

  private page({ page, kind }: Source, { size, backward = false, after = null, before = null }: Bounds, where: Filter = ALL): Page {
    // places before and after which there is nothing, so that what is read begins and ends there
    const { from, to } = this.span;
    const start = from === null ? null : beginningOf(from.slice(0, 4));
    const end = to === null ? null : endOf(lastDay(to));
    const shape = new Map([["nodes", { kind: "nodes", select: selectionOf(page.target, ["id", KINDS[kind]!.date]) } as const]]);
    return {
      ...page,
      where: and([page.where, where]),
      size,
      backward,
      after: placeOf(latest(after, start), kind),
      before: placeOf(earliest(before, end), kind),
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

/** Where events of a kind are found. Of few commitments, from each of the ways that lead to them; of many, by looking at all. */
function sourcesOf(model: Model, kind: number, { from, to }: EventFilter, where: Filter | null, areNamed: boolean): Source[] {
  const { type, date: name, about } = KINDS[kind]!;
  const target = model.type(type);
  const date = ofNode(target, name);
  const order: OrderKey[] = [
    { by: "property", property: date.property, direction: "ASC", written: true },
    { by: "property", property: target.properties.get("id")!, direction: "ASC" },
  ];
  const inSpan = [
    not(missing(date)),
    from === null ? ALL : canBeFrom(date, firstDay(from)),
    to === null ? ALL : test(date, "lte", lastDay(to)),
  ];
  const ways = where && about ? about.map((r) => some(target.relationships.get(r)!, where)) : [where ?? ALL];
  const apart = areNamed ? ways.map((way, i) => and([way, ...ways.slice(0, i).map(not)])) : [or(ways)];
  return apart.map((way) => ({ kind, page: { relationship: null, target, where: and([...inSpan, way]), order, mark: "" }, date }));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

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
