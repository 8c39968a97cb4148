/** The peer's packages, in a folder of their own (bench/README.md says why). */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PEER = "7.6.3";

/** @returns the folder; `peer.mjs` stands in it. */
export function installPeer() {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  const folder = mkdtempSync(join(tmpdir(), "bench-neo4j-"));
  // what both use they use in the same version
  const same = Object.fromEntries(["@apollo/server", "graphql", "neo4j-driver"].map((name) => [name, dependencies[name]]));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: { "@neo4j/graphql": PEER, ...same } }));
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder });
  copyFileSync(new URL("peer.mjs", import.meta.url), join(folder, "peer.mjs"));
  return folder;
}
