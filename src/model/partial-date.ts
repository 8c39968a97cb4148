/**
 * Dates that are as precise as their source: "2021", "2021-01" or "2021-01-22". Such a date is an interval of days;
 * orders and filters count it by its first day, and only what is certainly wrong is a fault.
 */

const FORM = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Days of a month in the proleptic Gregorian calendar; month from 1. */
const daysOf = (year: number, month: number) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

/** What is wrong with a value as a partial date, or null. */
export function partialDateFault(value: unknown): string | null {
  const right = 'a date is written "2021", "2021-01" or "2021-01-22"';
  const parts = typeof value === "string" ? FORM.exec(value) : null;
  if (!parts) return right;
  const [year, month, day] = [Number(parts[1]), parts[2], parts[3]];
  if (year === 0) return `there is no year 0; ${right}`;
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return `there is no month ${month}; ${right}`;
  if (day !== undefined && (Number(day) < 1 || Number(day) > daysOf(year, Number(month)))) return `there is no day ${value}; ${right}`;
  return null;
}

/** The earliest day that a partial date can mean: "2021" gives "2021-01-01". Such days compare as text. */
export function firstDay(date: string): string {
  return date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date;
}

/** The latest day that a partial date can mean: "2021-02" gives "2021-02-28". */
export function lastDay(date: string): string {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length === 7) return `${date}-${daysOf(Number(date.slice(0, 4)), Number(date.slice(5)))}`;
  return date;
}

/** Whether every day that `a` can mean lies after every day that `b` can mean. */
export const certainlyAfter = (a: string, b: string): boolean => firstDay(a) > lastDay(b);
