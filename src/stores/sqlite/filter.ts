/** Filters as SQL. Null may stand for false anywhere but under `not`, as in src/plan/filter.ts. */
import type { Relationship, Type, Value } from "../../model/index.js";
import { ALL, and, visit, type Anchor, type Comparison, type Filter, type Subject, type Visitor } from "../../plan/index.js";
import { edgeTableOf, NODE_KEY, tableOf } from "./names.js";
import { EdgeScope, inTime, NodeScope, reached, type Context, type Scope } from "./scope.js";
import { allOf, anyOf, exists, FALSE, list, name, noneOf, sql, value, where, type Sql } from "./sql.js";

/** A filter as a test of what a scope holds. */
export const printFilter = (filter: Filter, scope: Scope, context: Context): Sql => visit(FILTERS, filter, scope, context);

const FILTERS: Visitor<Filter, Sql, [Scope, Context]> = {
  and: ({ of }, scope, context) => allOf(of.map((f) => printFilter(f, scope, context))),
  or: ({ of }, scope, context) => anyOf(of.map((f) => printFilter(f, scope, context))),
  not: ({ of }, scope, context) => noneOf(printFilter(of, scope, context)),
  missing: ({ subject }, scope) => sql`${subjectColumn(subject, "value", scope)} IS NULL`,
  compare: (filter, scope) =>
    isKeyTest(filter, scope)
      ? keyTest(filter, scope)
      : COMPARISONS[filter.comparison](subjectColumn(filter.subject, filter.form, scope), filter.operand),
  within: ({ hierarchy, id }, { node }, context) => isAmong(node, below(hierarchy, id, context)),
  some: ({ relationship, where: filter }, scope, context) => {
    const { edge, from, test } = edgesThatPass(relationship, filter, context);
    if (test === FALSE) return FALSE;
    if (isForSets(relationship, scope, context))
      return isAmong(scope.node, sql`SELECT ${edge.near} FROM ${from}${where([inTime(edge.key), test])}`);
    return exists(sql`SELECT 1 FROM ${from}${where([inTime(edge.key), sql`${edge.near}=${scope.node.key}`, test])}`);
  },
  later: ({ relationship, date, than }, { node }, context) => {
    const far = reached(relationship, context);
    const isLater = sql`${far.node.property(date, "day")}>${lastDayOf(node.property(than, "value"))}`;
    return exists(
      sql`SELECT 1 FROM ${far.edge.table}${far.node.join}${where([inTime(far.edge.key), sql`${far.edge.near}=${node.key}`, isLater])}`,
    );
  },
  single: ({ relationship, where: filter }, scope, context) => {
    const { edge, from, test } = edgesThatPass(relationship, filter, context);
    if (test === FALSE) return FALSE;
    if (isForSets(relationship, scope, context))
      return isAmong(scope.node, sql`SELECT ${edge.near} FROM ${from}${where([inTime(edge.key), test])} GROUP BY 1 HAVING count(*)=1`);
    return sql`(SELECT count(*) FROM (SELECT 1 FROM ${from}${where([inTime(edge.key), sql`${edge.near}=${scope.node.key}`, test])} LIMIT 2))=1`;
  },
};

/** The latest day that a date can mean, as far as comparing goes: no month has a day after its 31st. */
const lastDayOf = (date: Sql): Sql => sql`CASE length(${date}) WHEN 4 THEN ${date}||'-12-31' WHEN 7 THEN ${date}||'-31' ELSE ${date} END`;

/** Up to so many edges of a kind are looked through in some milliseconds. */
const MOST_FOR_SETS = 20_000;

/**
 * Whether a test of edges is made once, of all edges of the kind, and not for each node. The nodes of a page are few, but
 * tests in tests multiply: what is asked of the edges of edges would be asked of the same nodes over and over.
 */
function isForSets({ edges }: Relationship, { edge }: Scope, context: Context): boolean {
  const count = () => sql`SELECT count(*) AS n FROM (SELECT 1 FROM ${name(edgeTableOf(edges))} LIMIT ${value(MOST_FOR_SETS + 1)})`;
  return edge !== null && context.count(count) <= MOST_FOR_SETS;
}

/** Whether a node is one of a set. `+`: SQLite is to look for the node in the set, not for each of the set among the node's edges. */
const isAmong = (node: NodeScope, keys: Sql): Sql => (node.scanned ? sql`${node.key} IN (${keys})` : sql`+${node.key} IN (${keys})`);

type Compare = Extract<Filter, { kind: "compare" }>;

