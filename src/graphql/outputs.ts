/** The types of answers that are derived from the model: nodes, interfaces, connections and their edges. */
import { Int, InterfaceType, ObjectType } from "type-graphql";
import type { Relationship, Type } from "../model/index.js";
import { DEFAULT_LIMITS } from "../plan/index.js";
import type { Aggregates } from "./aggregates.js";
import { addField, type ArgumentSpec, type Builder, type BuiltClass, type FieldSpec } from "./builder.js";
import type { Inputs } from "./inputs.js";
import { connectionName, edgeName } from "./names.js";
import { GraphQLPartialDate, type ValueTypes } from "./scalars.js";

export class Outputs {
  constructor(
    private readonly builder: Builder,
    private readonly values: ValueTypes,
    private readonly inputs: Inputs,
    private readonly aggregates: () => Aggregates,
  ) {}

  type(type: Type): BuiltClass {
    const options = { description: type.description, implements: type.interfaces.map((i) => this.type(i)) };
    // without this an interface pulls in every class of the process that implements one of its name
    const decorate = type.kind === "node" ? ObjectType(options) : InterfaceType({ ...options, autoRegisterImplementations: false });
    return this.builder.once(type.name, decorate, (output) => {
      for (const p of type.properties.values())
        addField(output, p.name, {
          type: this.values.of(p.type),
          description: p.description,
          nullable: p.nullable,
          deprecated: p.deprecated,
        });
      for (const r of type.relationships.values()) {
        if (r.one)
          addField(output, r.name, {
            type: this.type(r.target),
            description: r.description,
            nullable: !r.required,
            deprecated: r.deprecated,
          });
        else
          addField(output, r.name, {
            type: this.connection(r.target, r),
            description: r.description,
            deprecated: r.deprecated,
            args: this.pageArguments(r.target, r),
          });
      }
    });
  }

  /** A connection as the Relay specification has it, with `nodes` beside `edges`. */
  connection(target: Type, relationship: Relationship | null): BuiltClass {
    const aggregate = { type: this.aggregates().type(target), description: "Counts of all the nodes of the whole list, as filtered." };
    return this.connectionOf(connectionName(target, relationship), target, () => this.edge(target, relationship), { aggregate });
  }

  /** A connection whose edges are computed and have values of their own. */
  listConnection(
    name: string,
    target: Type,
    description: string,
    values: Readonly<Record<string, FieldSpec>>,
    ofList: Readonly<Record<string, FieldSpec>> = {},
  ): BuiltClass {
    return this.connectionOf(`${name}Connection`, target, () => this.edgeOf(`${name}Edge`, target, description, values), ofList);
  }

  private connectionOf(name: string, target: Type, edge: () => BuiltClass, values: Readonly<Record<string, FieldSpec>> = {}): BuiltClass {
    const description = `A page of a list of ${target.name} nodes.`;
    return this.builder.once(name, ObjectType({ description }), (output) => {
      addField(output, "edges", { type: [edge()], description: "The edges of this page, in order." });
      addField(output, "nodes", { type: [this.type(target)], description: "The nodes of this page: those of the edges, in order." });
      addField(output, "totalCount", { type: Int, description: "The number of edges in the whole list, as filtered." });
      addField(output, "pageInfo", { type: this.pageInfo(), description: "Where this page stands in the list." });
      for (const [name, value] of Object.entries(values)) addField(output, name, value);
    });
  }

  private edge(target: Type, relationship: Relationship | null): BuiltClass {
    const properties = relationship?.edges.propertiesType;
    const description = properties ? properties.description : `An edge, and the ${target.name} to which it leads.`;
    const values = [...(relationship?.edges.properties.values() ?? [])].map((p): [string, FieldSpec] => [
      p.name,
      { type: this.values.of(p.type), description: p.description, nullable: p.nullable, deprecated: p.deprecated },
    ]);
    return this.edgeOf(edgeName(target, relationship), target, description, Object.fromEntries(values));
  }

  private edgeOf(name: string, target: Type, description: string, values: Readonly<Record<string, FieldSpec>>): BuiltClass {
    return this.builder.once(name, ObjectType({ description }), (output) => {
      addField(output, "cursor", { type: String, description: "The place of this edge in the list, for `after` and `before`. Opaque." });
      addField(output, "node", { type: this.type(target), description: `The ${target.name} to which it leads.` });
      for (const [name, value] of Object.entries(values)) addField(output, name, value);
    });
  }

  private pageInfo(): BuiltClass {
    return this.builder.once("PageInfo", ObjectType({ description: "Where a page stands in its list." }), (output) => {
      addField(output, "hasNextPage", { type: Boolean, description: "Whether edges follow this page." });
      addField(output, "hasPreviousPage", { type: Boolean, description: "Whether edges precede this page." });
      addField(output, "startCursor", {
        type: String,
        nullable: true,
        description: "The cursor of the first edge; null when the page is empty.",
      });
      addField(output, "endCursor", {
        type: String,
        nullable: true,
        description: "The cursor of the last edge; null when the page is empty.",
      });
    });
  }

  whereArgument(target: Type, relationship: Relationship | null): ArgumentSpec {
    return { name: "where", type: this.inputs.where(target, relationship), description: "Which to take; all by default." };
  }

  pageArguments(target: Type, relationship: Relationship | null): ArgumentSpec[] {
    const asOf = relationship?.asOf;
    return [
      ...(asOf
        ? [
            {
              name: "asOf",
              type: GraphQLPartialDate,
              description: `Only those whose \`${asOf.name}\` begins on or before the last day of this.`,
            },
          ]
        : []),
      this.whereArgument(target, relationship),
      {
        name: "orderBy",
        type: [this.inputs.order(target, relationship)],
        description: `The keys of the order, the first one first. By default: ${defaultOrder(target, relationship)}.`,
      },
      {
        name: "first",
        type: Int,
        description: `How many from the start, ${DEFAULT_LIMITS.defaultPageSize} by default, ${DEFAULT_LIMITS.pageSize} at most.`,
      },
      { name: "after", type: String, description: "Only what follows the edge of this cursor." },
      { name: "last", type: Int, description: "How many from the end, instead of `first`; they come in the same order." },
      { name: "before", type: String, description: "Only what precedes the edge of this cursor." },
    ];
  }
}

function defaultOrder(target: Type, relationship: Relationship | null): string {
  const keys = relationship?.order ?? target.order;
  return (
    keys
      .map((k) =>
        k.by === "count" ? `count of ${k.relationship.name}` : `${k.by === "edge" ? "edge." : ""}${k.property.name} ${k.direction}`,
      )
      .join(", ") || "id ASC"
  );
}
