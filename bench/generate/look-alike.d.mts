import type { ChangeSet } from "../../src/dataset/index.js";
import type { Model } from "../../src/model/index.js";

export interface LookAlikeOptions {
  /** How many there shall be; at least as many as the seed has. */
  readonly commitments: number;
  /** A whole number: the same one makes the same graph. */
  readonly random: number;
}

/**
 * The change set of a graph like a seed's. It can be gone through many times and holds no more than the seed.
 * @throws Error when the seed has more commitments than are wanted.
 */
export function lookAlike(model: Model, seed: ChangeSet, options: LookAlikeOptions): ChangeSet;
