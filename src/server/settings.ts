/**
 * The settings of the service, each said once: name, form, default, and a sentence. They come from the environment,
 * are all checked at the start, and docs/settings.md is written from this table.
 */
import { distance } from "fastest-levenshtein";
import { constantCase } from "../model/index.js";
import { DEFAULT_LIMITS, type Limits } from "../plan/index.js";

/** A form that a value must have. */
interface Form<V> {
  /** Completes "… is wanted". */
  readonly words: string;
  /** The value of a text, or undefined when the text does not have the form. */
  parse(text: string): V | undefined;
}

interface Setting<V> {
  readonly name: string;
  readonly form: Form<V>;
  readonly fallback: V;
  readonly sentence: string;
  /** Its value is never shown. */
  readonly secret: boolean;
}

/** Longer waits than this are not for timers. */
const LARGEST = 2 ** 31 - 1;

const whole = (min: number, max = LARGEST): Form<number> => ({
  words: max === LARGEST ? `a whole number, ${min} or more` : `a whole number from ${min} to ${max}`,
  parse: (text) => (/^\d{1,10}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined),
});
const text: Form<string> = { words: "a text", parse: (text) => text };
const oneOf = <N extends string>(...names: N[]): Form<N> => ({
  words: `one of ${names.join(", ")}`,
  parse: (text) => names.find((name) => name === text),
});
const boltAddress: Form<string> = {
  words: "an address such as neo4j://localhost:7687 or bolt://localhost:7687",
  parse: (text) => (/^(neo4j|bolt)(\+s|\+ssc)?:\/\/[^\s/]/.test(text) ? text : undefined),
};

const setting = <V>(name: string, form: Form<V>, fallback: V, sentence: string, secret = false): Setting<V> => ({
  name,
  form,
  fallback,
  sentence,
  secret,
});
const flag: Form<boolean> = {
  words: "true or false",
  parse: (text) => (text === "true" ? true : text === "false" ? false : undefined),
};
const optional = <V>(form: Form<V>): Form<V | null> => form;

const SETTINGS = {
  host: setting(
    "HOST",
    text,
    "127.0.0.1",
    "The address that the service listens on. By default only this machine reaches it; 0.0.0.0 opens it to the network.",
  ),
  port: setting("PORT", whole(0, 65_535), 4000, "The port that it listens on; 0 takes a free one."),
  dataDir: setting(
    "DATA_DIR",
    text,
    "data",
    "The folder of the SQLite database. It is built from the seed when it is missing or of another seed.",
  ),
  seedDir: setting("SEED_DIR", text, "seed", "The folder of the curated dataset (YAML)."),
  neo4jUri: setting(
    "NEO4J_URI",
    optional(boltAddress),
    null,
    "The address of a Neo4j. When it is set, the service answers from there, and SQLite is not used.",
  ),
  neo4jUser: setting("NEO4J_USER", text, "neo4j", "The user at Neo4j."),
  neo4jPassword: setting("NEO4J_PASSWORD", text, "", "The password at Neo4j; empty where Neo4j asks for none.", true),
  neo4jDatabase: setting("NEO4J_DATABASE", text, "neo4j", "The database at Neo4j."),
  seedOnStart: setting("SEED_ON_START", flag, false, "Whether the service fills an empty Neo4j from the seed when it starts."),
  logLevel: setting(
    "LOG_LEVEL",
    oneOf("trace", "debug", "info", "warn", "error", "fatal", "silent"),
    "info",
    "What is worth a line in the log. At debug that includes statements, without values.",
  ),
  slowQueryMs: setting(
    "SLOW_QUERY_MS",
    whole(0),
    100,
    "From how long on an operation that is planned and read is a line in the log, with the shape of its plan and without its values, in milliseconds.",
  ),
  sqliteDeadlineMs: setting(
    "SQLITE_DEADLINE_MS",
    whole(1),
    500,
    "How long SQLite may work on one operation, in milliseconds; then it answers TIMEOUT.",
  ),
  neo4jTimeoutMs: setting(
    "NEO4J_TIMEOUT_MS",
    whole(1),
    5_000,
    "How long Neo4j may work on one operation, in milliseconds; then it answers TIMEOUT.",
  ),
  clientRequests: setting(
    "CLIENT_REQUESTS",
    whole(1),
    32,
    "How many requests one client (an address) may have under way; beyond that it is answered OVERLOADED.",
  ),
  waitMs: setting("WAIT_MS", whole(1), 5_000, "How long a request may wait for its turn, in milliseconds; then it is answered OVERLOADED."),
  trustProxy: setting(
    "TRUST_PROXY",
    whole(0),
    0,
    "How many proxies of yours every request comes through. A client's address is then the one that the first of them saw and added to X-Forwarded-For.",
  ),
  stopTimeoutMs: setting(
    "STOP_TIMEOUT_MS",
    whole(0),
    10_000,
    "How long running requests may take to finish when the service is told to stop, in milliseconds.",
  ),
};

