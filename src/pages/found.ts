/** Lists of a node that are found by an algorithm, as the schema of the API has them. */
import { getNamedType, isEnumType, isLeafType, type GraphQLObjectType, type GraphQLSchema } from "graphql";
import type { Model, Type } from "../model/index.js";
import { inWords } from "./words.js";

export interface FoundList {
  readonly name: string;
  readonly description: string;
  /** The type of its nodes. */
  readonly target: Type;
  /** What an edge says beside its node, by name, in words. */
  readonly values: ReadonlyMap<string, (value: unknown) => string>;
}

/** Those that a page shows: found of one node soon, however large the graph is. */
const SHOWN = ["lineage", "boundCountries", "carriedOver"];

/** The lists that nodes of a type have. */
export function foundLists(schema: GraphQLSchema, model: Model, type: Type): FoundList[] {
  const fields = (schema.getType(type.name) as GraphQLObjectType).getFields();
  const objectOf = (of: GraphQLObjectType, name: string) => getNamedType(of.getFields()[name]!.type) as GraphQLObjectType;
  return SHOWN.flatMap((name) => {
    const field = fields[name];
    if (!field) return [];
    const edge = objectOf(getNamedType(field.type) as GraphQLObjectType, "edges");
    const values = Object.values(edge.getFields()).filter((f) => f.name !== "cursor" && isLeafType(getNamedType(f.type)));
    const told = values.map((f) => [f.name, isEnumType(getNamedType(f.type)) ? ofEnum : ofNumber(f.name)] as const);
    return [{ name, description: field.description!, target: model.type(objectOf(edge, "node").name), values: new Map(told) }];
  });
}

const ofEnum = (value: unknown): string => inWords(String(value).toLowerCase().replaceAll("_", " ")).toLowerCase();
const ofNumber = (name: string) => (value: unknown) => `${inWords(name).toLowerCase()} ${String(value)}`;
