import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { DEFAULT_LIMITS } from "../../src/plan/index.js";
import { describeSettings, readSettings, SettingsError } from "../../src/server/index.js";

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

describe("settings", () => {
  test("have defaults, also where they are empty", () => {
    const { settings, warnings } = readSettings({ PORT: "", NEO4J_URI: "", HOME: "/root", PATH: "/bin", NEO4J_HOME: "/opt/neo4j" });
    expect(settings).toMatchObject({ host: "127.0.0.1", port: 4000, neo4jUri: null, sqliteDeadlineMs: 500, limits: DEFAULT_LIMITS });
    expect(warnings).toEqual([]);
  });

  test("are read from the environment", () => {
    const { settings } = readSettings({
      PORT: "0",
      HOST: "::",
      NEO4J_URI: "neo4j+s://a.example:7687",
      LOG_LEVEL: "debug",
      LIMIT_ROOT_FIELDS: "5",
      LIMIT_PAGE_SIZE: "50",
    });
    expect(settings).toMatchObject({
      port: 0,
      host: "::",
      neo4jUri: "neo4j+s://a.example:7687",
      logLevel: "debug",
      limits: { ...DEFAULT_LIMITS, rootFields: 5, pageSize: 50 },
    });
  });

  test("are all checked at once, and each fault says what would be right", () => {
    expect(
      faultsOf({
        PORT: "80a",
        LOG_LEVEL: "loud",
        NEO4J_URI: "http://x",
        LIMIT_DEPTH: "0",
        LIMIT_IDS: "-1",
        SQLITE_DEADLINE_MS: "1e3",
        LIMIT_DEFAULT_PAGE_SIZE: "300",
      }),
    ).toEqual([
      'PORT is "80a"; a whole number from 0 to 65535 is wanted (when not set: 4000).',
      'NEO4J_URI is "http://x"; an address such as neo4j://localhost:7687 or bolt://localhost:7687 is wanted.',
      'LOG_LEVEL is "loud"; one of trace, debug, info, warn, error, fatal, silent is wanted (when not set: info).',
      'SQLITE_DEADLINE_MS is "1e3"; a whole number, 1 or more is wanted (when not set: 500).',
      'LIMIT_DEPTH is "0"; a whole number, 1 or more is wanted (when not set: 12).',
      'LIMIT_IDS is "-1"; a whole number, 1 or more is wanted (when not set: 100).',
      "LIMIT_DEFAULT_PAGE_SIZE is 300; at most 200, the value of LIMIT_PAGE_SIZE, is wanted.",
    ]);
  });

  test.each([
    ["LIMIT_PAGES", "LIMIT_IDS"],
    ["LIMIT_ALIAS", "LIMIT_ALIASES"],
    ["NEO4J_URL", "NEO4J_URI"],
    ["NEO4J_USERNAME", "NEO4J_USER"],
    ["DATADIR", "DATA_DIR"],
    ["SEED_DIRECTORY", "SEED_DIR"],
  ])("that look like one but are none are named: %s", (name, nearest) => {
    const { warnings } = readSettings({ [name]: "1" });
    expect(warnings).toEqual([expect.stringContaining(name)]);
    expect(warnings[0]).toMatch(/did you mean \w+\?$/);
    if (name !== "LIMIT_PAGES") expect(warnings[0]).toContain(` ${nearest}?`);
  });

  test("are documented as they are; run `node dist/cli.js settings > docs/settings.md` when not", () => {
    expect(readFileSync("docs/settings.md", "utf8")).toBe(describeSettings());
  });
});
