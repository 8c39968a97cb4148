/** Single values: what a scalar of YAML means where the model wants a value of some type, and what is wrong with it. */
import { isAlias, isScalar, isSeq, type Node as YamlNode } from "yaml";
import { normalize, type Property, type Value } from "../model/index.js";
import { shown } from "./faults.js";
import { nearest } from "./nearest.js";

/** Whether a key has no value: left empty, or `null` as YAML's core schema has it (YAML 1.2.2, section 10.3.2). */
export const isMissing = (node: YamlNode | null): boolean =>
  node === null || (isScalar(node) && node.type === "PLAIN" && /^(|~|null|Null|NULL)$/.test(String(node.value)));

/** A scalar's text, or null for a list, a mapping or an alias. A block scalar's last line break is not part of the text. */
export function textOf(node: YamlNode | null): string | null {
  if (!isScalar(node)) return null;
  const text = String(node.value);
  return node.type === "BLOCK_FOLDED" || node.type === "BLOCK_LITERAL" ? text.replace(/\n+$/, "") : text;
}

/** What a node is, where something else was wanted. */
export const formOf = (node: YamlNode | null): string =>
  isScalar(node) ? shown(textOf(node)) : isAlias(node) ? "an alias (`*`)" : isSeq(node) ? "a list" : "a mapping";

/** Characters that come along when text is copied and that no reader sees: controls, soft hyphens, spaces and marks without width. */
const UNSEEN = /(?![\n\0])[\p{Cc}\u00ad\u200b\u2060\ufeff]/u;

/** Reads the value of a property; a missing one is null. The fault says what is wrong and what would be right. */
export function readValue(node: YamlNode | null, property: Property): { value: Value; fault: string | null } {
  const { name, type } = property;
  if (isMissing(node)) return { value: null, fault: null };
  const text = textOf(node);
  if (text === null) return { value: null, fault: `\`${name}\` is ${formOf(node)}; a single value is wanted` };
  const plain = isScalar(node) && node.type === "PLAIN";
  let value: Value = normalize(text);
  if (type.name === "Int" && plain && /^[-+]?\d+$/.test(text)) value = Number(text);
  if (type.name === "Boolean" && plain && /^(true|false)$/.test(text)) value = text === "true";
  // a person who writes nothing between quotation marks means that there is nothing
  const isBlank = typeof value === "string" && value.trim() === "" && type.name === "String";
  const unseen = typeof value === "string" ? UNSEEN.exec(value) : null;
  const fault = isBlank
    ? `\`${name}\` is blank; ${property.nullable ? "leave it out" : "a value is wanted"}`
    : unseen
      ? `\`${name}\` has the character U+${unseen[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}, which nobody sees; take it out`
      : valueFault(value, property);
  return fault ? { value: null, fault } : { value, fault: null };
}

/** What is wrong with a value of a property, or null. Also for values that come in a change set. */
export function valueFault(value: Value, { name, type, nullable }: Property): string | null {
  if (value === null) return nullable ? null : `\`${name}\` is missing; ${type.kind === "enum" ? type.fault(null) : "a value is wanted"}`;
  const right = type.fault(value);
  if (right === null) return null;
  const near = type.kind === "enum" && typeof value === "string" ? nearest(value, Object.keys(type.values)) : null;
  const unquoted = typeof value === "string" && (type.name === "Int" || type.name === "Boolean") && /^([-+]?\d+|true|false)$/.test(value);
  return `\`${name}\` is ${shown(value)}; ${near ? `did you mean \`${near}\`? ` : ""}${right}${unquoted ? ", without quotation marks" : ""}`;
}
