/** The years, quarters and months into which dated events are grouped. */
import { lastDay } from "../model/index.js";

export type Granularity = "MONTH" | "QUARTER" | "YEAR";

export interface Period {
  /** `2021`, `2021-Q1` or `2021-03`. */
  readonly name: string;
  /** Its first and its last day. */
  readonly from: string;
  readonly to: string;
}

/** The period of a date. What is known to the year alone is in no quarter and no month: it has the year as a period of its own. */
export function periodOf(date: string, granularity: Granularity): Period {
  const [year, month] = [date.slice(0, 4), Number(date.slice(5, 7))];
  const of = (name: string, first: number, last: number): Period => {
    const monthOf = (number: number) => `${year}-${String(number).padStart(2, "0")}`;
    return { name, from: `${monthOf(first)}-01`, to: lastDay(monthOf(last)) };
  };
  if (granularity === "YEAR" || date.length === 4) return of(year, 1, 12);
  if (granularity === "MONTH") return of(date.slice(0, 7), month, month);
  const quarter = Math.ceil(month / 3);
  return of(`${year}-Q${quarter}`, 3 * quarter - 2, 3 * quarter);
}
