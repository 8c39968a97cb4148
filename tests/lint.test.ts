import { describe, expect, test } from "@jest/globals";
import { ESLint } from "eslint";
import { objection } from "../tools/lint/one-way.mjs";

describe("dependencies", () => {
  test.each([
    ["src/plan/plan.ts", "src/model/index.js"],
    ["src/plan/plan.ts", "src/plan/filter.js"],
    ["src/graphql/fields/dataset.ts", "src/graphql/planner.js"],
    ["src/stores/neo4j/load.ts", "src/plan/index.js"],
    ["src/server/serve.ts", "src/stores/sqlite/index.js"],
    ["src/server/open-store.ts", "src/dataset/stamp.js"],
    ["src/cli.ts", "src/server/settings.js"],
    ["src/cli.ts", "src/schema-files.js"],
    ["tests/stores/neo4j/print.test.ts", "src/stores/neo4j/print.js"],
    ["tests/contract/pages.test.ts", "tests/oracle/index.js"],
  ])("may be: %s on %s", (from, to) => {
    expect(objection(from, to)).toBeNull();
  });

  test.each([
    ["src/model/node.ts", "src/plan/index.js", "one way"],
    ["src/plan/plan.ts", "src/stores/sqlite/index.js", "one way"],
    ["src/graphql/engine.ts", "src/stores/neo4j/index.js", "one way"],
    ["src/graphql/engine.ts", "src/dataset/index.js", "one way"],
    ["src/stores/sqlite/store.ts", "src/stores/neo4j/index.js", "one way"],
    ["src/stores/sqlite/store.ts", "src/server/index.js", "one way"],
    ["src/stores/sqlite/store.ts", "src/dataset/index.js", "import type"],
    ["src/dataset/seed.ts", "src/graphql/index.js", "one way"],
    ["src/server/serve.ts", "src/cli.js", "one way"],
    ["src/server/serve.ts", "web/src/styles.js", "one way"],
    ["src/server/serve.ts", "tests/http/support.js", "one way"],
    ["web/src/main.tsx", "src/plan/index.js", "one way"],
    ["tests/oracle/page.ts", "src/plan/index.js", "one way"],
    ["src/plan/plan.ts", "src/model/text.js", "by its index"],
    ["src/server/serve.ts", "src/stores/sqlite/store.js", "by its index"],
    ["bench/run.ts", "src/plan/filter.js", "by its index"],
  ])("may not be: %s on %s", (from, to, why) => {
    expect(objection(from, to)).toContain(why);
  });
});

describe("the linter", () => {
  test("finds a wrong one in every form that an import has", async () => {
    const eslint = new ESLint();
    const forms = [
      'import { a } from "../stores/sqlite/index.js"; a();',
      'import type { A } from "../stores/sqlite/index.js"; export const a: A = 1;',
      'export { a } from "../stores/sqlite/index.js";',
      'export * from "../stores/sqlite/index.js";',
      'export const a = await import("../stores/sqlite/index.js");',
      'export type A = import("../stores/sqlite/index.js").A;',
    ];
    for (const form of forms) {
      const [result] = await eslint.lintText(`${form}\n`, { filePath: "src/graphql/virtual.ts" });
      expect([form, ...result!.messages.map((m) => m.ruleId)]).toEqual([form, "house/one-way"]);
    }
    const [right] = await eslint.lintText('import { model } from "../model/index.js";\nexport const a = model;\n', {
      filePath: "src/graphql/virtual.ts",
    });
    expect(right!.messages).toEqual([]);
  });
});
