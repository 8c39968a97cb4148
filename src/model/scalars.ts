/**
 * The kinds of value that a property can have. A scalar knows what a well-formed value of it is, so that the
 * validation of the seed, the API's inputs and the change sets refuse the same things for the same reasons.
 */
import { partialDateFault } from "./partial-date.js";
import { textFault } from "./text.js";

export interface Scalar {
  readonly kind: "scalar";
  readonly name: "ID" | "String" | "Int" | "Boolean" | "PartialDate";
  /** What is wrong with a value, as a sentence that also says what would be right; null when nothing is. */
  fault(value: unknown): string | null;
}

/** An enumeration: its values by name, each with a sentence for people who have never seen the data. */
export interface Enum<Name extends string = string> {
  readonly kind: "enum";
  readonly name: string;
  readonly description: string;
  readonly values: Readonly<Record<Name, string>>;
  fault(value: unknown): string | null;
}

export type ValueType = Scalar | Enum;

/** A value as it is stored and sent. A missing value is null. */
export type Value = string | number | boolean | null;

/** Ids are readable words that can stand in an address without being escaped. */
const ID_FORM = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const ID_LENGTH = 120;

export const ID: Scalar = {
  kind: "scalar",
  name: "ID",
  fault: (value) =>
    typeof value === "string" && ID_FORM.test(value) && value.length <= ID_LENGTH
      ? null
      : `an id is a word of letters, digits, ".", "_" and "-", at most ${ID_LENGTH} long`,
};

export const Text: Scalar = { kind: "scalar", name: "String", fault: textFault };

const ADDRESS = /^https?:\/\/[^\s<>"{}|\\^`]+$/;

/** An address on the web. To the API it is text. */
export const Url: Scalar = {
  kind: "scalar",
  name: "String",
  fault: (value) =>
    textFault(value) ??
    (ADDRESS.test(value as string) && URL.canParse(value as string)
      ? new URL(value as string).username === ""
        ? null
        : "an address without a name and password is wanted"
      : "an address such as https://asean.org/ is wanted"),
};

/** Whole numbers as GraphQL has them: 32 bits, signed (GraphQL specification, section 3.5.1). */
export const Int: Scalar = {
  kind: "scalar",
  name: "Int",
  fault: (value) => (Number.isInteger(value) && (value as number) === ((value as number) | 0) ? null : "a whole number is wanted"),
};

export const Flag: Scalar = {
  kind: "scalar",
  name: "Boolean",
  fault: (value) => (typeof value === "boolean" ? null : "true or false is wanted"),
};

export const PartialDate: Scalar = { kind: "scalar", name: "PartialDate", fault: partialDateFault };

/** Declares an enumeration once: names and descriptions together. */
export function Enum<Name extends string>(name: string, description: string, values: Record<Name, string>): Enum<Name> {
  const names = Object.keys(values);
  return {
    kind: "enum",
    name,
    description,
    values,
    fault: (value) => (typeof value === "string" && names.includes(value) ? null : `one of ${names.join(", ")} is wanted`),
  };
}

/** A name as enumerations and settings write it: `madeOn` → `MADE_ON`, `MeetingSeries` → `MEETING_SERIES`. */
export const constantCase = (name: string): string => name.replace(/(?<!^)[A-Z]/g, "_$&").toUpperCase();
