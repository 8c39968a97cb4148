/**
 * Random filters, by walking the input types of the schema. Each is made with an edge in mind, a witness: of a few
 * attempts one that the witness passes is taken where there is one, so that most filters let something through.
 */
import { getNamedType, type GraphQLInputField, type GraphQLInputObjectType } from "graphql";
import type { EdgeType, Property, Relationship, Type } from "../../src/model/index.js";
import { passes, type Where } from "../oracle/filter.js";
import type { GraphNode, Link } from "../oracle/index.js";
import type { Data } from "./data.js";
import type { Dice } from "./dice.js";
import type { OperatorFocus } from "./focus.js";
import { operandFor } from "./operands.js";

const DEEPEST = 4;
/** Most often; else what comes is taken, such as the lists and objects that let nothing through. */
const ATTEMPTS = 3;
/** Tests that no property is behind. */
const TESTS = ["followedUp"];
const LOGIC = ["AND", "OR", "NOT"];

const fieldsOf = (type: GraphQLInputObjectType): GraphQLInputField[] => Object.values(type.getFields());
const inputOf = (field: GraphQLInputField) => getNamedType(field.type) as GraphQLInputObjectType;

/** Dates and numbers have the most operators, and are few among the properties. */
const isOrdered = ({ type }: Property) => type.name === "PartialDate" || type.name === "Int";

export class Filters {
  constructor(
    private readonly dice: Dice,
    private readonly data: Data,
  ) {}

  /** A filter of nodes of a type, reached over a relationship or listed (null). */
  where(input: GraphQLInputObjectType, target: Type, relationship: Relationship | null): Where | null {
    if (this.dice.chance(0.06)) return this.dice.of([null, {}, {}]);
    return this.nodes(input, { target, relationship, depth: 1 }, this.any(target, relationship));
  }

  /** A filter of nodes of a type that tests one of their relationships. */
  by(relationship: Relationship, input: GraphQLInputObjectType, target: Type): Where {
    const field = input.getFields()[relationship.name]!;
    const witness = this.any(target, null);
    return this.attempt(witness, () => ({ [field.name]: this.part(field, { target, relationship: null, depth: 1 }, witness) }));
  }

  /** A filter of nodes of a type by one operator of one property. */
  test(input: GraphQLInputObjectType, { type, property, operator }: OperatorFocus[number]): Where {
    const witness = this.any(type, null);
    const tests = inputOf(input.getFields()[property.name]!);
    return { [property.name]: this.tests(tests, property, type, witness?.node.values, witness?.node ?? null, operator) };
  }

  /** Any edge of a list, if it has one. */
  private any(target: Type, relationship: Relationship | null): Link | null {
    const links = relationship ? this.data.links(relationship) : this.data.nodes(target);
    return links.length > 0 ? this.dice.of(links) : null;
  }

  private nodes(input: GraphQLInputObjectType, place: Place, witness: Link | null): Where {
    const { target, depth } = place;
    const fields = fieldsOf(input);
    const groups: [number, GraphQLInputField[]][] = [
      [
        5,
        fields.filter((f) => target.properties.has(f.name)).flatMap((f) => (isOrdered(target.properties.get(f.name)!) ? [f, f, f] : [f])),
      ],
      [2, fields.filter((f) => TESTS.includes(f.name))],
      [4, fields.filter((f) => f.name === "edge")],
      [depth < DEEPEST ? 8 : 0, fields.filter((f) => target.relationships.has(f.name))],
      [depth < DEEPEST ? 3 : 0, fields.filter((f) => LOGIC.includes(f.name))],
    ];
    const present = groups.filter(([weight, group]) => weight > 0 && group.length > 0);
    const where: Record<string, unknown> = {};
    for (let parts = this.dice.of([1, 1, 1, 1, 1, 1, 2, 2, 2, 3]); parts > 0; parts--) {
      const field = this.dice.of(this.dice.weighted(present));
      Object.assign(
        where,
        this.attempt(witness, () => ({ [field.name]: this.dice.chance(0.015) ? null : this.part(field, place, witness) })),
      );
    }
    return where;
  }

  /** The first of some attempts that the witness passes, else the last. */
  private attempt(witness: Link | null, make: () => Where): Where {
    const attempts = this.dice.chance(0.45) ? 1 : ATTEMPTS;
    let where = make();
    for (let i = 1; i < attempts && witness && !passes(where, witness.node, witness); i++) where = make();
    return where;
  }

