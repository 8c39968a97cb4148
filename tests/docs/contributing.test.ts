/** The recipes of CONTRIBUTING.md, followed to the letter on a copy of the project, which is then built, checked, served and asked. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readQuestion } from "../../web/src/question.js";
import { until } from "../http/support.js";

const copy = mkdtempSync(path.join(tmpdir(), "contributing-"));
const inCopy = (file: string) => path.join(copy, file);
afterAll(() => rmSync(copy, { recursive: true }));

/** What is done to a file: it is new, or a text in it is followed by another, or gives way to it. */
const STEPS = /^<!-- (?:new: (?<made>\S+)|in (?<changed>\S+), (?<how>after|instead of): (?<text>[^\n]+)) -->\n```\w+\n(?<code>.*?)^```$/gms;
const steps = [...readFileSync("CONTRIBUTING.md", "utf8").matchAll(STEPS)].map(({ groups }) => groups as Record<string, string | undefined>);
const question = steps.at(-1)!;

function follow({ made, changed, how, text, code }: Record<string, string | undefined>): void {
  if (made) return writeFileSync(inCopy(made), code!, { flag: "wx" });
  const before = readFileSync(inCopy(changed!), "utf8");
  expect(before.split(text!)).toHaveLength(2);
  writeFileSync(inCopy(changed!), before.replace(text!, () => (how === "after" ? `${text}\n${code!.trimEnd()}` : code!.trimEnd())));
}

const run = (...command: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: copy, encoding: "utf8" });
  return { status, said: stdout + stderr };
};

beforeAll(() => {
  for (const part of ["src", "seed", "web/questions", "package.json", "tsconfig.json", "tsconfig.build.json"])
    cpSync(part, inCopy(part), { recursive: true });
  symlinkSync(path.resolve("node_modules"), inCopy("node_modules"));
  steps.forEach(follow);
});

test("there is one for a property, a node type, a meeting and a question, each step in ten lines at most", () => {
  expect(steps.map(({ made, changed }) => made ?? changed)).toEqual([
    "src/model/meeting.ts",
    "src/model/project.ts",
    "src/model/index.ts",
    "src/model/index.ts",
    "seed/meetings/adgmin-8.yaml",
    "web/questions/analysts/90-latest.graphql",
  ]);
  expect(steps.filter(({ code }) => code!.trimEnd().split("\n").length > 10)).toEqual([]);
});

test("the property and the type are in the schema, the meeting is without faults, and all of it is answered", async () => {
  expect(run("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json")).toEqual({ status: 0, said: "" });
  expect(run("dist/cli.js", "schema").status).toBe(0);
  const schema = readFileSync(inCopy("schema/schema.graphql"), "utf8");
  expect(schema).toMatch(/^type Meeting .*?^ {2}venue: String$.*?^}/ms);
  expect(schema).toMatch(/^type Project implements Node \{/m);
  const { status, said } = run("dist/cli.js", "validate");
  expect([status, said]).toEqual([0, expect.stringContaining("1 Project")]);

  const service = spawn(process.execPath, ["dist/cli.js"], { cwd: copy, env: { ...process.env, PORT: "0", DATA_DIR: inCopy("data") } });
  let heard = "";
  for (const stream of [service.stdout, service.stderr]) stream.on("data", (data) => (heard += String(data)));
  const address = () => /Server listening at (http:\S+?)"/.exec(heard)?.[1];
  try {
    await until(() => address() !== undefined);
    const ask = async (query: string) => {
      const headers = { "content-type": "application/json" };
      return (await fetch(`${address()}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) })).json();
    };
    const projects = 'projects(where: { carriesOut: { some: { madeAt: { venue: { contains: "hall" } } } } }) { nodes { id } }';
    expect(await ask(`{ ${projects} }`)).toEqual({ data: { projects: { nodes: [{ id: "project-example" }] } } });

    const { group, title, query } = readQuestion(question.made!, question.code!);
    expect([group, title]).toEqual(["analysts", "What did the digital ministers promise last?"]);
    expect(await ask(query)).toMatchObject({ data: { commitments: { nodes: expect.arrayContaining([expect.objectContaining({ id: "adgmin-8-example" })]) } } });
  } finally {
    service.kill();
  }
}, 180_000);
