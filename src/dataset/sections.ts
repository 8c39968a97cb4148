/** What a file of the seed may hold beside records: what the dataset says of itself, old ids, and what is missing. */
import { isMap, isSeq, type Node as YamlNode } from "yaml";
import { ID, normalize, PartialDate, Text, toProperty, type Property, type ValueType } from "../model/index.js";
import type { DatasetInfo } from "./change.js";
import type { Draft } from "./draft.js";
import type { Fault, Place } from "./faults.js";
import type { SeedFile } from "./files.js";
import { suggestion } from "./nearest.js";
import { entriesOf } from "./records.js";
import { formOf, isMissing, readValue, textOf, valueFault } from "./values.js";

/** What a dataset says of itself and nothing can compute. */
export type DatasetAbout = Pick<DatasetInfo, "name" | "asOf" | "dataVersion" | "licence" | "attribution" | "notice">;

/** What was looked for and not found, or where sources disagree, by topic. For readers; it is no part of the graph. */
export type Gaps = ReadonlyMap<string, readonly string[]>;

const key = (name: string, type: ValueType): Property => toProperty({ name, type, description: "" });

const ABOUT = [
  key("name", Text),
  key("asOf", PartialDate),
  key("dataVersion", Text),
  key("licence", Text),
  key("attribution", Text),
  key("notice", Text),
];
const REDIRECT = [key("id", ID), key("to", ID)];
const WITHDRAWAL = [key("id", ID), key("reason", Text)];

export const SECTIONS = ["dataset", "redirects", "withdrawn", "gaps"];

export class SectionReader {
  about: DatasetAbout | null = null;
  /** Where `dataset` is said, be it well or not. */
  saidAt: Place | null = null;
  readonly gaps = new Map<string, string[]>();

  constructor(
    private readonly draft: Draft,
    private readonly faults: Fault[],
  ) {}

  read(file: SeedFile, section: string, value: YamlNode | null, at: YamlNode): void {
    if (section === "dataset") this.readAbout(file, value, at);
    else if (isMissing(value)) return;
    else if (section === "redirects")
      this.readList(file, value, at, "`redirects`", "a redirect", REDIRECT, ({ id, to }, place) =>
        this.draft.redirects.push({ change: { op: "redirect", id: id!, to: to! }, place }),
      );
    else if (section === "withdrawn")
      this.readList(file, value, at, "`withdrawn`", "a withdrawn id", WITHDRAWAL, ({ id, reason }, place) =>
        this.draft.withdrawn.push({ change: { id: id!, reason: reason! }, place }),
      );
    else this.readGaps(file, value, at);
  }

  private readAbout(file: SeedFile, value: YamlNode | null, at: YamlNode): void {
    if (this.saidAt) this.fault(file, at, `\`dataset\` is said a second time (${this.saidAt.file}:${this.saidAt.line}); keep one of them`);
    this.saidAt ??= file.placeOf(at);
    const about = this.readKeys(file, "`dataset`", value, ABOUT, at);
    if (about) this.about = about as unknown as DatasetAbout;
  }

  private readList(
    file: SeedFile,
    list: YamlNode | null,
    at: YamlNode,
    section: string,
    what: string,
    keys: readonly Property[],
    add: (entry: Record<string, string>, place: Place) => void,
  ): void {
    const form = `{ ${keys.map(({ name }) => `${name}: …`).join(", ")} }`;
    if (!isSeq(list)) return this.fault(file, at, `${section} is ${formOf(list)}; a list of \`${form}\` is wanted`);
    for (const item of list.items as YamlNode[]) {
      const entry = this.readKeys(file, what, item, keys, item) as Record<string, string> | null;
      if (entry) add(entry, file.placeOf(item));
    }
  }

  private readGaps(file: SeedFile, map: YamlNode | null, at: YamlNode): void {
    if (!isMap(map)) return this.fault(file, at, `\`gaps\` is ${formOf(map)}; topics, each with a list of texts, are wanted`);
    for (const [topic, entry] of entriesOf(map)) {
      const texts = isSeq(entry.value) ? entry.value.items.map((item) => textOf(item as YamlNode)) : [null];
      if (texts.includes(null)) this.fault(file, entry.key, `the gaps of ${topic} are no list of texts; a list of texts is wanted`);
      else this.gaps.set(topic, [...(this.gaps.get(topic) ?? []), ...texts.map((text) => normalize(text!))]);
    }
  }

  /** Reads a mapping of which every key is known and required; null when anything is at fault. */
  private readKeys(
    file: SeedFile,
    what: string,
    map: YamlNode | null,
    keys: readonly Property[],
    at: YamlNode,
  ): Record<string, unknown> | null {
    const names = keys.map((property) => property.name);
    if (!isMap(map)) {
      this.fault(file, at, `${what} is ${isMissing(map) ? "empty" : formOf(map)}; a mapping with ${names.join(", ")} is wanted`);
      return null;
    }
    const before = this.faults.length;
    const entries = entriesOf(map);
    for (const [name, entry] of entries) {
      if (!names.includes(name)) this.fault(file, entry.key, `${what} has no key \`${name}\`; ${suggestion(name, names)}`);
    }
    const values = keys.map((property) => {
      const entry = entries.get(property.name);
      const { value, fault } = readValue(entry?.value ?? null, property);
      const message = fault ?? valueFault(value, property);
      if (message) this.fault(file, entry?.key ?? map, `${what}: ${message}`);
      return [property.name, value];
    });
    return this.faults.length === before ? Object.fromEntries(values) : null;
  }

  private fault(file: SeedFile, node: YamlNode, message: string): void {
    this.faults.push({ ...file.placeOf(node), message });
  }
}
