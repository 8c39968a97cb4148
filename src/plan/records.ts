/** Records that an algorithm found, with nodes and connections in them: what of them is wanted, and its JSON. */
import type { Type } from "../model/index.js";
import type { Filter } from "./filter.js";
import { checkCost, exceeded, LIST_SIZE, type Limits } from "./limits.js";
import { showPages, type PageWithValues } from "./list.js";
import type { ComputedField, Fields, Json, JsonObject, Read, RootField, Selection, TypenameField } from "./plan.js";

/** What is wanted of a record: response key → a value, records within, a node, or a connection. */
export type RecordShape = Fields<RecordPart>;

type Arguments = Readonly<Record<string, unknown>>;

export type RecordPart =
  | TypenameField
  | { readonly kind: "value"; readonly name: string }
  | { readonly kind: "record"; readonly name: string; readonly args: Arguments; readonly shape: RecordShape }
  | { readonly kind: "node"; readonly name: string; readonly type: Type; readonly select: Selection }
  | { readonly kind: "page"; readonly name: string; readonly page: PageWithValues };

/** What an algorithm knows of a record, by name. */
export interface Facts {
  readonly [name: string]: Fact;
}

/** A value; of a node its id, or null; of a connection its filter; records, which may depend on the field's arguments. */
export type Fact = Json | FilterFact | Facts | readonly Facts[] | ((args: Arguments) => Facts | readonly Facts[]);

export interface FilterFact {
  readonly filter: Filter;
}

/** What could be shown of records, for the bounds: that of one of each, since it is not known yet how many there are. */
export function showsOf(shape: RecordShape): ComputedField["shows"] {
  return [...shape.values()].flatMap((part) => {
    if (part.kind === "record") return showsOf(part.shape);
    if (part.kind === "page") return [part.page];
    return part.kind === "node" ? [{ size: 1, shape: new Map([["", { kind: "nodes", select: part.select }]]) }] : [];
  });
}

/** The parts of a shape, and of the records in it, that have a name. */
export const partsNamed = (shape: RecordShape, name: string): readonly RecordPart[] =>
  [...shape.values()].flatMap((part) => [
    ...("name" in part && part.name === name ? [part] : []),
    ...(part.kind === "record" ? partsNamed(part.shape, name) : []),
  ]);

/**
 * Records as they are wanted. Nodes in them are read at once, connections one by one.
 * @throws CostLimitExceeded when there are more nodes in them than one answer may hold.
 */
export async function showRecords(shape: RecordShape, records: readonly Facts[], limits: Limits, read: Read): Promise<JsonObject[]> {
  const wishes = new Wishes(read);
  const shown = records.map((record) => wishes.write(shape, record));
  await wishes.fulfil(limits);
  return shown;
}

type Open = { [key: string]: Json };
type NodePart = Extract<RecordPart, { kind: "node" }>;
type PagePart = Extract<RecordPart, { kind: "page" }>;

/** The nodes and connections that have yet to be read, and where they are to stand. */
class Wishes {
  private readonly nodes = new Map<NodePart, { readonly id: string; readonly place: (value: Json) => void }[]>();
  private readonly pages = new Map<PagePart, { readonly filter: Filter; readonly place: (value: Json) => void }[]>();

  constructor(private readonly read: Read) {}

  write(shape: RecordShape, record: Facts): Open {
    this.read.writes(shape.size);
    const shown: Open = {};
    for (const [key, part] of shape) {
      shown[key] = null; // so that keys stand in their order
      const place = (value: Json) => void (shown[key] = value);
      if (part.kind === "typename") place(part.value);
      else if (part.kind === "value") place((record[part.name] ?? null) as Json);
      else if (part.kind === "record") place(this.records(part, record[part.name] ?? null));
      else if (part.kind === "page") entry(this.pages, part).push({ filter: (record[part.name] as FilterFact).filter, place });
      else if (typeof record[part.name] === "string") entry(this.nodes, part).push({ id: record[part.name] as string, place });
    }
    return shown;
  }

  private records({ args, shape }: Extract<RecordPart, { kind: "record" }>, fact: Fact): Json {
    const found = typeof fact === "function" ? fact(args) : (fact as Facts | readonly Facts[] | null);
    if (found === null) return null;
    return Array.isArray(found) ? found.map((each: Facts) => this.write(shape, each)) : this.write(shape, found as Facts);
  }

  async fulfil(limits: Limits): Promise<void> {
    const { read } = this;
    const lookups = new Map<string, RootField>();
    for (const [part, wishes] of this.nodes)
      lookups.set(`${lookups.size}`, { kind: "lookups", type: part.type, ids: wishes.map(({ id }) => id), select: part.select });
    const shows = [...this.pages].map(([{ page }, wishes]) => ({ size: page.size * wishes.length, shape: page.shape }));
    const all = { kind: "computed", name: "pages", shows, answer: () => Promise.resolve([]) } as const;
    checkCost(new Map<string, RootField>([...lookups, ["pages", all]]), limits);
    if (lookups.size > 0) {
      const nodes = Object.values(await read(lookups)) as (readonly Json[])[];
      [...this.nodes.values()].forEach((wishes, i) => wishes.forEach(({ place }, j) => place(nodes[i]![j]!)));
    }
    const lists = [...this.pages.values()].reduce((sum, wishes) => sum + wishes.length, 0);
    if (lists * LIST_SIZE > limits.selections)
      throw exceeded(
        "fields once each connection is counted as twenty",
        lists * LIST_SIZE,
        "selections",
        limits,
        "Ask for the connections of fewer records.",
      );
    for (const [{ page }, wishes] of this.pages) {
      const filters = wishes.map(({ filter }) => filter);
      const nothing = () => new Map();
      const connections = await showPages(page, filters, nothing, () => ({}), read);
      wishes.forEach(({ place }, i) => place(connections[i]!));
    }
  }
}

function entry<K, V>(map: Map<K, V[]>, key: K): V[] {
  const known = map.get(key) ?? [];
  map.set(key, known);
  return known;
}
