/**
 * SQL text with its parameters. A hole in the template takes another piece of SQL and nothing else, so a value can only
 * come in through `value`, as a parameter, and a name only through `name`, quoted.
 */
import type { Value } from "../../model/index.js";

/** What is bound. Whole numbers are BigInt: `node:sqlite` binds a number as REAL, which JSON would show as `5.0`. */
export type Bound = string | bigint | null;

export interface Sql {
  readonly text: string;
  readonly values: readonly Bound[];
}

const NO_VALUES: readonly Bound[] = [];

export function sql(strings: TemplateStringsArray, ...parts: readonly Sql[]): Sql {
  let text = strings[0]!;
  let values = NO_VALUES;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    text += part.text + strings[i + 1]!;
    if (part.values.length > 0) values = values.length > 0 ? [...values, ...part.values] : part.values;
  }
  return { text, values };
}

const fixed = (text: string): Sql => ({ text, values: NO_VALUES });

export const EMPTY = fixed("");
export const TRUE = fixed("1");
export const FALSE = fixed("0");

/** A value as it is stored: SQLite has no Boolean. */
export const bound = (value: Value): Bound =>
  typeof value === "number" ? BigInt(value) : typeof value === "boolean" ? (value ? 1n : 0n) : value;

export const value = (v: Value): Sql => ({ text: "?", values: [bound(v)] });

/** A list as one parameter, so that the text does not depend on its length. */
export const list = (values: readonly Value[]): Sql => ({ text: "(SELECT value FROM json_each(?))", values: [JSON.stringify(values)] });

/** A quoted name. */
export const name = (n: string): Sql => fixed(quoted(n));

export const quoted = (n: string): string => `"${n.replaceAll('"', '""')}"`;

/** A column of the table that stands under an alias. */
export const column = (alias: string, n: string): Sql => fixed(`${alias}.${quoted(n)}`);

/** A text of the statement's own shape, such as a response key. What a user gives as a value is a parameter instead. */
export const literal = (text: string): Sql => fixed(`'${text.replaceAll("'", "''")}'`);

export function join(parts: readonly Sql[], separator: string): Sql {
  return { text: parts.map((p) => p.text).join(separator), values: parts.flatMap((p) => p.values) };
}

/** A conjunction or disjunction as a balanced tree: SQLite refuses expressions that are nested 1,000 deep, and a flat chain counts as nested. */
function tree(parts: readonly Sql[], operator: Sql): Sql {
  if (parts.length === 1) return parts[0]!;
  if (parts.length <= 4) return sql`(${join(parts, operator.text)})`;
  const half = parts.length >> 1;
  return sql`(${tree(parts.slice(0, half), operator)}${operator}${tree(parts.slice(half), operator)})`;
}

/** What is true or false whatever the data is worked out here: SQLite would look for it in every row. */
function logic(parts: readonly Sql[], operator: Sql, neutral: Sql, decisive: Sql): Sql {
  if (parts.includes(decisive)) return decisive;
  const open = parts.filter((p) => p !== neutral);
  return open.length === 0 ? neutral : tree(open, operator);
}

export const allOf = (parts: readonly Sql[]): Sql => logic(parts, fixed(" AND "), TRUE, FALSE);
export const anyOf = (parts: readonly Sql[]): Sql => logic(parts, fixed(" OR "), FALSE, TRUE);

/** The exact complement: null counts as false. */
export const noneOf = (part: Sql): Sql => (part === TRUE ? FALSE : part === FALSE ? TRUE : sql`NOT coalesce(${part},0)`);

/** The WHERE of a statement, in the order given: the first conjunct is tested first. */
export function where(conditions: readonly Sql[]): Sql {
  const real = conditions.filter((c) => c !== EMPTY && c !== TRUE);
  return real.length === 0 ? EMPTY : sql` WHERE ${join(real, " AND ")}`;
}

/**
 * Whether a SELECT 1 finds a row. The limit changes nothing of the meaning: it keeps SQLite from turning the test into a
 * join, which in 3.53.0 gives wrong answers where such tests are nested.
 */
export const exists = (select: Sql): Sql => sql`EXISTS (${select} LIMIT 1)`;
