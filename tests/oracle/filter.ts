/** Whether a node passes a filter as the API takes it: the rules of the specification, tried one by one. */
import type { Property, Relationship, Value } from "../../src/model/index.js";
import { interval } from "./dates.js";
import { followedUp } from "./follow-up.js";
import type { GraphNode, Link } from "./graph.js";
import { folded } from "./text.js";

/** A `where` argument or a part of it, as graphql-js hands it over. */
export type Where = Readonly<Record<string, unknown>>;

/** What is said in an object; null says nothing. */
const said = (object: Where) => Object.entries(object).filter(([, value]) => value !== null && value !== undefined) as [string, any][];

/** What came out before: filters within filters come to the same nodes over and over, by every way that leads there. */
const known = new WeakMap<Where, WeakMap<GraphNode | Link, boolean>>();

/** @param link the edge by which the node was reached, for tests of its properties. */
export function passes(where: Where, node: GraphNode, link: Link | null): boolean {
  const subject = link && testsEdge(where) ? link : node;
  let answers = known.get(where);
  if (!answers) known.set(where, (answers = new WeakMap()));
  let answer = answers.get(subject);
  if (answer === undefined) answers.set(subject, (answer = passesAll(where, node, link)));
  return answer;
}

const testsEdge = (where: Where): boolean =>
  said(where).some(([key, value]) => key === "edge" || (Array.isArray(value) ? value.some(testsEdge) : key === "NOT" && testsEdge(value)));

function passesAll(where: Where, node: GraphNode, link: Link | null): boolean {
  return said(where).every(([key, value]) => {
    if (key === "AND") return value.every((w: Where) => passes(w, node, link));
    if (key === "OR") return value.some((w: Where) => passes(w, node, link));
    if (key === "NOT") return !passes(value, node, link);
    if (key === "isNull") return true; // of a reference: its caller's business
    if (key === "edge")
      return said(value).every(([name, test]) => passesValue(test, link!.edges.properties.get(name)!, link!.values[name]!, null));
    if (key === "followedUp") return followedUp(null, node) === value;
    const property = node.type.properties.get(key);
    if (property) return passesValue(value, property, node.values[key]!, node);
    const relationship = node.type.relationships.get(key)!;
    return relationship.one ? passesReference(value, relationship, node) : passesQuantifiers(value, relationship, node);
  });
}

function passesReference(where: Where, relationship: Relationship, node: GraphNode): boolean {
  const [link] = node.linksOf(relationship);
  const { isNull, ...rest } = where;
  if (typeof isNull === "boolean" && isNull !== !link) return false;
  return restrictsNothing(rest) || (link !== undefined && passes(rest, link.node, link));
}

/** How many of all edges must pass. */
const QUANTIFIERS: Record<string, (passing: number, all: number) => boolean> = {
  some: (passing) => passing > 0,
  none: (passing) => passing === 0,
  all: (passing, all) => passing === all,
  single: (passing) => passing === 1,
};

function passesQuantifiers(quantifiers: Where, relationship: Relationship, node: GraphNode): boolean {
  const links = node.linksOf(relationship);
  return said(quantifiers).every(([name, where]) => {
    const passing = links.filter((link) => passes(where, link.node, link)).length;
    return QUANTIFIERS[name]!(passing, links.length);
  });
}

/** What says nothing in the filter of a reference does not even ask for the reference to be there. */
function restrictsNothing(where: Where): boolean {
  return said(where).every(([key, value]) => {
    if (key === "AND") return value.every(restrictsNothing);
    if (key === "OR" || key === "NOT" || key in QUANTIFIERS) return false;
    return key === "mode" || (typeof value === "object" && !Array.isArray(value) && restrictsNothing(value));
  });
}

function passesValue(tests: Where, { type }: Property, value: Value, node: GraphNode | null): boolean {
  const exact = tests.mode === "EXACT";
  return said(tests).every(([operator, operand]) => {
    if (operator === "mode") return true;
    if (operator === "isNull") return (value === null) === operand;
    if (operator === "ne") return !holds("eq", type.name, value, operand, exact, node);
    if (operator === "notIn") return !holds("in", type.name, value, operand, exact, node);
    return holds(operator, type.name, value, operand, exact, node);
  });
}

/** A positive test, which is false of a missing value. */
function holds(operator: string, type: string, value: Value, operand: any, exact: boolean, node: GraphNode | null): boolean {
  if (value === null) return false;
  if (type === "PartialDate") return dateHolds(operator, value as string, operand);
  if (typeof value === "string")
    return type === "ID" && operator === "within" ? isBelow(node!, operand) : textHolds(operator, value, operand, exact);
  switch (operator) {
    case "eq":
      return value === operand;
    case "in":
      return operand.includes(value);
    case "lt":
      return value < operand;
    case "lte":
      return value <= operand;
    case "gt":
      return value > operand;
    case "gte":
      return value >= operand;
  }
  throw new Error(`the oracle does not know ${operator} of ${type}`);
}

function textHolds(operator: string, value: string, operand: any, exact: boolean): boolean {
  const form = exact ? (text: string) => text.normalize("NFC") : folded;
  switch (operator) {
    case "eq":
      return value === operand.normalize("NFC");
    case "in":
      return operand.some((o: string) => o.normalize("NFC") === value);
    case "contains":
      return form(value).includes(form(operand));
    case "startsWith":
      return form(value).startsWith(form(operand));
    case "endsWith":
      return form(value).endsWith(form(operand));
  }
  throw new Error(`the oracle does not know ${operator} of text`);
}

function dateHolds(operator: string, value: string, operand: any): boolean {
  if (operator === "eq") return value === operand;
  if (operator === "in") return operand.includes(value);
  const day = interval(value).first;
  const { first, last } = interval(operand);
  switch (operator) {
    case "lt":
      return day < first;
    case "gte":
      return day >= first;
    case "gt":
      return day > last;
    case "lte":
      return day <= last;
    case "within":
      return first <= day && day <= last;
  }
  throw new Error(`the oracle does not know ${operator} of dates`);
}

/** Whether a node is the one of an id or stands below it in its hierarchy. */
function isBelow(node: GraphNode, id: string): boolean {
  if (node.id === id) return true;
  return node.linksOf(node.type.hierarchy!).some((link) => isBelow(link.node, id));
}
