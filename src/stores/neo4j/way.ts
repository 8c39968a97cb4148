/**
 * By what way the rows of a page are found: along an order, or from nodes that the filter names (plan/anchor.ts). The
 * database does not find the better way by itself.
 */
import { anchorsOf, chooseAnchor, conjuncts, namesNodes, type Anchor, type Filter, type Page } from "../../plan/index.js";
import { incomingFor, type Incoming } from "./incoming.js";
import type { Question, Statistics } from "./statistics.js";

export type Way =
  /** All nodes of the type are looked through. */
  | { readonly kind: "all"; readonly incoming: null }
  /** The filter names the nodes themselves. */
  | { readonly kind: "named"; readonly named: Filter; readonly incoming: null }
  /** They are found from others that the filter names; along an order, if they are at the start of edges that come in to a single one. */
  | { readonly kind: "anchored"; readonly anchor: Anchor; readonly incoming: Incoming | null }
  /** The edges of a node; along an order, if it has an index for those that come in. */
  | { readonly kind: "edges"; readonly incoming: Incoming | null };

/** What decides the way. */
export type Rows = Pick<Page, "relationship" | "target" | "where" | "order" | "size">;

/** @param whole whether all rows are to be found, as for their number. */
export function wayTo(page: Rows, whole: boolean, statistics: Statistics): Way {
  if (page.relationship) return { kind: "edges", incoming: incomingFor(page.relationship, page.order) };
  const named = conjuncts(page.where).find(namesNodes);
  if (named) return { kind: "named", named, incoming: null };
  const degreeOf = (anchor: Anchor) => statistics.degree(questionOf(anchor));
  const [best] = [...anchorsOf(page.where)].sort((a, b) => degreeOf(a) - degreeOf(b));
  const incoming = best && !whole ? inOrder(best, page) : null;
  if (incoming) return { kind: "anchored", anchor: best!, incoming };
  const anchor = chooseAnchor(page, statistics.total(page.target), whole, degreeOf);
  return anchor ? { kind: "anchored", anchor, incoming: null } : { kind: "all", incoming: null };
}

/** What has to be known to choose the way. @param whole as of `wayTo`. */
export function questionsOf(page: Rows, whole = false): readonly Question[] {
  if (page.relationship || conjuncts(page.where).some(namesNodes)) return [];
  const anchors = anchorsOf(page.where);
  const [only] = anchors.length === 1 ? anchors : [];
  return only && !whole && inOrder(only, page) ? [] : anchors.map(questionOf);
}

const questionOf = ({ relationship, named }: Anchor): Question => ({ relationship: relationship.inverse, named });

function inOrder({ relationship, named }: Anchor, page: Rows): Incoming | null {
  return named.kind === "compare" && named.comparison === "eq" ? incomingFor(relationship.inverse, page.order) : null;
}
