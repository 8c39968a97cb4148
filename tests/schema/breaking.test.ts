/** The guard of the released schema, as CI runs it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "@jest/globals";

const folder = mkdtempSync(path.join(tmpdir(), "breaking-"));
mkdirSync(path.join(folder, "schema"));
afterAll(() => rmSync(folder, { recursive: true }));

const schema = readFileSync("schema/schema.graphql", "utf8");
const changelog = readFileSync("CHANGELOG.md", "utf8");

/** Runs the guard on a schema that is to follow a released one. */
function guard(now: string, said = "", released = schema) {
  writeFileSync(path.join(folder, "schema/released.graphql"), released);
  writeFileSync(path.join(folder, "schema/schema.graphql"), now);
  writeFileSync(path.join(folder, "CHANGELOG.md"), changelog.replace("## Unreleased\n", `## Unreleased\n\n${said}\n`));
  const { status, stderr } = spawnSync(process.execPath, ["tools/breaking.mjs", folder], { encoding: "utf8" });
  return { status, stderr };
}

const without = (line: string) => {
  expect(schema.split(line)).toHaveLength(2);
  return schema.replace(line, "");
};
const MOTTO = /\n {2}"""The meeting's own theme line, quoted."""\n {2}motto: String\n/.exec(schema)![0];

test("the schema as it is breaks nothing that was released, or says so", () => {
  const { status, stderr } = spawnSync(process.execPath, ["tools/breaking.mjs"], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, expect.stringContaining("Against the released schema")]);
});

test("a field that is gone is refused by its path, until the changelog names it", () => {
  const refused = guard(without(MOTTO));
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("Meeting.motto: Field 'motto'")]);
  expect(guard(without(MOTTO), "- `Meeting.city` was taken out.").status).toBe(1);
  expect(guard(without(MOTTO), "- `Meeting.motto` was taken out.").status).toBe(0);
});

test("what a former release said does not count", () => {
  writeFileSync(path.join(folder, "CHANGELOG.md"), "");
  const former = changelog.replace("## 0.1.0\n", "## 0.1.0\n\n- `Meeting.motto` was taken out.\n");
  guard(without(MOTTO));
  writeFileSync(path.join(folder, "CHANGELOG.md"), former);
  expect(spawnSync(process.execPath, ["tools/breaking.mjs", folder]).status).toBe(1);
});

test("an argument that must be given, and another type, are refused; what is added is not", () => {
  expect(guard(schema.replace("  motto: String\n", "  motto: Int\n")).status).toBe(1);
  expect(guard(schema.replace("  motto: String\n", "  motto(in: String!): String\n")).status).toBe(1);
  expect(guard(schema, "", without(MOTTO)).status).toBe(0);
});
