/** The names and values of the model in the words of people. */
import type { Property, Value } from "../model/index.js";
import { markup, type Html } from "./html.js";

const ABBREVIATIONS: Readonly<Record<string, string>> = { asean: "ASEAN", iso3: "ISO 3166-1", url: "Address" };

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `madeAt` and `MeetingSeries` as "Made at" and "Meeting series". */
export function inWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])(?=[A-Z])/g, "$1 ")
    .toLowerCase()
    .split(" ");
  return upperFirst(words.map((word) => ABBREVIATIONS[word] ?? word).join(" "));
}

/** A value as text: `IN_PROGRESS` as "In progress". */
export function valueInWords(value: NonNullable<Value>, { type }: Property): string {
  if (type.kind === "enum") return upperFirst(String(value).toLowerCase().replaceAll("_", " "));
  return typeof value === "boolean" ? (value ? "Yes" : "No") : String(value);
}

/** What a value of an enumeration means, as the model says it. */
export const meaningOf = (value: NonNullable<Value>, { type }: Property): string | null =>
  type.kind === "enum" ? (type.values[String(value)] ?? null) : null;

/** Descriptions write code between backticks. */
export const described = (text: string): Html =>
  markup`${text.split("`").map((part, i) => (i % 2 === 1 ? markup`<code>${part}</code>` : part))}`;
