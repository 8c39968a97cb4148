/** The years, quarters and months into which dated events are grouped. */
import { lastDay } from "../model/index.js";
import { and, not, type Filter, type Subject } from "../plan/index.js";
import { test } from "./filters.js";

export type Granularity = "MONTH" | "QUARTER" | "YEAR";

export interface Period {
  /** `2021`, `2021-Q1` or `2021-03`. */
  readonly name: string;
  /** Its first and its last day. */
  readonly from: string;
  readonly to: string;
  /** Among quarters or months: the period of what is known to the year alone. */
  readonly isLoose: boolean;
}

/** The period of a date. What is known to the year alone is in no quarter and no month: it has the year as a period of its own. */
export function periodOf(date: string, granularity: Granularity): Period {
  const [year, month] = [date.slice(0, 4), Number(date.slice(5, 7))];
  const isLoose = date.length === 4 && granularity !== "YEAR";
  const of = (name: string, first: number, last: number): Period => {
    const monthOf = (number: number) => `${year}-${String(number).padStart(2, "0")}`;
    return { name, from: `${monthOf(first)}-01`, to: lastDay(monthOf(last)), isLoose };
  };
  if (granularity === "YEAR" || isLoose) return of(year, 1, 12);
  if (granularity === "MONTH") return of(date.slice(0, 7), month, month);
  const quarter = Math.ceil(month / 3);
  return of(`${year}-Q${quarter}`, 3 * quarter - 2, 3 * quarter);
}

/** Of dates: in a period. */
export function isIn(date: Subject, { from, to, isLoose }: Period, granularity: Granularity): Filter {
  const year = test(date, "eq", from.slice(0, 4));
  // what is known to the year alone counts by the year's first day, as if it lay in January
  if (isLoose) return and([test(date, "gte", from), test(date, "lte", from), year]);
  const within = [test(date, "gte", from), test(date, "lte", to)];
  return and(granularity === "YEAR" ? within : [...within, not(year)]);
}

/** The last date of a period in the order of dates as they are written. */
export const lastOf = ({ name, to, isLoose }: Period): string => (isLoose ? name : to);
