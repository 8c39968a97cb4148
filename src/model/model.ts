/**
 * The model, resolved: what the decorators recorded, with every name looked up and every inverse in its place. All
 * that the service derives (GraphQL, SQL, Cypher, the seed's validation, documentation) reads this and nothing else.
 */
import { createHash } from "node:crypto";
import {
  declarationOf,
  type Chronology,
  type DeclaredOrder,
  type Direction,
  type PropertyDeclaration,
  type RelationshipDeclaration,
  type TypeClass,
} from "./declare.js";
import { Text, type ValueType } from "./scalars.js";
import { WORDS_VERSION } from "./words.js";

export interface Property {
  readonly name: string;
  readonly type: ValueType;
  readonly description: string;
  readonly nullable: boolean;
  readonly sortable: boolean;
  /** Its value is the place of the edge in the seed's list. */
  readonly position: boolean;
  readonly unique: boolean;
  readonly notBefore: string | null;
  /** What a word that stands in it weighs in a search; 0 where none looks in it. */
  readonly searchable: number;
  /** It holds other names of the node. */
  readonly alternative: boolean;
  /** What to use instead of it; null while it is to be used. */
  readonly deprecated: string | null;
}

/** A set of edges of one kind, from one type to another. Two types may each have a kind with the same `type`. */
export interface EdgeType {
  /** The type of the relationship in the graph: ADDRESSES. */
  readonly type: string;
  /** Unique: the owner and the field that declare it, `Commitment.themes`. */
  readonly key: string;
  readonly from: Type;
  readonly to: Type;
  readonly properties: ReadonlyMap<string, Property>;
  /** The class that declares the properties, for its name and description; null when edges have none. */
  readonly propertiesType: { readonly name: string; readonly description: string } | null;
  readonly acyclic: boolean;
  readonly chronology: Chronology | null;
}

/** A relationship as one end sees it: a field of the type at that end. */
export interface Relationship {
  readonly name: string;
  readonly description: string;
  readonly edges: EdgeType;
  /** OUT where the field's owner is the start of the edges, IN where it is their end. */
  readonly direction: "OUT" | "IN";
  /** The type whose field this is in the first place: an interface, when its implementers have it from there. */
  readonly owner: Type;
  readonly target: Type;
  readonly one: boolean;
  readonly required: boolean;
  /** What to use instead of it; null while it is to be used. */
  readonly deprecated: string | null;
  /** It leads to the documents in which what is said of its owner is written. */
  readonly source: boolean;
  readonly order: readonly OrderKey[];
  readonly asOf: Property | null;
  /** The same edges seen from the other end. */
  readonly inverse: Relationship;
}

/** One key of an order: a property of the node or of the edge, or the number of a relationship's edges. */
export type OrderKey =
  | {
      readonly by: "property" | "edge";
      readonly property: Property;
      readonly direction: Direction;
      /**
       * Of a date: by its text, so that of those that begin on one day the year comes first, then the month. Only for rows
       * that all have the date.
       */
      readonly written?: boolean;
    }
  | { readonly by: "count"; readonly relationship: Relationship; readonly direction: Direction };

export interface Type {
  readonly kind: "node" | "interface";
  /** The label: `Commitment`. */
  readonly name: string;
  readonly description: string;
  /** The field that looks one up: `commitment`. */
  readonly singular: string;
  /** The field that lists them: `commitments`; null when there is none. */
  readonly plural: string | null;
  readonly interfaces: readonly Type[];
  /** The node types that a node of this type can have: for a node type, itself. */
  readonly concretes: readonly Type[];
  readonly properties: ReadonlyMap<string, Property>;
  readonly relationships: ReadonlyMap<string, Relationship>;
  readonly order: readonly OrderKey[];
  /** What a node is called by: the first text that none is without. Null where there is none, as in what has no more than ids. */
  readonly label: Property | null;
  /** To the broader node, for types whose nodes form trees. */
  readonly hierarchy: Relationship | null;
}

type Writable<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] extends ReadonlyMap<infer K2, infer V> ? Map<K2, V> : T[K];
};

/** Names that mean something else where a property's or relationship's name stands in a filter or an order. */
const RESERVED = new Set(["AND", "OR", "NOT", "isNull", "edge", "count", "node", "cursor"]);

const lowerFirst = (name: string) => name[0]!.toLowerCase() + name.slice(1);

