/** The sides of a table of commitments: by what it can be, and which commitments a key is for. */
import type { Model, Type } from "../model/index.js";
import { ALL, not, or, type Filter, type GroupKey, type Read, type ToStep } from "../plan/index.js";
import { Bound } from "./bound.js";
import { ofEdge, test } from "./filters.js";
import { namedBy } from "./groups.js";
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

export type Key = string | null;

/** Some of the commitments, and the keys at which they count. */
export interface Part {
  readonly where: Filter;
  /** Null where it is the same for all. */
  readonly key: GroupKey | null;
  /** Where a group of it counts, by its key. */
  readonly at: (key: Key) => readonly Key[];
}

/** One side of a table. No commitment counts at a key in two of its parts. */
export interface Side {
  readonly parts: readonly Part[];
  /** The type of the nodes that its keys name. */
  readonly type: Type | null;
  readonly inOrder: "number" | "day" | null;
  /** Which commitments a key is for. @param keys all keys of the side. */
  readonly filter: (key: Key, keys: readonly Key[]) => Filter;
}

export class Sides {
  private readonly commitment: Type;
  private readonly bound: Bound;

  constructor(private readonly model: Model) {
    this.commitment = model.type("Commitment");
    this.bound = new Bound(model);
  }

  async of(name: CoverageDimension, options: CoverageOptions, read: Read): Promise<Side> {
    if (name === "COUNTRY" && options.basis === "BOUND") return this.countriesBound(read);
    const key = this.key(name, options);
    return {
      parts: [{ where: ALL, key, at: (key) => [key] }],
      type: namedBy(this.commitment, { key }),
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
  themes({ mainThemeOnly }: CoverageOptions): ToStep {
    const themes = step(this.commitment, "themes");
    if (!mainThemeOnly) return themes;
    return { ...themes, where: test(ofEdge(themes.relationship, "rank"), "eq", 0) };
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

export const isOfThemes = (name: CoverageDimension) => name === "THEME" || name === "TOP_THEME";

function step(type: Type, name: string): ToStep {
  const relationship = type.relationships.get(name)!;
  return { kind: "to", relationship, target: relationship.target, where: ALL };
}
