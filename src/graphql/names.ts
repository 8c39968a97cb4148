/** The names of the types that are derived from the model, said once. */
import type { Property, Relationship, Type } from "../model/index.js";
import { domainOf } from "../plan/index.js";

const upperFirst = (name: string) => name[0]!.toUpperCase() + name.slice(1);

/** Where edges have properties, a relationship's connection, filter and order are types of its own: `CommitmentThemes…`. */
const stem = (target: Type, relationship: Relationship | null): string =>
  relationship?.edges.propertiesType ? `${relationship.owner.name}${upperFirst(relationship.name)}` : target.name;

export const connectionName = (target: Type, relationship: Relationship | null): string => `${stem(target, relationship)}Connection`;
export const edgeName = (target: Type, relationship: Relationship | null): string => `${stem(target, relationship)}Edge`;
export const whereName = (target: Type, relationship: Relationship | null): string => `${stem(target, relationship)}Where`;
export const referenceWhereName = (target: Type, relationship: Relationship | null): string =>
  `${stem(target, relationship)}ReferenceWhere`;
export const quantifierName = (target: Type, relationship: Relationship | null): string => `${stem(target, relationship)}Quantifier`;
export const orderName = (target: Type, relationship: Relationship | null): string => `${stem(target, relationship)}Order`;

/** The input that filters a property of nodes of a type, or of an edge (null). */
export function filterName(property: Property, type: Type | null): string {
  const domain = domainOf(property, type);
  return `${domain === "Enum" ? property.type.name : domain}Filter`;
}
