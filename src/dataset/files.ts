/** The seed as files: what they hold as YAML, with the lines it stands on. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { LineCounter, parseDocument, type Node as YamlNode } from "yaml";
import { unreadable, type Fault, type Place } from "./faults.js";
import { yamlFiles } from "./stamp.js";

/** One file of the seed that could be read. */
export interface SeedFile {
  readonly file: string;
  readonly contents: YamlNode;
  placeOf(node: { range?: readonly number[] | null }): Place;
}

export interface SeedFiles {
  readonly files: readonly SeedFile[];
  /** The text of files that are no YAML: what they define cannot be known, so nothing is said to be missing that they name. */
  readonly unread: readonly string[];
}

/** Reads every YAML file below a folder. What cannot be read is a fault, and the rest is read all the same. */
export function readSeedFiles(dir: string, faults: Fault[]): SeedFiles {
  const [files, unread]: [SeedFile[], string[]] = [[], []];
  const cannot = (file: string, error: unknown) => faults.push(unreadable(file, error));
  let names: string[] = [];
  try {
    names = yamlFiles(dir);
    if (names.length === 0) faults.push({ file: dir, line: 0, message: "holds no YAML file; a seed is a folder of .yaml files" });
  } catch (error) {
    cannot(dir, error);
  }
  for (const name of names) {
    const file = path.join(dir, name);
    let bytes: Buffer;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      cannot(file, error);
      continue;
    }
    const parsed = parse(file, bytes, faults);
    if (typeof parsed === "string") unread.push(parsed);
    else if (parsed) files.push(parsed);
  }
  return { files, unread };
}

/** Parses one file: gives its contents, or its bare text when it is no YAML, or null when there is nothing in it. */
function parse(file: string, bytes: Buffer, faults: Fault[]): SeedFile | string | null {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    faults.push({ file, line: 0, message: "is not encoded in UTF-8; save it as UTF-8" });
    return bytes.toString("latin1");
  }
  const lines = new LineCounter();
  // failsafe: a scalar stays the text that was written; the model says what it means (`2021` and `no` may be text)
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  let broken = false;
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    const line = lineAt(pos[0]);
    if (code === "DUPLICATE_KEY") {
      const key = /^[^\s:]+/.exec(text.slice(pos[0]))?.[0] ?? "";
      faults.push({ file, line, message: `the key \`${key}\` stands twice in one mapping; keep one of them` });
    } else if (code === "TAG_RESOLVE_FAILED") {
      faults.push({ file, line, message: "tags (`!!`) are not read; leave the tag out, the model says the type" });
    } else {
      broken = true;
      faults.push({ file, line, message: `is no YAML: ${message}; put the line, or the ones before it, right` });
    }
  }
  if (broken) return text;
  if (!document.contents) {
    faults.push({ file, line: 0, message: "holds nothing; give it a list of records, or remove it" });
    return null;
  }
  return { file, contents: document.contents as YamlNode, placeOf: (node) => ({ file, line: lineAt(node.range?.[0] ?? 0) }) };
}
