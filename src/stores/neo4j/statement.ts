/**
 * A statement in the making: its parameters, its variables, and the lists of nodes that it finds first. Names are given
 * in the order of asking, so that equal shapes give equal text, whatever the values: the database knows a plan by it.
 */
import type { Filter } from "../../plan/index.js";
import { quoted } from "./names.js";
import { arrow } from "./pattern.js";
import type { Stored } from "./stored.js";

type Within = Extract<Filter, { kind: "within" }>;

export type Parameter = Stored | readonly Stored[];

export class Statement {
  readonly parameters: Record<string, Parameter> = {};
  private lists = new Map<Within, string>();
  private found: string[] = [];
  private parameterCount = 0;
  private variableCount = 0;

  /** Makes a parameter. Each place has its own, even where values are equal. */
  parameter(value: Parameter): string {
    const name = `p${this.parameterCount++}`;
    this.parameters[name] = value;
    return `$${name}`;
  }

  /** A list to look for a value in. The database has a plan for lists of one and another for longer ones: one will do. */
  choices(values: readonly Stored[]): string {
    return this.parameter(values.length === 1 ? [values[0]!, values[0]!] : values);
  }

  variable(letter: string): string {
    return `${letter}${this.variableCount++}`;
  }

  /**
   * The list of a node and all below it. It is found once, at the start: a list that stands beside the rows leaves them
   * in the order of an index, which a pattern that is matched before them would not.
   */
  within(filter: Within): string {
    const known = this.lists.get(filter);
    if (known !== undefined) return known;
    const { hierarchy, id } = filter;
    const [top, below, list] = [this.variable("t"), this.variable("b"), this.variable("w")];
    const path = arrow(hierarchy.inverse, "", "*0..");
    this.found.push(
      `COLLECT { MATCH (${top}:${quoted(hierarchy.target.name)})${path}(${below}) WHERE ${top}.id = ${this.parameter(id)} RETURN DISTINCT ${below} } AS ${list}`,
    );
    this.lists.set(filter, list);
    return list;
  }

  /**
   * What collects the values that clauses return, with the lists of their own found first. Where there is an aggregating
   * function in a subquery, the database takes variables from outside it for grouping keys that were not said to be such;
   * what is handed to a CALL is not, and lasts to its end.
   */
  collect(print: () => string): string {
    const { lists, found } = this;
    [this.lists, this.found] = [new Map(), []];
    const clauses = print();
    const own = [this.found.join(", "), [...this.lists.values()].join(", ")] as const;
    [this.lists, this.found] = [lists, found];
    if (own[0] === "") return `COLLECT { ${clauses} }`;
    const value = this.variable("v");
    return `COLLECT { WITH ${own[0]} CALL (${own[1]}) { ${clauses} AS ${value} } RETURN ${value} }`;
  }

  /** The whole statement, which returns a value, or one for each of some rows; prefixed, since Cypher's default version is a setting of the server. */
  text(value: string, rows?: string): string {
    const before = rows ?? (this.found.length > 0 ? `WITH ${this.found.join(", ")}` : null);
    return ["CYPHER 5", ...(before === null ? [] : [before]), `RETURN ${value} AS data`].join("\n");
  }
}
