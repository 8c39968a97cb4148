/** Operands for the operators of filters: near the values that are there, so that tests split the data. */
import type { Value } from "../../src/model/index.js";
import { interval, type GraphNode } from "../oracle/index.js";
import type { Dice } from "./dice.js";

type Known = Exclude<Value, null>;

export interface OperandSource {
  /** The property's type: `String`, `PartialDate`, or `Enum`. */
  readonly type: string;
  /** The value of the node in mind. */
  readonly value: Value;
  /** Other values that the property has. */
  readonly others: readonly Known[];
  /** The node in mind, when the value is its id. */
  readonly node: GraphNode | null;
  readonly exact: boolean;
}

export function operandFor(operator: string, source: OperandSource, dice: Dice): unknown {
  const anyValue = () =>
    source.type === "Enum" || (source.others.length > 0 && dice.chance(0.95)) ? dice.of(source.others) : strange(source.type, dice);
  const value = source.value ?? anyValue();
  switch (operator) {
    case "isNull":
      return dice.chance(0.5);
    case "in":
      return dice.chance(0.3) ? [] : [near(value, source, dice, 0.7), ...dice.times(dice.int(0, 3), anyValue)];
    case "notIn":
      return dice.chance(0.1) ? [] : dice.times(dice.int(1, 3), anyValue);
    case "eq":
      return near(value, source, dice, 0.7);
    case "ne":
      return near(dice.of([value, anyValue()]), source, dice, 0.7);
    case "contains":
    case "startsWith":
    case "endsWith":
      return part(operator, value as string, source.exact, dice);
    case "within":
      return source.type === "ID" ? (ancestor(source.node, dice) ?? value) : near(value, source, dice, 0.2);
  }
  return near(value, source, dice, 0.4);
}

/** What no value is, but might be. */
function strange(type: string, dice: Dice): Known {
  switch (type) {
    case "Int":
      return dice.of([0, -1, 1, 2 ** 31 - 1, -(2 ** 31)]);
    case "PartialDate":
      return dice.of(["0001", "2000-02", "2024-02-29", "9999-12-31"]);
    case "ID":
      return dice.of(["nothing", "old-0", "Việt", "", "asean", "x' OR '1'='1"]);
    case "String":
      return dice.of(["", "%", "_", "nothing", "ß", "I", "İ", "😀", "\uffff"]);
  }
  throw new Error(`${type} has no strange values`);
}

/** A value as it is, or a neighbour of it that an operator should tell from it. */
function near(value: Known, { type }: OperandSource, dice: Dice, asItIs: number): Value {
  if (dice.chance(asItIs)) return value;
  if (type === "Int") return Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, (value as number) + dice.of([-1, 0, 1, 5])));
  if (type === "PartialDate") {
    const { first } = interval(value as string);
    const [year, month] = [first.slice(0, 4), first.slice(0, 7)];
    return dice.of([year, year, month, month, first, first, `${year}-12`, `${year}-12-31`, `${month}-28`]);
  }
  return type === "String" ? disguised(value as string, dice) : value;
}

function part(operator: string, text: string, exact: boolean, dice: Dice): string {
  const letters = [...text];
  const length = dice.int(Math.min(1, letters.length), Math.min(8, letters.length));
  const anywhere = dice.int(0, letters.length - length);
  const start = operator === "contains" || dice.chance(0.2) ? anywhere : operator === "startsWith" ? 0 : letters.length - length;
  const piece = letters.slice(start, start + length).join("");
  return exact && dice.chance(0.5) ? piece : disguised(piece, dice);
}

/** The same text to one who looks away from case and accents. */
function disguised(text: string, dice: Dice): string {
  return dice.of([
    (t: string) => t.toUpperCase(),
    (t: string) => t.toLowerCase(),
    (t: string) => t.normalize("NFD"),
    (t: string) => t.normalize("NFD").replace(/[\u0300-\u036f]/g, ""),
  ])(text);
}

/** A node at or above one in its hierarchy. */
function ancestor(node: GraphNode | null, dice: Dice): string | null {
  if (!node) return null;
  const [above] = node.linksOf(node.type.hierarchy!);
  return above && dice.chance(0.6) ? ancestor(above.node, dice) : node.id;
}
