/**
 * From which end a page over a type is read. SQLite does not know that a page is full after a few rows, and takes any
 * index that a filter offers; so the choice is made here, from counts.
 */
import {
  chooseAnchor,
  isAll,
  isWorthStartingFrom,
  sortForm,
  type Anchor,
  type Comparison,
  type Filter,
  type Page,
} from "../../plan/index.js";
import { countAnchored, countMatching } from "./filter.js";
import { columnOf, sortColumnOf } from "./names.js";
import type { Context } from "./scope.js";

export type Access =
  /** From the nodes that a filter names at the other end of a relationship. */
  | { readonly by: "anchor"; readonly anchor: Anchor }
  /** Along the index on a column that follows the order, with no help from any other. */
  | { readonly by: "order"; readonly column: string }
  /** By what SQLite chooses: an index that a filter offers, or the whole table. */
  | { readonly by: "choice" };

/** Counting goes so far: more than this are "very many", whatever the choice is about. */
const MOST = 10_000;

/**
 * Chooses for a page over a type.
 * @param counted whether all that passes must be found anyway, since it is counted.
 */
export function chooseAccess(page: Pick<Page, "target" | "where" | "order" | "size">, counted: boolean, context: Context): Access {
  const first = page.order[0]!;
  const along: Access =
    first.by === "property" && !counted ? { by: "order", column: columnOf(first.property, sortForm(first)) } : { by: "choice" };
  if (isAll(page.where)) return along;
  const whole = along.by === "choice";
  const total = context.total(page.target);
  const degreeOf = (anchor: Anchor) => context.count((c) => countAnchored(anchor, MOST, c));
  const anchor = chooseAnchor(page, total, whole, degreeOf);
  const matching = Math.min(...indexedTests(page.where).map((test) => context.count((c) => countMatching(page.target, test, MOST, c))));
  if (matching < (anchor ? degreeOf(anchor) : Infinity) && isWorthStartingFrom(matching, page, total, whole)) return { by: "choice" };
  return anchor ? { by: "anchor", anchor } : along;
}

const RANGES: readonly Comparison[] = ["eq", "in", "lt", "lte", "gt", "gte"];

/** The conjuncts of a filter that an index on their property answers. */
function indexedTests(filter: Filter): readonly Filter[] {
  return (filter.kind === "and" ? filter.of : [filter]).filter(
    (f) =>
      f.kind === "compare" &&
      f.subject.on === "node" &&
      RANGES.includes(f.comparison) &&
      f.subject.property.sortable &&
      columnOf(f.subject.property, f.form) === sortColumnOf(f.subject.property),
  );
}
