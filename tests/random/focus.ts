/** What each random query is to be about, beside what chance makes of it: in turn, everything that can be asked for. */
import { isInputObjectType, type GraphQLSchema } from "graphql";
import type { Model, Property, Relationship, Type } from "../../src/model/index.js";

/** A relationship of a type, and an order by its edges where they have properties. */
export interface RelationshipFocus {
  readonly type: Type;
  readonly relationship: Relationship;
  readonly orderBy: unknown;
}

/** An operator, of one kind of value; and the properties that have it. */
export type OperatorFocus = readonly { readonly type: Type; readonly property: Property; readonly operator: string }[];

export interface Focus {
  readonly relationship: RelationshipFocus;
  readonly operator: OperatorFocus;
}

export class Focuses {
  private readonly relationships: readonly RelationshipFocus[];
  private readonly operators: readonly OperatorFocus[];

  constructor(schema: GraphQLSchema, model: Model) {
    this.relationships = model.nodes.flatMap((type) =>
      [...type.relationships.values()].flatMap((r) => ordersOf(r).map((orderBy) => ({ type, relationship: r, orderBy }))),
    );
    const operators = new Map<string, OperatorFocus>();
    for (const type of model.nodes.filter((t) => t.plural)) {
      for (const property of type.properties.values()) {
        const domain = property.type.kind === "enum" ? "enum" : property.name === "id" && type.hierarchy ? "tree" : property.type.name;
        const where = schema.getType(`${type.name}Where`);
        const tests = isInputObjectType(where) && where.getFields()[property.name]!.type;
        for (const operator of isInputObjectType(tests) ? Object.keys(tests.getFields()) : []) {
          const key = `${domain} ${operator}`;
          if (operator !== "mode") operators.set(key, [...(operators.get(key) ?? []), { type, property, operator }]);
        }
      }
    }
    this.operators = [...operators.values()];
  }

  /** The focus of the nth query. */
  at(n: number): Focus {
    return { relationship: this.relationships[n % this.relationships.length]!, operator: this.operators[n % this.operators.length]! };
  }
}

/** One for each property of the edges and direction; else whatever order. */
function ordersOf({ edges }: Relationship): unknown[] {
  const names = [...edges.properties.keys()];
  return names.length === 0 ? [undefined] : names.flatMap((name) => [[{ edge: { [name]: "ASC" } }], [{ edge: { [name]: "DESC" } }]]);
}
