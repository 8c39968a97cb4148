/**
 * Where the rows of a page come from. A row is a node, with the edge that leads to it where the page is one of edges
 * that have properties.
 */
import { and, chooseAnchor, conjuncts, isNone, namesNodes, withoutAnchor, type Anchor, type Filter, type Page } from "../../plan/index.js";
import type { Relationship } from "../../model/index.js";
import { condition, whereOf, type Context, type Scope } from "./filter.js";
import { incomingFor } from "./incoming.js";
import { quoted, TO } from "./names.js";
import { namedNodes, type Statistics } from "./statistics.js";

export interface Source {
  /** Clauses that bind a row's variables, for rows that pass the page's filter and further conditions. */
  rows(conditions: readonly string[]): string;
  /** The same, led by an index in whose order they are found. Null where the rows are found in none. */
  readonly along: ((index: readonly string[], conditions: readonly string[]) => string) | null;
  /** How many rows there are. */
  count(): string;
}

/** Chooses where the rows of pages come from, by what is known of the revision. */
export class Sources {
  constructor(
    private readonly context: Context,
    private readonly statistics: Statistics,
  ) {}

  /** For the rows of one page. */
  forRows(page: Page, parent: string | null, scope: Scope): Source {
    return page.relationship ? this.edges(page, parent!, scope) : this.ofType(page, scope, false);
  }

  /** For the number of all rows. */
  forCount(page: Page, parent: string | null, scope: Scope): Source {
    return page.relationship ? this.edges(page, parent!, scope) : this.ofType(page, scope, true);
  }

  private ofType(page: Page, scope: Scope, whole: boolean): Source {
    const own = conjuncts(page.where).find(namesNodes);
    if (own) return this.named(page, own, scope);
    const anchor = chooseAnchor(page, this.statistics.total(page.target), whole, ({ relationship, named }) =>
      this.statistics.degree({ relationship: relationship.inverse, named }),
    );
    return anchor ? this.anchored(page, anchor, scope) : this.all(page, scope);
  }

  /** All nodes of the type: along the order, unless an index finds the few that the filter leaves. */
  private all({ target, where }: Page, scope: Scope): Source {
    const label = quoted(target.name);
    const pattern = `(${scope.node}:${label})`;
    const filter = this.conditions(where, scope);
    const tests = conjuncts(where);
    // an index on a property and `id` is used only where both are asked for
    const forIndex = tests.some(hasIndex) ? [`${scope.node}.id IS NOT NULL`] : [];
    // a hint on a pattern that can find nothing is an error
    const hint = (index: readonly string[]) => (isNone(where) ? "" : usingIndex("INDEX", `${scope.node}:${label}`, index));
    return {
      rows: (conditions) => `MATCH ${pattern}${whereOf([...conditions, ...filter, ...forIndex])}`,
      along: tests.some(leavesFew) ? null : (index, conditions) => `MATCH ${pattern}${hint(index)}${whereOf([...conditions, ...filter])}`,
      count: () => (filter.length === 0 ? `COUNT { ${pattern} }` : `COUNT { MATCH ${pattern}${whereOf([...filter, ...forIndex])} }`),
    };
  }

  /** Nodes that the filter names itself. */
  private named({ target, where }: Page, own: Filter, scope: Scope): Source {
    const nodes = namedNodes(own, target, scope.node, this.context);
    const filter = this.conditions(and(conjuncts(where).filter((f) => f !== own)), scope);
    const rows = (conditions: readonly string[]) => nodes([...filter, ...conditions]);
    return { rows, along: null, count: () => `COUNT { ${rows([])} RETURN ${scope.node} }` };
  }

  /** Nodes found from others that the filter names. */
  private anchored({ target, where }: Page, anchor: Anchor, scope: Scope): Source {
    const { relationship, named, some } = anchor;
    const far: Scope = { node: this.context.statement.variable("n"), edge: this.context.statement.variable("r") };
    const nodes = namedNodes(named, relationship.target, far.node, this.context)([]);
    const step = `MATCH (${far.node})${this.context.patterns.step(relationship.inverse, far.edge, scope.node, target)}`;
    const there = this.conditions(and(conjuncts(some.where).filter((f) => f !== named)), far);
    const found = `${nodes} ${step}${whereOf(there)} WITH DISTINCT ${scope.node}`;
    const filter = this.conditions(withoutAnchor(where, anchor), scope);
    const rows = (conditions: readonly string[]) => found + whereOf([...filter, ...conditions]);
    return { rows, along: null, count: () => `COUNT { ${rows([])} RETURN ${scope.node} }` };
  }

  /** The edges of the node that a variable holds: along an index where they come in to it and it has their order. */
  private edges({ relationship, order, where }: Page, parent: string, scope: Scope): Source {
    const step = (edge: string, node: string) => this.context.patterns.step(relationship!, edge, node);
    const filter = this.conditions(where, scope);
    const rows = (conditions: readonly string[]) =>
      `MATCH (${parent})${step(edgeVariable(relationship!, order, scope), scope.node)}${whereOf([...filter, ...conditions])}`;
    const along = (index: readonly string[], conditions: readonly string[]) => {
      const hint = isNone(where) ? "" : usingIndex("INDEX SEEK", `${scope.edge}:${quoted(relationship!.edges.type)}`, index);
      return `MATCH ()${step(scope.edge, scope.node)}${hint}${whereOf([`${scope.edge}.${TO} = ${parent}.id`, ...conditions, ...filter])}`;
    };
    return {
      rows,
      along: incomingFor(relationship, order) && along,
      count: () => (filter.length === 0 ? `COUNT { (${parent})${step("", "")} }` : `COUNT { ${rows([])} }`),
    };
  }

  private conditions(filter: Filter, scope: Scope): readonly string[] {
    return conjuncts(filter).map((f) => condition(f, scope, this.context));
  }
}

/** The variable of a row's edge: none where the edge has nothing that is wanted. */
export const edgeVariable = (relationship: Relationship, order: Page["order"], scope: Scope): string =>
  relationship.edges.properties.size > 0 || incomingFor(relationship, order) ? scope.edge : "";

/**
 * A hint to the planner of the database. By its statistics alone it may find a scan of the whole index as good as a seek
 * in it, as they are just after a load: where the edges of one node are wanted, the hint says which.
 */
const usingIndex = (how: "INDEX" | "INDEX SEEK", subject: string, index: readonly string[]): string =>
  ` USING ${how} ${subject}(${index.map(quoted).join(", ")})`;

/** Whether an index on a property and `id` answers a test. */
const hasIndex = (test: Filter): boolean =>
  (test.kind === "compare" && !isPart(test) && test.subject.property.sortable) ||
  (test.kind === "missing" && test.subject.property.sortable);

/** Whether a test mostly leaves few nodes, and an index finds them: they are then sorted. Parts shorter than the index's are common. */
function leavesFew(test: Filter): boolean {
  if (test.kind !== "compare" || test.subject.property.type.name !== "String") return false;
  if (isPart(test)) return test.form === "folded" && (test.operand as string).length >= INDEXED_PART;
  return test.subject.property.sortable;
}

/** An index on text holds parts of three characters. */
const INDEXED_PART = 3;

const isPart = ({ comparison }: Extract<Filter, { kind: "compare" }>): boolean =>
  comparison === "contains" || comparison === "startsWith" || comparison === "endsWith";
