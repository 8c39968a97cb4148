/**
 * What documents show, read out of their Markdown: queries and their answers, programs and what they print. With
 * UPDATE_DOCS=1 what is shown is written anew from what is given; else a test finds that the two differ.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "@jest/globals";
import { parse, type DocumentNode } from "graphql";
import { toCsv } from "../../src/csv/index.js";
import { cellsOf } from "../support/csv.js";

const markdownIn = (folder: string) => readdirSync(folder).filter((file) => file.endsWith(".md"));

/** All documents of the project. */
export const documents: readonly string[] = [...markdownIn("."), "seed/README.md", ...markdownIn("docs").map((file) => `docs/${file}`)];

/** The blocks of a language in a document, each with the name that stands beside the language, if any. */
export const blocks = (text: string, language = "\\w+"): { name: string; code: string }[] =>
  [...text.matchAll(new RegExp("^```" + language + "(?: (\\S+))?\\n(.*?)^```$", "gms"))].map(([, name = "", code]) => ({
    name,
    code: code!,
  }));

/** A query, the note of the file in which it stands too, and the places of answers: each is of the query before it. */
const PLACES =
  /(?:<!-- the query of (?<file>\S+) -->\n)?```graphql\n(?<query>.*?)```|<!-- the answer(?: to line (?<lines>\d+))? -->\n+```json\n.*?```|<!-- the answer as a (?<table>table) -->\n(?:\n?(?:\|[^\n]*\n)+)?/gs;

/**
 * A document with the answers that its queries have. An answer stands after its query, behind one of the comments `the
 * answer`, `the answer to line <n>` (its beginning) and `the answer as a table`.
 */
export async function withAnswers(text: string, answer: (document: DocumentNode) => Promise<unknown>): Promise<string> {
  let query = "";
  let shown = "";
  let end = 0;
  for (const place of text.matchAll(PLACES)) {
    shown += text.slice(end, place.index);
    end = place.index + place[0].length;
    const { file, lines, table, query: written } = place.groups!;
    if (written !== undefined) {
      query = file ? `${readFileSync(file, "utf8").trim()}\n` : written;
      shown += `${file ? `<!-- the query of ${file} -->\n` : ""}\`\`\`graphql\n${query}\`\`\``;
      continue;
    }
    const document = parse(query);
    const data = await answer(document);
    shown += table ? `<!-- the answer as a table -->\n\n${tableOf(document, data)}\n` : jsonBlock(data, lines);
  }
  return shown + text.slice(end);
}

function jsonBlock(data: unknown, lines: string | undefined): string {
  // small objects stand on one line each
  const brief = JSON.stringify({ data }, null, 2).replace(
    /\{\n\s+([^{}[\]]{0,60}?)\n\s+\}/g,
    (_, members: string) => `{ ${members.replace(/\n\s+/g, " ")} }`,
  );
  const all = brief.split("\n");
  const shown = lines && Number(lines) < all.length ? [...all.slice(0, Number(lines)), "…"] : all;
  return `<!-- the answer${lines ? ` to line ${lines}` : ""} -->\n\`\`\`json\n${shown.join("\n")}\n\`\`\``;
}

/** The answer as the download of the playground has it, as a table of Markdown. */
function tableOf(document: DocumentNode, data: unknown): string {
  const [header, ...rows] = cellsOf(toCsv(document, data)).map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|")));
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [row(header!), row(header!.map(() => "---")), ...rows.map(row)].join("\n");
}

/** Holds a document against what it should be, or writes it so. */
export function expectShown(file: string, text: string): void {
  if (process.env.UPDATE_DOCS) writeFileSync(file, text);
  expect(readFileSync(file, "utf8")).toBe(text);
}
