/** Counts of nodes by what they have in common, as Cypher. */
import neo4j from "neo4j-driver";
import { isAll, visit, type Group, type GroupKey, type Step, type ToStep, type Visitor } from "../../plan/index.js";
import { plain, type Printed } from "./answer.js";
import { condition, whereOf, type Context } from "./filter.js";
import { quoted } from "./names.js";
import { arrow } from "./pattern.js";
import { sourceOf } from "./source.js";
import type { Statistics } from "./statistics.js";
import { sortKeyOf } from "./stored.js";
import { wayTo, type Rows } from "./way.js";

/** The rows that are grouped. */
export const rowsOf = ({ target, where, from }: Group): Rows => ({
  relationship: from?.relationship ?? null,
  target,
  where,
  order: [{ by: "property", property: target.properties.get("id")!, direction: "ASC" }],
  size: Number.MAX_SAFE_INTEGER,
});

/** The groups, as a list of lists. */
export const printGroup = (group: Group, context: Context, statistics: Statistics): Printed =>
  plain(context.statement.collect(() => printClauses(group, context, statistics)));

function printClauses(group: Group, context: Context, statistics: Statistics): string {
  const { statement } = context;
  const scope = { node: statement.variable("n"), edge: statement.variable("r") };
  const rows = rowsOf(group);
  const clauses: string[] = [];
  const keys: Key[] = [];
  let parent: string | null = null;
  if (group.from) {
    parent = statement.variable("p");
    clauses.push(`MATCH (${parent}:${quoted(group.from.relationship.owner.name)})`);
    clauses.push(`WHERE ${parent}.id IN ${statement.choices(group.from.ids)}`);
    keys.push({ value: parent, isNode: true });
  }
  clauses.push(sourceOf(wayTo(rows, true, statistics), rows, parent, scope, context).rows([]));
  let counted = scope.node;
  for (const key of group.keys) {
    const printed = visit(KEYS, key, scope.node, context);
    clauses.push(...printed.clauses);
    keys.push(printed);
    if (printed.link) counted = `[${scope.node}, ${printed.link}]`;
  }
  const date = dateOf(group, scope.node);
  // of null too the least is asked: a plain null would be one more key, and without rows there would be no group
  const figures = [`count(DISTINCT ${counted})`, `min(${date})`, `max(${date})`];
  const named = [...keys.map(({ value }) => value), ...figures].map((value) => ({ value, name: statement.variable("k") }));
  const shown = named.map(({ name }, i) => (keys[i]?.isNode ? `${name}.id` : name));
  clauses.push(
    `WITH ${named.map(({ value, name }) => `${value} AS ${name}`).join(", ")} LIMIT ${statement.parameter(neo4j.int(group.most))}`,
  );
  clauses.push(`RETURN [${shown.join(", ")}]`);
  return clauses.join(" ");
}

/** A date's first day, a space, and the date as written; null where there is none. */
function dateOf({ date }: Group, node: string): string {
  return date === null ? "null" : `${node}.${quoted(sortKeyOf(date, "node")!.name)} + ' ' + ${node}.${quoted(date.name)}`;
}

interface Key {
  readonly value: string;
  /** Whether the value is a node, whose id is the key: nodes are told apart sooner than texts. */
  readonly isNode: boolean;
}

interface PrintedKey extends Key {
  /** What finds the key of a row. */
  readonly clauses: readonly string[];
  /** The node to which the first step leads, where a node counts once for each of them. */
  readonly link: string | null;
}

const KEYS: Visitor<GroupKey, PrintedKey, [string, Context]> = {
  value: ({ steps, property, year, perLink }, start, context) => {
    let node = start;
    let link: string | null = null;
    const clauses = steps.map((step) => {
      const next = context.statement.variable("n");
      const clause = `OPTIONAL MATCH ${visit(STEPS, step, node, next, context)}`;
      link ??= next;
      node = next;
      return clause;
    });
    const isNode = property.name === "id";
    const value = `${node}.${quoted(property.name)}`;
    return { clauses, isNode, value: isNode ? node : year ? `left(${value}, 4)` : value, link: perLink ? link : null };
  },
  number: ({ step }, start, context) => {
    const next = context.statement.variable("n");
    return { clauses: [], isNode: false, link: null, value: `COUNT { MATCH ${to(step, start, next, context)} RETURN DISTINCT ${next} }` };
  },
};

const STEPS: Visitor<Step, string, [string, string, Context]> = {
  to: (step, from, next, context) => to(step, from, next, context),
  above: ({ hierarchy, top }, from, next, { patterns }) => {
    const isTop = top ? ` WHERE NOT EXISTS { (${next})${patterns.step(hierarchy, "", "")} }` : "";
    return `(${from})${arrow(hierarchy, "", "*0..")}(${next})${isTop}`;
  },
};

function to({ relationship, target, where }: ToStep, from: string, next: string, context: Context): string {
  const edge = isAll(where) ? "" : context.statement.variable("r");
  const tests = isAll(where) ? [] : [condition(where, { node: next, edge }, context)];
  return `(${from})${context.patterns.step(relationship, edge, next, target)}${whereOf(tests)}`;
}
