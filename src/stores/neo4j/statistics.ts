/**
 * What is known of a revision when a statement is printed: how many nodes of a type there are, how many edges lead from
 * named nodes, and which ids were renamed. It decides from which end a page is read (plan/anchor.ts), never an answer,
 * but for the renamed ids.
 */
import { LRUCache } from "lru-cache";
import type { Relationship, Type } from "../../model/index.js";
import type { Filter } from "../../plan/index.js";
import { condition, whereOf, type Context } from "./filter.js";
import { quoted } from "./names.js";

/** How many edges of a relationship lead from nodes that a filter names? */
export interface Question {
  readonly relationship: Relationship;
  readonly named: Filter;
}

/** Answers are kept for so many questions. */
const KEPT = 10_000;

export class Statistics {
  private readonly degrees = new LRUCache<string, number>({ max: KEPT });

  constructor(
    private readonly totals: ReadonlyMap<string, number>,
    private readonly renamed: ReadonlyMap<string, string>,
  ) {}

  total(type: Type): number {
    return this.totals.get(type.name) ?? 0;
  }

  /** The id in use for an id. */
  current(id: string): string {
    return this.renamed.get(id) ?? id;
  }

  degree(question: Question): number {
    return this.degrees.get(keyOf(question)) ?? 0;
  }

  learn(question: Question, degree: number): void {
    this.degrees.set(keyOf(question), degree);
  }

  /** Which of some questions have to be asked: mostly none, since answers are kept. */
  unknown(questions: readonly Question[]): readonly Question[] {
    const unknown = new Map(questions.map((question) => [keyOf(question), question]));
    return [...unknown].flatMap(([key, question]) => (this.degrees.has(key) ? [] : [question]));
  }
}

/** Prints clauses that find the nodes that a filter names (plan/anchor.ts), as a variable, if they meet further conditions. */
export function namedNodes(named: Filter, type: Type, node: string, context: Context): (conditions: readonly string[]) => string {
  if (named.kind === "within") {
    const nodes = `UNWIND ${context.statement.within(named)} AS ${node} WITH ${node}`;
    return (conditions) => nodes + whereOf(conditions);
  }
  const names = condition(named, { node, edge: "" }, context);
  return (conditions) => `MATCH (${node}:${quoted(type.name)})${whereOf([names, ...conditions])}`;
}

/** The numbers of edges of the nodes that a question names, as a list: read where the edges start, not edge by edge. */
export function degreesOf({ relationship, named }: Question, context: Context): string {
  const node = context.statement.variable("n");
  return `COLLECT { ${namedNodes(named, relationship.owner, node, context)([])} RETURN COUNT { (${node})${context.patterns.step(relationship, "", "")} } }`;
}

function keyOf({ relationship, named }: Question): string {
  const names = named.kind === "within" ? { within: named.id } : named.kind === "compare" ? named.operand : null;
  return JSON.stringify([relationship.edges.key, relationship.direction, names]);
}