export class Model {
  /** Every type, interfaces first, each group as listed. */
  readonly types: readonly Type[];
  readonly nodes: readonly Type[];
  readonly interfaces: readonly Type[];
  /** Every kind of edge, in the order of declaration. */
  readonly edges: readonly EdgeType[];
  /** Changes whenever anything changes that a store derives from the model: data of another form is never opened. */
  readonly fingerprint: string;
  private readonly byName = new Map<string, Type>();

  /**
   * Resolves a closed world of node types; the interfaces are those that the types name.
   * @throws Error when a name is declared twice, is unknown, or is reserved.
   */
  constructor(classes: readonly TypeClass[]) {
    const interfaceClasses = new Set<TypeClass>();
    const collect = (type: TypeClass): void => {
      for (const i of declarationOf(type).options?.implements ?? []) {
        collect(i);
        interfaceClasses.add(i);
      }
    };
    classes.forEach(collect);

    const all = [...interfaceClasses, ...classes];
    for (const type of all) this.declare(type);
    this.types = [...this.byName.values()];
    this.nodes = this.types.filter((t) => t.kind === "node");
    this.interfaces = this.types.filter((t) => t.kind === "interface");
    for (const type of this.nodes) for (const i of type.interfaces) (i.concretes as Type[]).push(type);

    const edges: EdgeType[] = [];
    for (const type of all) {
      for (const declared of declarationOf(type).relationships) edges.push(this.relate(this.type(type.name), declared));
    }
    this.edges = edges;

    for (const type of all) this.arrange(type);
    for (const type of all) this.arrangeRelationships(type);
    this.fingerprint = createHash("sha256").update(JSON.stringify(this.describe())).digest("hex").slice(0, 16);
  }

