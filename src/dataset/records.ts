/**
 * Reads the records of the seed: what a file's lists say, as nodes and edges. Which keys a record may have, and what
 * each of them means, is the model's alone: a new property or type is read without a line here.
 */
import { isMap, isScalar, isSeq, type Node as YamlNode, type YAMLMap } from "yaml";
import type { EdgeType, Model, Property, Relationship, Type, Value } from "../model/index.js";
import { endKey, type Draft } from "./draft.js";
import { an, type Fault } from "./faults.js";
import type { SeedFile } from "./files.js";
import { suggestion } from "./nearest.js";
import { formOf, isMissing, readValue, textOf, valueFault } from "./values.js";

/** The key under which a file lists the records of a type: `meetings`, `allMeetingSeries`. */
export const listKey = (type: Type): string => type.plural ?? type.singular;

/** A mapping's entries by key. Duplicates and complex keys are faults of the YAML and are reported there. */
export function entriesOf(map: YAMLMap): Map<string, { key: YamlNode; value: YamlNode | null }> {
  const entries = new Map<string, { key: YamlNode; value: YamlNode | null }>();
  for (const { key, value } of map.items) {
    entries.set(textOf(key as YamlNode) ?? "?", { key: key as YamlNode, value: value as YamlNode | null });
  }
  return entries;
}

export class RecordReader {
  private readonly outgoing = new Map<Type, Map<string, Relationship>>();

  constructor(
    model: Model,
    private readonly draft: Draft,
    private readonly faults: Fault[],
  ) {
    for (const type of model.nodes) {
      this.outgoing.set(type, new Map([...type.relationships].filter(([, relationship]) => relationship.direction === "OUT")));
    }
  }

  /** Reads one list of a file: the records of a type. */
  readList(file: SeedFile, type: Type, list: YamlNode | null, key: YamlNode): void {
    if (isMissing(list)) return;
    if (!isSeq(list)) return this.fault(file, list ?? key, `\`${listKey(type)}\` is ${formOf(list)}; a list of records is wanted`);
    for (const item of list.items as YamlNode[]) {
      if (isMap(item)) this.readRecord(file, type, item);
      else this.fault(file, item, `a record is ${formOf(item)}; a mapping that begins with \`id\` is wanted`);
    }
  }

  private readRecord(file: SeedFile, type: Type, map: YAMLMap): void {
    const place = file.placeOf(map);
    const entries = entriesOf(map);
    const outgoing = this.outgoing.get(type)!;
    const properties: Record<string, Value> = {};
    for (const property of type.properties.values()) {
      const entry = entries.get(property.name);
      properties[property.name] = this.read(
        file,
        entry?.value ?? null,
        property,
        entry?.key ?? map,
        `${type.singular} ${textOf(entries.get("id")?.value ?? null) ?? "without id"}: `,
      );
    }
    const { id, ...others } = properties;
    const known = typeof id === "string";
    if (known) this.draft.nodes.push({ change: { op: "node", type: type.name, id, properties: others }, place });
    for (const [name, { key, value }] of entries) {
      const relationship = outgoing.get(name);
      if (relationship) this.readEnds(file, known ? id : null, relationship, key, value);
      else if (!type.properties.has(name)) this.unknownKey(file, type, name, key);
    }
  }

  private unknownKey(file: SeedFile, type: Type, name: string, key: YamlNode): void {
    const inverse = type.relationships.get(name);
    const right = inverse
      ? `it is said at the other end, as \`${inverse.inverse.name}\` of ${inverse.edges.from.concretes.map(listKey).join(" or ")}`
      : suggestion(name, [...type.properties.keys(), ...this.outgoing.get(type)!.keys()]);
    this.fault(file, key, `${an(type.name)} has no key \`${name}\` here; ${right}`);
  }

  /** Reads what stands at the other ends of a relationship: one id, or a list of ids and of mappings with properties. */
  private readEnds(file: SeedFile, from: string | null, { name, one, edges }: Relationship, key: YamlNode, value: YamlNode | null): void {
    if (isMissing(value)) return;
    let [items, spoilt] = [[value] as (YamlNode | null)[], false];
    if (one ? isSeq(value) : !isSeq(value)) {
      const right = one ? "the id of one is wanted" : "a list of ids is wanted, also of a single one: `[id]`";
      this.fault(file, key, `\`${name}\` is ${formOf(value)}; ${right}`);
      [items, spoilt] = [[], true];
    } else if (isSeq(value)) {
      items = value.items as YamlNode[];
    }
    items.forEach((item, index) => {
      const end = this.readEnd(file, name, edges, item, index);
      if (end === null) spoilt = true;
      else if (from !== null)
        this.draft.edges.push({ change: { op: "edge", edge: edges.key, from, ...end }, place: file.placeOf(item ?? key) });
    });
    if (spoilt && from !== null) this.draft.spoilt.add(endKey(from, edges.key));
  }

  private readEnd(
    file: SeedFile,
    name: string,
    edges: EdgeType,
    item: YamlNode | null,
    index: number,
  ): { to: string; properties: Record<string, Value> } | null {
    const entries = isMap(item) ? entriesOf(item) : null;
    const id = entries ? (entries.get("id")?.value ?? null) : item;
    const to = isScalar(id) && !isMissing(id) ? textOf(id) : null;
    if (to === null) {
      const found = entries ? "a mapping without `id`" : isMissing(item) ? "empty" : formOf(item);
      this.fault(file, item, `an end of \`${name}\` is ${found}; the id of ${an(edges.to.name)} is wanted`);
      return null;
    }
    for (const [key, entry] of entries ?? []) {
      if (key !== "id" && !edges.properties.has(key)) {
        const right = edges.properties.size ? suggestion(key, ["id", ...edges.properties.keys()]) : "only `id` is wanted";
        this.fault(file, entry.key, `an edge of \`${name}\` has no key \`${key}\`; ${right}`);
      }
    }
    const properties: Record<string, Value> = {};
    for (const property of edges.properties.values()) {
      const entry = entries?.get(property.name);
      if (property.position && isMissing(entry?.value ?? null)) properties[property.name] = index;
      else properties[property.name] = this.read(file, entry?.value ?? null, property, entry?.key ?? item, `\`${name}\` of ${to}: `);
    }
    return { to, properties };
  }

  /** Reads a value and reports what is wrong with it; a value at fault is null from here on. */
  private read(file: SeedFile, node: YamlNode | null, property: Property, at: YamlNode | null, where: string): Value {
    const { value, fault } = readValue(node, property);
    const message = fault ?? valueFault(value, property);
    if (message) this.fault(file, at, where + message);
    return value;
  }

  private fault(file: SeedFile, node: YamlNode | null, message: string): void {
    this.faults.push({ ...file.placeOf(node ?? file.contents), message });
  }
}
