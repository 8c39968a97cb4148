/**
 * Coverage: commitments counted by two dimensions, as a table. A commitment counts once in a cell, however it came there, and
 * in each of the cells where it belongs; so the counts of a row may add up to more commitments than it has.
 */
import type { Model, Type } from "../model/index.js";
import {
  ALL,
  and,
  BadUserInput,
  not,
  or,
  showRecords,
  type Facts,
  type Filter,
  type GroupKey,
  type JsonObject,
  type Limits,
  type Read,
  type RecordShape,
  type ToStep,
} from "../plan/index.js";
import { Bound } from "./bound.js";
import { checkCounted, checkGroups, compareKeys, keyFacts, namesOf, readGroups, type Grouping, type Name } from "./groups.js";
import { filterOfKey } from "./key-filter.js";

/** What commitments can be counted by. */
export const COVERAGE_DIMENSIONS = {
  THEME: "The themes that they address; with `rollUpThemes` also those above them.",
  TOP_THEME: "The broadest themes above those that they address.",
  COUNTRY: "The countries that made them, in whatever part; by `basis: BOUND` those that they certainly bind.",
  ACTOR: "Who made them, in whatever part: countries and organizations.",
  MEETING: "The meeting where they were made.",
  SERIES: "The series of that meeting.",
  YEAR: "The year in which they were made.",
  KIND: "What sort of promise they are.",
  STATUS: "Where they stand.",
  DOCUMENT_KIND: "The sorts of documents that state them.",
} as const;

export type CoverageDimension = keyof typeof COVERAGE_DIMENSIONS;

export const MEASURES = {
  COUNT: "How many commitments.",
  SHARE_OF_COLUMN: "The commitments of the cell as a share of those of its column, from 0 to 1.",
  SHARE_OF_ROW: "The commitments of the cell as a share of those of its row, from 0 to 1.",
  FRACTIONAL: "The same as COUNT, but that a commitment is divided among the themes that it addresses: of three, a third counts at each.",
} as const;

export interface CoverageOptions {
  readonly rows: CoverageDimension;
  readonly columns: CoverageDimension;
  readonly measure: keyof typeof MEASURES;
  readonly rollUpThemes: boolean;
  readonly mainThemeOnly: boolean;
  readonly basis: "MADE_BY" | "BOUND";
}

type Key = string | null;

/** Some of the commitments, and the keys at which they count. */
interface Part {
  readonly where: Filter;
  /** Null where it is the same for all. */
  readonly key: GroupKey | null;
  /** Where a group of it counts, by its key. */
  readonly at: (key: Key) => readonly Key[];
}

/** One side of a table. No commitment counts at a key in two of its parts. */
interface Side {
  readonly parts: readonly Part[];
  /** The type of the nodes that its keys name. */
  readonly type: Type | null;
  readonly inOrder: "number" | "day" | null;
  /** Which commitments a key is for. @param keys all keys of the side. */
  readonly filter: (key: Key, keys: readonly Key[]) => Filter;
}

/** So many decimals figures have: sums of fractions are rounded, so that they are the same however they were found. */
const DECIMALS = 4;

export class Coverage {
  private readonly commitment: Type;
  private readonly bound: Bound;

  constructor(private readonly model: Model) {
    this.commitment = model.type("Commitment");
    this.bound = new Bound(model);
  }

