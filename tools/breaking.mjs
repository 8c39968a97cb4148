/**
 * Fails when the schema breaks what was last released and CHANGELOG.md does not say so: `node tools/breaking.mjs [folder]`.
 * A breaking change is said by its path, between backticks, in the part of CHANGELOG.md that is headed "Unreleased".
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

const folder = process.argv[2] ?? ".";
const read = (name) => readFileSync(path.join(folder, name), "utf8");

/** What the part "Unreleased" names between backticks. */
function said(changelog) {
  const [, part = ""] = /^## Unreleased\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changelog) ?? [];
  return new Set([...part.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
}

const names = said(read("CHANGELOG.md"));
const changes = await diff(buildSchema(read("schema/released.graphql")), buildSchema(read("schema/schema.graphql")));
const unsaid = changes.filter((change) => change.criticality.level === CriticalityLevel.Breaking && !names.has(change.path));
for (const { path: at, message } of unsaid) process.stderr.write(`${at}: ${message}\n`);
if (unsaid.length > 0) {
  process.stderr.write(
    `\nThe schema breaks what was released (schema/released.graphql). Deprecate first, as CHANGELOG.md has it; or name each path above, between backticks, under "Unreleased" in CHANGELOG.md.\n`,
  );
  process.exit(1);
}
const count = (level) => changes.filter((change) => change.criticality.level === level).length;
process.stderr.write(
  `Against the released schema: ${count(CriticalityLevel.NonBreaking)} additions, ${count(CriticalityLevel.Dangerous)} changes to mind, ${count(CriticalityLevel.Breaking)} breaking ones, all of them said.\n`,
);
