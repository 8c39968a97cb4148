/**
 * Coverage: commitments counted by two dimensions, as a table. A commitment counts once in a cell, however it came there, and
 * in each of the cells where it belongs; so the counts of a row may add up to more commitments than it has.
 */
import type { Model, Type } from "../model/index.js";
import {
  and,
  BadUserInput,
  showRecords,
  type Facts,
  type Filter,
  type GroupKey,
  type JsonObject,
  type Limits,
  type Read,
  type RecordShape,
} from "../plan/index.js";
import { isOfThemes, Sides, type CoverageOptions, type Key, type Part, type Side } from "./coverage-sides.js";
import { checkCounted, checkGroups, compareKeys, keyFacts, namesOf, readGroups, type Grouping, type Name } from "./groups.js";

/** So many decimals figures have: sums of fractions are rounded, so that they are the same however they were found. */
const DECIMALS = 4;

export class Coverage {
  private readonly commitment: Type;
  private readonly sides: Sides;

  constructor(model: Model) {
    this.commitment = model.type("Commitment");
    this.sides = new Sides(model);
  }

  /**
   * The table. Two reads; one more for the names of each side, one for the members of ASEAN by `basis: BOUND`, and those of
   * connections.
   * @throws CostLimitExceeded where too much would be counted.
   */
  async show(shape: RecordShape, where: Filter, options: CoverageOptions, limits: Limits, read: Read): Promise<JsonObject> {
    const rows = await this.sides.of(options.rows, options, read);
    const columns = await this.sides.of(options.columns, options, read);
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
    checkCounted(total, groupings, read);
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
        const wanted = [row, column].map((id, i) => lines[i]!.filter(({ key }) => id === undefined || key === id));
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
    const step = this.sides.themes(options);
    const isOfTheme = (key: GroupKey) =>
      key.kind === "value" && key.steps[0]?.kind === "to" && key.steps[0].relationship === step.relationship;
    return { ...grouping, keys: [...keys.map((key) => (isOfTheme(key) ? { ...key, perLink: true } : key)), { kind: "number", step }] };
  }
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
