/** A graph on its way in, before anything is known to be right: changes, each with the place that says it. */
import type { EdgeChange, NodeChange, RedirectChange, Withdrawal } from "./change.js";
import type { Place } from "./faults.js";

export interface Placed<C> {
  readonly change: C;
  readonly place: Place;
}

export interface Draft {
  readonly nodes: Placed<NodeChange>[];
  readonly edges: Placed<EdgeChange>[];
  readonly redirects: Placed<RedirectChange>[];
  readonly withdrawn: Placed<Withdrawal>[];
  /** Ends of relationships that were said but could not be read (`endKey`): they are at fault already, not missing. */
  readonly spoilt: Set<string>;
  /** The text of files that could not be read; what they may define is not said to be unknown. */
  readonly unread: readonly string[];
}

export const emptyDraft = (unread: readonly string[] = []): Draft => ({
  nodes: [],
  edges: [],
  redirects: [],
  withdrawn: [],
  spoilt: new Set(),
  unread,
});

export const endKey = (id: string, edge: string): string => `${id} ${edge}`;
