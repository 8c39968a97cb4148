/** JSON as SQL makes it. */
import type { Property } from "../../model/index.js";
import { join, literal, sql, type Sql } from "./sql.js";

/** json_object and json_array take 1,000 arguments at most, in some builds 127. */
const PAIRS = 60;

/** A JSON object of keys and values, in their order. */
export function jsonObject(fields: readonly (readonly [key: string, value: Sql])[]): Sql {
  const part = (some: typeof fields) =>
    sql`json_object(${join(
      some.map(([key, v]) => sql`${literal(key)},${v}`),
      ",",
    )})`;
  if (fields.length <= PAIRS) return part(fields);
  // json_patch would drop nulls, so longer objects are joined as text
  const half = Math.ceil(fields.length / 2);
  const [left, right] = [jsonObject(fields.slice(0, half)), jsonObject(fields.slice(half))];
  return sql`json(substr(${left},-1,-1000000000)||','||substr(${right},2))`; // the left one without its last character
}

/** A JSON true or false of a test that is never null. */
export const jsonFlag = (test: Sql): Sql => sql`json(iif(${test},'true','false'))`;

/** A stored value as JSON. SQLite keeps true and false as 1 and 0. */
export const jsonValue = (property: Property, stored: Sql): Sql =>
  property.type.name === "Boolean" ? sql`json(CASE ${stored} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)` : stored;
