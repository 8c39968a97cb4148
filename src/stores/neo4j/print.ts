/** A plan as one statement of Cypher. */
import type { Type } from "../../model/index.js";
import {
  visit,
  type Fields,
  type NodeField,
  type Plan,
  type RecordSelection,
  type RootField,
  type Selection,
  type Visitor,
} from "../../plan/index.js";
import { array, constant, List, members, object, plain, type Answer, type Printed, type Write } from "./answer.js";
import type { Context } from "./filter.js";
import { printGroup } from "./group.js";
import { printMatches } from "./matches.js";
import { CURRENT, DATASET, quoted } from "./names.js";
import { printPage } from "./page.js";
import type { Patterns } from "./pattern.js";
import { Statement, type Parameter } from "./statement.js";
import { degreesOf, type Question, type Statistics } from "./statistics.js";

export interface PrintedStatement {
  /** Null when nothing has to be asked. */
  readonly text: string | null;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** What the statement's one value means, as JSON text. */
  readonly write: Write;
  /** The id of a node whose look-up may be asked together with others (look-ups.ts): the statement takes a list of ids, and returns a value for each. */
  readonly id?: string;
}

/** The parameter for the ids of look-ups that are asked together. */
export const IDS = "ids";

/** Prints a plan. Its text depends on the plan's shape (and on which ends pages are read from), never on values or response keys. */
export function printPlanAsCypher(plan: Plan, patterns: Patterns, statistics: Statistics): PrintedStatement {
  const statement = new Statement();
  const context = { statement, patterns };
  const printer = new PlanPrinter(context, statistics);
  const list = new List();
  const [only] = plan.values();
  if (plan.size === 1 && only?.kind === "lookup" && isSmall(only.select)) {
    const write = object(members(plan, () => list.add(printer.lookup(only.type, "id", only.select))));
    const id = statistics.current(only.id);
    return { text: statement.text(list.text, `UNWIND $${IDS} AS id`), parameters: { [IDS]: [id] }, write, id };
  }
  const write = object(members(plan, (field) => list.add(printer.root(field))));
  return { text: list.isEmpty ? null : statement.text(list.text), parameters: statement.parameters, write };
}

/** Whether a node is read without any list: it costs no more than the next one. */
const isSmall = (select: Selection): boolean =>
  [...select.values()].every((fields) =>
    [...fields.values()].every((field) => field.kind !== "page" && (field.kind !== "one" || isSmall(field.select))),
  );

/** Prints questions: the statement's value is a list with one list of numbers for each. */
export function printQuestions(
  questions: readonly Question[],
  patterns: Patterns,
): { text: string; parameters: Readonly<Record<string, Parameter>> } {
  const statement = new Statement();
  const lists = questions.map((question) => degreesOf(question, { statement, patterns }));
  return { text: statement.text(`[${lists.join(", ")}]`), parameters: statement.parameters };
}

class PlanPrinter {
  constructor(
    readonly context: Context,
    readonly statistics: Statistics,
  ) {}

  root(field: RootField): Printed {
    return visit(ROOT_FIELDS, field, this);
  }

  page(field: Extract<NodeField, { kind: "page" }>, parent: string | null): Printed {
    return printPage(field.page, parent, this.context, this.statistics, (select, node) => this.node(select, node));
  }

  /** What is wanted of a node, by the type that it has. */
  node(select: Selection, node: string): Printed {
    const types = [...select].map(([type, fields]) => ({ type, looks: looksOf(type, fields), ...this.fields(fields, node) }));
    const [first] = types as [(typeof types)[number]];
    const readAlike = types.every(({ text }) => text === first.text);
    if (readAlike && types.every(({ looks }) => looks === first.looks)) return first;
    const choice = (of: (type: (typeof types)[number], i: number) => string) =>
      `CASE ${types.map((t, i) => `${i === types.length - 1 ? "ELSE" : `WHEN ${node}:${quoted(t.type.name)} THEN`} ${of(t, i)}`).join(" ")} END`;
    return {
      // what is read of every type alike stands outside, where the database may have it at hand
      text: readAlike ? `[${choice((_, i) => `${i}`)}, ${first.text}]` : choice(({ text }, i) => `[${i}, ${text}]`),
      write: (answer) => {
        const [type, fields] = answer as [number, Answer];
        return types[type]!.write(fields);
      },
    };
  }

