/**
 * The lint rule by which dependencies point one way: which part of the project may use which, and that a part is entered
 * by its door. It goes by paths alone, so it needs to resolve nothing.
 */
import path from "node:path";

/**
 * Each part with what it may use; the longest prefix of a path says the part. `types` are parts of which only types may
 * be used, `inside` parts that may be entered beside their doors.
 */
export const PARTS = {
  "src/model": { uses: [] },
  // for browsers too, so it may use nothing else
  "src/csv": { uses: [] },
  "src/plan": { uses: ["src/model"] },
  "src/dataset": { uses: ["src/model", "src/plan"] },
  "src/analysis": { uses: ["src/model", "src/plan"] },
  "src/graphql": { uses: ["src/model", "src/plan", "src/analysis"] },
  "src/stores/sqlite": { uses: ["src/model", "src/plan"], types: ["src/dataset"] },
  "src/stores/neo4j": { uses: ["src/model", "src/plan"], types: ["src/dataset"] },
  "src/pages": { uses: ["src/model"] },
  "src/server": {
    uses: ["src/model", "src/csv", "src/pages", "src/plan", "src/dataset", "src/graphql", "src/stores/sqlite", "src/stores/neo4j"],
  },
  // the commands, which put it all together
  src: { uses: ["src/model", "src/plan", "src/dataset", "src/graphql", "src/stores/sqlite", "src/stores/neo4j", "src/server"] },
  web: { uses: ["src/csv"] },
  tools: { uses: [] },
  bench: { uses: ["src", "tools"] },
  // it must not be able to share a fault with what it is compared with
  "tests/oracle": { uses: ["src/model", "src/dataset"] },
  tests: { uses: ["tests/oracle", "tools", "bench"], inside: ["src", "web"] },
};

/** Doors beside `index`: what is apart so that a start loads no more than it needs. */
const DOORS = ["src/dataset/stamp", "src/server/settings", "src/server/error-codes"];

const within = (file, folder) => file === folder || file.startsWith(`${folder}/`);
const names = Object.keys(PARTS).sort((a, b) => b.length - a.length);
const partOf = (file) => names.find((name) => within(file, name));

/** Why a file may not use another, or null. Both are paths from the root of the project, with `/`. */
export function objection(from, to, onlyTypes = false) {
  const [user, used] = [partOf(from), partOf(to)];
  if (user === undefined || used === undefined || user === used) return null;
  const { uses, types = [], inside = [] } = PARTS[user];
  if (inside.some((name) => within(used, name))) return null;
  if (!uses.some((name) => within(used, name))) {
    if (!types.includes(used)) return `${user} may not use ${used}: dependencies point one way (tools/lint/one-way.mjs)`;
    if (!onlyTypes) return `${user} may use types of ${used} only: write \`import type\``;
  }
  const module = to.replace(/\.[cm]?[jt]sx?$/, "");
  if (!used.startsWith("src/") || module === `${used}/index` || DOORS.includes(module)) return null;
  return `${used} is entered by its index, not by ${path.posix.basename(to)}`;
}

/** @type {import("eslint").Rule.RuleModule} */
export const oneWay = {
  meta: { type: "problem", docs: { description: "Dependencies point one way, and parts are entered by their doors." }, schema: [] },
  create(context) {
    const relative = (file) => path.relative(context.cwd, file).split(path.sep).join("/");
    const from = relative(context.filename);
    const check = (node, source, onlyTypes) => {
      if (typeof source?.value !== "string" || !source.value.startsWith(".")) return;
      const to = relative(path.resolve(path.dirname(context.filename), source.value));
      const message = objection(from, to, onlyTypes);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source, node.importKind === "type"),
      ExportNamedDeclaration: (node) => check(node, node.source, node.exportKind === "type"),
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === "type"),
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal, true),
    };
  },
};