  /**
   * The table. Two reads; one more for the names of each side, one for the members of ASEAN by `basis: BOUND`, and those of
   * connections.
   * @throws CostLimitExceeded where too much would be counted.
   */
  async show(shape: RecordShape, where: Filter, options: CoverageOptions, limits: Limits, read: Read): Promise<JsonObject> {
    const rows = await this.side(options.rows, options, read);
    const columns = await this.side(options.columns, options, read);
    const [all] = await readGroups([this.grouping(where, [])], limits, read);
    const total = all![0]!.count;

    const isDivided = options.measure === "FRACTIONAL";
    const pairs = rows.parts.flatMap((row) => columns.parts.map((column) => [row, column] as const));
    const groupings = [
      ...rows.parts.map((part) => this.grouping(where, [part])),
      ...columns.parts.map((part) => this.grouping(where, [part])),
      ...pairs.map((pair) => this.grouping(where, pair)),
      ...(isDivided ? pairs.map((pair) => this.divided(where, pair, options)) : []),
    ];
    checkCounted(total, groupings, limits);
    const groups = await readGroups(groupings, limits, read);

    const tally = (of: readonly (readonly Part[])[]) => {
      const sums = new Sums();
      for (const parts of of) {
        const keyed = parts.filter(({ key }) => key !== null).length;
        for (const { keys, count } of groups.shift()!) {
          if (count === 0) continue; // where there is no key there is a group of nothing
          const found = keys.slice(0, keyed);
          const at = parts.map((part) => part.at(part.key === null ? null : found.shift()!));
          sums.add(at, count, keys.length > keyed ? Math.max(1, Number(keys[keyed])) : 1);
        }
      }
      return sums;
    };
    const byRow = tally(rows.parts.map((part) => [part]));
    const byColumn = tally(columns.parts.map((part) => [part]));
    const counts = tally(pairs);
    const fractions = isDivided ? tally(pairs) : counts;

    const lines = [await Line.all(rows, byRow, read), await Line.all(columns, byColumn, read)] as const;
    checkGroups(lines[0].length * lines[1].length, limits);
    const figure = (row: Line, column: Line, count: number) => {
      if (options.measure === "SHARE_OF_COLUMN") return count / column.count;
      return options.measure === "SHARE_OF_ROW" ? count / row.count : fractions.of([row.key, column.key]);
    };
    const commitments = (...filters: Filter[]) => ({ filter: and([where, ...filters]) });
    const lineFacts = (line: Line): Facts => ({ key: line.facts, count: line.count, commitments: commitments(line.filter) });
    const cellFacts = (row: Line, column: Line): Facts => {
      const count = counts.of([row.key, column.key]);
      const facts = { row: row.facts, column: column.facts, count, commitments: commitments(row.filter, column.filter) };
      return { ...facts, figure: rounded(figure(row, column, count)) };
    };
    const facts: Facts = {
      total,
      rows: lines[0].map(lineFacts),
      columns: lines[1].map(lineFacts),
      cells: ({ row, column }) => {
        const wanted = [row, column].map((id, i) => lines[i]!.filter(({ key }) => id === undefined || id === null || key === id));
        return wanted[0]!.flatMap((row) => wanted[1]!.map((column) => cellFacts(row, column)));
      },
    };
    return (await showRecords(shape, [facts], limits, read))[0]!;
  }

  /** @throws BadUserInput where what is asked does not fit together. */
  check({ rows, columns, measure, basis }: CoverageOptions): void {
    const themes = [rows, columns].filter(isOfThemes).length;
    if (measure === "FRACTIONAL" && themes !== 1)
      throw new BadUserInput(
        `coverage(measure: FRACTIONAL) divides a commitment among its themes, so either rows or columns must be THEME or TOP_THEME, and not both; they are ${rows} and ${columns}.`,
      );
    if (basis === "BOUND" && rows === "COUNTRY" && columns === "COUNTRY")
      throw new BadUserInput(
        "coverage(basis: BOUND) has countries in its rows or in its columns, not in both. Ask for another dimension beside COUNTRY.",
      );
  }

  private grouping(where: Filter, parts: readonly Part[]): Grouping {
    const keys = parts.flatMap(({ key }) => key ?? []);
    return { target: this.commitment, where: and([where, ...parts.map((part) => part.where)]), from: null, keys, date: null };
  }

  /** A commitment counts at a theme once for each of its own themes that leads there, among commitments with as many. */
  private divided(where: Filter, parts: readonly Part[], options: CoverageOptions): Grouping {
    const { keys, ...grouping } = this.grouping(where, parts);
    const step = this.themes(options);
    const isOfTheme = (key: GroupKey) =>
      key.kind === "value" && key.steps[0]?.kind === "to" && key.steps[0].relationship === step.relationship;
    return { ...grouping, keys: [...keys.map((key) => (isOfTheme(key) ? { ...key, perLink: true } : key)), { kind: "number", step }] };
  }

  private async side(name: CoverageDimension, options: CoverageOptions, read: Read): Promise<Side> {
    if (name === "COUNTRY" && options.basis === "BOUND") return this.countriesBound(read);
    const key = this.key(name, options);
    const type = key.steps.length > 0 && key.property.name === "id" ? this.model.type(NAMED[name]!) : null;
    return {
      parts: [{ where: ALL, key, at: (key) => [key] }],
      type,
      inOrder: name === "YEAR" ? "number" : name === "MEETING" ? "day" : null,
      filter: (value, keys) => filterOfKey(key, value, keys),
    };
  }

  private key(name: CoverageDimension, options: CoverageOptions): Extract<GroupKey, { kind: "value" }> {
    const of = (type: Type, property: string, ...steps: Extract<GroupKey, { kind: "value" }>["steps"]) =>
      ({ kind: "value", steps, property: type.properties.get(property)!, year: name === "YEAR", perLink: false }) as const;
    const { commitment } = this;
    const parties = step(commitment, "parties");
    const madeAt = step(commitment, "madeAt");
    const themes = this.themes(options);
    const hierarchy = themes.target.hierarchy!;
    switch (name) {
      case "THEME":
        return of(themes.target, "id", themes, ...(options.rollUpThemes ? [{ kind: "above", hierarchy, top: false } as const] : []));
      case "TOP_THEME":
        return of(themes.target, "id", themes, { kind: "above", hierarchy, top: true });
      case "COUNTRY":
        return of(this.model.type("Country"), "id", { ...parties, target: this.model.type("Country") });
      case "ACTOR":
        return of(parties.target, "id", parties);
      case "MEETING":
        return of(madeAt.target, "id", madeAt);
      case "SERIES":
        return of(step(madeAt.target, "series").target, "id", madeAt, step(madeAt.target, "series"));
      case "DOCUMENT_KIND":
        return of(step(commitment, "statedIn").target, "kind", step(commitment, "statedIn"));
      case "YEAR":
        return of(commitment, "madeOn");
      case "KIND":
        return of(commitment, "kind");
      case "STATUS":
        return of(commitment, "status");
    }
  }

