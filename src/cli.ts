/** The commands of the service. Each loads what it needs and no more: a start should not wait for what it does not use. */
import { mkdirSync, writeFileSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

// graphql-js checks less, and is a quarter faster, when it is told that nobody is developing here
process.env.NODE_ENV ??= "production";
// Node 22 and newer keep what they compiled; the types are those of the oldest Node that is served
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

/** People's messages go to standard error: standard output is the log's. */
const say = (line: string) => void process.stderr.write(`${line}\n`);
const print = (line: string) => void process.stdout.write(`${line}\n`);

interface Command {
  readonly about: string;
  /** What may be written after its name. */
  readonly options?: readonly string[];
  run(options: readonly string[]): Promise<void>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  serve: {
    about: "serve the API and the playground (what happens without a command)",
    async run() {
      const { serve } = await import("./server/index.js");
      await serve(process.env, say);
    },
  },
  validate: {
    about: "check the seed and print every fault; --write-readme makes the counts in its README current",
    options: ["--write-readme"],
    async run(options) {
      const [{ reportSeed, writeSummary }, { model }, { seedDir }] = await Promise.all([
        import("./dataset/index.js"),
        import("./model/index.js"),
        settings(),
      ]);
      if (!reportSeed(seedDir, model, print)) process.exitCode = 1;
      else if (options.includes("--write-readme")) writeSummary(seedDir, model);
    },
  },
  seed: {
    about: "make the graph in the Neo4j of NEO4J_URI that of the seed",
    async run() {
      const [{ fillNeo4j }, { model }] = await Promise.all([import("./server/index.js"), import("./model/index.js")]);
      await fillNeo4j(await settings(), model, say);
    },
  },
  schema: {
    about: "write schema/: the GraphQL, SQL and Cypher that the model implies",
    async run() {
      const [{ model }, { schemaFiles }] = await Promise.all([import("./model/index.js"), import("./schema-files.js")]);
      const folder = new URL("../schema/", import.meta.url);
      mkdirSync(folder, { recursive: true });
      for (const [file, text] of Object.entries(schemaFiles(model))) writeFileSync(new URL(file, folder), text);
      say(`Written: ${fileURLToPath(folder)}`);
    },
  },
  errors: {
    about: "print the codes of errors as Markdown (docs/errors.md)",
    async run() {
      const { describeErrors } = await import("./server/index.js");
      process.stdout.write(describeErrors());
    },
  },
  settings: {
    about: "print the settings as Markdown (docs/settings.md)",
    async run() {
      const { describeSettings } = await import("./server/settings.js");
      process.stdout.write(describeSettings());
    },
  },
};

async function settings() {
  // its own door: checking the seed needs no server
  const { readSettings } = await import("./server/settings.js");
  const { settings, warnings } = readSettings(process.env);
  warnings.forEach(say);
  return settings;
}

/** Errors that an operator can do something about: their messages say what, and a stack would only hide it. */
const FOR_OPERATORS = new Set([
  "SettingsError",
  "SeedError",
  "StartError",
  "StoreUnavailable",
  "EmptyDatabase",
  "Misconfigured",
  "LoadRunning",
  "Timeout",
]);

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!FOR_OPERATORS.has(error.name)) return error.stack ?? error.message;
  return error.cause instanceof Error ? `${error.message}\n(${error.cause.message})` : error.message;
}

// whoever reads what is printed may stop reading, as `head` does
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

const [name = "serve", ...options] = process.argv.slice(2);
const command = COMMANDS[name];
const unknown = options.filter((option) => !command?.options?.includes(option));
if (command && unknown.length > 0) {
  const { options: known = [] } = command;
  say(
    `${name} takes ${known.length > 0 ? `${known.join(", ")} and ` : ""}nothing else, so not ${unknown.join(" ")}. Settings come from the environment: docs/settings.md.`,
  );
  process.exitCode = 1;
} else if (command) {
  await command.run(options).catch((error: unknown) => {
    say(explain(error));
    process.exit(1);
  });
} else {
  const wanted = ["--help", "-h", "help"].includes(name);
  say(
    [
      ...(wanted ? [] : [`There is no command ${name}.`]),
      "Commands:",
      ...Object.entries(COMMANDS).map(([name, { about }]) => `  ${name.padEnd(9)} ${about}`),
      "Settings come from the environment: docs/settings.md.",
    ].join("\n"),
  );
  process.exitCode = wanted ? 0 : 1;
}
