/** Who is bound by what: each pair of a country and a commitment looked at by itself. */
import type { Relationship } from "../../src/model/index.js";
import { interval } from "./dates.js";
import type { Graph, GraphNode, Link } from "./graph.js";
import { connection, type PageArguments } from "./page.js";

interface Arguments extends PageArguments {
  readonly includeUncertain: boolean;
}

export const boundBy = (graph: Graph, country: GraphNode, args: Arguments) =>
  pairs(graph, "Commitment", args, (commitment) => edge(country, commitment));

export const boundCountries = (graph: Graph, commitment: GraphNode, args: Arguments) =>
  pairs(graph, "Country", args, (country) => edge(country, commitment));

export const bindsForCertain = (country: GraphNode, commitment: GraphNode): boolean => edge(country, commitment)?.certainty === "CERTAIN";

function pairs(graph: Graph, type: string, { includeUncertain, ...page }: Arguments, of: (node: GraphNode) => Values | null) {
  const target = graph.model.type(type);
  const links = graph.ofType(target).flatMap((node) => {
    const values = of(node);
    return values && (includeUncertain || values.certainty === "CERTAIN") ? [{ node, values } as unknown as Link] : [];
  });
  return connection(links, page, target, null);
}

interface Values {
  readonly through: "DIRECT" | "COLLECTIVE";
  readonly since: unknown;
  readonly certainty: "CERTAIN" | "UNCERTAIN";
}

function edge(country: GraphNode, commitment: GraphNode): Values | null {
  const since = commitment.values.madeOn;
  const parties = links(commitment, "parties").filter(({ values }) => values.role === "PARTY" || values.role === "LEAD");
  if (parties.some(({ node }) => node === country)) return { through: "DIRECT", since, certainty: "CERTAIN" };
  const membership = links(country, "memberOf").filter(({ node }) => node.id === "asean");
  if (membership.length === 0 || !parties.some(({ node }) => node.id === "asean")) return null;
  // one membership is enough; of several the surest tells
  const all = membership.map(({ values }) => certainty(since, values.since));
  const certain = all.includes("CERTAIN") ? "CERTAIN" : all.includes("UNCERTAIN") ? "UNCERTAIN" : null;
  return certain && { through: "COLLECTIVE", since, certainty: certain };
}

function certainty(madeOn: unknown, since: unknown): "CERTAIN" | "UNCERTAIN" | "NOT" {
  if (typeof madeOn !== "string" || typeof since !== "string") return "UNCERTAIN";
  const [made, joined] = [interval(madeOn), interval(since)];
  if (made.first >= joined.last) return "CERTAIN";
  return made.last >= joined.first ? "UNCERTAIN" : "NOT";
}

const links = (node: GraphNode, name: string) => node.linksOf(node.type.relationships.get(name) as Relationship);
