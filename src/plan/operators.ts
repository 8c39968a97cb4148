/**
 * The operators of filters, each said once: its name, for which values it is, what operand it takes, the sentence that
 * documents it, and what it means in a plan. The API's inputs and their descriptions are a loop over these rows.
 */
import { firstDay, fold, lastDay, type Property, type Type, type Value } from "../model/index.js";
import { BadUserInput } from "./errors.js";
import { and, not, or, type Comparison, type Filter, type Form, type Subject } from "./filter.js";

/** For what an operator is: a scalar's name, any enumeration, or the id of nodes that form a tree. */
export type OperatorDomain = "ID" | "TreeID" | "String" | "Int" | "Boolean" | "PartialDate" | "Enum";

/** How a test of a part of a text compares. */
export type TextMode = "FOLDED" | "EXACT";

export interface OperatorContext {
  /** The type whose nodes are tested. */
  readonly type: Type;
  readonly mode: TextMode;
}

export interface Operator {
  readonly name: string;
  readonly domains: readonly OperatorDomain[];
  /** One value of the tested kind, a list of such, or true/false. */
  readonly operand: "value" | "list" | "flag";
  readonly sentence: string;
  readonly filter: (subject: Subject, operand: never, context: OperatorContext) => Filter;
}

const compare = (comparison: Comparison, subject: Subject, operand: Value | readonly Value[], form: Form = "value"): Filter => ({
  kind: "compare",
  subject,
  form,
  comparison,
  operand,
});

const isIn = (subject: Subject, operand: readonly Value[]): Filter =>
  operand.length === 0 ? or([]) : compare("in", subject, [...new Set(operand)]);

/** A bound: of numbers the number itself; of dates the first or the last day that the operand can mean. */
const bound = (comparison: Comparison, day: (date: string) => string) => (subject: Subject, operand: string | number) =>
  typeof operand === "string" ? compare(comparison, subject, day(operand), "day") : compare(comparison, subject, operand);

const part =
  (comparison: Comparison) =>
  (subject: Subject, operand: string, { mode }: OperatorContext) =>
    mode === "EXACT" ? compare(comparison, subject, operand) : compare(comparison, subject, fold(operand), "folded");

const gte = bound("gte", firstDay);
const lte = bound("lte", lastDay);

const EVERY: readonly OperatorDomain[] = ["ID", "TreeID", "String", "Int", "Boolean", "PartialDate", "Enum"];
const LISTS = EVERY.filter((d) => d !== "Boolean");
const ORDERED: readonly OperatorDomain[] = ["Int", "PartialDate"];

export const OPERATORS: readonly Operator[] = [
  { name: "eq", domains: EVERY, operand: "value", sentence: "Is exactly this.", filter: (s, v: Value) => compare("eq", s, v) },
  {
    name: "ne",
    domains: EVERY,
    operand: "value",
    sentence: "Is not exactly this; true of a missing value too.",
    filter: (s, v: Value) => not(compare("eq", s, v)),
  },
  {
    name: "in",
    domains: LISTS,
    operand: "list",
    sentence: "Is one of these; an empty list matches nothing.",
    filter: (s, v: Value[]) => isIn(s, v),
  },
  {
    name: "notIn",
    domains: LISTS,
    operand: "list",
    sentence: "Is none of these; true of a missing value too.",
    filter: (s, v: Value[]) => not(isIn(s, v)),
  },
  {
    name: "contains",
    domains: ["String"],
    operand: "value",
    sentence: "Contains this, whatever the case and accents (unless `mode: EXACT`).",
    filter: part("contains"),
  },
  {
    name: "startsWith",
    domains: ["String"],
    operand: "value",
    sentence: "Starts with this, whatever the case and accents (unless `mode: EXACT`).",
    filter: part("startsWith"),
  },
  {
    name: "endsWith",
    domains: ["String"],
    operand: "value",
    sentence: "Ends with this, whatever the case and accents (unless `mode: EXACT`).",
    filter: part("endsWith"),
  },
  {
    name: "lt",
    domains: ORDERED,
    operand: "value",
    sentence: "Is less than this; of dates: begins before the first day of this.",
    filter: bound("lt", firstDay),
  },
  {
    name: "lte",
    domains: ORDERED,
    operand: "value",
    sentence: "Is at most this; of dates: begins on or before the last day of this, so `2024` takes in all of 2024.",
    filter: lte,
  },
  {
    name: "gt",
    domains: ORDERED,
    operand: "value",
    sentence: "Is greater than this; of dates: begins after the last day of this.",
    filter: bound("gt", lastDay),
  },
  {
    name: "gte",
    domains: ORDERED,
    operand: "value",
    sentence: "Is at least this; of dates: begins on or after the first day of this.",
    filter: gte,
  },
  {
    name: "within",
    domains: ["PartialDate"],
    operand: "value",
    sentence: "Begins in this year, month or day.",
    filter: (s, v: string) => and([gte(s, v), lte(s, v)]),
  },
  {
    name: "within",
    domains: ["TreeID"],
    operand: "value",
    sentence: "Is this one, or one below it at any depth.",
    filter: (_, id: string, { type }) => ({ kind: "within", hierarchy: type.hierarchy!, id }),
  },
  {
    name: "isNull",
    domains: ["String", "Int", "Boolean", "PartialDate", "Enum"],
    operand: "flag",
    sentence: "Whether the value is missing.",
    filter: (subject, flag: boolean) => (flag ? { kind: "missing", subject } : not({ kind: "missing", subject })),
  },
];

/** For what operators a property is, on nodes of a type (on an edge: null). */
export function domainOf(property: Property, type: Type | null): OperatorDomain {
  if (property.type.kind === "enum") return "Enum";
  return property.name === "id" && type?.hierarchy ? "TreeID" : property.type.name;
}

/** The operators for a domain, in the order of the table. */
export const operatorsFor = (domain: OperatorDomain): readonly Operator[] => OPERATORS.filter((o) => o.domains.includes(domain));

/**
 * What an operator and its operand mean for a subject. A null operand restricts nothing, but with `eq` and `ne` it is
 * refused, since it could be meant either way.
 * @param path where the operand stands, for the message.
 */
export function applyOperator(operator: Operator, subject: Subject, operand: unknown, context: OperatorContext, path: string): Filter {
  if (operand !== null && operand !== undefined) return operator.filter(subject, operand as never, context);
  if (operand === null && (operator.name === "eq" || operator.name === "ne")) {
    const [wanted, flag] = operator.name === "eq" ? ["that are missing", true] : ["that are not missing", false];
    throw new BadUserInput(`${path} is null. To ask for values ${wanted}, write isNull: ${flag}.`);
  }
  return and([]);
}
