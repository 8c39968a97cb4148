/** What is wanted of the root, of nodes and of records, as SQL that gives JSON. */
import type { Relationship, Type } from "../../model/index.js";
import {
  visit,
  type Fields,
  type LookupField,
  type NodeField,
  type Plan,
  type RecordSelection,
  type RootField,
  type Selection,
  type Visitor,
} from "../../plan/index.js";
import { printGroup } from "./group.js";
import { jsonObject, jsonValue } from "./json.js";
import { printMatches } from "./matches.js";
import { META, NODE_TYPE, REDIRECT } from "./names.js";
import { printPage } from "./page.js";
import { NodeScope, reached, type Context } from "./scope.js";
import { join, list, literal, name, sql, value, type Sql } from "./sql.js";

/** The statement that answers a plan: one row, with the JSON text in the column `j`. Its text depends on the plan's shape and not on its values. */
export function printPlan(plan: Plan, context: Context): Sql {
  return sql`SELECT ${jsonObject([...plan].map(([key, field]) => [key, visit(ROOT_FIELDS, field, context)]))} AS j`;
}

const ROOT_FIELDS: Visitor<RootField, Sql, [Context]> = {
  typename: (field) => literal(field.value),
  lookup: ({ type, id, select }, context) => lookUp(type, value(id), select, context),
  lookups: ({ type, ids, select }, context) => {
    const each = name(context.alias());
    // json_each gives the members in their order; a look-up that finds nothing gives null
    return sql`(SELECT json_group_array(${lookUp(type, sql`${each}.value`, select, context)}) FROM json_each(${listText(ids)}) ${each})`;
  },
  page: ({ page }, context) => printPage(page, null, context, printNode),
  group: ({ group }, context) => printGroup(group, context),
  computed: () => sql`json('null')`,
  matches: (field, context) => printMatches(field, context),
  vocabulary: () => sql`(SELECT json("vocabulary") FROM ${name(META)})`,
  dataset: ({ select }, context) => {
    const meta = name(context.alias());
    return sql`(SELECT ${printRecord(select, sql`${meta}."dataset"`, context)} FROM ${name(META)} ${meta})`;
  },
};

const listText = (values: readonly string[]): Sql => ({ text: "?", values: list(values).values });

function lookUp(type: LookupField["type"], id: Sql, select: Selection, context: Context): Sql {
  const node = NodeScope.scanned(type, context.alias());
  const now = sql`coalesce((SELECT "target_id" FROM ${name(REDIRECT)} WHERE "id"=${id}),${id})`;
  return sql`(SELECT ${printNode(select, node, context)} FROM ${node.table} WHERE ${node.column("id")}=${now})`;
}

/** A node as a JSON object. */
export function printNode(select: Selection, node: NodeScope, context: Context): Sql {
  if (node.type.kind === "node") return printFields(select.get(node.type), node, context);
  const wanted = node.type.concretes.map((type) => ({ type, fields: select.get(type) ?? new Map<string, NodeField>() }));
  const keys = [...(wanted[0]?.fields.keys() ?? [])];
  if (wanted.every(({ fields }) => fields.size === keys.length && [...fields.keys()].every((key, i) => key === keys[i]))) {
    return jsonObject(
      keys.map((key) => [
        key,
        printAlternatives(
          wanted.map(({ type, fields }) => ({ type, field: fields.get(key)! })),
          node,
          context,
        ),
      ]),
    );
  }
  return byType(
    wanted.map(({ type, fields }) => [
      type,
      inOwnTable(type, [...fields.values()], node, context, (own) => printFields(fields, own, context)),
    ]),
    node,
  );
}

/** A field that stands under the same key for every type that a node can have: once, where it is the same field. */
function printAlternatives(wanted: readonly { readonly type: Type; readonly field: NodeField }[], node: NodeScope, context: Context): Sql {
  const [first] = wanted;
  if (wanted.every(({ type, field }) => field.kind === "typename" && field.value === type.name)) return node.column(NODE_TYPE);
  if (first && isHeldBy(node, first.field) && wanted.every(({ field }) => isSame(field, first.field)))
    return visit(NODE_FIELDS, first.field, node, context);
  return byType(
    wanted.map(({ type, field }) => [type, inOwnTable(type, [field], node, context, (own) => visit(NODE_FIELDS, field, own, context))]),
    node,
  );
}

const isSame = (a: NodeField, b: NodeField): boolean =>
  a === b ||
  (a.kind === "property" && b.kind === "property" && a.property === b.property) ||
  (a.kind === "typename" && b.kind === "typename" && a.value === b.value);

const byType = (branches: readonly (readonly [Type, Sql])[], node: NodeScope): Sql =>
  sql`CASE ${node.column(NODE_TYPE)} ${join(
    branches.map(([type, branch]) => sql`WHEN ${literal(type.name)} THEN ${branch}`),
    " ",
  )} END`;

/** What is read of a node of one type. The interface's table is at hand already; the type's own is read for what it alone has. */
function inOwnTable(type: Type, fields: readonly NodeField[], node: NodeScope, context: Context, print: (own: NodeScope) => Sql): Sql {
  if (fields.every((field) => isHeldBy(node, field))) return print(node);
  const own = NodeScope.scanned(type, context.alias());
  return sql`(SELECT ${print(own)} FROM ${own.table} WHERE ${own.key}=${node.key})`;
}

const isHeldBy = ({ type }: NodeScope, field: NodeField): boolean =>
  field.kind !== "property" || type.properties.get(field.property.name) === field.property;

const printFields = (fields: Fields<NodeField> | undefined, node: NodeScope, context: Context): Sql =>
  jsonObject([...(fields ?? [])].map(([key, field]) => [key, visit(NODE_FIELDS, field, node, context)]));

const NODE_FIELDS: Visitor<NodeField, Sql, [NodeScope, Context]> = {
  typename: (field) => literal(field.value),
  property: ({ property }, node) => jsonValue(property, node.property(property, "value")),
  one: ({ relationship, select }, node, context) => printOne(relationship, select, node, context),
  page: ({ page }, node, context) => printPage(page, node.key, context, printNode),
  computed: (_, node) => node.column("id"),
};

function printOne(relationship: Relationship, select: Selection, from: NodeScope, context: Context): Sql {
  const { edge, node } = reached(relationship, context);
  const object = printNode(select, node, context);
  return sql`(SELECT ${object} FROM ${edge.table}${node.join} WHERE ${edge.near}=${from.key})`;
}

/** Parts of a JSON record. The operator `->` keeps every value as it is written there. */
function printRecord(select: RecordSelection, record: Sql, context: Context): Sql {
  return jsonObject([...select].map(([key, field]) => [key, visit(RECORD_FIELDS, field, record, context)]));
}

const RECORD_FIELDS: Visitor<RecordSelection extends Fields<infer F> ? F : never, Sql, [Sql, Context]> = {
  typename: (field) => literal(field.value),
  value: (field, record) => sql`${record}->${path(field.name)}`,
  record: (field, record, context) => {
    const each = name(context.alias());
    const member = printRecord(field.select, sql`${each}.value`, context);
    const members = sql`SELECT json_group_array(${member}) FROM json_each(${record},${path(field.name)}) ${each}`;
    return sql`CASE json_type(${record},${path(field.name)}) WHEN 'array' THEN (${members}) WHEN 'object' THEN ${printRecord(field.select, sql`(${record}->${path(field.name)})`, context)} END`;
  },
};

const path = (member: string): Sql => literal(`$.${JSON.stringify(member)}`);
