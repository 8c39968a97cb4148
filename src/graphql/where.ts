/** From the `where` of a field, as it comes in, to the filter of a plan. */
import { normalize, Text, type Relationship, type Type } from "../model/index.js";
import {
  ALL,
  and,
  applyOperator,
  BadUserInput,
  domainOf,
  exceeded,
  not,
  operatorsFor,
  or,
  type Filter,
  type Limits,
  type Meter,
  type Subject,
  type TextMode,
} from "../plan/index.js";
import { nodeTestsOf } from "./node-tests.js";

/** An input object after coercion; what was left out is not there. */
export type Input = Readonly<Record<string, unknown>>;

type Maybe<T> = T | null | undefined;

/**
 * Text as it is compared: in normal form, and refused where neither database would keep it. What is too long is refused
 * before that, since a long run of marks takes long to bring to its form.
 */
export function cleanText<T>(value: T, path: string, limits: Limits): T | string {
  if (typeof value !== "string") return value;
  if (value.length > limits.textLength) throw exceeded(`characters in ${path}`, value.length, "textLength", limits);
  const fault = Text.fault(value);
  if (fault) throw new BadUserInput(`${path}: ${fault}.`);
  return normalize(value);
}

/**
 * Reads filters. A part that asks for nothing (null, `{}`, or an object of nothing but such) is null in between: it
 * restricts nothing, but a quantifier or `NOT` around it still means something ("has any", "none at all").
 */
export class WhereReader {
  private readonly limits: Limits;

  /** @param times how often the filter will stand in the statement. */
  constructor(
    private readonly meter: Meter,
    private readonly times: number,
  ) {
    this.limits = meter.limits;
  }

  /** The filter of a field's `where` argument; null when it asks for nothing. */
  read(input: Maybe<Input>, target: Type, relationship: Relationship | null, path: string): Filter | null {
    return this.nodes(input, target, relationship, path, 1);
  }

  private nodes(input: Maybe<Input>, target: Type, relationship: Relationship | null, path: string, depth: number): Filter | null {
    if (!input) return null;
    if (depth > this.limits.filterDepth) throw exceeded(`filters nested in each other, at ${path}`, depth, "filterDepth", this.limits);
    return join(
      Object.entries(input).map(([name, value]) => {
        const at = `${path}.${name}`;
        const nested = (inner: Maybe<Input>, where = at) => this.nodes(inner, target, relationship, where, depth + 1);
        if (value === null || value === undefined) return null;
        if (name === "AND") return join(this.list(value as Input[], at).map((v, i) => nested(v, `${at}[${i}]`)));
        if (name === "OR") return or(this.list(value as Input[], at).map((v, i) => nested(v, `${at}[${i}]`) ?? ALL));
        if (name === "NOT") return not(nested(value as Input) ?? ALL);
        if (name === "edge") return this.edge(value as Input, target, relationship!, at);
        if (name === "isNull" && relationship?.one) return null; // the reference's own, read by `reference`
        const property = target.properties.get(name);
        if (property) return this.value(value as Input, { on: "node", property }, target, at);
        const test = nodeTestsOf(target).find((t) => t.name === name);
        if (test) {
          this.meter.addConditions(test.conditions * this.times, at);
          return value ? test.filter(target) : not(test.filter(target));
        }
        const r = target.relationships.get(name)!;
        return r.one ? this.reference(value as Input, r, at, depth) : this.quantified(value as Input, r, at, depth);
      }),
    );
  }

  private edge(input: Input, target: Type, { edges }: Relationship, path: string): Filter | null {
    return join(
      Object.entries(input).map(([name, value]) =>
        this.value(value as Maybe<Input>, { on: "edge", property: edges.properties.get(name)! }, target, `${path}.${name}`),
      ),
    );
  }

  private reference(input: Input, relationship: Relationship, path: string, depth: number): Filter | null {
    const { isNull, ...rest } = input;
    const where = this.nodes(rest, relationship.target, relationship, path, depth + 1);
    this.meter.addConditions(this.times, path);
    const present: Filter = { kind: "some", relationship, where: ALL };
    return join([isNull === true ? not(present) : isNull === false ? present : null, where && { kind: "some", relationship, where }]);
  }

  private quantified(input: Input, relationship: Relationship, path: string, depth: number): Filter | null {
    return join(
      Object.entries(input).map(([quantifier, value]): Filter | null => {
        if (value === null || value === undefined) return null;
        this.meter.addConditions(this.times, `${path}.${quantifier}`);
        const where = this.nodes(value as Input, relationship.target, relationship, `${path}.${quantifier}`, depth + 1) ?? ALL;
        switch (quantifier) {
          case "some":
            return { kind: "some", relationship, where };
          case "none":
            return not({ kind: "some", relationship, where });
          case "all":
            return not(someOf(relationship, not(where)));
          default:
            return { kind: "single", relationship, where };
        }
      }),
    );
  }

  private value(input: Maybe<Input>, subject: Subject, type: Type, path: string): Filter | null {
    if (!input) return null;
    const mode = (input.mode ?? "FOLDED") as TextMode;
    return join(
      operatorsFor(domainOf(subject.property, subject.on === "node" ? type : null)).map((operator) => {
        if (!(operator.name in input)) return null;
        const at = `${path}.${operator.name}`;
        const given = input[operator.name];
        this.meter.addConditions(this.times, at);
        const operand = Array.isArray(given)
          ? this.list(given, at).map((v) => cleanText(v, at, this.limits))
          : cleanText(given, at, this.limits);
        const filter = applyOperator(operator, subject, operand, { type, mode }, at);
        return operand === null || operand === undefined ? null : filter;
      }),
    );
  }

  private list<T>(values: readonly T[], path: string): readonly T[] {
    if (values.length > this.limits.listLength) throw exceeded(`values in the list ${path}`, values.length, "listLength", this.limits);
    return values;
  }
}

/** "At least one edge is such", which nothing is when nothing passes. */
const someOf = (relationship: Relationship, where: Filter): Filter =>
  where.kind === "or" && where.of.length === 0 ? where : { kind: "some", relationship, where };

/** Joins what must all hold; null when nothing is asked. */
function join(filters: readonly (Filter | null)[]): Filter | null {
  const asked = filters.filter((f) => f !== null);
  return asked.length === 0 ? null : and(asked);
}
