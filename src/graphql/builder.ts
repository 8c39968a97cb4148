/**
 * type-graphql as a schema builder: its decorators called as plain functions on classes that are made for one schema.
 * No resolver of it is ever run for what the registry says; fresh classes keep two schemas in one process apart.
 */
import { Arg, Field, type InputType, type InterfaceType, type ObjectType } from "type-graphql";
import type { GraphQLScalarType } from "graphql";

export type BuiltClass = { new (): object; prototype: object };
/** A type as type-graphql takes it: a class, a scalar, an enumeration's object, or a list of one. */
export type TypeValue = BuiltClass | GraphQLScalarType | object;
type TypeRef = TypeValue | [TypeValue];

export interface ArgumentSpec {
  readonly name: string;
  readonly type: TypeRef;
  readonly description: string;
  readonly required?: boolean;
}

export interface FieldSpec {
  readonly type: TypeRef;
  readonly description: string;
  readonly nullable?: boolean;
  /** What to use instead of it. */
  readonly deprecated?: string | null;
  readonly args?: readonly ArgumentSpec[];
}

type Decorate = ReturnType<typeof ObjectType> | ReturnType<typeof InputType> | ReturnType<typeof InterfaceType>;

export class Builder {
  private readonly made = new Map<string, BuiltClass>();

  /** One class a name. It is known before it is filled, so types may refer to each other in circles. */
  once(name: string, decorate: Decorate, fill: (type: BuiltClass) => void): BuiltClass {
    let type = this.made.get(name);
    if (!type) {
      type = { [name]: class {} }[name] as BuiltClass;
      this.made.set(name, type);
      (decorate as (type: object) => void)(type);
      fill(type);
    }
    return type;
  }
}

/** Adds a field that needs no resolver: the answer has the shape of the response. */
export function addField(
  type: BuiltClass,
  name: string,
  { type: value, description, nullable = false, deprecated, args = [] }: FieldSpec,
): void {
  Field(() => value as never, { description, nullable, deprecationReason: deprecated ?? undefined, simple: true })(type.prototype, name);
  addArguments(type, name, args);
}

export function addArguments(type: BuiltClass, field: string, args: readonly ArgumentSpec[]): void {
  args.forEach((a, index) =>
    Arg(a.name, () => a.type as never, { description: a.description, nullable: !a.required })(type.prototype, field, index),
  );
}
