/** The types of aggregates, derived from the model: counts of a type's nodes by what they have in common. */
import { ID, Int, ObjectType } from "type-graphql";
import { aggregates, dateOf, dimensionsOf } from "../analysis/index.js";
import { Enum, type Type } from "../model/index.js";
import { showsOf, type ComputedField, type Filter, type Limits, type RecordShape, type SummaryField } from "../plan/index.js";
import { addField, type Builder, type BuiltClass } from "./builder.js";
import { GraphQLPartialDate, type ValueTypes } from "./scalars.js";

export class Aggregates {
  private readonly dimensions = new Map<Type, Enum | null>();

  constructor(
    private readonly builder: Builder,
    private readonly values: ValueTypes,
    /** The interface of all nodes, if there is one. */
    private readonly node: () => BuiltClass | undefined,
  ) {}

  /** The aggregate of nodes of a type. */
  type(type: Type): BuiltClass {
    const description = `How many ${type.name} nodes there are, and of what sorts. Each counts once.`;
    return this.builder.once(`${type.name}Aggregate`, ObjectType({ description }), (output) => {
      addField(output, "count", { type: Int, description: "How many there are." });
      const date = dateOf(type);
      for (const [name, which] of date ? [["earliest", "first"] as const, ["latest", "last"] as const] : [])
        addField(output, name, {
          type: GraphQLPartialDate,
          nullable: true,
          description: `Their ${which} \`${date!.name}\`, by the first day that it can mean, and as written; null where none has one.`,
        });
      const dimension = this.dimension(type);
      if (!dimension) return;
      addField(output, "countsBy", {
        type: [this.count()],
        description:
          "How many there are of each sort: the most first, years and numbers in their order, and those without a value last. What has several values counts at each of them, so counts may add up to more than there are.",
        args: [
          { name: "dimension", type: this.values.enum(dimension), description: "What to count by.", required: true },
          { name: "and", type: this.values.enum(dimension), description: "What to count by within that." },
        ],
      });
    });
  }

  /** What a type's nodes can be counted by. */
  private dimension(type: Type): Enum | null {
    let dimension = this.dimensions.get(type);
    if (dimension === undefined) {
      const of = dimensionsOf(type);
      const values = Object.fromEntries(of.map(({ name, description }) => [name, description]));
      dimension = of.length === 0 ? null : Enum(`${type.name}Dimension`, `What ${type.name} nodes can be counted by.`, values);
      this.dimensions.set(type, dimension);
    }
    return dimension;
  }

  private count(): BuiltClass {
    return this.builder.once("GroupCount", ObjectType({ description: "How many nodes are of a sort." }), (output) => {
      addField(output, "key", { type: this.key(), description: "The sort." });
      addField(output, "and", { type: this.key(), nullable: true, description: "The sort within that; null where none was asked for." });
      addField(output, "count", { type: Int, description: "How many there are." });
    });
  }

  /** What a group of nodes has in common. */
  key(): BuiltClass {
    const description = "What nodes that are counted together have in common; all of it is null for those that have no value.";
    return this.builder.once("GroupKey", ObjectType({ description }), (output) => {
      addField(output, "id", {
        type: ID,
        nullable: true,
        description: "The id of a node; else the value itself: a name of an enumeration, a year.",
      });
      addField(output, "label", { type: String, nullable: true, description: "What the node is called; else the value itself." });
      const node = this.node();
      if (node) addField(output, "node", { type: node, nullable: true, description: "The node; null where it is a value." });
    });
  }
}

/** The aggregate of all nodes of a type that pass a filter, at the root. */
export const aggregateField = (name: string, target: Type, where: Filter, shape: RecordShape, limits: Limits): ComputedField => ({
  kind: "computed",
  name,
  shows: showsOf(shape),
  answer: (ids, read) => aggregates(shape, { relationship: null, target, where }, ids, limits, read),
});

/** The aggregate of a connection. */
export const aggregatePart = (shape: RecordShape, limits: Limits): SummaryField => ({
  kind: "summary",
  name: "aggregate",
  shows: showsOf(shape),
  answer: (page, ids, read) => aggregates(shape, page, ids, limits, read),
});
