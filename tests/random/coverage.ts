/**
 * What random queries asked for, counted: every operator of every kind of value, every relationship as a field and in
 * filters, quantifiers, tests of edges, orders, pages, and the rest of the language. What should occur is read from
 * the schema and the model, so that something new that is never asked for is found.
 */
import {
  getArgumentValues,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLEnumType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import type { Model, Property, Relationship, Type } from "../../src/model/index.js";
import { operationOf } from "./shrink.js";

const LANGUAGE = [
  "alias",
  "alias in a connection",
  "__typename",
  "inline fragment",
  "named fragment",
  "fragment on an interface",
  "fragment on one of several types",
  "@include",
  "@skip",
  "variable",
  "first",
  "last",
  "first 0",
  "default size",
  "after",
  "before",
  "after and before",
  "asOf",
  "AND",
  "OR",
  "NOT",
  "isNull of a reference",
  "some",
  "none",
  "all",
  "single",
  "where {}",
  "AND []",
  "OR []",
  "NOT {}",
  "in []",
  "notIn []",
  "some {}",
  "none {}",
  "all {}",
  "single {}",
  "null in a filter",
  "orderBy []",
  "mode EXACT",
  "followedUp",
  "aggregate of nodes",
  "aggregate of edges with properties",
  "countsBy a property",
  "countsBy a year",
  "countsBy a relationship",
  "countsBy and",
  "mainThemeOnly",
  "themes not rolled up",
];
/** Enumerations of which each value is to be asked for in a table. */
const TABLE = ["Dimension", "Measure", "CountryBasis"];
const DIRECTIONS = ["ASC", "DESC"];

type Input = Readonly<Record<string, any>>;

export class Coverage {
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly model: Model,
  ) {
    const expect = (key: string) => this.counts.set(key, 0);
    LANGUAGE.forEach(expect);
    Object.keys(schema.getQueryType()!.getFields()).forEach((field) => expect(`root ${field}`));
    for (const name of TABLE) (schema.getType(name) as GraphQLEnumType).getValues().forEach((value) => expect(`${name} ${value.name}`));
    for (const input of Object.values(schema.getTypeMap())) {
      if (!isInputObjectType(input) || !("eq" in input.getFields())) continue;
      const domain = isEnumType(input.getFields().eq!.type) ? "Enum" : input.name.replace("Filter", "");
      for (const operator of Object.keys(input.getFields())) if (operator !== "mode") expect(`operator ${domain}.${operator}`);
    }
    for (const type of model.types) {
      for (const field of this.computedFields(type)) expect(`computed ${type.name}.${field}`);
      for (const p of type.properties.values())
        if (p.sortable) DIRECTIONS.forEach((d) => expect(`order by ${p.type.kind === "enum" ? "Enum" : p.type.name} ${d}`));
      for (const r of type.relationships.values()) {
        expect(`field ${keyOf(r)}`);
        expect(`filter ${keyOf(r)}`);
        for (const p of r.edges.properties.values()) {
          expect(`edge filter ${r.edges.key}.${p.name}`);
          if (p.sortable) DIRECTIONS.forEach((d) => expect(`order by edge ${r.edges.key}.${p.name} ${d}`));
        }
      }
    }
    DIRECTIONS.forEach((d) => expect(`order by count ${d}`));
  }

  /** The fields of a type that no property or relationship is behind. */
  private computedFields(type: Type): string[] {
    const { getFields } = this.schema.getType(type.name) as GraphQLObjectType;
    return Object.keys(getFields.call(this.schema.getType(type.name))).filter(
      (name) => !type.properties.has(name) && !type.relationships.has(name),
    );
  }

  private count(key: string): void {
    const count = this.counts.get(key);
    if (count === undefined) throw new Error(`${key} was not to be expected`);
    this.counts.set(key, count + 1);
  }

  /** Counts what a query asks for; also under @skip and @include, which are drawn apart from what they stand at. */
  add(document: DocumentNode, variableValues: Input): void {
    const { coerced = {} } = getVariableValues(this.schema, operationOf(document).variableDefinitions ?? [], variableValues);
    const types = new TypeInfo(this.schema);
    const visitor = visitWithTypeInfo(types, {
      Field: (node) => {
        const [parent, field] = [types.getParentType()!, types.getFieldDef()!];
        if (node.alias) this.count(/Connection$|Edge$/.test(parent.name) ? "alias in a connection" : "alias");
        if (field.name === "__typename") return this.count("__typename");
        const isRoot = parent === this.schema.getQueryType();
        const relationship = this.model.has(parent.name) ? this.model.type(parent.name).relationships.get(field.name) : undefined;
        if (isRoot) this.count(`root ${field.name}`);
        if (field.name === "aggregate")
          this.count(`aggregate of ${this.model.has(parent.name.replace("Connection", "")) ? "nodes" : "edges with properties"}`);
        if (field.name === "coverage") this.table(getArgumentValues(field, node, coerced));
        if (field.name === "countsBy") this.countsBy(getArgumentValues(field, node, coerced), parent.name.replace("Aggregate", ""));
        if (!relationship && this.model.has(parent.name) && this.computedFields(this.model.type(parent.name)).includes(field.name))
          this.count(`computed ${parent.name}.${field.name}`);
        if (relationship) this.count(`field ${keyOf(relationship)}`);
        const target = relationship?.target ?? this.model.types.find((t) => isRoot && t.plural === field.name);
        if (target && field.args.length > 1) this.page(getArgumentValues(field, node, coerced), target, relationship ?? null);
      },
      InlineFragment: () => this.fragment("inline fragment", types),
      FragmentDefinition: () => this.fragment("named fragment", types),
      Directive: (node) => this.count(`@${node.name.value}`),
      Variable: () => this.count("variable"),
      VariableDefinition: () => false,
    });
    visit(document, visitor);
  }

  private table({ rows, columns, measure, basis, mainThemeOnly, rollUpThemes }: Input): void {
    for (const dimension of [rows, columns]) this.count(`Dimension ${dimension}`);
    this.count(`Measure ${measure}`);
    if (rows === "COUNTRY" || columns === "COUNTRY") this.count(`CountryBasis ${basis}`);
    if (mainThemeOnly) this.count("mainThemeOnly");
    if (!rollUpThemes) this.count("themes not rolled up");
  }

  private countsBy({ dimension, and }: Input, type: string): void {
    const name = (text: string) => text.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    const { properties, relationships } = this.model.type(type);
    const field = name(dimension);
    this.count(`countsBy a ${properties.has(field) ? "property" : relationships.has(field) ? "relationship" : "year"}`);
    if (and) this.count("countsBy and");
  }

  private fragment(kind: string, types: TypeInfo): void {
    this.count(kind);
    const type = types.getType();
    if (isInterfaceType(type)) this.count("fragment on an interface");
    if (isObjectType(type) && type.getInterfaces().length > 0) this.count("fragment on one of several types");
  }

  private page(args: Input, target: Type, relationship: Relationship | null): void {
    const has = (name: string) => args[name] !== undefined && args[name] !== null;
    for (const name of ["first", "last", "after", "before", "asOf"]) if (has(name)) this.count(name);
    if (!has("first") && !has("last")) this.count("default size");
    if (args.first === 0) this.count("first 0");
    if (has("after") && has("before")) this.count("after and before");
    if (has("where")) this.where("where", args.where, target, relationship);
    if (has("orderBy")) this.order(args.orderBy, target, relationship);
  }

  /** What is said in an object; empty lists and objects and null are counted by the name under which they stand. */
  private said(object: Input): [string, any][] {
    return Object.entries(object).filter(([name, value]) => {
      if (value === null) this.count("null in a filter");
      else this.empty(name, value);
      return value !== null;
    });
  }

  private empty(name: string, value: unknown): void {
    const key = `${name} ${JSON.stringify(value)}`;
    if (LANGUAGE.includes(key)) this.count(key);
  }

  private where(name: string, where: Input, target: Type, relationship: Relationship | null): void {
    if (name === "where") this.empty(name, where);
    for (const [key, value] of this.said(where)) {
      const property = target.properties.get(key);
      const r = target.relationships.get(key);
      if (property) this.tests(value, property, property.name === "id" && target.hierarchy ? "TreeID" : null);
      else if (r) this.related(value, r);
      else if (key === "followedUp") this.count(key);
      else if (key === "edge") this.edge(value, relationship!);
      else {
        this.count(key);
        for (const inner of key === "NOT" ? [value] : value) this.where(key, inner, target, relationship);
      }
    }
  }

  private related(tests: Input, relationship: Relationship): void {
    this.count(`filter ${keyOf(relationship)}`);
    if (!relationship.one) {
      for (const [quantifier, where] of this.said(tests)) {
        this.count(quantifier);
        this.where(quantifier, where, relationship.target, relationship);
      }
      return;
    }
    const { isNull, ...where } = tests;
    if (typeof isNull === "boolean") this.count("isNull of a reference");
    this.where("reference", where, relationship.target, relationship);
  }

  private edge(tests: Input, { edges }: Relationship): void {
    for (const [name, value] of this.said(tests)) {
      this.count(`edge filter ${edges.key}.${name}`);
      this.tests(value, edges.properties.get(name)!, null);
    }
  }

  private tests(tests: Input, { type }: Property, domain: string | null): void {
    for (const [operator, operand] of this.said(tests)) {
      if (operator !== "mode") this.count(`operator ${domain ?? (type.kind === "enum" ? "Enum" : type.name)}.${operator}`);
      else if (operand === "EXACT") this.count("mode EXACT");
    }
  }

  private order(orderBy: readonly Input[], target: Type, relationship: Relationship | null): void {
    this.empty("orderBy", orderBy);
    for (const [name, value] of orderBy.flatMap((key) => Object.entries(key))) {
      if (value === null) continue;
      const property = target.properties.get(name);
      if (property) this.count(`order by ${property.type.kind === "enum" ? "Enum" : property.type.name} ${value}`);
      else
        for (const [inner, d] of Object.entries(value))
          if (d) this.count(`order by ${name === "edge" ? `edge ${relationship!.edges.key}.${inner}` : "count"} ${d}`);
    }
  }

  /** Every count, what belongs together in one line. */
  report(): string {
    const lines = new Map<string, string[]>();
    for (const [key, count] of this.counts) {
      const [, group = "language", name = key] =
        /^((?:root|field|filter|edge filter|operator|order by)\b.*?)[. ](\w+(?: ASC| DESC)?)$/.exec(key) ?? [];
      lines.set(group, [...(lines.get(group) ?? []), `${name} ${count}`]);
    }
    return [...lines].map(([group, counts]) => `  ${group}: ${counts.join(", ")}`).join("\n");
  }

  missing(): string[] {
    return [...this.counts].filter(([, count]) => count === 0).map(([key]) => key);
  }
}

/** A relationship by the type that declares it. */
const keyOf = (r: Relationship) => `${r.owner.name}.${r.name}`;
