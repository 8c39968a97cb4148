/**
 * A second opinion: graphql-js and ordinary resolvers over objects in memory, written from the specification and with
 * nothing of the plan, the stores or the schema's code in it. Slow, and simple enough to be believed.
 */
import { buildSchema, execute, type DocumentNode, type ExecutionResult, type GraphQLFieldResolver, type GraphQLSchema } from "graphql";
import type { ChangeSet } from "../../src/dataset/index.js";
import type { Model } from "../../src/model/index.js";
import { interval } from "./dates.js";
import { Graph, GraphNode, type Link } from "./graph.js";
import { boundBy, boundCountries } from "./bound.js";
import { coverage } from "./coverage.js";
import { carriedOver, followedUp, followUp, overdue, overdueCommitments } from "./follow-up.js";
import { lineage } from "./lineage.js";
import { connection, type PageArguments } from "./page.js";
import { search } from "./search.js";
import { timeline } from "./timeline.js";

export { Graph, GraphNode, type Link } from "./graph.js";
export { interval } from "./dates.js";
export { byCodePoint, folded } from "./text.js";

export interface Oracle {
  readonly schema: GraphQLSchema;
  readonly graph: Graph;
  answer(document: DocumentNode, variables: Record<string, unknown>): ExecutionResult;
}

/** @param sdl the schema as it is emitted. */
export function createOracle(sdl: string, model: Model, changes: ChangeSet): Oracle {
  const schema = buildSchema(sdl);
  const graph = new Graph(model, changes);
  const fieldResolver = resolverOf(graph);
  const typeResolver = (value: unknown) => (value as GraphNode).type.name;
  return {
    schema,
    graph,
    answer: (document, variableValues) => execute({ schema, document, variableValues, fieldResolver, typeResolver }) as ExecutionResult,
  };
}

function resolverOf(graph: Graph): GraphQLFieldResolver<any, unknown> {
  return (source, args, _context, { fieldName, parentType }) => {
    if (parentType.name === "Query") return rootField(graph, fieldName, args);
    if (source instanceof GraphNode) return nodeField(graph, source, fieldName, args);
    const value = source[fieldName];
    return typeof value === "function" ? value(args) : value;
  };
}

function rootField(graph: Graph, field: string, args: any): unknown {
  if (field === "dataset") return graph.dataset;
  if (field === "coverage") return coverage(graph, args);
  if (field === "overdueCommitments") return overdueCommitments(graph, args);
  if (field === "timeline") return timeline(graph, args);
  if (field === "search") return search(graph, args);
  if (field === "nodes") return args.ids.map((id: string) => graph.find(id, graph.model.type("Node")));
  const single = graph.model.types.find((type) => type.singular === field);
  if (single) return graph.find(args.id, single);
  const isAggregate = field.endsWith("Aggregate");
  const listed = graph.model.types.find((type) => type.plural === field.replace(/Aggregate$/, ""));
  if (!listed) throw new Error(`the oracle does not know the field ${field}`);
  // the links of no relationship: no filter or order can ask for what their edges say
  const links = graph.ofType(listed).map((node) => ({ node, values: {} }) as Link);
  const list = connection(links, args, listed, null);
  return isAggregate ? list.aggregate() : list;
}

/** Fields that no property or relationship is behind, each by its own plain loops. */
const COMPUTED: Readonly<Record<string, (graph: Graph, node: GraphNode, args: any) => unknown>> = {
  boundBy,
  boundCountries,
  carriedOver,
  followedUp,
  followUp,
  lineage,
  overdue,
};

function nodeField(graph: Graph, node: GraphNode, field: string, { asOf, ...args }: PageArguments & { asOf?: string | null }): unknown {
  if (node.type.properties.has(field)) return node.values[field];
  const computed = COMPUTED[field];
  if (computed) return computed(graph, node, { asOf, ...args });
  const relationship = node.type.relationships.get(field)!;
  let links = node.linksOf(relationship);
  if (relationship.one) return links[0]?.node ?? null;
  if (asOf) {
    const { last } = interval(asOf);
    links = links.filter(({ values }) => {
      const since = values[relationship.asOf!.name];
      return typeof since === "string" && interval(since).first <= last;
    });
  }
  return connection(links, args, relationship.target, relationship);
}
