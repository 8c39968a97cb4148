/** The questions of the playground's shelf, asked of the seed. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Kind, parse, validate } from "graphql";
import { toCsv } from "../../src/csv/index.js";
import { JsonText, type Engine } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { GROUPS } from "../../web/src/question.js";
import { cellsOf } from "../support/csv.js";
import { questions } from "../support/questions.js";
import { seedChanges } from "../support/seed.js";
import { stores, type Filled } from "../support/stores.js";

let store: Filled;
let engine: Engine;
beforeAll(async () => {
  store = await stores[0]!.fill(model, seedChanges());
  engine = store.engine();
});
afterAll(() => store.close());

test("there are at least twenty, some for each group, no two alike", () => {
  expect(questions.length).toBeGreaterThanOrEqual(20);
  expect(new Set(questions.map((q) => q.group))).toEqual(new Set(GROUPS));
  expect(new Set(questions.map((q) => q.title)).size).toBe(questions.length);
});

describe.each(questions)("$title", ({ title, reading, query }) => {
  const document = parse(query);

  test("is a question, with a sentence on how to read the answer", () => {
    expect(title).toMatch(/\?$/);
    expect(reading).toMatch(/\.$/);
  });

  test("is one named operation that needs no variables", () => {
    expect(document.definitions).toMatchObject([{ kind: Kind.OPERATION_DEFINITION, name: { value: expect.any(String) } }]);
    expect(validate(engine.schema, document)).toEqual([]);
  });

  test("gives a table, and something in each of its columns", async () => {
    const result = await engine.execute({ document });
    if ("errors" in result) throw new Error(result.errors.join("\n"));
    const data: unknown = result.data instanceof JsonText ? JSON.parse(result.data.text) : result.data;
    const [header, ...rows] = cellsOf(toCsv(document, data));
    expect(rows.length).toBeGreaterThan(0);
    const empty = header!.filter((_, i) => rows.every((row) => /^[; ]*$/.test(row[i]!)));
    expect(empty).toEqual([]);
  });
});