  /** To the themes of a commitment, or to its main one alone. */
  private themes({ mainThemeOnly }: CoverageOptions): ToStep {
    const themes = step(this.commitment, "themes");
    if (!mainThemeOnly) return themes;
    const rank = { on: "edge", property: themes.relationship.edges.properties.get("rank")! } as const;
    return { ...themes, where: { kind: "compare", subject: rank, form: "value", comparison: "eq", operand: 0 } };
  }

  /** Countries that commitments certainly bind. Of those who acceded on one day a commitment of ASEAN binds all or none. */
  private async countriesBound(read: Read): Promise<Side> {
    const members = await this.bound.members(read);
    const byAccession = new Map<string, string[]>();
    for (const [id, accessions] of members) {
      const day = JSON.stringify(accessions);
      byAccession.set(day, [...(byAccession.get(day) ?? []), id]);
    }
    const country = this.model.type("Country");
    const key = {
      kind: "value",
      steps: [this.bound.directly],
      property: country.properties.get("id")!,
      year: false,
      perLink: false,
    } as const;
    const classes = [...byAccession].map(([day, ids]) => ({
      ids,
      collective: this.bound.collective(JSON.parse(day) as (string | null)[], false),
    }));
    const parts = classes.flatMap(({ ids, collective }): Part[] => [
      { where: collective, key: null, at: () => ids },
      { where: not(collective), key, at: (id) => (id !== null && ids.includes(id) ? [id] : []) },
    ]);
    parts.push({ where: ALL, key, at: (id) => (id !== null && !members.has(id) ? [id] : []) });
    parts.push({ where: not(or(classes.map(({ collective }) => collective))), key, at: (id) => (id === null ? [id] : []) });
    const filter = (id: string) => this.bound.binding(id, members.get(id) ?? [], false);
    return {
      parts,
      type: country,
      inOrder: null,
      filter: (id, keys) => (id === null ? not(or(keys.flatMap((key) => (key === null ? [] : filter(key))))) : filter(id)),
    };
  }
}

/** The types of the nodes that keys name. */
const NAMED: Partial<Record<CoverageDimension, string>> = {
  THEME: "Theme",
  TOP_THEME: "Theme",
  COUNTRY: "Country",
  ACTOR: "Actor",
  MEETING: "Meeting",
  SERIES: "MeetingSeries",
};

const isOfThemes = (name: CoverageDimension) => name === "THEME" || name === "TOP_THEME";

function step(type: Type, name: string): ToStep {
  const relationship = type.relationships.get(name)!;
  return { kind: "to", relationship, target: relationship.target, where: ALL };
}

const rounded = (figure: number): number => Math.round(figure * 10 ** DECIMALS) / 10 ** DECIMALS;

/** Sums at keys. Fractions are added in the order of their denominators, so that it never matters in which they came. */
class Sums {
  private readonly counts = new Map<string, Map<number, number>>();

  /** Adds a count at all keys of the first side and all of the second. */
  add(at: readonly (readonly Key[])[], count: number, divisor: number): void {
    for (const first of at[0]!)
      for (const second of at[1] ?? [null]) {
        const place = JSON.stringify(at.length > 1 ? [first, second] : [first]);
        let sums = this.counts.get(place);
        if (!sums) this.counts.set(place, (sums = new Map()));
        sums.set(divisor, (sums.get(divisor) ?? 0) + count);
      }
  }

  of(keys: readonly Key[]): number {
    const sums = this.counts.get(JSON.stringify(keys)) ?? [];
    return [...sums].sort(([a], [b]) => a - b).reduce((sum, [divisor, count]) => sum + count / divisor, 0);
  }

  get keys(): Key[] {
    return [...this.counts.keys()].map((place) => (JSON.parse(place) as [Key])[0]);
  }
}

/** A row or a column. */
class Line {
  private constructor(
    readonly key: Key,
    readonly count: number,
    readonly facts: Facts,
    readonly filter: Filter,
  ) {}

  /** All rows, or all columns, in their order. */
  static async all({ type, inOrder, filter }: Side, sums: Sums, read: Read): Promise<Line[]> {
    const { keys } = sums;
    const names: ReadonlyMap<string, Name> = await namesOf(type, keys, read);
    const sizes = new Map(keys.map((key) => [key, sums.of([key])]));
    return keys
      .sort(compareKeys({ inOrder }, sizes, names))
      .map((key) => new Line(key, sizes.get(key)!, keyFacts(key, type, names), filter(key, keys)));
  }
}