  private part(field: GraphQLInputField, place: Place, witness: Link | null): unknown {
    const { target, relationship, depth } = place;
    const input = inputOf(field);
    const deeper = (link: Link | null) => this.nodes(input, { ...place, depth: depth + 1 }, link);
    if (TESTS.includes(field.name)) return this.dice.chance(0.5);
    if (field.name === "NOT") return this.dice.chance(0.25) ? {} : deeper(this.any(target, relationship));
    if (field.name === "AND") return this.dice.times(this.dice.int(0, 2), () => deeper(witness));
    if (field.name === "OR") return this.dice.times(this.dice.of([0, 1, 2, 2]), () => deeper(witness));
    if (field.name === "edge") return this.edge(input, relationship!.edges, witness);
    const property = target.properties.get(field.name);
    if (property) return this.tests(input, property, target, witness?.node.values, witness?.node ?? null);
    const r = target.relationships.get(field.name)!;
    return r.one ? this.reference(input, r, witness, depth) : this.quantifiers(input, r, witness, depth);
  }

  private edge(input: GraphQLInputObjectType, edges: EdgeType, witness: Link | null): Where {
    if (this.dice.chance(0.02)) return {};
    const fields = this.dice.some(fieldsOf(input), this.dice.of([1, 1, 1, 1, 2]));
    return Object.fromEntries(
      fields.map((f) => [f.name, this.tests(inputOf(f), edges.properties.get(f.name)!, edges, witness?.values, null)]),
    );
  }

  /** Tests of one value. */
  private tests(
    input: GraphQLInputObjectType,
    property: Property,
    owner: Type | EdgeType,
    values: Link["values"] | undefined,
    node: GraphNode | null,
    operator?: string,
  ): Where {
    if (!operator && this.dice.chance(0.02)) return {};
    const modes =
      "mode" in input.getFields() ? [{ mode: "EXACT" }, { mode: "EXACT" }, { mode: "FOLDED" }, { mode: null }, {}, {}, {}, {}] : [{}];
    const tests: Record<string, unknown> = { ...this.dice.of(modes) };
    const known = this.data.values(owner, property);
    const others = property.type.kind === "enum" ? [...known, ...Object.keys(property.type.values)] : known;
    const source = {
      type: property.type.kind === "enum" ? "Enum" : property.type.name,
      value: values?.[property.name] ?? null,
      others,
      node,
      exact: tests.mode === "EXACT",
    };
    const operators = fieldsOf(input).flatMap((f) => (f.name === "mode" ? [] : [f.name]));
    for (const name of operator ? [operator] : this.dice.some(operators, this.dice.of([1, 1, 1, 1, 1, 2]))) {
      const nothing = !operator && name !== "eq" && name !== "ne" && this.dice.chance(0.015);
      tests[name] = nothing ? null : operandFor(name, source, this.dice);
    }
    return tests;
  }

  private reference(input: GraphQLInputObjectType, relationship: Relationship, witness: Link | null, depth: number): Where {
    const [link] = witness?.node.linksOf(relationship) ?? [];
    const isNull = this.dice.weighted<Where>([
      [70, {}],
      [15, { isNull: !link }],
      [5, { isNull: !!link }],
      [2, { isNull: null }],
    ]);
    if (this.dice.chance("isNull" in isNull ? 0.7 : 0.03)) return isNull;
    return { ...isNull, ...this.nodes(input, { target: relationship.target, relationship, depth: depth + 1 }, link ?? null) };
  }

  private quantifiers(input: GraphQLInputObjectType, relationship: Relationship, witness: Link | null, depth: number): Where {
    const links = witness?.node.linksOf(relationship) ?? [];
    const chosen = this.dice.some(fieldsOf(input), this.dice.chance(0.03) ? 0 : this.dice.of([1, 1, 1, 1, 1, 1, 1, 1, 1, 2]));
    const inner = () =>
      this.nodes(
        inputOf(chosen[0]!),
        { target: relationship.target, relationship, depth: depth + 1 },
        links.length > 0 ? this.dice.of(links) : this.any(relationship.target, relationship),
      );
    return Object.fromEntries(
      chosen.map((f) => [
        f.name,
        this.dice.weighted<() => unknown>([
          [5, () => ({})],
          [1, () => null],
          [40, inner],
        ])(),
      ]),
    );
  }
}

/** Where a filter stands: what it filters, over what that is reached, and how deep. */
interface Place {
  readonly target: Type;
  readonly relationship: Relationship | null;
  readonly depth: number;
}
