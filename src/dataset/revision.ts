/** The one form in which content is written and hashed: equal data gives equal lines, and so an equal revision. */
import { createHash, type Hash } from "node:crypto";
import { compareText } from "../model/index.js";
import type { Change, DatasetInfo } from "./change.js";

/** A value with the keys of its objects by name, at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** A change as one line of JSON: no white space, keys in one order, properties by code point of their name. */
export function canonicalLine(change: Change): string {
  if (change.op === "redirect") return JSON.stringify({ op: change.op, id: change.id, to: change.to });
  const properties = sorted(change.properties);
  return JSON.stringify(
    change.op === "node"
      ? { op: change.op, type: change.type, id: change.id, properties }
      : { op: change.op, edge: change.edge, from: change.from, to: change.to, properties },
  );
}

/**
 * Computes a revision: SHA-256 over what the dataset says of itself and every change's line, each with a line feed;
 * the first 16 hexadecimal digits. The version of the schema is left out: it is not of the data.
 */
export class Revision {
  private readonly hash: Hash = createHash("sha256");

  constructor({ revision: _, schemaVersion: __, ...about }: Partial<DatasetInfo>) {
    this.hash.update(`${JSON.stringify(sorted(about))}\n`);
  }

  add(line: string): void {
    this.hash.update(`${line}\n`);
  }

  /** Ends the computation. */
  digest(): string {
    return this.hash.digest("hex").slice(0, 16);
  }
}
