/** What the documents show is true: every query runs, and the answers are those that are given. */
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse, validate, type DocumentNode } from "graphql";
import { JsonText, type Engine } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { seedChanges } from "../support/seed.js";
import { stores, type Filled } from "../support/stores.js";
import { blocks, documents, expectShown, withAnswers } from "./documents.js";

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
  const text = readFileSync(file, "utf8");
  blocks(text, "graphql").forEach(({ code }, i) => {
    test(`query ${i + 1} gives an answer without empty lists and look-ups`, async () => {
      const found = (await answer(parse(code))) as object;
      expect(Object.values(found)).not.toContain(null);
      const data = JSON.stringify(found);
      expect(data).not.toContain('"nodes":[]');
      expect(data).not.toContain('"edges":[]');
    });
  });

  test("shows the answers that are given (UPDATE_DOCS=1 writes them)", async () => {
    expectShown(file, await withAnswers(readFileSync(file, "utf8"), answer));
  });

  test("leads only to files that are there, and to headings that they have", () => {
    const folder = file.replace(/[^/]*$/, "");
    const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)#]*)(?:#([^)]+))?\)/g)];
    const isThere = (path: string, place: string | undefined) =>
      existsSync(path) && (!place || headings(readFileSync(path, "utf8")).includes(place));
    expect(links.filter(([, path, place]) => !isThere(path ? folder + path : file, place)).map(([link]) => link)).toEqual([]);
  });
});

/** The places that a document has, as code hosts name them. */
const headings = (text: string): string[] =>
  [...text.replaceAll(/^```.*?^```$/gms, "").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

test("README shows the first query that the playground has, and how its answer begins", () => {
  const readme = readFileSync("README.md", "utf8");
  expect(readme).toMatch(/<!-- the query of web\/questions\/analysts\/01-\S+ -->\n```graphql\n.*```\n[^`]*<!-- the answer to line \d+ -->/s);
});
