/**
 * What the documents show is true: every query runs, and README's first answer is the one that is given. With
 * UPDATE_DOCS=1 the README's blocks are written anew from the query's file and its answer.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse, validate, type DocumentNode } from "graphql";
import { JsonText, type Engine } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { seedChanges } from "../support/seed.js";
import { stores, type Filled } from "../support/stores.js";

const FIRST_QUERY = readFileSync("web/questions/analysts/01-ai-since-2021.graphql", "utf8").trim();
/** How much of the first answer the README shows. */
const ANSWER_LINES = 32;

/** JSON with its small objects on one line each. */
const brief = (json: string) => json.replace(/\{\n\s+([^{}[\]]{0,60}?)\n\s+\}/g, (_, members: string) => `{ ${members.replace(/\n\s+/g, " ")} }`);

const documents = ["README.md", "seed/README.md", ...readdirSync("docs").filter((f) => f.endsWith(".md")).map((f) => `docs/${f}`)];
const blocks = (text: string, language: string) => [...text.matchAll(new RegExp("```" + language + "\\n(.*?)```", "gs"))].map((m) => m[1]!.trim());

let store: Filled;
let engine: Engine;
beforeAll(async () => {
  store = await stores[0]!.fill(model, seedChanges());
  engine = store.engine();
});
afterAll(() => store.close());

async function answer(document: DocumentNode): Promise<unknown> {
  expect(validate(engine.schema, document)).toEqual([]);
  const result = await engine.execute({ document });
  if ("errors" in result) throw new Error(result.errors.join("\n"));
  return result.data instanceof JsonText ? JSON.parse(result.data.text) : result.data;
}

describe.each(documents)("%s", (file) => {
  const queries = blocks(readFileSync(file, "utf8"), "graphql");
  queries.forEach((query, i) => {
    test(`query ${i + 1} gives an answer without empty lists and look-ups`, async () => {
      const found = (await answer(parse(query))) as object;
      expect(Object.values(found)).not.toContain(null);
      const data = JSON.stringify(found);
      expect(data).not.toContain('"nodes":[]');
      expect(data).not.toContain('"edges":[]');
    });
  });

  test("leads only to files that are there", () => {
    const folder = file.includes("/") ? file.replace(/[^/]*$/, "") : "";
    const links = [...readFileSync(file, "utf8").matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map((m) => folder + m[1]!);
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});

test("the README shows the first query and the beginning of its answer", async () => {
  const lines = brief(JSON.stringify({ data: await answer(parse(FIRST_QUERY)) }, null, 2)).split("\n").slice(0, ANSWER_LINES);
  const shown = `${lines.join("\n")}\n…`;
  if (process.env.UPDATE_DOCS) {
    const readme = readFileSync("README.md", "utf8")
      .replace(/```graphql\n.*?```/s, () => "```graphql\n" + FIRST_QUERY + "\n```")
      .replace(/```json\n.*?```/s, () => "```json\n" + shown + "\n```");
    writeFileSync("README.md", readme);
  }
  const readme = readFileSync("README.md", "utf8");
  expect(blocks(readme, "graphql")[0]).toBe(FIRST_QUERY);
  expect(blocks(readme, "json")[0]).toBe(shown);
});
