/**
 * The one form in which the graph changes: a change set, a header and then one change a line (NDJSON when streamed;
 * docs/change-sets.md is its specification). The seed is loaded through it into either store.
 */
import type { Value } from "../model/index.js";

/** What the dataset says of itself; part of what is stored, so that an answer and its revision belong together. */
export interface DatasetInfo {
  readonly name: string;
  /** The latest day of which any source tells. */
  readonly asOf: string;
  /** A hash of the content: equal data, equal revision. */
  readonly revision: string;
  readonly dataVersion: string;
  readonly schemaVersion: string;
  readonly licence: string;
  readonly attribution: string;
  /** What this is not: a publication of ASEAN. */
  readonly notice: string;
  readonly counts: readonly { readonly type: string; readonly count: number }[];
  /** The share of the commitments with at least one locator, from 0 to 1. */
  readonly shareWithLocator: number;
  /** Ids that lead nowhere any more, by id. */
  readonly withdrawn: readonly Withdrawal[];
}

/** An id that was published and has been taken back. Nothing else ever gets it. */
export interface Withdrawal {
  readonly id: string;
  /** Why, in a sentence for whoever still has the id. */
  readonly reason: string;
}

export interface NodeChange {
  readonly op: "node";
  /** The node's type: `Commitment`. */
  readonly type: string;
  readonly id: string;
  /** Every property of the type but `id`; null where it is missing. */
  readonly properties: Readonly<Record<string, Value>>;
}

export interface EdgeChange {
  readonly op: "edge";
  /** The key of the kind of edge in the model: `Commitment.themes`. */
  readonly edge: string;
  readonly from: string;
  readonly to: string;
  /** Every property of the edge; null where it is missing. */
  readonly properties: Readonly<Record<string, Value>>;
}

/** An id that was renamed; `to` is the id in use, never another old one. */
export interface RedirectChange {
  readonly op: "redirect";
  readonly id: string;
  readonly to: string;
}

export type Change = NodeChange | EdgeChange | RedirectChange;

/** A change set that builds a whole revision out of nothing. Nodes come before the edges that join them. */
export interface ChangeSet {
  readonly dataset: DatasetInfo;
  readonly changes: Iterable<Change>;
}