/** instr is 1 where a text starts with the other one, and above 0 where it contains it; so too with an empty one. */
const COMPARISONS: Record<Comparison, (tested: Sql, operand: Value | readonly Value[]) => Sql> = {
  eq: (tested, v) => sql`${tested}=${value(v as Value)}`,
  in: (tested, v) => sql`${tested} IN ${list(v as readonly Value[])}`,
  lt: (tested, v) => sql`${tested}<${value(v as Value)}`,
  lte: (tested, v) => sql`${tested}<=${value(v as Value)}`,
  gt: (tested, v) => sql`${tested}>${value(v as Value)}`,
  gte: (tested, v) => sql`${tested}>=${value(v as Value)}`,
  contains: (tested, v) => sql`instr(${tested},${value(v as Value)})>0`,
  startsWith: (tested, v) => sql`instr(${tested},${value(v as Value)})=1`,
  endsWith: (tested, v) => sql`substr(${tested},length(${tested})-length(${value(v as Value)})+1)=${value(v as Value)}`,
};

const subjectColumn = ({ on, property }: Subject, form: Compare["form"], { node, edge }: Scope): Sql =>
  (on === "node" ? node : edge!).property(property, form);

/** Whether a filter names nodes by their ids where the node's key is nearer than its id: then the named nodes are looked up once. */
const isKeyTest = ({ subject, comparison }: Compare, { node }: Scope): boolean =>
  !node.scanned && subject.on === "node" && subject.property.name === "id" && (comparison === "eq" || comparison === "in");

const keyTest = (filter: Compare, { node }: Scope): Sql =>
  filter.comparison === "eq" ? sql`${node.key}=(${keysOf(filter, node.type)})` : isAmong(node, keysOf(filter, node.type));

/** The keys of the nodes of some ids. */
const keysOf = ({ comparison, operand }: Compare, type: Type): Sql =>
  sql`SELECT ${name(NODE_KEY)} AS k FROM ${name(tableOf(type))} WHERE ${COMPARISONS[comparison](name("id"), operand)}`;

/** The keys of a node and of all that are below it. UNION, not UNION ALL: a circle comes to an end. */
function below(hierarchy: Relationship, id: string, context: Context): Sql {
  const tree = name(context.alias());
  const edge = new EdgeScope(hierarchy, context.alias());
  const top = sql`SELECT ${name(NODE_KEY)} FROM ${name(tableOf(hierarchy.target))} WHERE "id"=${value(id)}`;
  return sql`WITH RECURSIVE ${tree}(k) AS (${top} UNION SELECT ${edge.near} FROM ${tree} CROSS JOIN ${edge.table} ON ${edge.far}=${tree}.k WHERE ${inTime(edge.key)}) SELECT k FROM ${tree}`;
}

interface Edges {
  readonly edge: EdgeScope;
  readonly from: Sql;
  readonly test: Sql;
}

/** The edges of a relationship that pass a filter, whosever they are. */
function edgesThatPass(relationship: Relationship, filter: Filter, context: Context): Edges {
  const scope = reached(relationship, context);
  const test = printFilter(filter, scope, context);
  return { edge: scope.edge, from: sql`${scope.edge.table}${scope.node.join}`, test };
}

/** The keys of the nodes to which an anchor leads, each once. */
export function anchoredKeys(anchor: Anchor, context: Context): Sql {
  const { where: filter } = anchor.some;
  const rest = and((filter.kind === "and" ? filter.of : [filter]).filter((f) => f !== anchor.named));
  const { edge, from, test } = edgesAtNamed(anchor, rest, context);
  return sql`SELECT DISTINCT ${edge.near} AS k FROM ${from}${where([inTime(edge.key), test])}`;
}

/** Counts the edges at the nodes that an anchor names, as far as `most`. */
export function countAnchored(anchor: Anchor, most: number, context: Context): Sql {
  const { edge, from, test } = edgesAtNamed(anchor, ALL, context);
  return sql`SELECT count(*) AS n FROM (SELECT 1 FROM ${from}${where([inTime(edge.key), test])} LIMIT ${value(most)})`;
}

/** The edges at the nodes that an anchor names, as far as they pass a filter. CROSS JOIN: SQLite is to start from the named nodes. */
function edgesAtNamed({ relationship, named }: Anchor, filter: Filter, context: Context): Edges {
  const keys = named.kind === "within" ? below(named.hierarchy, named.id, context) : keysOf(named as Compare, relationship.target);
  const start = name(context.alias());
  const { edge, from, test } = edgesThatPass(relationship, filter, context);
  return { edge, from: sql`(${keys}) ${start} CROSS JOIN ${from}`, test: allOf([sql`${edge.far}=${start}.k`, test]) };
}

/** Counts the nodes of a type that pass a filter, as far as `most`. */
export function countMatching(type: Type, filter: Filter, most: number, context: Context): Sql {
  const node = NodeScope.scanned(type, context.alias());
  return sql`SELECT count(*) AS n FROM (SELECT 1 FROM ${node.table}${where([inTime(node.key), printFilter(filter, { node, edge: null }, context)])} LIMIT ${value(most)})`;
}