  private fields(fields: Fields<NodeField>, node: string): { text: string; write: Write } {
    const list = new List();
    const write = object(members(fields, (field) => list.add(visit(NODE_FIELDS, field, node, this))));
    return { text: list.text, write };
  }

  /** The node whose id an expression gives; null where there is none. */
  lookup(type: Type, id: string, select: Selection): Printed {
    const variable = this.variable("n");
    const { text, write } = this.node(select, variable);
    return {
      text: `COLLECT { MATCH (${variable}:${quoted(type.name)}) WHERE ${variable}.id = ${id} RETURN ${text} }[0]`,
      write: orNull(write),
    };
  }

  /** The node at the other end. */
  one({ relationship, select }: Extract<NodeField, { kind: "one" }>, node: string): Printed {
    const other = this.variable("n");
    const { text, write } = this.node(select, other);
    return {
      text: `COLLECT { MATCH (${node})${this.context.patterns.step(relationship, "", other)} RETURN ${text} LIMIT 1 }[0]`,
      write: orNull(write),
    };
  }

  parameter(value: Parameter): string {
    return this.context.statement.parameter(value);
  }

  variable(letter: string): string {
    return this.context.statement.variable(letter);
  }
}

/** What an object shows beyond what is read for it. Objects of properties and type names that read and look alike are alike; others are told apart. */
const looksOf = (type: Type, fields: Fields<NodeField>): string =>
  JSON.stringify(
    [...fields].map(([key, field]) => [key, field.kind === "typename" ? field.value : field.kind === "property" ? null : type.name]),
  );

const orNull =
  (write: Write): Write =>
  (answer) =>
    answer === null ? "null" : write(answer);

const ROOT_FIELDS: Visitor<RootField, Printed, [PlanPrinter]> = {
  typename: ({ value }) => constant(value),
  lookup: ({ type, id, select }, printer) => printer.lookup(type, printer.parameter(printer.statistics.current(id)), select),
  lookups: ({ type, ids, select }, printer) => {
    const id = printer.variable("i");
    const list = printer.parameter(ids.map((id) => printer.statistics.current(id)));
    const { text, write } = printer.lookup(type, id, select);
    const writeAll = array(write);
    return { text: `COLLECT { UNWIND ${list} AS ${id} RETURN ${text} }`, write: (answer) => writeAll(answer as readonly Answer[]) };
  },
  page: (field, printer) => printer.page(field, null),
  group: ({ group }, { context, statistics }) => printGroup(group, context, statistics),
  matches: (field, printer) => printMatches(field, printer.context),
  vocabulary: (_, printer) => {
    const variable = printer.variable("d");
    return {
      text: `COLLECT { MATCH (${variable}:${DATASET}) WHERE ${variable}.id = '${CURRENT}' RETURN ${variable}.vocabulary }[0]`,
      write: (answer) => answer as string,
    };
  },
  computed: () => constant(null),
  dataset: ({ select }, printer) => {
    const variable = printer.variable("d");
    const write = record(select);
    return {
      text: `COLLECT { MATCH (${variable}:${DATASET}) WHERE ${variable}.id = '${CURRENT}' RETURN ${variable}.info }[0]`,
      write: (answer) => write(JSON.parse(answer as string)),
    };
  },
};

const NODE_FIELDS: Visitor<NodeField, Printed, [string, PlanPrinter]> = {
  typename: ({ value }) => constant(value),
  property: ({ property }, node) => plain(`${node}.${quoted(property.name)}`),
  one: (field, node, printer) => printer.one(field, node),
  page: (field, node, printer) => printer.page(field, node),
  computed: (_, node) => plain(`${node}.id`),
};

type Json = null | string | number | boolean | readonly Json[] | { readonly [name: string]: Json };

/** Writes what is wanted of a record, or of each record of a list. */
function record(select: RecordSelection): Write<Json> {
  const write = object(
    members(select, (field): Write<Json> => {
      if (field.kind === "typename") return () => JSON.stringify(field.value);
      const inner = field.kind === "record" ? record(field.select) : (value: Json) => JSON.stringify(value);
      return (value) => inner((value as Record<string, Json>)[field.name] ?? null);
    }),
  );
  return (value) => (value === null ? "null" : Array.isArray(value) ? array(write)(value) : write(value));
}
