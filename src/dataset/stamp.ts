/**
 * Which files a seed has, and a quick stamp of them. Apart from the rest, so that a start that finds its data current
 * loads neither the seed nor what reads it.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { SeedError, unreadable } from "./faults.js";

/** Every YAML file below a folder, in one order: by its path, with `/` between names whatever the system has. */
export function yamlFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /^[^.].*\.ya?ml$/.test(entry.name))
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();
}

/**
 * A hash of the seed's files, their names and bytes, without parsing them: while it stays the same, so does all that
 * is made of the seed. Takes some milliseconds; 16 hexadecimal digits.
 * @throws SeedError when the folder or a file cannot be read.
 */
export function seedStamp(dir: string): string {
  const hash = createHash("sha256");
  let file = dir;
  try {
    for (const name of yamlFiles(dir)) {
      file = path.join(dir, name);
      const bytes = readFileSync(file);
      hash.update(`${name}\0${bytes.length}\0`).update(bytes);
    }
  } catch (error) {
    throw new SeedError(dir, [unreadable(file, error)]);
  }
  return hash.digest("hex").slice(0, 16);
}
