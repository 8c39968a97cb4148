/** What a person reads of a seed: the report of its validation, and the counts in its README. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Model } from "../model/index.js";
import { faultLine, type Fault } from "./faults.js";
import { shareWithLocator } from "./locators.js";
import { listKey } from "./records.js";
import { checkSeed, loadSeed, type Seed } from "./seed.js";

/** Writes the report of a seed's validation: faults, notes, then counts. Gives whether the seed can be used. */
export function reportSeed(dir: string, model: Model, write: (line: string) => void): boolean {
  const { faults, notes, counts } = checkSeed(dir, model);
  section(write, faults, "fault", "to be put right");
  section(write, notes, "note", "unusual, but it may be right");
  const width = Math.max(...counts.map(({ count }) => String(count).length));
  for (const { type, count } of counts) write(`${String(count).padStart(width + 2)} ${type}`);
  write("");
  write(faults.length === 0 ? `No faults in ${dir}.` : `The seed in ${dir} cannot be used.`);
  return faults.length === 0;
}

function section(write: (line: string) => void, found: readonly Fault[], name: string, meaning: string): void {
  if (found.length === 0) return;
  write(`${found.length} ${name}${found.length === 1 ? "" : "s"} (${meaning}):`);
  for (const fault of found) write(`  ${faultLine(fault)}`);
  write("");
}

/** The counts of a seed as a block of Markdown: nodes by type, edges, and the share with a locator. */
export function seedSummary(seed: Seed): string {
  const countOf = (name: string) => seed.nodes.filter(({ type }) => type === name).length;
  const row = (...cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
  const share = shareWithLocator(seed.edges, countOf);
  return [
    row("what", "records", "listed under"),
    row("---", "---:", "---"),
    ...seed.model.nodes.map((type) => row(type.name, countOf(type.name).toLocaleString("en"), `\`${listKey(type)}:\``)),
    "",
    `Between them are ${seed.edges.length.toLocaleString("en")} relationships. ${(share * 100).toFixed(1)} % of the commitments have at least one source with a`,
    "locator, the paragraph, section or page that states them.",
    "",
    row("what is missing", "entries"),
    row("---", "---:"),
    ...[...seed.gaps].map(([topic, gaps]) => row(topic, gaps.length)),
  ].join("\n");
}

const [BEGIN, END] = ["<!-- counts: written by `npm run validate -- --write-readme` -->", "<!-- end of counts -->"];

/** A README with its block of counts made current. @throws Error when it has no such block. */
export function withSummary(readme: string, seed: Seed): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the README has no lines ${BEGIN} and ${END}`);
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${seedSummary(seed)}\n\n${readme.slice(end)}`;
}

/**
 * Makes the counts in a seed's own README current; gives whether anything changed.
 * @throws SeedError when the seed has faults.
 */
export function writeSummary(dir: string, model: Model): boolean {
  const file = path.join(dir, "README.md");
  const before = readFileSync(file, "utf8");
  const after = withSummary(before, loadSeed(dir, model));
  if (after !== before) writeFileSync(file, after);
  return after !== before;
}
