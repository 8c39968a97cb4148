/**
 * The decorators by which a node type says itself. They only record: nothing is looked up, checked or built before
 * `new Model([...])`, so the files of the model may refer to each other in circles.
 */
import type { ValueType } from "./scalars.js";

/** A class that stands for a type, abstract for an interface. It is never instantiated; its name is the label. */
export type TypeClass = abstract new () => object;

export type Direction = "ASC" | "DESC";

/** One key of a declared order: a property of the node, or of the edge that leads to it. */
export type DeclaredOrder = ReadonlyArray<Record<string, Direction> | { edge: Record<string, Direction> }>;

export interface PropertyOptions {
  /** May be missing; then it is null, never a guess. */
  nullable?: boolean;
  /** The API orders by it, and both stores keep an index for that. */
  sortable?: boolean;
  /** What to use instead, and since when: the field stays for as long as CHANGELOG.md says. */
  deprecated?: string;
  /** Of an edge: the place of the edge in the seed's list, from 0, so that nobody has to number it. */
  position?: boolean;
  /** No two nodes of the type have the same value. */
  unique?: boolean;
  /** A date that may not be certainly before the date of this property of the same node. */
  notBefore?: string;
  /** A search looks in it, and a word that stands here weighs so much. */
  searchable?: number;
  /** It holds other names of the node, several parted by `;` or ` / `: a search takes one for the other. */
  alternative?: boolean;
}

export interface PropertyDeclaration extends PropertyOptions {
  name: string;
  type: ValueType;
  description: string;
}

interface EndDeclaration {
  description: string;
  /** What to use instead, and since when: the field stays for as long as CHANGELOG.md says. */
  deprecated?: string;
  /** At most one node stands at the other end; the seed's validation sees to it. */
  one?: boolean;
  /** There is always one at least; the seed's validation sees to it. */
  required?: boolean;
  /** The order of the connection when none is asked for; by default that of the type at the other end. */
  order?: DeclaredOrder;
  /** The edge property from which on the relationship holds; gives the connection an argument `asOf`. */
  asOf?: string;
}

/** The date `own` of the node should not be certainly before the date `other` of the node to which the edge leads. */
export interface Chronology {
  own: string;
  other: string;
  otherwise: "fault" | "note";
}

export interface RelationshipOptions extends EndDeclaration {
  /** The type of the relationship, in the words of the graph: MADE_AT. */
  type: string;
  to: () => TypeClass;
  /** The class that declares the properties of its edges. */
  properties?: () => TypeClass;
  /** It leads to the documents in which what is said of the node is written. */
  source?: boolean;
  /** Following it never leads back to where one started. */
  acyclic?: boolean;
  /** The dates at both ends that must be in order, and what it is when they certainly are not. */
  chronology?: Chronology;
  /** The same relationship seen from the other end: said here, so that a new type needs one file. */
  inverse: EndDeclaration & { name: string };
}

export interface RelationshipDeclaration extends RelationshipOptions {
  name: string;
}

export interface TypeOptions {
  description: string;
  /** The name of the field that lists all of them: `countries`. Without one there is none. */
  plural?: string;
  implements?: TypeClass[];
  /** The order of a list when none is asked for. */
  order?: DeclaredOrder;
  /** The to-one relationship that leads to the broader node; gives ids the operator `within`. */
  hierarchy?: string;
}

export type Role = "node" | "interface" | "edge";

export interface Declaration {
  role?: Role;
  options?: TypeOptions;
  properties: PropertyDeclaration[];
  relationships: RelationshipDeclaration[];
}

const declarations = new WeakMap<object, Declaration>();

/** What the decorators recorded of a class, as far as they have run. */
export function declarationOf(type: object): Declaration {
  let declaration = declarations.get(type);
  if (!declaration) declarations.set(type, (declaration = { properties: [], relationships: [] }));
  return declaration;
}

const declares = (role: Role) => (options: TypeOptions) => (type: object) => {
  Object.assign(declarationOf(type), { role, options });
};

/** Declares a node type. Its class is its label. */
export const NodeType = declares("node");

/** Declares what several node types have in common. */
export const InterfaceType = declares("interface");

/** Declares the class that holds the properties of a relationship's edges. */
export const EdgeProperties = declares("edge") as (options: Pick<TypeOptions, "description">) => (type: object) => void;

/** Declares a property: its type, a sentence for those who ask, and what may be done with it. */
export function Property(type: ValueType, description: string, options: PropertyOptions = {}) {
  return (prototype: object, name: string) => {
    declarationOf(prototype.constructor).properties.push({ name, type, description, ...options });
  };
}

/** Declares a relationship, once, at the type from which it leads; its inverse is said with it. */
export function Relationship(options: RelationshipOptions) {
  return (prototype: object, name: string) => {
    declarationOf(prototype.constructor).relationships.push({ name, ...options });
  };
}
