/**
 * Plants faults, one at a time, and shows that the random comparison finds each: `node tests/random/faults.mjs`. Then
 * makes choices the other way that must change no answer, and shows that they do not.
 * Works on a copy of the tree in a temporary folder. Prints the table of docs/measurements.md.
 *
 * FAULTS=some,words takes only those whose rule has one of the words; RANDOM_SEED repeats a run. Faults of Neo4j need
 * NEO4J_TEST_URI or a server that can be started.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CHOICES, FAULTS, placesOf } from "./faults-list.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const SEED = process.env.RANDOM_SEED ?? "1";
const words = process.env.FAULTS?.split(",");
const chosen = ({ rule, neo4j = false }) => !(neo4j && process.env.SKIP_NEO4J) && (!words || words.some((word) => rule.includes(word)));
const faults = FAULTS.filter(chosen);
const choices = CHOICES.filter(chosen);

const copy = mkdtempSync(join(tmpdir(), "faults-"));
for (const name of ["src", "tests", "tools", "schema", "seed", "package.json", "jest.config.js"])
  cpSync(join(root, name), join(copy, name), { recursive: true });
for (const name of ["node_modules", ".neo4j"]) symlinkSync(join(root, name), join(copy, name));

let missed = 0;
try {
  if (!words) {
    const clean = await compare({});
    if (clean) throw new Error(`it fails without a fault:\n${clean}`);
  }
  console.log("| rule | fault planted | found by | smallest query found |\n|---|---|---|---|");
  for (const fault of faults) {
    const found = await plant(fault);
    if (!found) missed++;
    console.log(
      `| ${fault.rule} | ${fault.fault} (\`${fault.file}\`) | ${found ? found.after : "**NOT FOUND**"} | ${found ? `\`${found.query}\`` : ""} |`,
    );
  }
  console.log("\n| choice | made the other way | answers |\n|---|---|---|");
  for (const choice of choices) {
    const output = await planted(choice, () => compare({ neo4j: !process.env.SKIP_NEO4J }));
    if (output) missed++;
    console.log(`| ${choice.rule} | ${choice.fault} (\`${choice.file}\`) | ${output ? `**CHANGED** ${queryIn(output)}` : "unchanged"} |`);
  }
} finally {
  rmSync(copy, { recursive: true });
}
process.exitCode = missed > 0 ? 1 : 0;

/** Does something while a fault is in the copy. */
async function planted(fault, run) {
  const path = join(copy, fault.file);
  const whole = readFileSync(path, "utf8");
  const [[start, end]] = placesOf(fault, whole);
  writeFileSync(path, whole.slice(0, start) + fault.to + whole.slice(end));
  try {
    return await run();
  } finally {
    writeFileSync(path, whole);
  }
}

function plant(fault) {
  return planted(fault, async () => {
    for (const about of ["the seed", "random graphs"]) {
      const output = await compare({ tests: `about ${about}`, neo4j: fault.neo4j });
      // a crash is no difference found
      if (output && !output.includes(" differ at "))
        throw new Error(`${fault.rule}: the fault breaks what it is planted in:\n${output.slice(-3000)}`);
      if (output) return { after: `query ${/after (\d+) tests/.exec(output)?.[1] ?? "?"} about ${about}`, query: queryIn(output) };
    }
    return null;
  });
}

/** Runs the comparison; gives what it printed if it failed. */
function compare({ tests, neo4j = false }) {
  const args = ["--experimental-vm-modules", "node_modules/jest/bin/jest.js", "tests/random", ...(tests ? ["-t", tests] : [])];
  const env = {
    ...process.env,
    RANDOM_SEED: SEED,
    RANDOM_QUERIES: process.env.RANDOM_QUERIES ?? "1000",
    ...(neo4j ? { REQUIRE_NEO4J: "1" } : { SKIP_NEO4J: "1" }),
  };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: copy, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.on("close", (code) => resolve(code === 0 ? null : output));
  });
}

/** The counterexample that is left at the end, in one line. */
function queryIn(output) {
  const [, query = output.slice(-500)] = /Counterexample: \[\n([\s\S]*?)variables:/.exec(output) ?? [];
  const variables = /variables: (\{.*\})\n\s*\]/.exec(output)?.[1] ?? "{}";
  const text = query.replace(/\s+/g, " ").trim();
  return (variables === "{}" ? text : `${text} ${variables}`).replaceAll("|", "\\|").replaceAll("`", "'");
}