  /** The type of a name. @throws Error for a name that the model does not have. */
  type(name: string): Type {
    const type = this.byName.get(name);
    if (!type) throw new Error(`the model has no type ${name}`);
    return type;
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** The kind of edges of a relationship type that leads from a node of one type to a node of another. */
  edge(type: string, from: Type, to: Type): EdgeType | undefined {
    return this.edges.find((e) => e.type === type && e.from.concretes.includes(from) && e.to.concretes.includes(to));
  }

  private declare(typeClass: TypeClass): void {
    const { role, options, properties } = declarationOf(typeClass);
    const name = typeClass.name;
    if ((role !== "node" && role !== "interface") || !options) throw new Error(`${name} is not declared as a type`);
    if (this.byName.has(name)) throw new Error(`two types are named ${name}`);
    // an interface's own interfaces are implemented too (GraphQL specification, section 3.6)
    const interfaces = [...new Set((options.implements ?? []).map((i) => this.type(i.name)).flatMap((i) => [...i.interfaces, i]))];
    const type: Writable<Type> = {
      kind: role,
      name,
      description: options.description,
      singular: lowerFirst(name),
      plural: options.plural ?? null,
      interfaces,
      concretes: [],
      properties: new Map(),
      relationships: new Map(),
      order: [],
      label: null,
      hierarchy: null,
    };
    if (role === "node") type.concretes.push(type);
    for (const i of interfaces) for (const p of i.properties.values()) type.properties.set(p.name, p);
    for (const p of properties) this.place(type, type.properties, toProperty(p));
    type.label = [...type.properties.values()].find((p) => p.type === Text && !p.nullable) ?? null;
    this.byName.set(name, type);
  }

  /** Makes a relationship's two ends and puts each in its place, an interface's also on its implementers. */
  private relate(from: Type, declared: RelationshipDeclaration): EdgeType {
    const to = this.type(declared.to().name);
    const edgeClass = declared.properties?.();
    const edgeDeclaration = edgeClass && declarationOf(edgeClass);
    if (edgeClass && edgeDeclaration?.role !== "edge") throw new Error(`${edgeClass.name} is not declared by @EdgeProperties`);
    const edges: EdgeType = {
      type: declared.type,
      key: `${from.name}.${declared.name}`,
      from,
      to,
      properties: new Map(edgeDeclaration?.properties.map((p) => [p.name, toProperty(p)])),
      acyclic: declared.acyclic ?? false,
      chronology: declared.chronology ?? null,
      propertiesType: edgeClass ? { name: edgeClass.name, description: edgeDeclaration!.options!.description } : null,
    };
    const end = (
      name: string,
      owner: Type,
      target: Type,
      direction: "OUT" | "IN",
      options: RelationshipDeclaration | RelationshipDeclaration["inverse"],
    ) => {
      const asOf = options.asOf === undefined ? null : edges.properties.get(options.asOf);
      if (asOf === undefined) throw new Error(`${edges.key}: its edges have no property ${options.asOf}`);
      const { description, one = false, required = false, deprecated = null } = options;
      const source = direction === "OUT" && (declared.source ?? false);
      return {
        name,
        description,
        edges,
        direction,
        owner,
        target,
        one,
        required,
        deprecated,
        source,
        order: [],
        asOf,
      } as unknown as Writable<Relationship>;
    };
    const out = end(declared.name, from, to, "OUT", declared);
    const back = end(declared.inverse.name, to, from, "IN", declared.inverse);
    out.inverse = back;
    back.inverse = out;
    for (const r of [out, back]) {
      for (const type of this.types) {
        if (type === r.owner || type.interfaces.includes(r.owner)) this.place(type, type.relationships as Map<string, Relationship>, r);
      }
    }
    return edges;
  }

  /** Resolves a type's own order and hierarchy, which needs all properties and relationships to be there. */
  private arrange(typeClass: TypeClass): void {
    const { order = [], hierarchy } = declarationOf(typeClass).options!;
    const type = this.type(typeClass.name) as Writable<Type>;
    type.order = resolveOrder(order, type, null);
    if (hierarchy === undefined) return;
    type.hierarchy = type.relationships.get(hierarchy) ?? null;
    if (!type.hierarchy?.one || type.hierarchy.target !== type)
      throw new Error(`${type.name}: ${hierarchy} is no to-one relationship to itself`);
  }

  /** Resolves the order of both ends of a type's relationships: their own, else that of the type they lead to. */
  private arrangeRelationships(typeClass: TypeClass): void {
    for (const declared of declarationOf(typeClass).relationships) {
      const out = this.type(typeClass.name).relationships.get(declared.name)!;
      for (const [end, order] of [
        [out, declared.order],
        [out.inverse, declared.inverse.order],
      ] as const) {
        (end as Writable<Relationship>).order = order ? resolveOrder(order, end.target, end.edges) : [...end.target.order];
      }
    }
  }

  private place<V extends { name: string }>(
    type: Pick<Type, "name" | "properties" | "relationships">,
    into: Map<string, V>,
    value: V,
  ): void {
    if (RESERVED.has(value.name)) throw new Error(`${type.name}.${value.name}: this name is reserved`);
    if (type.properties.has(value.name) || type.relationships.has(value.name))
      throw new Error(`${type.name}.${value.name} is declared twice`);
    into.set(value.name, value);
  }

  /** What stores derive their form from, as plain data. */
  private describe(): unknown {
    const property = (p: Property) => [p.name, p.type.name, p.nullable, p.sortable, p.searchable, p.alternative];
    return [
      WORDS_VERSION,
      this.types.map((t) => [t.kind, t.name, t.interfaces.map((i) => i.name), [...t.properties.values()].map(property)]),
      this.edges.map((e) => [e.key, e.type, e.from.name, e.to.name, [...e.properties.values()].map(property)]),
    ];
  }
}

/** A property as it was declared, with what was left out. */
export function toProperty(declared: PropertyDeclaration): Property {
  return {
    nullable: false,
    sortable: false,
    position: false,
    unique: false,
    notBefore: null,
    searchable: 0,
    alternative: false,
    deprecated: null,
    ...declared,
  };
}

function resolveOrder(order: DeclaredOrder, type: Type, edges: EdgeType | null): OrderKey[] {
  return order.flatMap((key) =>
    Object.entries(key).flatMap(([name, value]): OrderKey[] => {
      const [by, properties, names] =
        typeof value === "object"
          ? (["edge", edges?.properties, value] as const)
          : (["property", type.properties, { [name]: value }] as const);
      return Object.entries(names).map(([name, direction]) => {
        const property = properties?.get(name);
        if (!property?.sortable) throw new Error(`${edges?.key ?? type.name}: cannot be ordered by ${by === "edge" ? "edge." : ""}${name}`);
        return { by, property, direction: direction as Direction };
      });
    }),
  );
}
