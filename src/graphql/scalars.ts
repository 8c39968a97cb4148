/** The model's kinds of value as GraphQL has them. */
import { GraphQLError, GraphQLScalarType, Kind, print } from "graphql";
import { ID as GraphQLID, Int as GraphQLInt, registerEnumType } from "type-graphql";
import { PartialDate, type Enum, type ValueType } from "../model/index.js";
import type { TypeValue } from "./builder.js";

function partialDate(value: unknown): string {
  const fault = PartialDate.fault(value);
  if (fault) throw new GraphQLError(`${JSON.stringify(value) ?? String(value)} is no PartialDate: ${fault}.`);
  return value as string;
}

export const GraphQLPartialDate = new GraphQLScalarType<string, string>({
  name: "PartialDate",
  description:
    "A date as precise as its source: `2021`, `2021-01` or `2021-01-22`. In an order it counts by the earliest day that it can mean. In a filter, `gte` and `lt` compare with the first day of the operand, `gt` and `lte` with its last.",
  serialize: partialDate,
  parseValue: partialDate,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return partialDate(node.value);
    throw new GraphQLError(`${print(node)} is no PartialDate: ${PartialDate.fault(undefined)}, within quotation marks.`);
  },
});

const SCALARS = { ID: GraphQLID, String, Int: GraphQLInt, Boolean, PartialDate: GraphQLPartialDate } as const;

/** The GraphQL types of values; an enumeration's is made once a schema. */
export class ValueTypes {
  private readonly enums = new Map<Enum, object>();

  of(type: ValueType): TypeValue {
    return type.kind === "scalar" ? SCALARS[type.name] : this.enum(type);
  }

  enum(type: Enum): object {
    let values = this.enums.get(type);
    if (!values) {
      values = Object.fromEntries(Object.keys(type.values).map((name) => [name, name]));
      this.enums.set(type, values);
      registerEnumType(values, {
        name: type.name,
        description: type.description,
        valuesConfig: Object.fromEntries(Object.entries(type.values).map(([name, description]) => [name, { description }])),
      });
    }
    return values;
  }
}
