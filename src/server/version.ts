import { readFileSync } from "node:fs";

/** The version of the software, which is that of the schema too. */
export const version = (): string =>
  (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version;