/** What each bound of an operation counts; the defaults are those of the plan. */
const BOUNDS: Readonly<Record<keyof Limits, string>> = {
  depth: "Relationships nested in each other.",
  nodes: "Nodes that an answer could hold, by the product of the page sizes.",
  values: "Values of properties that an answer could hold, by the product of the page sizes.",
  rootFields: "Fields at the root of an operation.",
  selections: "Fields of an operation once its fragments are written out; a list counts as twenty.",
  aliases: "Aliases in a document.",
  schemaAliases: "Aliases in what a document asks of the schema itself.",
  tokens: "Tokens in a document.",
  bodyBytes: "Bytes in the body of a request.",
  filterDepth: "Filters nested in each other.",
  conditions: "Tests in all filters of an operation, counted as often as a statement has to hold them.",
  orderKeys: "Keys of one order.",
  listLength: "Values in a list of a filter.",
  textLength: "Characters of a text in a filter, or of an id.",
  ids: "Ids of `nodes(ids:)`.",
  pageSize: "Edges on a page: the largest `first` or `last`.",
  defaultPageSize: "Edges on a page when neither `first` nor `last` is given.",
  computed: "Fields of an operation that are computed: searches, tables, timelines, aggregates and the like.",
  counted: "Nodes that an operation counts, once for each relationship that is followed to group them.",
  groups: "Groups of one count, and cells of one table.",
  words: "Words of a search.",
  matches: "Nodes that a search may find before the best are taken: as many as have the rarest of its words.",
};

export type Settings = { readonly [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K] extends Setting<infer V> ? V : never } & {
  readonly limits: Limits;
};

const limitName = (bound: string) => `LIMIT_${constantCase(bound)}`;
const bounds = (Object.keys(BOUNDS) as (keyof Limits)[]).map((bound) => ({
  bound,
  ...setting(limitName(bound), whole(1), DEFAULT_LIMITS[bound], BOUNDS[bound]),
}));
const ALL: readonly Setting<unknown>[] = [...Object.values(SETTINGS), ...bounds];

/** What is wrong with the settings: all of it, one fault a line. */
export class SettingsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      [faults.length === 1 ? "A setting is wrong:" : `${faults.length} settings are wrong:`, ...faults.map((fault) => `  ${fault}`)].join(
        "\n",
      ),
    );
    this.name = "SettingsError";
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from an environment. An empty value is as good as none, which is how compose files pass on what is
 * not set. Warnings name variables that look like settings but are none.
 * @throws SettingsError with every fault.
 */
export function readSettings(env: Environment): { settings: Settings; warnings: string[] } {
  const faults: string[] = [];
  const read = <V>({ name, form, fallback, secret }: Setting<V>): V => {
    const given = env[name];
    if (given === undefined || given === "") return fallback;
    const value = form.parse(given);
    if (value === undefined)
      faults.push(
        `${name} is ${secret ? "not of its form" : JSON.stringify(given)}; ${form.words} is wanted${fallback === null ? "" : ` (when not set: ${fallback})`}.`,
      );
    return value ?? fallback;
  };
  const values = Object.fromEntries(Object.entries<Setting<unknown>>(SETTINGS).map(([key, s]) => [key, read(s)]));
  const given = Object.fromEntries(bounds.map((s) => [s.bound, read(s)])) as unknown as Limits;
  // whoever allows smaller pages alone means smaller ones by default too
  const defaultPageSize = env[limitName("defaultPageSize")] ? given.defaultPageSize : Math.min(given.defaultPageSize, given.pageSize);
  const limits = { ...given, defaultPageSize };
  if (limits.defaultPageSize > limits.pageSize) {
    faults.push(
      `${limitName("defaultPageSize")} is ${limits.defaultPageSize}; at most ${limits.pageSize}, the value of ${limitName("pageSize")}, is wanted.`,
    );
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return { settings: { ...values, limits } as Settings, warnings: Object.keys(env).flatMap(suspicion) };
}

/** Shorter names than this are near too much that an environment holds: HOST is near HOME. */
const NEAR_FROM = 7;

function suspicion(name: string): string[] {
  if (ALL.some((s) => s.name === name)) return [];
  const [nearest] = ALL.map((s) => ({ name: s.name, edits: distance(s.name, name) })).sort((a, b) => a.edits - b.edits);
  const alike = ALL.find((s) => s.name.length >= NEAR_FROM && name.startsWith(s.name)) ?? nearest!;
  const near = alike !== nearest || (name.length >= NEAR_FROM && nearest!.edits <= 2);
  return near || name.startsWith("LIMIT_") ? [`${name} is no setting and does nothing; did you mean ${alike.name}?`] : [];
}

/** The table of the settings as Markdown: docs/settings.md. */
export function describeSettings(): string {
  const row = (...cells: string[]) => `| ${cells.join(" | ")} |`;
  const table = (heads: string[], rows: string[][]) => [
    row(...heads),
    row(...heads.map(() => "---")),
    ...rows.map((cells) => row(...cells)),
    "",
  ];
  const shown = (value: unknown) => (value === null || value === "" ? "not set" : `\`${String(value)}\``);
  return [
    "# Settings",
    "",
    "Settings are environment variables. They are checked at the start, all at once; a value that is wrong ends the start with",
    "a message that says what would be right. An empty value is as good as none. Folders are relative to the working folder.",
    "",
    "This file is written from the table in `src/server/settings.ts`, by `node dist/cli.js settings > docs/settings.md`.",
    "",
    ...table(
      ["setting", "default", "form", "what it is"],
      Object.values<Setting<unknown>>(SETTINGS).map((s) => [`\`${s.name}\``, shown(s.fallback), s.form.words, s.sentence]),
    ),
    "## Bounds",
    "",
    "What one operation may ask for, as whole numbers, 1 or more. What is beyond a bound is refused with the code",
    "`COST_LIMIT_EXCEEDED` and a message that names the bound: for `counted`, `groups` and `matches`, and for `values` that are computed, once it is known how",
    "many there are,",
    "for all others before a database is touched.",
    "",
    ...table(
      ["setting", "default", "bound", "what it counts"],
      bounds.map((s) => [`\`${s.name}\``, shown(s.fallback), s.bound, s.sentence]),
    ),
  ].join("\n");
}
