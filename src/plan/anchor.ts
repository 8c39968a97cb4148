/**
 * From which end to read a page whose filter names nodes at the other end of a relationship ("of this theme"): along
 * the order, testing each node, or from the named nodes, sorting what they lead to. Neither database finds the better
 * end by itself; the degrees of the named nodes decide.
 */
import type { Relationship } from "../model/index.js";
import { and, type Filter } from "./filter.js";
import type { Page } from "./plan.js";

/** A conjunct that leads, from nodes named by their ids (or all below one of them), back to the nodes of the page. */
export interface Anchor {
  readonly some: Extract<Filter, { kind: "some" }>;
  readonly relationship: Relationship;
  /** The conjunct of `some.where` that names them: an `eq` or `in` of the id, or a `within`. */
  readonly named: Filter;
}

/** The number of edges by which an anchor's nodes lead to nodes of the page. */
export type DegreeOf = (anchor: Anchor) => number;

/** What must all hold. */
export const conjuncts = (filter: Filter): readonly Filter[] => (filter.kind === "and" ? filter.of : [filter]);

/** Whether a filter names nodes by their ids, or as all below one of them. */
export const namesNodes = (filter: Filter): boolean =>
  filter.kind === "within" ||
  (filter.kind === "compare" &&
    filter.subject.on === "node" &&
    filter.subject.property.name === "id" &&
    (filter.comparison === "eq" || filter.comparison === "in"));

/** Every anchor that a filter offers. */
export function anchorsOf(filter: Filter): readonly Anchor[] {
  return conjuncts(filter).flatMap((some) => {
    if (some.kind !== "some") return [];
    const named = conjuncts(some.where).find(namesNodes);
    return named ? [{ some, relationship: some.relationship, named }] : [];
  });
}

/** A row found from the named end costs about a third of one that is looked through along the order (measured on both stores). */
const COST_OF_ANCHORED_ROW = 1;
const COST_OF_ORDERED_ROW = 3;

/**
 * The anchor to start from, or null to go along the order.
 * @param total how many nodes there are of the page's type.
 * @param whole whether all that passes must be found anyway, as for a count.
 */
export function chooseAnchor(page: Pick<Page, "where" | "size">, total: number, whole: boolean, degreeOf: DegreeOf): Anchor | null {
  let best: { anchor: Anchor; degree: number } | null = null;
  for (const anchor of anchorsOf(page.where)) {
    const degree = degreeOf(anchor);
    if (!best || degree < best.degree) best = { anchor, degree };
  }
  if (!best) return null;
  return isWorthStartingFrom(best.degree, page, total, whole) ? best.anchor : null;
}

/** Whether it costs less to find `degree` nodes first and sort them than to look through nodes along the order; parameters as in chooseAnchor. */
export function isWorthStartingFrom(degree: number, page: Pick<Page, "size">, total: number, whole: boolean): boolean {
  // spread evenly, one node in total/degree passes; so many are looked through before the page is full
  const lookedThrough = whole ? total : Math.min(total, ((page.size + 1) * total) / Math.max(degree, 1));
  return degree * COST_OF_ANCHORED_ROW <= lookedThrough * COST_OF_ORDERED_ROW;
}

/** What of a page's filter is left to test on nodes that were found from an anchor. */
export function withoutAnchor(filter: Filter, anchor: Anchor): Filter {
  return and(conjuncts(filter).filter((f) => f !== anchor.some));
}
