/** The inputs that are derived from the model: filters of values, of nodes and of edges, and orders. */
import { InputType } from "type-graphql";
import { Enum, type Property, type Relationship, type Type } from "../model/index.js";
import { domainOf, operatorsFor } from "../plan/index.js";
import { addField, type Builder, type BuiltClass } from "./builder.js";
import { filterName, orderName, quantifierName, referenceWhereName, whereName } from "./names.js";
import { nodeTestsOf } from "./node-tests.js";
import type { ValueTypes } from "./scalars.js";

const Direction = Enum("Direction", "The direction of an order. Missing values come last in both.", {
  ASC: "From the least to the greatest.",
  DESC: "From the greatest to the least.",
});

const TextMode = Enum("TextMode", "How `contains`, `startsWith` and `endsWith` compare.", {
  FOLDED: "Whatever the case and accents: `viet nam` finds `Việt Nam`.",
  EXACT: "Letter by letter.",
});

const QUANTIFIERS = {
  some: "At least one is such; `{}` means: there is one.",
  none: "None is such; `{}` means: there is none.",
  all: "Every one is such; true where there is none.",
  single: "Exactly one is such; `{}` means: there is exactly one.",
};

/** What stands where an input may be given or left out. */
const optional = (type: BuiltClass | object, description: string) => ({ type, description, nullable: true });

export class Inputs {
  constructor(
    private readonly builder: Builder,
    private readonly values: ValueTypes,
  ) {}

  /** The filter of a property: the operators for its kind of value, each with its sentence. */
  private filter(property: Property, type: Type | null): BuiltClass {
    const domain = domainOf(property, type);
    const description = `Tests of a value of the type ${property.type.name}; several are joined by "and".`;
    return this.builder.once(filterName(property, type), InputType({ description }), (input) => {
      for (const { name, operand, sentence } of operatorsFor(domain)) {
        const value = this.values.of(property.type);
        addField(input, name, optional(operand === "flag" ? Boolean : operand === "list" ? [value] : value, sentence));
      }
      if (domain === "String") {
        addField(
          input,
          "mode",
          optional(
            this.values.enum(TextMode),
            "How `contains`, `startsWith` and `endsWith` compare; by default whatever the case and accents.",
          ),
        );
      }
    });
  }

  /** The filter of a type's nodes; of a relationship whose edges have properties, with `edge` at every level. */
  where(target: Type, relationship: Relationship | null): BuiltClass {
    const description = `Which ${target.name} nodes to take; all that is said in one object must hold.`;
    return this.builder.once(whereName(target, relationship), InputType({ description }), (input) => {
      this.fillWhere(input, input, target, relationship);
    });
  }

  private fillWhere(input: BuiltClass, nested: BuiltClass, target: Type, relationship: Relationship | null): void {
    addField(input, "AND", optional([nested], "All of these hold; an empty list restricts nothing."));
    addField(input, "OR", optional([nested], "At least one of these holds; an empty list matches nothing."));
    addField(input, "NOT", optional(nested, "This does not hold: the exact complement."));
    if (relationship?.edges.propertiesType)
      addField(input, "edge", optional(this.edgeWhere(relationship), "Tests of the edge by which the node is reached."));
    for (const p of target.properties.values()) addField(input, p.name, optional(this.filter(p, target), p.description));
    for (const { name, description } of nodeTestsOf(target)) addField(input, name, optional(Boolean, description));
    for (const r of target.relationships.values())
      addField(input, r.name, optional(r.one ? this.reference(r) : this.quantifier(r), r.description));
  }

  /** The filter of a to-one relationship: of the node that it leads to, and whether there is one. */
  private reference(r: Relationship): BuiltClass {
    const description = `Tests of the ${r.target.name} that is referred to; a missing one passes \`isNull: true\` alone.`;
    return this.builder.once(referenceWhereName(r.target, r), InputType({ description }), (input) => {
      addField(input, "isNull", optional(Boolean, "Whether there is none."));
      this.fillWhere(input, this.where(r.target, r), r.target, r);
    });
  }

  private quantifier(r: Relationship): BuiltClass {
    const description = `How many of the ${r.target.name} nodes at the other end must be such. Edges are counted, not nodes.`;
    return this.builder.once(quantifierName(r.target, r), InputType({ description }), (input) => {
      for (const [name, sentence] of Object.entries(QUANTIFIERS)) addField(input, name, optional(this.where(r.target, r), sentence));
    });
  }

  private edgeWhere({ edges }: Relationship): BuiltClass {
    const { name, description } = edges.propertiesType!;
    return this.builder.once(`${name}Where`, InputType({ description: `Tests of an edge: ${description}` }), (input) => {
      for (const p of edges.properties.values()) addField(input, p.name, optional(this.filter(p, null), p.description));
    });
  }

  /** The order of a type's nodes; of a relationship whose edges have properties, also by those. */
  order(target: Type, relationship: Relationship | null): BuiltClass {
    const description = `One key of an order of ${target.name} nodes: give one field an object, and one object a key.`;
    return this.builder.once(orderName(target, relationship), InputType({ description }), (input) => {
      const direction = this.values.enum(Direction);
      for (const p of target.properties.values()) if (p.sortable) addField(input, p.name, optional(direction, p.description));
      for (const r of target.relationships.values())
        if (!r.one) addField(input, r.name, optional(this.countOrder(), `By the number of edges: ${r.description}`));
      if (relationship?.edges.propertiesType) addField(input, "edge", optional(this.edgeOrder(relationship), "By a property of the edge."));
    });
  }

  private countOrder(): BuiltClass {
    return this.builder.once("CountOrder", InputType({ description: "An order by the number of a relationship's edges." }), (input) => {
      addField(input, "count", optional(this.values.enum(Direction), "The direction."));
    });
  }

  private edgeOrder({ edges }: Relationship): BuiltClass {
    const { name, description } = edges.propertiesType!;
    return this.builder.once(`${name}Order`, InputType({ description: `An order by a property of the edge: ${description}` }), (input) => {
      for (const p of edges.properties.values())
        if (p.sortable) addField(input, p.name, optional(this.values.enum(Direction), p.description));
    });
  }
}
