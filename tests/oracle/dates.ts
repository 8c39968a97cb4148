/** Partial dates as intervals of days, written again from the specification. Days as "2021-01-22" compare as text. */

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const LENGTHS = ["31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31"];

/** The first and the last day that a partial date can mean. */
export function interval(date: string): { first: string; last: string } {
  const [year, month, day] = date.split("-");
  if (day) return { first: date, last: date };
  if (!month) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const length = month === "02" && isLeap(Number(year)) ? "29" : LENGTHS[Number(month) - 1];
  return { first: `${date}-01`, last: `${date}-${length}` };
}
