/**
 * Faults, one for each class of operators and each rule: where each is planted, as a text that stands once in a file and
 * what it becomes. What is in src/plan and src/graphql goes wrong in both stores alike, so only the oracle can tell.
 */
const operators = "src/plan/operators.ts";
const where = "src/graphql/where.ts";
const page = "src/graphql/page.ts";
const order = "src/plan/order.ts";
const collect = "src/graphql/collect.ts";
const sqlite = (file) => `src/stores/sqlite/${file}.ts`;
const neo4j = (file) => `src/stores/neo4j/${file}.ts`;

export const FAULTS = [
  // operators
  {
    rule: "eq",
    fault: "dates compare by their first day",
    file: operators,
    from: '"Is exactly this.", filter: (s, v: Value) => compare("eq", s, v)',
    to: '"Is exactly this.", filter: (s, v: Value) => (s.property.type.name === "PartialDate" ? compare("eq", s, firstDay(v as string), "day") : compare("eq", s, v))',
  },
  {
    rule: "ne",
    fault: "false of a missing value",
    file: operators,
    from: 'not(compare("eq", s, v))',
    to: 'and([not(compare("eq", s, v)), not({ kind: "missing", subject: s })])',
  },
  { rule: "in", fault: "only the first of the list counts", file: operators, from: "[...new Set(operand)]", to: "[operand[0]!]" },
  {
    rule: "in of nothing",
    fault: "restricts nothing",
    file: operators,
    from: "operand.length === 0 ? or([])",
    to: "operand.length === 0 ? and([])",
  },
  {
    rule: "notIn",
    fault: "false of a missing value",
    file: operators,
    from: "not(isIn(s, v))",
    to: 'and([not(isIn(s, v)), not({ kind: "missing", subject: s })])',
  },
  { rule: "contains", fault: "the operand is not folded", file: operators, from: 'fold(operand), "folded"', to: 'operand, "folded"' },
  {
    rule: "mode: EXACT",
    fault: "is not heeded",
    file: operators,
    from: 'mode === "EXACT" ? compare',
    to: "mode === (null as never) ? compare",
  },
  { rule: "startsWith", fault: "means contains", file: operators, from: 'part("startsWith")', to: 'part("contains")' },
  {
    rule: "endsWith",
    fault: "means contains",
    file: sqlite("filter"),
    from: "substr(${tested},length(${tested})-length(${value(v as Value)})+1)=${value(v as Value)}",
    to: "instr(${tested},${value(v as Value)})>0",
  },
  { rule: "lt", fault: "compares with the last day", file: operators, from: 'bound("lt", firstDay)', to: 'bound("lt", lastDay)' },
  { rule: "lte", fault: "compares with the first day", file: operators, from: 'bound("lte", lastDay)', to: 'bound("lte", firstDay)' },
  { rule: "gt", fault: "equal is greater", file: operators, from: 'bound("gt", lastDay)', to: 'bound("gte", lastDay)' },
  { rule: "gte", fault: "compares with the last day", file: operators, from: 'bound("gte", firstDay)', to: 'bound("gte", lastDay)' },
  { rule: "within, of a date", fault: "has no end", file: operators, from: "and([gte(s, v), lte(s, v)])", to: "and([gte(s, v)])" },
  {
    rule: "within, of an id",
    fault: "not what is more than one level below",
    file: sqlite("filter"),
    from: "UNION SELECT ${edge.near} FROM ${tree} CROSS JOIN ${edge.table} ON ${edge.far}=${tree}.k",
    to: "UNION SELECT ${edge.near} FROM (${top}) ${tree} CROSS JOIN ${edge.table} ON ${edge.far}=${tree}.${name(NODE_KEY)}",
  },
  { rule: "isNull", fault: "false means nothing", file: operators, from: 'not({ kind: "missing", subject })', to: "and([])" },

  // logic and quantifiers
  {
    rule: "AND",
    fault: "only its first part counts",
    file: where,
    from: "join(this.list(value as Input[], at).map(",
    to: "join(this.list(value as Input[], at).slice(0, 1).map(",
  },
  {
    rule: "OR of nothing",
    fault: "restricts nothing",
    file: where,
    from: 'if (name === "OR")',
    to: 'if (name === "OR" && (value as Input[]).length === 0) return null;\n        if (name === "OR")',
  },
  { rule: "NOT", fault: "null is not made false under it", file: sqlite("sql"), from: "NOT coalesce(${part},0)", to: "NOT (${part})" },
  {
    rule: "some",
    fault: "what is asked of the node is not",
    file: where,
    from: 'return { kind: "some", relationship, where };\n          case "none"',
    to: 'return { kind: "some", relationship, where: ALL };\n          case "none"',
  },
  {
    rule: "none",
    fault: "means not all",
    file: where,
    from: 'return not({ kind: "some", relationship, where });',
    to: 'return not({ kind: "some", relationship, where: not(where) });',
  },
  {
    rule: "all",
    fault: "false of the empty list",
    file: where,
    from: "return not(someOf(relationship, not(where)));",
    to: 'return and([not(someOf(relationship, not(where))), { kind: "some", relationship, where: ALL }]);',
  },
  {
    rule: "single",
    fault: "counts nodes, not edges",
    file: sqlite("filter"),
    from: "GROUP BY 1 HAVING count(*)=1",
    to: "GROUP BY 1 HAVING count(DISTINCT ${edge.far})=1",
  },
  { rule: "single", fault: "one at least", file: sqlite("filter"), from: "LIMIT 2))=1", to: "LIMIT 1))=1" },
  {
    rule: "edge filter",
    fault: "only the first property counts",
    file: where,
    from: 'Object.entries(input).map(([name, value]) => this.value(value as Maybe<Input>, { on: "edge"',
    to: 'Object.entries(input).slice(0, 1).map(([name, value]) => this.value(value as Maybe<Input>, { on: "edge"',
  },
  {
    rule: "isNull of a reference",
    fault: "true means false",
    file: where,
    from: "isNull === true ? not(present)",
    to: "isNull === true ? present",
  },
  {
    rule: "asOf",
    fault: "counts from the first day of the operand",
    file: page,
    from: 'find((o) => o.name === "lte")',
    to: 'find((o) => o.name === "lt")',
  },
  {
    rule: "text in normal form",
    fault: "the operand is taken as it comes",
    file: where,
    from: "return normalize(value);",
    to: "return value;",
  },

  // orders and pages
  {
    rule: "missing values last",
    fault: "first in an ascending order",
    file: sqlite("order"),
    from: "`${term} NULLS LAST`",
    to: "`${term} NULLS FIRST`",
  },
  {
    rule: "dates by their first day",
    fault: "as written",
    file: order,
    from: '&& !key.written ? "day" : "value"',
    to: '&& !key.written ? "value" : "value"',
  },
  {
    rule: "ids end the order, in its direction",
    fault: "always ascending",
    file: order,
    from: 'keys.at(-1)?.direction ?? "ASC"',
    to: '"ASC" as Direction',
  },
  { rule: "edges' properties end the order", fault: "they do not", file: order, from: "edges?.properties.values() ?? []", to: "[]" },
  {
    rule: "orders by count",
    fault: "count nodes, not edges",
    file: sqlite("order"),
    from: "(SELECT count(*) FROM ${name(edgeTableOf",
    to: "(SELECT count(DISTINCT ${alias}.${name(nearKey(relationship.inverse))}) FROM ${name(edgeTableOf",
  },
  {
    rule: "cursors",
    fault: "what is missing after the last value is lost",
    file: order,
    from: "if (value !== null && !backward && mayBeMissing(order[key]!)) result.push",
    to: "if (value !== null && backward && mayBeMissing(order[key]!)) result.push",
  },
  {
    rule: "before",
    fault: "takes in its own edge",
    file: sqlite("page"),
    from: "beyond(order, values, end, !backward)",
    to: "anyOf([at(values, end), beyond(order, values, end, !backward)])",
  },
  {
    rule: "last",
    fault: "comes the other way round",
    file: sqlite("page"),
    from: " ORDER BY ${name(NUMBER)} DESC`",
    to: " ORDER BY ${name(NUMBER)}`",
  },
  {
    rule: "hasPreviousPage",
    fault: "an edge at the cursor does not count",
    file: sqlite("page"),
    from: "const tests = [at(source.values, bound), ...printLegs",
    to: "const tests = [...printLegs",
  },
  {
    rule: "totalCount",
    fault: "counts the page",
    file: sqlite("page"),
    from: "(SELECT count(*)${this.source().rows([])})",
    to: "(SELECT count(*) FROM (SELECT 1${this.source().rows([])} LIMIT ${value(this.page.size)}))",
  },

  // the language
  {
    rule: "@skip",
    fault: "is not heeded",
    file: collect,
    from: "GraphQLSkipDirective, node, variables)?.if !== true",
    to: "GraphQLSkipDirective, node, variables)?.if !== null",
  },
  {
    rule: "fragments on interfaces",
    fault: "apply to no type",
    file: collect,
    from: "(isAbstractType(condition) && schema.isSubType(condition, type))",
    to: "false",
  },
  {
    rule: "merged fields",
    fault: "the second selection is lost",
    file: collect,
    from: "nodes.flatMap((n) => n.selectionSet ?? [])",
    to: "nodes.slice(0, 1).flatMap((n) => n.selectionSet ?? [])",
  },
  {
    rule: "renamed ids",
    fault: "are not followed",
    file: sqlite("select"),
    from: 'coalesce((SELECT "target_id" FROM ${name(REDIRECT)} WHERE "id"=${id}),${id})',
    to: "${id}",
  },

  // Neo4j's own
  {
    rule: "text by code point, on Neo4j",
    fault: "by UTF-16 unit",
    file: neo4j("stored"),
    from: '(nullable ? " " : "") + inOneOrder(value as string)',
    to: '(nullable ? " " : "") + (value as string)',
    neo4j: true,
  },
  {
    rule: "missing values, on Neo4j",
    fault: "are greater than any bound",
    file: neo4j("filter"),
    from: "key?.missing && !operator.startsWith(missingSide)",
    to: 'key?.missing && operator.startsWith("?")',
    neo4j: true,
  },
  {
    rule: "missing values last, on Neo4j",
    fault: "a text comes first in a descending order",
    file: neo4j("stored"),
    from: 'const TEXT: Missing = { ASC: "~", DESC: "" };',
    to: 'const TEXT: Missing = { ASC: "~", DESC: "~" };',
    neo4j: true,
  },
  {
    rule: "single, on Neo4j",
    fault: "one at least",
    file: neo4j("filter"),
    from: "${edgesThatPass(filter, scope, context)} } = 1`",
    to: "${edgesThatPass(filter, scope, context)} } >= 1`",
    neo4j: true,
  },
  {
    rule: "NOT, on Neo4j",
    fault: "null is not made false under it",
    file: neo4j("filter"),
    from: "NOT coalesce(${condition(of, scope, context)}, false)",
    to: "NOT (${condition(of, scope, context)})",
    neo4j: true,
  },
  // searches
  {
    rule: "search: all words",
    fault: "a phrase may begin anywhere in it",
    file: "src/analysis/search/finder.ts",
    from: "phrase.every((token, i) => tokens[at + i] === token)",
    to: "phrase.some((token, i) => tokens[at + i] === token)",
  },
  {
    rule: "search: candidates",
    fault: "on SQLite, what is left out is not",
    file: sqlite("matches"),
    from: "none.length > 0 ? ` NOT",
    to: "none.length > 9 ? ` NOT",
  },
  {
    rule: "search: other names",
    fault: "are not known",
    file: "src/analysis/search/vocabulary.ts",
    from: "if (others) yield",
    to: "if (others && from > 9) yield",
  },
  {
    rule: "search: candidates",
    fault: "on Neo4j, phrases are words",
    file: neo4j("matches"),
    from: '`${field}:"${tokens.join(" ")}"`',
    to: '`${field}:(${tokens.join(" ")})`',
    neo4j: true,
  },
];

/** Choices that change how an answer is found and must not change the answer: each is made the other way, everywhere. */
export const CHOICES = [
  {
    rule: "from which end a page is read",
    fault: "always along the order",
    file: "src/plan/anchor.ts",
    from: "COST_OF_ORDERED_ROW = 3",
    to: "COST_OF_ORDERED_ROW = 0",
  },
  {
    rule: "from which end a page is read",
    fault: "always from the named nodes",
    file: "src/plan/anchor.ts",
    from: "COST_OF_ORDERED_ROW = 3",
    to: "COST_OF_ORDERED_ROW = 1e9",
  },
  {
    rule: "how edges are tested, on SQLite",
    fault: "for each node apart",
    file: sqlite("filter"),
    from: "MOST_FOR_SETS = 20_000",
    to: "MOST_FOR_SETS = -1",
  },
];

/** Where the place of a fault begins and ends in the text of its file, however its lines are broken; every time it is there. */
export function placesOf({ from }, text) {
  const pattern = [...from.replace(/\s+/g, "")].map((char) => char.replace(/[^\w]/, "\\$&")).join("\\s*");
  return [...text.matchAll(new RegExp(pattern, "g"))].map((match) => [match.index, match.index + match[0].length]);
}
