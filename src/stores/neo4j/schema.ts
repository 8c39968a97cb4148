/** The constraints and indexes that the graph needs in Neo4j, derived from the model. */
import { createHash } from "node:crypto";
import type { EdgeType, Model, Type } from "../../model/index.js";
import { isSearchable } from "../../plan/index.js";
import { incomingOf } from "./incoming.js";
import { DATASET, NODE, quoted, REDIRECT, SEARCH_NAMES, SEARCH_TEXTS, SEARCH_TYPE } from "./names.js";
import { foldedNameOf, sortKeyOf } from "./stored.js";

/** Begins the name of every constraint and index of ours, so that those that no longer belong can be told and dropped. */
export const SCHEMA_PREFIX = "commitments_";

export interface SchemaItem {
  readonly name: string;
  /** Why it is there: the heading under which it stands in schema/neo4j.cypher. */
  readonly reason: string;
  readonly statement: string;
}

/**
 * The schema as statements, each idempotent, with comments where a group begins; what schema/neo4j.cypher holds.
 * @throws Error when a type has the name of a label that is ours.
 */
export function neo4jSchema(model: Model): string[] {
  let reason = "";
  return schemaItems(model).map((item) => {
    const comment = item.reason === reason ? "" : `// ${item.reason}\n`;
    reason = item.reason;
    return comment + item.statement;
  });
}

/** Raise it when what is stored changes and neither the model nor the schema shows it. */
const FORM_VERSION = 3;

/**
 * A mark of the form in which a model's graph is stored. The model's own fingerprint is not enough: what edges repeat
 * depends on the orders of lists, and whoever looked for it in data of another form would find nothing.
 */
export const formOf = (model: Model): string =>
  createHash("sha256")
    .update(JSON.stringify([FORM_VERSION, model.fingerprint, schemaItems(model).map(({ statement }) => statement)]))
    .digest("hex")
    .slice(0, 16);

/** The schema with names. An index's name says all of its form, so an index of a name that is there need not be looked at. */
export function schemaItems(model: Model): SchemaItem[] {
  for (const label of [DATASET, REDIRECT])
    if (model.has(label)) throw new Error(`the label ${label} is the store's own; the type of that name needs another one`);
  const items = [
    ONE_DATASET,
    unique(NODE, "An id is unique over the whole graph."),
    unique(REDIRECT, "So is an id that was renamed."),
    ...(model.nodes.some(isSearchable) ? [SEARCH] : []),
    ...model.types.flatMap(indexesOf),
    ...model.edges.flatMap(edgeIndexesOf),
  ];
  // kinds of edges that share a type may share an index too
  return items.filter(({ name }, i) => items.findIndex((item) => item.name === name) === i);
}

function unique(label: string, reason: string): SchemaItem {
  const name = `${SCHEMA_PREFIX}${label}_id_unique`;
  return { name, reason, statement: `CREATE CONSTRAINT ${name} IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE` };
}

/** It comes before anything else: two loads at once must meet at one node. */
export const ONE_DATASET = unique(DATASET, "There is one node for the dataset itself.");

export const SEARCH_INDEX = `${SCHEMA_PREFIX}search`;

/** The tokens hold nothing but letters and digits (src/model/words.ts), and `whitespace` cuts them at blanks alone. */
const SEARCH: SchemaItem = {
  name: SEARCH_INDEX,
  reason: "The words of every node that searches look in.",
  statement: `CREATE FULLTEXT INDEX ${SEARCH_INDEX} IF NOT EXISTS FOR (n:${NODE}) ON EACH [${[SEARCH_TYPE, SEARCH_NAMES, SEARCH_TEXTS].map((name) => `n.${name}`).join(", ")}] OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'whitespace'}}`,
};

function indexesOf(type: Type): SchemaItem[] {
  const properties = [...type.properties.values()].filter((p) => p.name !== "id");
  const sortable = properties.filter((p) => p.sortable);
  // two indexes that begin alike would make the planner take the one that has no order by id
  const keys = new Set(sortable.flatMap((p) => DIRECTIONS.map((direction) => sortKeyOf(p, "node", direction)!.name)));
  const written = sortable.filter((p) => p.type.name === "PartialDate").map((p) => p.name);
  const ordered = [...(type.name === NODE ? [] : [["id"]]), ...[...keys, ...written].map((key) => [key, "id"])];
  const pattern = `(n:${quoted(type.name)})`;
  const folded = properties.flatMap((p) => foldedNameOf(p) ?? []);
  return [
    ...ordered.map((names) => index(pattern, type.name, "RANGE", names, `${type.name}: pages in any order, from any place in it.`)),
    ...folded.map((name) => index(pattern, type.name, "TEXT", [name], `${type.name}: text that contains something.`)),
  ];
}

const DIRECTIONS = ["ASC", "DESC"] as const;

function edgeIndexesOf(edges: EdgeType): SchemaItem[] {
  const incoming = incomingOf(edges);
  if (!incoming) return [];
  return [
    index(
      `()-[n:${quoted(edges.type)}]-()`,
      edges.type,
      "RANGE",
      incoming.index,
      "Edges that come in to a node, in the order of the list at its end.",
    ),
  ];
}

function index(pattern: string, of: string, kind: "RANGE" | "TEXT", names: readonly string[], reason: string): SchemaItem {
  const name = [`${SCHEMA_PREFIX}${of}`, ...names, kind.toLowerCase()].join("_");
  const statement = `CREATE ${kind} INDEX ${quoted(name)} IF NOT EXISTS FOR ${pattern} ON (${names.map((n) => `n.${quoted(n)}`).join(", ")})`;
  return { name, reason, statement };
}
