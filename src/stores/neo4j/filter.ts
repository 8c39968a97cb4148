/**
 * Filters as conditions of Cypher. Null stands for false anywhere but under NOT, where it is made false; sort keys are
 * never null, and are compared wherever there is one, which is also what an index answers.
 */
import { firstDay, type Property, type Value } from "../../model/index.js";
import { isAll, visit, type Filter, type Subject, type Visitor } from "../../plan/index.js";
import { quoted } from "./names.js";
import type { Patterns } from "./pattern.js";
import type { Statement } from "./statement.js";
import { foldedNameOf, sortKeyOf, stored } from "./stored.js";

export interface Context {
  readonly statement: Statement;
  readonly patterns: Patterns;
}

/** The variables of the node that is tested, and of the edge by which it was reached. */
export interface Scope {
  readonly node: string;
  readonly edge: string;
  /** The property of the node by which rows are found in descending order: tests compare its key for that order. */
  readonly descending?: Property | null;
}

type Compare = Extract<Filter, { kind: "compare" }>;

/** A condition for a filter, safe to be joined by AND. */
export const condition = (filter: Filter, scope: Scope, context: Context): string => visit(CONDITIONS, filter, scope, context);

/** The WHERE of conditions; nothing where there are none. */
export const whereOf = (conditions: readonly string[]): string => (conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`);

const CONDITIONS: Visitor<Filter, string, [Scope, Context]> = {
  and: ({ of }, scope, context) => joined(of, " AND ", "true", scope, context),
  or: ({ of }, scope, context) => joined(of, " OR ", "false", scope, context),
  not: ({ of }, scope, context) =>
    mayBeNull(of) ? `NOT coalesce(${condition(of, scope, context)}, false)` : `NOT (${condition(of, scope, context)})`,
  missing: ({ subject }, scope) => {
    const key = keyFor(subject, scope);
    return key?.missing ? `${on(subject, scope, key.name)} = ${key.missing}` : `${on(subject, scope)} IS NULL`;
  },
  compare: (filter, scope, context) => {
    if (filter.comparison === "eq" || filter.comparison === "in") return equality(filter, scope, context);
    return filter.comparison in PARTS ? part(filter, scope, context) : bound(filter, scope, context);
  },
  within: (filter, scope, { statement }) => `${scope.node} IN ${statement.within(filter)}`,
  some: (filter, scope, context) => `EXISTS { ${edgesThatPass(filter, scope, context)} }`,
  later: ({ relationship, date, than }, { node }, { patterns, statement }) => {
    const far = statement.variable("n");
    const [later, day] = [`${far}.${quoted(date.name)}`, `${node}.${quoted(than.name)}`];
    // no month has a day after its 31st
    const isLater = `${dayOf(later, "-01-01", "-01")} > ${dayOf(day, "-12-31", "-31")}`;
    return `EXISTS { MATCH (${node})${patterns.step(relationship, "", far)} WHERE ${isLater} }`;
  },
  single: (filter, scope, context) => `COUNT { ${edgesThatPass(filter, scope, context)} } = 1`,
};

/** A day that a date can mean: what is left open of it is filled in. */
const dayOf = (date: string, ofYear: string, ofMonth: string): string =>
  `CASE size(${date}) WHEN 4 THEN ${date} + '${ofYear}' WHEN 7 THEN ${date} + '${ofMonth}' ELSE ${date} END`;

function joined(filters: readonly Filter[], word: string, empty: string, scope: Scope, context: Context): string {
  return filters.length === 0 ? empty : `(${filters.map((f) => condition(f, scope, context)).join(word)})`;
}

/** `c.title`, or what stands beside it. */
const on = (subject: Subject, scope: Scope, name = subject.property.name): string => `${scope[subject.on]}.${quoted(name)}`;

const isDescending = ({ on, property }: Subject, scope: Scope): boolean => on === "node" && property === scope.descending;

const keyFor = (subject: Subject, scope: Scope) => sortKeyOf(subject.property, subject.on, isDescending(subject, scope) ? "DESC" : "ASC");

/** The pattern of a relationship's edges that pass a filter. */
function edgesThatPass({ relationship, where }: Extract<Filter, { kind: "some" | "single" }>, { node }: Scope, context: Context): string {
  if (isAll(where)) return `(${node})${context.patterns.step(relationship, "", "")}`;
  const scope = { node: context.statement.variable("n"), edge: context.statement.variable("r") };
  const pattern = `(${node})${context.patterns.step(relationship, usesEdge(where) ? scope.edge : "", scope.node)}`;
  return `MATCH ${pattern} WHERE ${condition(where, scope, context)}`;
}

/** Whether a filter looks at the edge by which the node was reached. */
function usesEdge(filter: Filter): boolean {
  if (filter.kind === "and" || filter.kind === "or") return filter.of.some(usesEdge);
  if (filter.kind === "not") return usesEdge(filter.of);
  return "subject" in filter && filter.subject.on === "edge";
}

function equality({ subject, comparison, operand }: Compare, scope: Scope, { statement }: Context): string {
  const test = (name: string, of: (value: Exclude<Value, null>) => ReturnType<typeof stored>) => {
    const values = (Array.isArray(operand) ? operand : [operand]).map(of);
    return comparison === "in"
      ? `${on(subject, scope, name)} IN ${statement.choices(values)}`
      : `${on(subject, scope, name)} = ${statement.parameter(values[0]!)}`;
  };
  const key = keyFor(subject, scope);
  if (!key) return test(subject.property.name, stored);
  if (subject.property.type.name !== "PartialDate") return test(key.name, key.of);
  // equal as written; that equal dates begin on equal days is for the index
  return `(${test(key.name, (value) => firstDay(value as string))} AND ${test(subject.property.name, stored)})`;
}

const BOUNDS = { lt: "<", lte: "<=", gt: ">", gte: ">=" } as const;
const PARTS = { contains: "CONTAINS", startsWith: "STARTS WITH", endsWith: "ENDS WITH" } as const;

function bound({ subject, comparison, operand }: Compare, scope: Scope, { statement }: Context): string {
  const key = keyFor(subject, scope);
  const text = on(subject, scope, key?.name);
  const operator = BOUNDS[comparison as keyof typeof BOUNDS];
  const value = operand as Exclude<Value, null>;
  const test = `${text} ${operator} ${statement.parameter(key ? key.of(value) : stored(value))}`;
  // a missing value stands at one end of the range
  const missingSide = isDescending(subject, scope) ? ">" : "<";
  return key?.missing && !operator.startsWith(missingSide) ? `(${test} AND ${text} ${missingSide} ${key.missing})` : test;
}

function part({ subject, form, comparison, operand }: Compare, scope: Scope, { statement }: Context): string {
  const name = form === "folded" ? foldedNameOf(subject.property)! : subject.property.name;
  return `${on(subject, scope, name)} ${PARTS[comparison as keyof typeof PARTS]} ${statement.parameter(stored(operand as Value))}`;
}

/** Whether the condition of a filter can be null: where it looks at what may be missing, not at a key. */
function mayBeNull(filter: Filter): boolean {
  if (filter.kind === "and" || filter.kind === "or") return filter.of.some(mayBeNull);
  if (filter.kind !== "compare") return false;
  const { property, on } = filter.subject;
  return property.nullable && (filter.comparison in PARTS || !sortKeyOf(property, on));
}
