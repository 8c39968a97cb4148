/** What the filters of the analyses are made of. */
import { firstDay, type Relationship, type Type } from "../model/index.js";
import { and, or, type Filter, type Subject } from "../plan/index.js";

const AS_DAY = ["lt", "lte", "gt", "gte"];

/** A test of a value as written; of a date, by order, of the first day that it can mean. */
export const test = (
  subject: Subject,
  comparison: "eq" | "in" | "lt" | "lte" | "gt" | "gte",
  operand: string | number | readonly string[],
): Filter => {
  const asDay = subject.property.type.name === "PartialDate" && AS_DAY.includes(comparison);
  return { kind: "compare", subject, form: asDay ? "day" : "value", comparison, operand };
};

export const missing = (subject: Subject): Filter => ({ kind: "missing", subject });

export const some = (relationship: Relationship, ...where: Filter[]): Filter => ({ kind: "some", relationship, where: and(where) });

export const ofNode = (type: Type, name: string): Subject => ({ on: "node", property: type.properties.get(name)! });

export const ofEdge = ({ edges }: Relationship, name: string): Subject => ({ on: "edge", property: edges.properties.get(name)! });

/** What is written of a date that is known only to the year or the month in which a day falls. */
const around = (day: string): string[] => [day.slice(0, 4), day.slice(0, 7)];

/** Of dates: one of the days that it can mean is this one, or a later one. The bound by the year is for indexes. */
export const canBeFrom = (date: Subject, day: string): Filter =>
  and([test(date, "gte", firstDay(day.slice(0, 4))), or([test(date, "gte", day), test(date, "in", around(day))])]);
