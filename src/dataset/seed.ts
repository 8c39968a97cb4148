/** The seed: the curated dataset as a folder of YAML, read and held against the model. */
import { isMap } from "yaml";
import type { Model, Type } from "../model/index.js";
import { buildChangeSet, type Graph } from "./build.js";
import type { ChangeSet } from "./change.js";
import { emptyDraft, type Draft } from "./draft.js";
import { byPlace, SeedError, type Fault } from "./faults.js";
import { readSeedFiles } from "./files.js";
import { suggestion } from "./nearest.js";
import { entriesOf, listKey, RecordReader } from "./records.js";
import { resolveRedirects } from "./redirects.js";
import { checkGraph } from "./rules.js";
import { SectionReader, SECTIONS, type DatasetAbout, type Gaps } from "./sections.js";
import { formOf } from "./values.js";
import { checkWithdrawn } from "./withdrawn.js";

/** A seed without faults. */
export interface Seed extends Graph {
  readonly model: Model;
  readonly about: DatasetAbout;
  readonly gaps: Gaps;
  /** What is unusual but may be right. */
  readonly notes: readonly Fault[];
}

export interface SeedCheck {
  /** In the order of files and lines. */
  readonly faults: readonly Fault[];
  readonly notes: readonly Fault[];
  /** The number of nodes of each type, in the order of the model. */
  readonly counts: readonly { readonly type: string; readonly count: number }[];
  /** Null where there are faults. */
  readonly seed: Seed | null;
}

/**
 * Reads a seed and holds it against the model. Finds every fault at once; nothing is thrown for them.
 * About a second for a thousand commitments with their sources; most of it is reading YAML.
 */
export function checkSeed(dir: string, model: Model): SeedCheck {
  const faults: Fault[] = [];
  const { files, unread } = readSeedFiles(dir, faults);
  const draft = emptyDraft(unread);
  const records = new RecordReader(model, draft, faults);
  const sections = new SectionReader(draft, faults);
  const types = new Map<string, Type>(model.nodes.map((type) => [listKey(type), type]));
  for (const file of files) {
    if (!isMap(file.contents)) {
      faults.push({
        ...file.placeOf(file.contents),
        message: `the file is ${formOf(file.contents)}; a mapping with lists of records is wanted: ${[...types.keys()].join(", ")}`,
      });
      continue;
    }
    for (const [name, { key, value }] of entriesOf(file.contents)) {
      const type = types.get(name);
      if (type) records.readList(file, type, value, key);
      else if (SECTIONS.includes(name)) sections.read(file, name, value, key);
      else
        faults.push({ ...file.placeOf(key), message: `there is no list \`${name}\`; ${suggestion(name, [...types.keys(), ...SECTIONS])}` });
    }
  }
  if (files.length > 0 && unread.length === 0 && !sections.saidAt) {
    faults.push({
      file: dir,
      line: 0,
      message: "no file says what the dataset is; a key `dataset` with name, asOf, dataVersion, licence, attribution and notice is wanted",
    });
  }
  const found = checkGraph(model, draft);
  faults.push(...found.faults);
  const graph = graphOf(draft, faults);
  const counts = model.nodes.map(({ name }) => ({ type: name, count: graph.nodes.filter(({ type }) => type === name).length }));
  const notes = found.notes.sort(byPlace);
  const seed = faults.length === 0 ? { model, about: sections.about!, gaps: sections.gaps, notes, ...graph } : null;
  return { faults: faults.sort(byPlace), notes, counts, seed };
}

function graphOf(draft: Draft, faults: Fault[]): Graph {
  return {
    nodes: draft.nodes.map(({ change }) => change),
    edges: draft.edges.map(({ change }) => change),
    redirects: resolveRedirects(draft, faults),
    withdrawn: checkWithdrawn(draft, faults),
  };
}

/**
 * Reads a seed that is to be used.
 * @throws SeedError that lists every fault with its file and line.
 */
export function loadSeed(dir: string, model: Model): Seed {
  const { seed, faults } = checkSeed(dir, model);
  if (!seed) throw new SeedError(dir, faults);
  return seed;
}

/** The change set that builds a seed's graph; the version is that of the schema that is to answer with it. */
export const changeSet = (seed: Seed, schemaVersion: string): ChangeSet => buildChangeSet(seed.model, seed.about, seed, schemaVersion);
