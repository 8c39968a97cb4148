/**
 * Where the rows of a page come from. A row is a node, with the edge that leads to it where the page is one of edges
 * that have properties.
 */
import { and, conjuncts, isNone, withoutAnchor, type Anchor, type Filter } from "../../plan/index.js";
import type { Relationship } from "../../model/index.js";
import { condition, whereOf, type Context, type Scope } from "./filter.js";
import { quoted, TO } from "./names.js";
import { namedNodes } from "./statistics.js";
import type { Rows, Way } from "./way.js";

export interface Source {
  /** Clauses that bind a row's variables, for rows that pass the page's filter and further conditions. */
  rows(conditions: readonly string[]): string;
  /** The same, led by an index in whose order they are found. Null where the rows are found in none. */
  readonly along: ((index: readonly string[], conditions: readonly string[]) => string) | null;
  /** How many rows there are. */
  count(): string;
}

/** The rows of a page, by a way. @param parent the variable of the node whose edges they are. */
export function sourceOf(way: Way, page: Rows, parent: string | null, scope: Scope, context: Context): Source {
  const sources = new Sources(page, scope, context);
  switch (way.kind) {
    case "all":
      return sources.all();
    case "named":
      return sources.named(way.named);
    case "anchored":
      return way.incoming ? sources.anchoredInOrder(way.anchor) : sources.anchored(way.anchor);
    case "edges":
      return sources.edges(page.relationship!, parent!, way.incoming !== null);
  }
}

class Sources {
  constructor(
    private readonly page: Rows,
    private readonly scope: Scope,
    private readonly context: Context,
  ) {}

  /** All nodes of the type: along the order, unless an index finds the few that the filter leaves. */
  all(): Source {
    const { target, where } = this.page;
    const label = quoted(target.name);
    const pattern = `(${this.scope.node}:${label})`;
    const filter = this.conditions(where, this.scope);
    const tests = conjuncts(where);
    // an index on a property and `id` is used only where both are asked for
    const forIndex = tests.some(hasIndex) ? [`${this.scope.node}.id IS NOT NULL`] : [];
    return {
      rows: (conditions) => `MATCH ${pattern}${whereOf([...conditions, ...filter, ...forIndex])}`,
      along: tests.some(leavesFew)
        ? null
        : (index, conditions) =>
            `MATCH ${pattern}${this.hint("INDEX", `${this.scope.node}:${label}`, index)}${whereOf([...conditions, ...filter])}`,
      count: () => (filter.length === 0 ? `COUNT { ${pattern} }` : `COUNT { MATCH ${pattern}${whereOf([...filter, ...forIndex])} }`),
    };
  }

  /** Nodes that the filter names itself. */
  named(named: Filter): Source {
    const nodes = namedNodes(named, this.page.target, this.scope.node, this.context);
    const filter = this.conditions(and(conjuncts(this.page.where).filter((f) => f !== named)), this.scope);
    return this.found((conditions) => nodes([...filter, ...conditions]));
  }

  /** Nodes found from others that the filter names. */
  anchored(anchor: Anchor): Source {
    const { relationship, named } = anchor;
    const far: Scope = { node: this.context.statement.variable("n"), edge: this.context.statement.variable("r") };
    const nodes = namedNodes(named, relationship.target, far.node, this.context)([]);
    const step = `MATCH (${far.node})${this.context.patterns.step(relationship.inverse, far.edge, this.scope.node, this.page.target)}`;
    const found = `${nodes} ${step}${whereOf(this.conditionsThere(anchor, far))} WITH DISTINCT ${this.scope.node}`;
    const filter = this.conditions(withoutAnchor(this.page.where, anchor), this.scope);
    return this.found((conditions) => found + whereOf([...filter, ...conditions]));
  }

  /** Nodes at the start of the edges that come in to the one that the filter names: along the index of those edges. */
  anchoredInOrder(anchor: Anchor): Source {
    const { relationship, named } = anchor;
    const { edge, node } = this.scope;
    const far: Scope = { node: this.context.statement.variable("n"), edge };
    const { patterns } = this.context;
    const pattern = `(${far.node}${patterns.label(relationship)})${patterns.step(relationship.inverse, edge, node, this.page.target)}`;
    const id = this.context.statement.parameter((named as Extract<Filter, { kind: "compare" }>).operand as string);
    const tests = [
      `${edge}.${TO} = ${id}`,
      ...this.conditionsThere(anchor, far),
      ...this.conditions(withoutAnchor(this.page.where, anchor), this.scope),
    ];
    const along: Source["along"] = (index, conditions) =>
      `MATCH ${pattern}${this.hint("INDEX SEEK", `${edge}:${quoted(relationship.edges.type)}`, index)}${whereOf([...conditions, ...tests])}`;
    return { ...this.found((conditions) => `MATCH ${pattern}${whereOf([...conditions, ...tests])}`), along };
  }

  /** The edges of the node that a variable holds; along the index of those that come in to it, where they do. */
  edges(relationship: Relationship, parent: string, areIncoming: boolean): Source {
    const { edge, node } = this.scope;
    const step = (edge: string, node: string) => this.context.patterns.step(relationship, edge, node);
    const filter = this.conditions(this.page.where, this.scope);
    const edgeIsUsed = areIncoming || relationship.edges.properties.size > 0;
    const rows: Source["rows"] = (conditions) =>
      `MATCH (${parent})${step(edgeIsUsed ? edge : "", node)}${whereOf([...filter, ...conditions])}`;
    const along: Source["along"] = (index, conditions) => {
      const hint = this.hint("INDEX SEEK", `${edge}:${quoted(relationship.edges.type)}`, index);
      return `MATCH ()${step(edge, node)}${hint}${whereOf([`${edge}.${TO} = ${parent}.id`, ...conditions, ...filter])}`;
    };
    return {
      rows,
      along: areIncoming ? along : null,
      count: () => (filter.length === 0 ? `COUNT { (${parent})${step("", "")} }` : `COUNT { ${rows([])} }`),
    };
  }

  /** Rows that are found first and then sorted. */
  private found(rows: Source["rows"]): Source {
    return { rows, along: null, count: () => `COUNT { ${rows([])} RETURN ${this.scope.node} }` };
  }

  /** What an anchor asks of its edge and of the node at the other end, beyond naming that. */
  private conditionsThere({ some, named }: Anchor, far: Scope): readonly string[] {
    return this.conditions(and(conjuncts(some.where).filter((f) => f !== named)), far);
  }

  private conditions(filter: Filter, scope: Scope): readonly string[] {
    return conjuncts(filter).map((f) => condition(f, scope, this.context));
  }

  /**
   * A hint to the planner of the database. By its statistics alone it may find a scan of the whole index as good as a
   * seek in it, as they are just after a load: where the edges of one node are wanted, the hint says which.
   */
  private hint(how: "INDEX" | "INDEX SEEK", subject: string, index: readonly string[]): string {
    // on a pattern that can find nothing it is an error
    return isNone(this.page.where) ? "" : ` USING ${how} ${subject}(${index.map(quoted).join(", ")})`;
  }
}

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
