/**
 * The planner: an operation and its variables become one plan. It knows no field by name: what the registry derives is
 * planned from the registry, and a field of fields/ says its plan node itself.
 */
import {
  getArgumentValues,
  getNamedType,
  GraphQLError,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { Relationship, Type } from "../model/index.js";
import {
  ALL,
  exceeded,
  LIST_SIZE,
  ServiceError,
  TYPE_MARK,
  type ComputedField,
  type ConnectionField,
  type EdgeField,
  type Fields,
  type Filter,
  type Limits,
  type List,
  type ListEdgeField,
  type ListField,
  type NodeField,
  type PagedField,
  type PageInfoField,
  type PageWithValues,
  type PlaceForm,
  type Plan,
  type RecordPart,
  type RecordSelection,
  type RecordShape,
  type RootField,
  type Selection,
  type ValueField,
} from "../plan/index.js";
import { aggregateField, aggregatePart } from "./aggregates.js";
import { below, collectFields, selectionSets, type Collected, type Operation } from "./collect.js";
import { connectionName } from "./names.js";
import { PageReader } from "./page.js";
import type { DerivedRoot, DerivedSchema } from "./schema.js";
import { cleanText, type Input } from "./where.js";

/** What a field of fields/ may ask of the planner, for the place at which it stands. */
export interface Planning {
  /** What is wanted of the record that the field answers with, or of each record of its list. */
  record(): RecordSelection;
  /**
   * The page of a connection whose edges are computed.
   * @param args all arguments of the field: a cursor is only good for the same ones.
   * @param form what a place in the list is made of.
   */
  list(target: Type, args: ListArguments, form: PlaceForm): List;
  /** A page of all nodes of a type, by the arguments `where` and `orderBy` too, whose edges have values that are computed. */
  page(target: Type, args: ListArguments & { readonly where?: unknown; readonly orderBy?: unknown }): PageWithValues;
  /** The same, of a record (or each of a list) in which nodes and connections may stand. */
  shape(): RecordShape;
  readonly limits: Limits;
  /**
   * A filter of the nodes of a type, given as an argument; null when none is given.
   * @param times how often it will stand in a statement.
   */
  filter(where: Input | null | undefined, target: Type, argument?: string, times?: number): Filter | null;
  /** A text that was given as an argument, in its normal form. */
  text(text: string, argument: string): string;
}

/** The arguments of a connection whose edges are computed. */
export interface ListArguments {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

export interface Planned {
  readonly plan: Plan;
  /** The root fields that ask for the schema itself, under their response keys; graphql-js answers them. */
  readonly introspection: ReadonlyMap<string, readonly FieldNode[]>;
  /** Every response key of the root, in order. */
  readonly keys: readonly string[];
}

/** So often a filter stands in the statements of an aggregate, but for those of further dimensions. */
const AGGREGATED = 2;

export class Planner {
  constructor(private readonly derived: DerivedSchema) {}

  /**
   * Plans a validated operation.
   * @throws GraphQLError with the code of what is wrong, and where.
   */
  async plan(operation: Operation, definition: OperationDefinitionNode): Promise<Planned> {
    const { schema, roots } = this.derived;
    const query = schema.getQueryType()!;
    const { limits } = operation.meter;
    const collected = collectFields(operation, query, [definition.selectionSet]);
    if (collected.size > limits.rootFields) throw exceeded("fields at the root", collected.size, "rootFields", limits);
    const plan = new Map<string, RootField>();
    const introspection = new Map<string, readonly FieldNode[]>();
    for (const [key, nodes] of collected) {
      const name = nodes[0]!.name.value;
      if (name === "__schema" || name === "__type") introspection.set(key, nodes);
      else if (name === "__typename") plan.set(key, { kind: "typename", value: query.name });
      else {
        const field = query.getFields()[name]!;
        const root = roots.get(name);
        plan.set(key, root ? this.root(operation, root, field, nodes) : await this.joined<RootField>(operation, field, nodes));
      }
    }
    // while some say what they have to, others come that stand within them
    for (const said of operation.pending) await said;
    return { plan, introspection, keys: [...collected.keys()] };
  }

  private root(
    operation: Operation,
    { kind, type }: DerivedRoot,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
  ): RootField {
    const args = this.arguments(operation, field, nodes);
    const sets = selectionSets(nodes);
    const { limits } = operation.meter;
    return located(nodes, () => {
      if (kind === "aggregate") {
        operation.meter.addComputed();
        const where = new PageReader(operation.meter).filter(args.where as Input, type, null, `${field.name}(where:)`, AGGREGATED) ?? ALL;
        return aggregateField(
          field.name,
          type,
          where,
          this.recordShape(operation, getNamedType(field.type) as GraphQLObjectType, sets),
          limits,
        );
      }
      if (kind === "page") return { kind, page: this.page(operation, field.name, args, type, null, sets) };
      if (kind === "lookup")
        return {
          kind,
          type,
          id: cleanText(args.id as string, `${field.name}(id:)`, limits),
          select: this.selection(operation, type, sets),
        };
      const ids = args.ids as string[];
      if (ids.length > limits.ids) throw exceeded(`ids in ${field.name}(ids:)`, ids.length, "ids", limits);
      const clean = ids.map((id) => cleanText(id, `${field.name}(ids:)`, limits));
      return { kind, type, ids: clean, select: this.selection(operation, type, sets) };
    });
  }

  /** A field of fields/: its method is run for its plan node. type-graphql hands it its arguments, asynchronously. */
  private async joined<Node>(operation: Operation, field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): Promise<Node> {
    const type = getNamedType(field.type) as GraphQLObjectType;
    const sets = selectionSets(nodes);
    const reader = new PageReader(operation.meter);
    const planning: Planning = {
      record: () => this.record(operation, type, sets),
      shape: () => this.recordShape(operation, type, sets),
      limits: operation.meter.limits,
      list: (target, args, form) =>
        reader.list(field.name, { ...args }, target, form, this.shape(operation, type, target, null, sets) as Fields<ListField>),
      page: (target, args) =>
        reader.withValues(field.name, { ...args }, target, this.shape(operation, type, target, null, sets) as Fields<PagedField>),
      filter: (where, target, argument = "where", times = 1) =>
        where ? (reader.filter(where, target, null, `${field.name}(${argument}:)`, times) ?? ALL) : null,
      text: (text, argument) => cleanText(text, `${field.name}(${argument}:)`, operation.meter.limits),
    };
    try {
      const said: unknown = await field.resolve!(undefined, this.arguments(operation, field, nodes), planning, {} as GraphQLResolveInfo);
      if ((said as RootField).kind === "computed") operation.meter.addComputed();
      return said as Node;
    } catch (error) {
      throw error instanceof ServiceError ? toGraphQLError(error, nodes) : error;
    }
  }

  /** The same for a field of a node. What it says comes a moment later; the plan is whole when all that is pending has come. */
  private computed(operation: Operation, field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): NodeField {
    const place = { kind: "computed", name: field.name } as ComputedField;
    const said = this.joined<ComputedField>(operation, field, nodes).then((field) => void Object.assign(place, field));
    said.catch(() => {}); // of several errors the first is told; the others are not unhandled for that
    operation.pending.push(said);
    return place;
  }

  private arguments(operation: Operation, field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): Input {
    try {
      return getArgumentValues(field, nodes[0]!, operation.variables as Record<string, unknown>);
    } catch (error) {
      if (error instanceof GraphQLError) error.extensions.code ??= "BAD_USER_INPUT";
      throw error;
    }
  }

  private page(
    operation: Operation,
    field: string,
    args: Input,
    target: Type,
    relationship: Relationship | null,
    sets: readonly SelectionSetNode[],
  ) {
    const connection = operation.schema.getType(connectionName(target, relationship)) as GraphQLObjectType;
    operation.meter.grow(LIST_SIZE);
    const shape = this.shape(operation, connection, target, relationship, sets) as Fields<ConnectionField>;
    return new PageReader(operation.meter).read(field, args, target, relationship, shape);
  }

  private selection(operation: Operation, type: Type, sets: readonly SelectionSetNode[]): Selection {
    const select = new Map(type.concretes.map((concrete) => [concrete, this.node(operation, concrete, sets)]));
    if (operation.marksTypes && select.size > 1)
      for (const [{ name }, fields] of select) fields.set(TYPE_MARK, { kind: "typename", value: name });
    return select;
  }

  private node(operation: Operation, type: Type, sets: readonly SelectionSetNode[]): Map<string, NodeField> {
    const object = operation.schema.getType(type.name) as GraphQLObjectType;
    return mapFields(collectFields(operation, object, sets), (name, nodes): NodeField => {
      if (name === "__typename") return { kind: "typename", value: type.name };
      const property = type.properties.get(name);
      if (property) return { kind: "property", property };
      const relationship = type.relationships.get(name);
      if (!relationship) return this.computed(below(operation), object.getFields()[name]!, nodes);
      return sharedField(operation, relationship, nodes, () =>
        this.related(below(operation), relationship, object.getFields()[name]!, nodes),
      );
    });
  }

  private related(
    operation: Operation,
    relationship: Relationship,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
  ): NodeField {
    const inner = selectionSets(nodes);
    if (relationship.one) return { kind: "one", relationship, select: this.selection(operation, relationship.target, inner) };
    const args = this.arguments(operation, field, nodes);
    return located(nodes, () => ({ kind: "page", page: this.page(operation, field.name, args, relationship.target, relationship, inner) }));
  }

  private shape(
    operation: Operation,
    connection: GraphQLObjectType,
    target: Type,
    relationship: Relationship | null,
    sets: readonly SelectionSetNode[],
  ): Fields<ConnectionField | ListField> {
    const object = (name: string) => getNamedType(connection.getFields()[name]!.type) as GraphQLObjectType;
    return mapFields(collectFields(operation, connection, sets), (name, nodes): ConnectionField | ListField => {
      const inner = selectionSets(nodes);
      switch (name) {
        case "__typename":
          return { kind: "typename", value: connection.name };
        case "totalCount":
          return { kind: "totalCount" };
        case "aggregate":
          operation.meter.addComputed();
          operation.pending.push(Promise.resolve()); // it is computed, though nothing has yet to be said of it
          return aggregatePart(this.recordShape(operation, object(name), inner), operation.meter.limits);
        case "nodes":
          return { kind: "nodes", select: this.selection(operation, target, inner) };
        case "edges":
          return { kind: "edges", fields: this.edge(operation, object("edges"), target, relationship, inner) } as ConnectionField;
        case "pageInfo":
          return {
            kind: "pageInfo",
            fields: mapFields(collectFields(operation, object("pageInfo"), inner), (field): PageInfoField =>
              field === "__typename"
                ? { kind: "typename", value: "PageInfo" }
                : { kind: field as Exclude<PageInfoField["kind"], "typename"> },
            ),
          };
        default:
          return this.value(operation, connection, name, inner);
      }
    });
  }

  private edge(
    operation: Operation,
    edge: GraphQLObjectType,
    target: Type,
    relationship: Relationship | null,
    sets: readonly SelectionSetNode[],
  ): Map<string, EdgeField | ListEdgeField> {
    return mapFields(collectFields(operation, edge, sets), (name, nodes): EdgeField | ListEdgeField => {
      if (name === "__typename") return { kind: "typename", value: edge.name };
      if (name === "cursor") return { kind: "cursor" };
      if (name === "node") return { kind: "node", select: this.selection(operation, target, selectionSets(nodes)) };
      const property = relationship?.edges.properties.get(name);
      if (property) return { kind: "property", property };
      return this.value(operation, edge, name, selectionSets(nodes));
    });
  }

  /** A value of a connection or of an edge that was computed. */
  private value(operation: Operation, parent: GraphQLObjectType, name: string, sets: readonly SelectionSetNode[]): ValueField {
    const type = getNamedType(parent.getFields()[name]!.type) as GraphQLObjectType;
    return { kind: "value", name, select: sets.length > 0 ? this.record(operation, type, sets) : null };
  }

  private record(operation: Operation, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): RecordSelection {
    return mapFields(collectFields(operation, type, sets), (name, nodes) => {
      if (name === "__typename") return { kind: "typename", value: type.name };
      const inner = selectionSets(nodes);
      if (inner.length === 0) return { kind: "value", name };
      return {
        kind: "record",
        name,
        select: this.record(operation, getNamedType(type.getFields()[name]!.type) as GraphQLObjectType, inner),
      };
    });
  }

  private recordShape(operation: Operation, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): RecordShape {
    const { model } = this.derived;
    return mapFields(collectFields(operation, type, sets), (name, nodes): RecordPart => {
      if (name === "__typename") return { kind: "typename", value: type.name };
      const field = type.getFields()[name]!;
      const inner = selectionSets(nodes);
      if (inner.length === 0) return { kind: "value", name };
      const named = getNamedType(field.type) as GraphQLObjectType;
      if (model.has(named.name))
        return { kind: "node", name, type: model.type(named.name), select: this.selection(operation, model.type(named.name), inner) };
      const args = this.arguments(operation, field, nodes);
      const target = model.types.find((type) => connectionName(type, null) === named.name);
      if (!target) return { kind: "record", name, args, shape: this.recordShape(operation, named, inner) };
      operation.meter.grow(LIST_SIZE);
      const shape = this.shape(operation, named, target, null, inner) as PageWithValues["shape"];
      return located(nodes, () => ({ kind: "page", name, page: new PageReader(operation.meter).withValues(name, args, target, shape) }));
    });
  }
}

/**
 * A relationship that several types have from their interface is planned once where they ask the same of it. Else what
 * is nested below an interface would double with every level, and so would what the stores print of it.
 */
function sharedField(operation: Operation, relationship: Relationship, nodes: readonly FieldNode[], plan: () => NodeField): NodeField {
  let known = operation.shared.get(relationship);
  if (!known) operation.shared.set(relationship, (known = []));
  const same = known.find((k) => k.nodes.length === nodes.length && k.nodes.every((node, i) => node === nodes[i]));
  const before = operation.meter.size;
  const { field, size } = same ?? { field: plan(), size: operation.meter.size - before };
  if (same)
    operation.meter.grow(size); // a statement has it as often as it is asked for
  else known.push({ nodes, field, size });
  return field;
}

function mapFields<F>(collected: Collected, plan: (name: string, nodes: readonly FieldNode[]) => F): Map<string, F> {
  const fields = new Map<string, F>();
  for (const [key, nodes] of collected) fields.set(key, plan(nodes[0]!.name.value, nodes));
  return fields;
}

/** Says where in the document an error arose, once: at the innermost field. */
function located<T>(nodes: readonly FieldNode[], plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    throw error instanceof ServiceError ? toGraphQLError(error, nodes) : error;
  }
}

/** An error as it is sent: its message and code, and where it arose. */
export function toGraphQLError(error: ServiceError, nodes?: readonly FieldNode[]): GraphQLError {
  return new GraphQLError(error.message, { nodes, originalError: error, extensions: { code: error.code } });
}
