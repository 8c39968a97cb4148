/** Aggregates of nodes: how many, from when to when, and how many by what they have in common. */
import { constantCase, type Property, type Relationship, type Type } from "../model/index.js";
import {
  ALL,
  showRecords,
  type Facts,
  type JsonObject,
  type Limits,
  type Listed,
  type Read,
  type RecordPart,
  type RecordShape,
} from "../plan/index.js";
import {
  checkCounted,
  compareKeys,
  dateOf,
  keyFacts,
  namedBy,
  namesOf,
  readGroups,
  type Count,
  type Dimension,
  type Grouping,
  type Name,
} from "./groups.js";

/**
 * What nodes of a type can be counted by: enumerations, flags, numbers, the years of dates, texts that may be missing, and
 * nodes at the other end of a relationship, if there one may stand for several.
 */
export function dimensionsOf(type: Type): Dimension[] {
  return [
    ...[...type.properties.values()].flatMap((p) => ofProperty(p) ?? []),
    ...[...type.relationships.values()].flatMap((r) => ofRelationship(r) ?? []),
  ];
}

function ofProperty(property: Property): Dimension | null {
  const { name, description, type, nullable, sortable, deprecated } = property;
  const year = type.name === "PartialDate";
  // other texts are names, and no two nodes have the same
  const isShared =
    type.kind === "enum" || type.name === "Boolean" || type.name === "Int" || year || (type.name === "String" && sortable && nullable);
  if (!isShared || deprecated) return null;
  return {
    name: constantCase(name) + (year ? "_YEAR" : ""),
    description: (year ? "The year: " : "") + description,
    key: { kind: "value", steps: [], property, year, perLink: false },
    inOrder: year || type.name === "Int" ? "number" : null,
  };
}

function ofRelationship(relationship: Relationship): Dimension | null {
  const { name, description, target, inverse, deprecated } = relationship;
  if (inverse.one || deprecated) return null;
  return {
    name: constantCase(name),
    description,
    key: {
      kind: "value",
      steps: [{ kind: "to", relationship, target, where: ALL }],
      property: target.properties.get("id")!,
      year: false,
      perLink: false,
    },
    inOrder: null,
  };
}

interface By {
  readonly dimension: string;
  readonly and?: string | null;
}

const byOf = (part: RecordPart): By | null => (part.kind === "record" && part.name === "countsBy" ? (part.args as unknown as By) : null);

/**
 * The aggregates of a list, or of the lists at several nodes. Two reads, and one for the labels of each dimension.
 * @throws CostLimitExceeded
 */
export async function aggregates(
  shape: RecordShape,
  { relationship, target, where }: Listed,
  ids: readonly string[],
  limits: Limits,
  read: Read,
): Promise<JsonObject[]> {
  const dimensions = new Map(dimensionsOf(target).map((d) => [d.name, d]));
  const from = relationship && { relationship, ids: [...new Set(ids)] };
  const grouping = (of: readonly Dimension[], date: Property | null): Grouping => ({
    target,
    where,
    from,
    keys: of.map((d) => d.key),
    date,
  });

  const [all] = (await readGroups([grouping([], dateOf(target))], limits, read)) as [Count[]];
  const asked = [...shape.values()].flatMap((part) => byOf(part) ?? []);
  const wanted = new Map(asked.map((by) => [nameOf(by), [by.dimension, by.and].flatMap((name) => (name ? [dimensions.get(name)!] : []))]));
  const groupings = [...wanted.values()].map((of) => grouping(of, null));
  checkCounted(
    all.reduce((sum, { count }) => sum + count, 0),
    groupings,
    read,
  );
  const groups = await readGroups(groupings, limits, read);
  const counts = new Map<string, CountsBy>();
  let i = 0;
  for (const [name, of] of wanted) counts.set(name, await CountsBy.read(target, of, groups[i++]!, from !== null, read));

  const isOf = (id: string) => (count: Count) => !from || count.keys[0] === id;
  const records = ids.map((id): Facts => {
    const { count, earliest, latest } = all.find(isOf(id)) ?? { count: 0, earliest: null, latest: null };
    return { count, earliest, latest, countsBy: (args) => counts.get(nameOf(args as unknown as By))!.of(isOf(id)) };
  });
  return showRecords(shape, records, limits, read);
}

const nameOf = ({ dimension, and }: By): string => `${dimension} ${and ?? ""}`;

/** Counts by one dimension or two. */
class CountsBy {
  private constructor(
    private readonly dimensions: readonly {
      readonly dimension: Dimension;
      readonly type: Type | null;
      readonly names: ReadonlyMap<string, Name>;
    }[],
    private readonly counts: readonly Count[],
    /** How many keys come before theirs. */
    private readonly offset: number,
  ) {}

  static async read(
    target: Type,
    dimensions: readonly Dimension[],
    counts: readonly Count[],
    hasParents: boolean,
    read: Read,
  ): Promise<CountsBy> {
    const offset = hasParents ? 1 : 0;
    const known = [];
    for (const [i, dimension] of dimensions.entries()) {
      const type = namedBy(target, dimension);
      known.push({
        dimension,
        type,
        names: await namesOf(
          type,
          counts.map(({ keys }) => keys[offset + i]!),
          read,
        ),
      });
    }
    return new CountsBy(known, counts, offset);
  }

  /** Those that a test lets through, in the order of their keys. */
  of(isWanted: (count: Count) => boolean): Facts[] {
    const counts = this.counts.filter(isWanted);
    const orders = this.dimensions.map(({ dimension, names }, i) => {
      const sizes = new Map<string | null, number>();
      for (const { keys, count } of counts) sizes.set(keys[this.offset + i]!, (sizes.get(keys[this.offset + i]!) ?? 0) + count);
      return compareKeys(dimension, sizes, names);
    });
    const compare = (a: Count, b: Count) =>
      orders.reduce((order, compareKey, i) => order || compareKey(a.keys[this.offset + i]!, b.keys[this.offset + i]!), 0);
    return counts.sort(compare).map(({ keys, count }) => {
      const [key, and] = this.dimensions.map(({ type, names }, i) => keyFacts(keys[this.offset + i]!, type, names));
      return { key: key!, and: and ?? null, count };
    });
  }
}
