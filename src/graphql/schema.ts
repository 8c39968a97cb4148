/** The GraphQL schema of a model: what the registry says, and the fields that join it (fields/). */
import "reflect-metadata";
import {
  GraphQLSchema,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  printType,
  type GraphQLField,
} from "graphql";
import { buildSchemaSync, ID, Query, Resolver } from "type-graphql";
import type { Model, Type } from "../model/index.js";
import { DEFAULT_LIMITS } from "../plan/index.js";
import { Aggregates } from "./aggregates.js";
import { addArguments, Builder, type BuiltClass, type FieldSpec } from "./builder.js";
import { FIELDS } from "./fields/index.js";
import type { FieldTypes } from "./fields/types.js";
import { Inputs } from "./inputs.js";
import { Outputs } from "./outputs.js";
import { ValueTypes } from "./scalars.js";

/** A root field that the model gives: how it is answered. */
export type DerivedRoot = { readonly kind: "lookup" | "lookups" | "page" | "aggregate"; readonly type: Type };

export interface DerivedSchema {
  readonly schema: GraphQLSchema;
  readonly roots: ReadonlyMap<string, DerivedRoot>;
  readonly model: Model;
}

const ABOUT =
  "ASEAN's digital commitments as a graph: what was promised, by whom, where it is written, and what became of it. No publication of ASEAN; `dataset` says as of when, and how to cite it.";

/**
 * Builds the schema of a model.
 * @throws Error when two root fields have one name.
 */
export function deriveSchema(model: Model): DerivedSchema {
  const builder = new Builder();
  const values = new ValueTypes();
  const inputs = new Inputs(builder, values);
  const outputs: Outputs = new Outputs(builder, values, inputs, () => aggregates);
  const any = model.interfaces.find(({ concretes }) => concretes.length === model.nodes.length);
  const aggregates = new Aggregates(builder, values, () => any && outputs.type(any));
  const roots = new Map<string, DerivedRoot>();
  const Root = class Root {} as BuiltClass;
  Resolver()(Root as never);

  const addRoot = (name: string, root: DerivedRoot, { type, description, nullable = false, args = [] }: FieldSpec) => {
    if (roots.has(name)) throw new Error(`two fields at the root are named ${name}`);
    roots.set(name, root);
    // `Query` decorates methods only; this one is never run
    Object.defineProperty(Root.prototype, name, { value: () => undefined, configurable: true, writable: true });
    Query(() => type as never, { name, description, nullable: (name === "nodes" ? "items" : nullable) as never })(
      Root.prototype,
      name,
      Object.getOwnPropertyDescriptor(Root.prototype, name)!,
    );
    addArguments(Root, name, args);
  };

  for (const type of model.types) {
    const output = outputs.type(type);
    const id = { name: "id", type: ID, description: "The id. One that was renamed leads to the node that it names now.", required: true };
    addRoot(
      type.singular,
      { kind: "lookup", type },
      {
        type: output,
        nullable: true,
        args: [id],
        description: `One by its id; null when there is no ${type.name} of that id. ${type.description}`,
      },
    );
    if (type.plural) {
      addRoot(
        type.plural,
        { kind: "page", type },
        {
          type: outputs.connection(type, null),
          args: outputs.pageArguments(type, null),
          description: `All that pass a filter, page by page. ${type.description}`,
        },
      );
      addRoot(
        `${type.plural}Aggregate`,
        { kind: "aggregate", type },
        {
          type: aggregates.type(type),
          args: [outputs.whereArgument(type, null)],
          description: `Counts of all that pass a filter. ${type.description}`,
        },
      );
    }
    if (type.interfaces.length === 0 && type.kind === "interface") {
      const ids = { name: "ids", type: [ID], description: `The ids; at most ${DEFAULT_LIMITS.ids}.`, required: true };
      addRoot(
        `${type.singular}s`,
        { kind: "lookups", type },
        { type: [output], args: [ids], description: "The nodes of some ids, in their order, with null where there is none." },
      );
    }
  }

  const types: FieldTypes = {
    model,
    value: (type) => values.of(type),
    node: (name) => outputs.type(model.type(name)),
    plainConnection: (name) => outputs.connection(model.type(name), null),
    order: (name) => inputs.order(model.type(name), null),
    where: (name) => inputs.where(model.type(name), null),
    pageArguments: (name) => outputs.pageArguments(model.type(name), null),
    key: () => aggregates.key(),
    connection: (name, target, edge, values, ofList) => outputs.listConnection(name, model.type(target), edge, values, ofList),
  };
  const schema = buildSchemaSync({
    resolvers: [Root as never, ...(FIELDS.flatMap((make) => make(types) ?? []) as never[])],
    orphanedTypes: model.types.map((t) => outputs.type(t) as never),
    validate: false,
    skipCheck: true, // it runs a whole introspection query; a test validates the schema instead
  });
  schema.description = ABOUT;
  schema.getQueryType()!.description = "Where every question starts: look one thing up by its id, or list them.";
  const query = schema.getQueryType()!.getFields();
  for (const name of roots.keys()) delete query[name]!.resolve;
  for (const type of Object.values(schema.getTypeMap())) {
    // type-graphql's own is asynchronous and looks for an instance of a class
    if (isObjectType(type)) for (const field of Object.values(type.getFields())) arrangeArguments(field);
    if (isInterfaceType(type)) type.resolveType = (value) => (value as { __typename?: string }).__typename;
  }
  return { schema, roots, model };
}

const PAGE_ARGUMENTS = ["first", "after", "last", "before"];

/** Decorators of parameters run from the last to the first (TypeScript handbook, decorators); people read from the first on, and pages come last. */
function arrangeArguments(field: GraphQLField<unknown, unknown>): void {
  if (!field.resolve) return;
  const isOfPage = ({ name }: { name: string }) => PAGE_ARGUMENTS.includes(name);
  const pages = PAGE_ARGUMENTS.flatMap((name) => field.args.find((a) => a.name === name) ?? []);
  field.args = [...field.args.filter((a) => !isOfPage(a)).reverse(), ...pages];
}

/** The schema as text: types by name, fields as declared. Emitted to schema/schema.graphql. */
export function printSchemaText(schema: GraphQLSchema): string {
  const types = Object.values(schema.getTypeMap())
    .filter((t) => !isIntrospectionType(t) && !isSpecifiedScalarType(t))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return `${types.map(printType).join("\n\n")}\n`;
}
