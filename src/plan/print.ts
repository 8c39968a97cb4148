/** Plans as text for the debug log: their shape, never their values. */
import type { Filter } from "./filter.js";
import type { Group } from "./group.js";
import type { OrderKey } from "./order.js";
import type { ConnectionField, EdgeField, Fields, NodeField, Page, Plan, RecordSelection, RootField, Selection } from "./plan.js";
import { visit, type Visitor } from "./visit.js";

type AnyField = RootField | NodeField | ConnectionField | EdgeField | RecordField;
type RecordField = RecordSelection extends Fields<infer F> ? F : never;

/** One line a field, indented by its depth: response key, kind, and for pages what restricts and orders them. */
export function printPlan(plan: Plan): string {
  const lines: string[] = [];
  printFields(plan, "", lines);
  return lines.join("\n");
}

function printFields(fields: Fields<AnyField>, indent: string, lines: string[]): void {
  for (const [key, field] of fields) {
    lines.push(`${indent}${key}: ${describe(field)}`);
    const inner = `${indent}  `;
    if ("page" in field) printFields(field.page.shape, inner, lines);
    if ("fields" in field) printFields(field.fields as Fields<AnyField>, inner, lines);
    if ("select" in field && (field.kind === "dataset" || field.kind === "record")) printFields(field.select, inner, lines);
    else if ("select" in field) printSelection(field.select as Selection, inner, lines);
  }
}

function printSelection(select: Selection, indent: string, lines: string[]): void {
  for (const [type, fields] of select) {
    lines.push(`${indent}of a ${type.name}`);
    printFields(fields, `${indent}  `, lines);
  }
}

function describe(field: AnyField): string {
  if ("page" in field) return describePage(field.page);
  if (field.kind === "lookup") return `lookup of a ${field.type.name}`;
  if (field.kind === "lookups") return `lookup of ${field.ids.length} ${field.type.name} nodes`;
  if (field.kind === "one") return `to-one ${field.relationship.name}`;
  if (field.kind === "computed" || field.kind === "summary") return `${field.kind} ${field.name}`;
  if (field.kind === "group") return describeGroup(field.group);
  if (field.kind === "matches") return `matches of ${field.wanted.all.length} words, where ${visit(FILTERS, field.where)}`;
  if (field.kind === "property") return `property ${field.property.name}`;
  return field.kind;
}

function describePage(page: Page): string {
  const bounds = [page.after && "after", page.before && "before"]
    .filter(Boolean)
    .map((b) => ` ${b} a cursor`)
    .join("");
  const source = page.relationship ? `by ${page.relationship.name}` : "of all";
  return `page ${source} ${page.target.name}, ${page.backward ? "last" : "first"} ${page.size}${bounds}, where ${visit(FILTERS, page.where)}, order ${page.order.map(describeKey).join(", ")}`;
}

function describeGroup({ target, where, from, keys }: Group): string {
  const by = keys.map((key) => {
    const steps = key.kind === "number" ? [key.step] : key.steps;
    const way = steps.map((step) => (step.kind === "to" ? step.relationship.name : `above by ${step.hierarchy.name}`));
    return [...way, key.kind === "number" ? "number" : `${key.property.name}${key.year ? " year" : ""}`].join(".");
  });
  return `groups ${from ? `by ${from.relationship.name}` : "of all"} ${target.name}, where ${visit(FILTERS, where)}, by ${by.join(", ") || "nothing"}`;
}

const describeKey = (key: OrderKey) =>
  `${key.by === "count" ? `count of ${key.relationship.name}` : `${key.by === "edge" ? "edge." : ""}${key.property.name}${key.written ? " as written" : ""}`} ${key.direction}`;

const list = (filters: readonly Filter[], word: string, empty: string): string =>
  filters.length === 0 ? empty : `(${filters.map((f) => visit(FILTERS, f)).join(` ${word} `)})`;

const FILTERS: Visitor<Filter, string> = {
  and: ({ of }) => list(of, "and", "all"),
  or: ({ of }) => list(of, "or", "nothing"),
  not: ({ of }) => `not ${visit(FILTERS, of)}`,
  missing: ({ subject }) => `${subject.on}.${subject.property.name} missing`,
  compare: ({ subject, form, comparison }) => `${subject.on}.${subject.property.name} ${comparison} ${form}`,
  within: ({ hierarchy }) => `within by ${hierarchy.name}`,
  some: ({ relationship, where }) => `some ${relationship.name} ${visit(FILTERS, where)}`,
  later: ({ relationship, date, than }) => `some ${relationship.name} whose ${date.name} is later than ${than.name}`,
  single: ({ relationship, where }) => `single ${relationship.name} ${visit(FILTERS, where)}`,
};
