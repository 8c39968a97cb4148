/** The engine: a validated operation in, the answer out, by way of a plan and one read. */
import {
  execute,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { Model } from "../model/index.js";
import { answerPlan, checkCost, exceeded, Meter, printPlan, ServiceError, type Limits, type Plan, type Store } from "../plan/index.js";
import type { Operation } from "./collect.js";
import { Planner, toGraphQLError, type Planned } from "./planner.js";
import { deriveSchema } from "./schema.js";

/** Data that is finished JSON text already: it is sent as it is. */
export class JsonText {
  constructor(readonly text: string) {}
}

export interface EngineOptions {
  readonly model: Model;
  readonly store: Store;
  readonly limits: Limits;
  /** Told of every new plan, as text without values. */
  readonly onPlan?: ((text: string) => void) | undefined;
}

export interface Request {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  /** Aborted when the one who asked has gone. */
  readonly signal?: AbortSignal;
  /** Told what is done for the operation. */
  readonly trace?: Trace;
}

/** What was done for an operation, in milliseconds; filled in as it goes, so that it tells of one that failed, too. */
export interface Trace {
  /** Whether the plan was known from before. */
  remembered?: boolean;
  planMs?: number;
  plan?: Plan;
  storeMs?: number;
}

export type Result = { readonly data: JsonText | Record<string, unknown> } | { readonly errors: readonly GraphQLError[] };

/** How much is remembered of plans: so many fields in all, which with their statements are some tens of megabytes. */
const REMEMBERED_FIELDS = 50_000;
/** Up to what length of the variables that tell plans apart. */
const PLAN_KEY_LENGTH = 2_000;

export class Engine {
  readonly schema: GraphQLSchema;
  readonly model: Model;
  /** A plan follows from the document, the operation and the variables alone, so it is made once for the same ones. */
  private readonly plans = new LRUCache<string, Planned>({ maxSize: REMEMBERED_FIELDS });
  /** Documents are told apart by a number each; Apollo gives the same one for the same text. */
  private readonly documents = new WeakMap<DocumentNode, number>();
  private documentCount = 0;
  private readonly planner: Planner;

  constructor(private readonly options: EngineOptions) {
    this.model = options.model;
    const derived = deriveSchema(options.model);
    this.schema = derived.schema;
    this.planner = new Planner(derived);
  }

  /**
   * Answers an operation that has passed validation. All errors that a user can cause or meet are returned, with a
   * code; what is thrown is a fault of ours.
   */
  async execute({ document, operationName, variables, signal, trace = {} }: Request): Promise<Result> {
    const definition = getOperationAST(document, operationName);
    if (!definition || definition.operation !== OperationTypeNode.QUERY) return { errors: [noOperation(document, operationName)] };
    const { limits } = this.options;
    const levels = LEVELS_OF_A_FILTER * limits.filterDepth;
    if (isDeeper(variables, levels))
      return {
        errors: [
          toGraphQLError(exceeded("or more filters nested in each other, in the variables", limits.filterDepth + 1, "filterDepth", limits)),
        ],
      };
    const coerced = getVariableValues(this.schema, definition.variableDefinitions ?? [], variables ?? {}, { maxErrors: 10 });
    if (coerced.errors)
      return {
        errors: coerced.errors.map(
          (e) => new GraphQLError(e.message, { nodes: e.nodes, originalError: e.originalError, extensions: { code: "BAD_USER_INPUT" } }),
        ),
      };
    try {
      const { plan, introspection, keys } = await this.plan(document, definition, coerced.coerced, trace);
      const text = plan.size > 0 ? await this.read(plan, signal, trace) : "{}";
      if (introspection.size === 0) return { data: new JsonText(text) };
      const schema = this.introspect(document, definition, introspection, coerced.coerced);
      const data = { ...(JSON.parse(text) as Record<string, unknown>), ...schema };
      return { data: Object.fromEntries(keys.map((key) => [key, data[key]])) };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      if (error instanceof ServiceError) return { errors: [toGraphQLError(error)] };
      throw error;
    }
  }

  private async read(plan: Plan, signal: AbortSignal | undefined, trace: Trace): Promise<string> {
    const start = performance.now();
    try {
      return await answerPlan(plan, this.options.store, this.options.limits, { signal });
    } finally {
      trace.storeMs = performance.now() - start;
    }
  }

  private async plan(
    document: DocumentNode,
    definition: OperationDefinitionNode,
    variables: Record<string, unknown>,
    trace: Trace,
  ): Promise<Planned> {
    const start = performance.now();
    const key = `${this.numberOf(document)} ${definition.name?.value ?? ""} ${JSON.stringify(variables)}`;
    const known = this.plans.get(key);
    trace.remembered = known !== undefined;
    if (known) {
      trace.plan = known.plan;
      return known;
    }
    const begin = (marksTypes: boolean): Operation => ({
      schema: this.schema,
      fragments: fragmentsOf(document),
      variables,
      meter: new Meter(this.options.limits),
      marksTypes,
      pending: [],
      depth: 0,
      shared: new Map(),
    });
    let operation = begin(false);
    let planned = await this.planner.plan(operation, definition);
    // only now is it known whether anything of a node is computed; then the types of nodes have to be read too
    if (operation.pending.length > 0) planned = await this.planner.plan((operation = begin(true)), definition);
    this.options.onPlan?.(printPlan(planned.plan));
    checkCost(planned.plan, this.options.limits);
    trace.planMs = performance.now() - start;
    trace.plan = planned.plan;
    if (key.length <= PLAN_KEY_LENGTH) this.plans.set(key, planned, { size: operation.meter.size });
    return planned;
  }

  private numberOf(document: DocumentNode): number {
    let number = this.documents.get(document);
    if (number === undefined) this.documents.set(document, (number = ++this.documentCount));
    return number;
  }

  /** What is asked of the schema itself, graphql-js answers: an operation of just those fields. */
  private introspect(
    document: DocumentNode,
    definition: OperationDefinitionNode,
    fields: ReadonlyMap<string, readonly FieldNode[]>,
    variableValues: Record<string, unknown>,
  ): Record<string, unknown> {
    const selectionSet = { kind: Kind.SELECTION_SET, selections: [...fields.values()].flat() } as const;
    const operation = { ...definition, selectionSet, directives: [] };
    const definitions = [operation, ...document.definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION)];
    const result = execute({ schema: this.schema, document: { kind: Kind.DOCUMENT, definitions }, variableValues });
    if (result instanceof Promise) throw new Error("introspection takes no time");
    // what validation let pass and execution does not: a variable that is null where none may be
    if (result.errors) throw new GraphQLError(result.errors[0]!.message, { extensions: { code: "BAD_USER_INPUT" } });
    return result.data!;
  }
}

/** Objects and lists that one level of filters takes at most: `{ parts: { some: { AND: [{ … } ] } } }` are two levels. */
const LEVELS_OF_A_FILTER = 4;

/** Whether a value has more levels than that. graphql-js follows values by recursion, however deep. */
const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === "object" && value !== null && (levels < 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

const fragmentsOf = (document: DocumentNode): Map<string, FragmentDefinitionNode> =>
  new Map(document.definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION).map((d) => [d.name.value, d]));

function noOperation(document: DocumentNode, name: string | null | undefined): GraphQLError {
  const operations = document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
  const names = operations.map((o) => o.name?.value ?? "an unnamed one").join(", ");
  const message = name
    ? `There is no query named ${JSON.stringify(name)} in the document; it has ${names || "none"}.`
    : operations.length > 1
      ? `The document has several operations (${names}); say which one with operationName.`
      : "The document has no query; this service answers queries alone.";
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
}
