/** What the declarations of fields are made of, beside what type-graphql brings. */
import { Arg, ArgsType, Field, Int } from "type-graphql";
import type { Model, ValueType } from "../../model/index.js";
import { DEFAULT_LIMITS } from "../../plan/index.js";
import type { ArgumentSpec, BuiltClass, FieldSpec, TypeValue } from "../builder.js";
import type { ListArguments } from "../planner.js";

/** The types that the model gives, of one schema. */
export interface FieldTypes {
  readonly model: Model;
  /** The type of a node, or an interface. */
  node(name: string): BuiltClass;
  /** A kind of value of the model, or an enumeration of the field's own. */
  value(type: ValueType): TypeValue;
  /** The filter of a type's nodes. */
  where(name: string): BuiltClass;
  /** One key of an order of a type's nodes. */
  order(name: string): BuiltClass;
  /** The arguments of the connection of a type's nodes. */
  pageArguments(name: string): ArgumentSpec[];
  /** The connection of a type's nodes. */
  plainConnection(name: string): BuiltClass;
  /** What nodes that are counted together have in common. */
  key(): BuiltClass;
  /**
   * A connection whose edges are computed. Named `nameConnection`, its edges `nameEdge`; what an edge is, in a sentence;
   * its values, and those of the list as a whole.
   */
  connection(
    name: string,
    target: string,
    edge: string,
    values: Readonly<Record<string, FieldSpec>>,
    ofList?: Readonly<Record<string, FieldSpec>>,
  ): BuiltClass;
}

type ResolverClass = new () => object;

/** Resolvers of type-graphql, made for one schema; null where the model has not what they are about. */
export type FieldMaker = (types: FieldTypes) => ResolverClass | ResolverClass[] | null;

/** The argument `where` of a connection of a type's nodes. */
export const WhereArg = (types: FieldTypes, type: string): ParameterDecorator =>
  Arg("where", () => types.where(type), { nullable: true, description: "Which to take; all by default." }) as ParameterDecorator;

/** The argument `orderBy` of a connection of a type's nodes, and what it is by default. */
export const OrderArg = (types: FieldTypes, type: string, byDefault: string): ParameterDecorator =>
  Arg("orderBy", () => [types.order(type)], {
    nullable: true,
    description: `The keys of the order; ${byDefault} by default.`,
  }) as ParameterDecorator;

/** The arguments by which a computed connection is paged. */
@ArgsType()
export class PageArgs implements ListArguments {
  @Field(() => Int, {
    nullable: true,
    description: `How many from the start, ${DEFAULT_LIMITS.defaultPageSize} by default, ${DEFAULT_LIMITS.pageSize} at most.`,
  })
  first?: number | null;
  @Field(() => String, { nullable: true, description: "Only what follows the edge of this cursor." })
  after?: string | null;
  @Field(() => Int, { nullable: true, description: "How many from the end, instead of `first`; they come in the same order." })
  last?: number | null;
  @Field(() => String, { nullable: true, description: "Only what precedes the edge of this cursor." })
  before?: string | null;
}
