/**
 * The programs of docs/apps.md, as they stand there, with the clients that developers use, against the running server. Only
 * the address is put in. The clients are no packages of the project, since they are heavier than all that it needs: `npm ci
 * --prefix tools/clients` and `pip install -r tools/clients/requirements.txt` bring them.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { outputOf, testWith } from "../support/clients.js";
import { startReal, type Real } from "../support/real.js";
import { blocks, expectShown } from "./documents.js";

const FILE = "docs/apps.md";
const programs = blocks(readFileSync(FILE, "utf8")).filter(({ name }) => name !== "");

let server: Real;
let folder: string;
beforeAll(async () => {
  server = await startReal();
  folder = mkdtempSync(path.join(tmpdir(), "clients-"));
  symlinkSync(path.resolve("tools/clients/node_modules"), path.join(folder, "node_modules"));
  cpSync("schema/schema.graphql", path.join(folder, "schema.graphql"));
  for (const { name, code } of programs) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), code.replaceAll("http://localhost:4000", server.url));
  }
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const run = (program: string, ...options: string[]) => outputOf(program, options, { cwd: folder });
const node = (...options: string[]) => run(process.execPath, ...options);
const tool = (name: string, ...options: string[]) => node(`node_modules/.bin/${name}`, ...options);

/** Holds what a program printed against what the document says that it prints. */
function expectPrinted(name: string, output: string): void {
  const place = new RegExp(`(<!-- printed by ${name.replaceAll(".", "\\.")} -->\\n\`\`\`text\\n)(.*?)(\`\`\`)`, "s");
  const text = readFileSync(FILE, "utf8");
  expect(text).toMatch(place);
  expectShown(FILE, text.replace(place, (_, before: string, _old: string, after: string) => before + output + after));
}

test("each program has fifteen lines at most, the search box thirty", () => {
  expect(programs.length).toBeGreaterThan(8);
  const most = (name: string) => (name === "suggest.html" ? 30 : 15);
  expect(programs.filter(({ name, code }) => code.trimEnd().split("\n").length > most(name)).map(({ name }) => name)).toEqual([]);
});

testWith("curl", "curl asks by link and by POST, and takes a table", async () => {
  expectPrinted("curl.sh", (await run("bash", "curl.sh")).replaceAll("\r", ""));
});

testWith("packages", "Apollo Client puts pages together, and knows nodes by type and id", async () => {
  expectPrinted("apollo.mjs", await node("apollo.mjs"));
});

testWith(
  "packages",
  "graphql-codegen makes types of the schema, by which an operation is checked and sent",
  async () => {
    const tsc = (file: string) =>
      node(path.resolve("node_modules/typescript/bin/tsc"), "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext", file);
    writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
    await tool("graphql-codegen");
    await tsc("typed.ts");
    expectPrinted("typed.ts", await node("typed.js"));

    const typed = readFileSync(path.join(folder, "typed.ts"), "utf8");
    for (const [right, wrong] of [
      ["commitment?.status", "commitment?.nothing"],
      ['{ id: "regional-cert" }', "{ id: null }"],
      ["madeOn?.slice(0, 4)", "madeOn?.getFullYear()"],
    ] as const) {
      expect(typed).toContain(right);
      writeFileSync(path.join(folder, "wrong.ts"), typed.replace(right, wrong));
      await expect(tsc("wrong.ts")).rejects.toMatchObject({ stdout: expect.stringContaining("wrong.ts(1") });
    }
    rmSync(path.join(folder, "package.json"));
  },
  180_000,
);

testWith("packages", "Relay compiles a fragment that pages, and puts the pages together", async () => {
  await tool("relay-compiler", "relay.config.json");
  expectPrinted("src/pages.mjs", await node("src/pages.mjs"));
});

testWith("gql", "Python with gql pages through a list", async () => {
  expectPrinted("ask.py", await run("python3", "ask.py"));
});

testWith("pandas", "Python with pandas reads a link as a table", async () => {
  expectPrinted("table.py", await run("python3", "table.py"));
});

describe("the schema", () => {
  /** What graphql-eslint's rules of the Relay specification say of a schema. */
  async function faultsOf(sdl: string): Promise<string[]> {
    const rules = {
      "relay-connection-types": "error",
      // lists that are no connections are no fault: `nodes` beside `edges`, the steps of a lineage
      "relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false }],
      "relay-page-info": "error",
      "relay-arguments": "error",
    };
    writeFileSync(path.join(folder, "linted.graphql"), sdl);
    writeFileSync(
      path.join(folder, "eslint.config.mjs"),
      `import plugin from "@graphql-eslint/eslint-plugin";
       const rules = Object.fromEntries(Object.entries(${JSON.stringify(rules)}).map(([name, value]) => ["@graphql-eslint/" + name, value]));
       const parserOptions = { graphQLConfig: { schema: "./linted.graphql" } };
       export default [{ files: ["*.graphql"], plugins: { "@graphql-eslint": plugin }, languageOptions: { parser: plugin.parser, parserOptions }, rules }];`,
    );
    const output = await tool("eslint", "--format", "json", "linted.graphql").catch((e: { stdout: string }) => e.stdout);
    const [file] = JSON.parse(output) as [{ messages: { ruleId: string; message: string }[] }];
    return [...new Set(file.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))];
  }

  testWith(
    "packages",
    "passes the rules of graphql-eslint for connections, which find what is otherwise",
    async () => {
      const sdl = readFileSync("schema/schema.graphql", "utf8");
      expect(await faultsOf(sdl)).toEqual([]);
      expect(await faultsOf(sdl.replace("  cursor: String!", "  place: String!"))).toEqual([expect.stringContaining("relay-edge-types")]);
      expect(await faultsOf(sdl.replace("  hasNextPage: Boolean!", "  more: Boolean!"))).toEqual([expect.stringContaining("relay-page-info")]);
      expect(await faultsOf(sdl.replace("  edges: [ThemeEdge!]!", "  links: [ThemeEdge!]!"))).toEqual([expect.stringContaining("relay-connection-types")]);
    },
    120_000,
  );
});
