/** What a page asks the API: operations that follow from the model, which are also what its link to the playground opens. */
import { Url, type Property, type Relationship, type Type, type Value } from "../model/index.js";
import type { FoundList } from "./found.js";

/** The first operation: what an id names, and what the dataset says of itself and of ids that were withdrawn. */
export const introduction = `query Introduction($id: ID!) {
  node(id: $id) { __typename id }
  dataset { name asOf dataVersion revision licence attribution notice withdrawn { id reason } }
}`;

/** Its answer. */
export interface Introduction {
  readonly node: { readonly __typename: string; readonly id: string } | null;
  readonly dataset: {
    readonly name: string;
    readonly asOf: string;
    readonly dataVersion: string;
    readonly revision: string;
    readonly licence: string;
    readonly attribution: string;
    readonly notice: string;
    readonly withdrawn: readonly { readonly id: string; readonly reason: string }[];
  };
}

/** A node as another one's page or JSON names it: its label, date and address, where its type has them. */
export type Reference = { readonly __typename: string; readonly id: string } & Readonly<Record<string, Value>>;

/** A page of the nodes at the other ends of a relationship, each with the properties of the edge. */
export interface Connection {
  readonly totalCount: number;
  readonly edges: readonly ({ readonly node: Reference } & Readonly<Record<string, unknown>>)[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What is known of a node: its properties, and what it is related to. */
export type NodeAnswer = { readonly __typename: string; readonly id: string } & Readonly<Record<string, Value | Reference | Connection>>;

/** The date by which nodes of a type are put in order. */
export const dateOf = (type: Type): Property | null =>
  type.order.map((key) => (key.by === "property" ? key.property : null)).find((p) => p?.type.name === "PartialDate") ?? null;

export const addressesOf = (type: Type): Property[] => [...type.properties.values()].filter((p) => p.type === Url);

function reference(type: Type): string {
  const properties = [type.label, dateOf(type), ...addressesOf(type)].flatMap((p) => p?.name ?? []);
  return `{ ${["__typename", "id", ...properties].join(" ")} }`;
}

function connection(name: string, values: Iterable<string>, target: Type, args: string): string {
  const own = [...values].map((value) => `${value} `).join("");
  return `${name}(${args}) {
      totalCount
      edges { ${own}node ${reference(target)} }
      pageInfo { hasNextPage endCursor }
    }`;
}

const operation = ({ name, singular }: Type, variables: string, lines: readonly string[]): string =>
  `query ${name}(${variables}) {\n  ${singular}(id: $id) {\n${lines.map((line) => `    ${line}\n`).join("")}  }\n}`;

/** All of a node of a type: its properties, and the first `size` of each of its relationships and of the lists that are found. */
export function nodeQuery(type: Type, found: readonly FoundList[], size: number): string {
  const first = `first: ${size}`;
  const relationships = [...type.relationships.values()].map(({ name, one, target, edges }) =>
    one ? `${name} ${reference(target)}` : connection(name, edges.properties.keys(), target, first),
  );
  const lists = found.map(({ name, values, target }) => connection(name, values.keys(), target, first));
  return operation(type, "$id: ID!", ["__typename", ...type.properties.keys(), ...relationships, ...lists]);
}

/** One relationship of a node, from a cursor on. */
export function relationshipQuery(type: Type, relationship: Relationship, size: number): string {
  const label = type.label ? [type.label.name] : [];
  return operation(type, "$id: ID!, $after: String", [
    "__typename",
    "id",
    ...label,
    connection(relationship.name, relationship.edges.properties.keys(), relationship.target, `first: ${size}, after: $after`),
  ]);
}
