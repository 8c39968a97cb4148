/** A node's citation, ready to be copied: what it is called, where that is written, and where it was found. */
import type { Property, Type, Value } from "../model/index.js";
import { addressesOf, dateOf, type Connection, type Introduction, type NodeAnswer } from "./query.js";
import { inWords, valueInWords } from "./words.js";

/** What a node is called: by its label, or by its id where its type has none. */
export const titleOf = (node: Readonly<Record<string, unknown>> & { readonly id: string }, { label }: Type): string =>
  label ? String(node[label.name]) : node.id;

/** The properties of an edge that tell something, in words: "para 12", "Lead". Its place in a list does not. */
export const edgeFacts = (edge: Readonly<Record<string, unknown>>, properties: Iterable<Property>): string[] =>
  [...properties].flatMap((p) => (edge[p.name] == null || p.position ? [] : valueInWords(edge[p.name] as NonNullable<Value>, p)));

/** A title that is a sentence, where more follows. */
export const withoutStop = (title: string): string => title.replace(/\.$/, "");

/** "Title, para 12 (2021-01-22), https://…" */
function entry(node: Readonly<Record<string, unknown>> & { readonly id: string }, type: Type, facts: readonly string[] = []): string {
  const date = dateOf(type);
  const dated = date && node[date.name] != null ? ` (${String(node[date.name])})` : "";
  const addresses = addressesOf(type).flatMap((p) => (node[p.name] == null ? [] : String(node[p.name])));
  return [[withoutStop(titleOf(node, type)), ...facts].join(", ") + dated, ...addresses].join(", ");
}

/** The whole citation as one line of text. `address` is where the node is found. */
export function citation(node: NodeAnswer, type: Type, dataset: Introduction["dataset"], address: string): string {
  const sources = [...type.relationships.values()].flatMap((relationship) => {
    const { edges } = relationship.source ? (node[relationship.name] as Connection) : { edges: [] };
    if (edges.length === 0) return [];
    const entries = edges.map((edge) => entry(edge.node, relationship.target, edgeFacts(edge, relationship.edges.properties.values())));
    return [`${inWords(relationship.name)}: ${entries.join("; ")}`];
  });
  const here = `${dataset.name}, version ${dataset.dataVersion} (revision ${dataset.revision}, as of ${dataset.asOf}), ${dataset.licence}, ${address}`;
  return `${[entry(node, type), ...sources, `In: ${here}`].join(". ")}.`;
}
