/** Values of arguments as they stand in a document: written out, or handed over as variables at any level. */
import {
  astFromValue,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  parseType,
  type ConstValueNode,
  type GraphQLInputType,
  type ValueNode,
  type VariableDefinitionNode,
} from "graphql";
import type { Dice } from "./dice.js";

export class Variables {
  readonly definitions: VariableDefinitionNode[] = [];
  readonly values: Record<string, unknown> = {};

  constructor(private readonly dice: Dice) {}

  /** A value of a type as a node of the document. */
  valueNode(value: unknown, type: GraphQLInputType): ValueNode {
    return this.dice.chance(0.1) ? this.variable(value, type) : this.literal(value, type, (v, t) => this.valueNode(v, t));
  }

  private literal<N extends ValueNode>(value: unknown, type: GraphQLInputType, inner: (value: unknown, type: GraphQLInputType) => N): N {
    const nullable = isNonNullType(type) ? type.ofType : type;
    if (value === null) return { kind: Kind.NULL } as N;
    if (isListType(nullable)) {
      const items = value as unknown[];
      // one value stands for a list of one (GraphQL specification, section 3.11)
      if (items.length === 1 && this.dice.chance(0.1)) return this.literal(items[0], nullable.ofType, inner);
      return { kind: Kind.LIST, values: items.map((item) => inner(item, nullable.ofType)) } as unknown as N;
    }
    if (isInputObjectType(nullable)) {
      const types = nullable.getFields();
      const fields = Object.entries(value as object).map(([name, v]) => ({
        kind: Kind.OBJECT_FIELD,
        name: { kind: Kind.NAME, value: name },
        value: inner(v, types[name]!.type),
      }));
      return { kind: Kind.OBJECT, fields } as unknown as N;
    }
    return astFromValue(value, nullable) as N;
  }

  private constant = (value: unknown, type: GraphQLInputType): ConstValueNode => this.literal(value, type, this.constant);

  /** A variable that holds a value: given with the request, or by default; what is null may also be left out. */
  variable(value: unknown, type: GraphQLInputType): ValueNode {
    const way = this.dice.weighted([
      [7, "given"],
      [2, "default"],
      [value === null ? 4 : 0, "left out"],
    ]);
    const name = this.define(String(type), way === "default" ? this.constant(value, type) : undefined);
    if (way === "given") this.values[name] = value;
    return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
  }

  /** Defines a variable of a type, as yet without a value. */
  define(type: string, defaultValue?: ConstValueNode): string {
    const name = `v${this.definitions.length}`;
    this.definitions.push({
      kind: Kind.VARIABLE_DEFINITION,
      variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
      type: parseType(type),
      defaultValue,
    });
    return name;
  }
}
