/** One random query, asked of every store and of the oracle, and then once more with cursors out of the answer. */
import {
  buildSchema,
  execute,
  isAbstractType,
  isScalarType,
  Kind,
  printSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLScalarType,
  type GraphQLSchema,
} from "graphql";
import { JsonText } from "../../src/graphql/index.js";
import type { Model } from "../../src/model/index.js";
import { DEFAULT_LIMITS } from "../../src/plan/index.js";
import type { Oracle } from "../oracle/index.js";
import { SwitchableEngine, type StoreKind } from "../support/stores.js";
import type { Query } from "./queries.js";

export type Asked = (document: DocumentNode, variables: Readonly<Record<string, unknown>>, answer: unknown) => void;

/** An engine for each store, and the schema by which graphql-js is to complete their answers. */
export type Engines = readonly { readonly name: string; readonly engine: SwitchableEngine; readonly completion: GraphQLSchema }[];

/** Pages are chosen so small that an answer keeps within its bounds; how many groups there will be nobody knows before. */
const MANY = 1_000_000_000;
const LIMITS = { ...DEFAULT_LIMITS, groups: 10_000_000, counted: MANY, nodes: MANY, values: MANY, selections: MANY, computed: MANY };

export function enginesOf(kinds: readonly StoreKind[], model: Model): Engines {
  return kinds.map(({ name }) => {
    const engine = new SwitchableEngine(model, LIMITS);
    return { name, engine, completion: withoutResolvers(engine.schema) };
  });
}

/** The same types and checks of scalars, without a resolver anywhere. */
function withoutResolvers(schema: GraphQLSchema): GraphQLSchema {
  const bare = buildSchema(printSchema(schema));
  for (const type of Object.values(bare.getTypeMap()))
    if (isScalarType(type)) type.serialize = (schema.getType(type.name) as GraphQLScalarType).serialize;
  return bare;
}

/**
 * Fails when answers are not equal to the letter: values, order of lists, order of keys.
 * @param asked is told of each question that was answered alike.
 */
export async function ask(query: Query, engines: Engines, oracle: Oracle, asked: Asked): Promise<void> {
  const { document, followUps } = query;
  const first = await askOnce(document, query.variables, engines, oracle);
  asked(document, query.variables, first);
  const cursors = followUps.flatMap(({ key, variable, pick }) => {
    const found = cursorsAt(key, first);
    return found.length > 0 ? [[variable, found[pick % found.length]]] : [];
  });
  if (cursors.length === 0) return;
  const variables = { ...query.variables, ...Object.fromEntries(cursors) };
  asked(document, variables, await askOnce(document, variables, engines, oracle));
}

async function askOnce(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  engines: Engines,
  oracle: Oracle,
): Promise<unknown> {
  const expected = oracle.answer(document, { ...variables });
  if (expected.errors) throw new Error("the oracle cannot answer", { cause: expected.errors[0] });
  const wanted = JSON.stringify(expected.data, withoutMarks);
  let firstText: string | null = null;
  for (const { name, engine, completion } of engines) {
    const result = await engine.execute({ document, variables });
    if ("errors" in result)
      throw new Error(`${name} gives an error: ${result.errors[0]!.message}`, { cause: result.errors[0]!.originalError });
    const text = result.data instanceof JsonText ? result.data.text : JSON.stringify(result.data);
    const data: unknown = JSON.parse(text);
    differ(`${name} and the oracle`, JSON.stringify(data, withoutMarks), wanted, variables);
    // one has been compared with the oracle already: what is left is the marks of cursors
    firstText ??= JSON.stringify(data);
    differ(`${name} and ${engines[0]!.name}`, JSON.stringify(data), firstText, variables);
    complete(name, document, variables, data, completion);
  }
  return JSON.parse(firstText!);
}

/** graphql-js finds nothing to change, to add or to refuse in an answer that it is handed as data. */
function complete(
  name: string,
  document: DocumentNode,
  variableValues: Readonly<Record<string, unknown>>,
  rootValue: unknown,
  schema: GraphQLSchema,
): void {
  if (!tellsTypes(document, schema)) return;
  const completed = execute({ schema, document, variableValues, rootValue, fieldResolver: byResponseKey });
  if (completed instanceof Promise) throw new Error("completion should not have to wait");
  if (completed.errors) throw new Error(`${name}: graphql-js refuses the answer: ${completed.errors[0]!.message}`);
  differ(`${name} and its answer as graphql-js completes it`, JSON.stringify(rootValue), JSON.stringify(completed.data), variableValues);
}

/** The answer has the shape of the response already, so a value stands under its response key. */
const byResponseKey: GraphQLFieldResolver<any, unknown> = (source, _args, _context, info) => source[info.path.key];

/** Whether `__typename` stands plainly wherever graphql-js needs it to complete a value of an interface. */
function tellsTypes(document: DocumentNode, schema: GraphQLSchema): boolean {
  const types = new TypeInfo(schema);
  let tells = true;
  const isTypename = (node: { kind: Kind }) =>
    node.kind === Kind.FIELD &&
    (node as FieldNode).name.value === "__typename" &&
    !(node as FieldNode).alias &&
    !(node as FieldNode).directives?.length;
  visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: ({ selections }, _key, parent) => {
        const isOfField = (parent as { kind?: Kind } | undefined)?.kind === Kind.FIELD;
        if (isOfField && isAbstractType(types.getParentType()) && !selections.some(isTypename)) tells = false;
      },
    }),
  );
  return tells;
}

/** Cursors without the mark that a service puts in front: what is left are the values that they stand for. */
function withoutMarks(_key: string, value: unknown): unknown {
  if (typeof value !== "string" || !/^5B22[0-9A-F]*5D$/.test(value)) return value;
  try {
    const [, ...position] = JSON.parse(Buffer.from(value, "hex").toString()) as unknown[];
    return `cursor of ${JSON.stringify(position)}`;
  } catch {
    return value;
  }
}

function differ(who: string, a: string, b: string, variables: unknown): void {
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 200), at + 200);
  throw new Error(`${who} differ at ${at}:\n  ${around(a)}\n  ${around(b)}\nvariables: ${JSON.stringify(variables)}`);
}

/** Every cursor of the connections under a response key, wherever they stand. */
function cursorsAt(key: string, answer: unknown): string[] {
  if (typeof answer !== "object" || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) => (name === key ? cursorsIn(value) : cursorsAt(key, value)));
}

function cursorsIn(connection: any): string[] {
  const edges = (connection.edges ?? []) as { cursor?: string }[];
  const { startCursor, endCursor } = connection.pageInfo ?? {};
  return [...edges.map((edge) => edge?.cursor), startCursor, endCursor].filter((c): c is string => typeof c === "string");
}
