/**
 * Writes a large graph that looks like the seed's, as a change set (docs/change-sets.md) to standard output:
 * `node bench/generate.mjs --commitments 100000 --seed 1 > big.ndjson`. The service must be built (`npm run build`).
 */
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { changeSet, loadSeed, toNdjson } from "../dist/dataset/index.js";
import { model } from "../dist/model/index.js";
import { lookAlike } from "./generate/look-alike.mjs";

const { values } = parseArgs({ options: { commitments: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } } });
const [commitments, random] = [values.commitments, values.seed].map((text) => {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${text} is no whole number`);
  return Number(text);
});

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const seed = changeSet(loadSeed(new URL("../seed", import.meta.url).pathname, model), version);

/** Lines by the hundred: a write for each would take most of the time. */
function* chunks(lines) {
  let chunk = [];
  for (const line of lines) {
    if (chunk.push(`${line}\n`) < 100) continue;
    yield chunk.join("");
    chunk = [];
  }
  yield chunk.join("");
}

await pipeline(Readable.from(chunks(toNdjson(lookAlike(model, seed, { commitments, random })))), process.stdout);
