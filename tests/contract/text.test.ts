/** Text in filters: by part without case and accents, unless EXACT; whole, always to the letter. */
import { expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { onEveryStore } from "./service.js";

type Row = [stored: string | null, operator: string, operand: unknown, folded: boolean, exact: boolean];

const ROWS: Row[] = [
  ["Việt Nam", "contains", "viet", true, false],
  ["Việt Nam", "contains", "Việt", true, true],
  ["Việt Nam", "contains", "Vie\u0323\u0302t", true, true], // the same letter, not in normal form
  ["Việt Nam", "startsWith", "VIET N", true, false],
  ["Việt Nam", "endsWith", "nam", true, false],
  ["Việt Nam", "startsWith", "Nam", false, false],
  ["Việt Nam", "endsWith", "Việt", false, false],
  ["Đà Nẵng", "contains", "da nang", true, false],
  ["viet", "contains", "Việt", true, false],
  ["İstanbul", "startsWith", "istanbul", true, false],
  ["ISPARTA", "startsWith", "ısparta", true, false],
  ["Straße", "contains", "STRASSE", true, false],
  ["GROẞ", "endsWith", "oss", true, false],
  ["Äpfel", "startsWith", "a", true, false],
  ["ΣΊΣΥΦΟΣ", "contains", "σισυφος", true, false],
  ["smile 😀 more", "contains", "😀 M", true, false],
  ["𝒜", "contains", "𝒜", true, true],
  // marks of other scripts are letters in all but name
  ["ไม้", "contains", "ไม้", true, true],
  ["ไม้", "contains", "ไม", true, true],
  ["ไม้", "eq", "ไม", false, false],
  // what means something in a pattern means itself
  ["100%", "contains", "0%", true, true],
  ["100 of", "contains", "0%", false, false],
  ["a_b", "contains", "a_b", true, true],
  ["axb", "contains", "a_b", false, false],
  ["a*b", "contains", "a*", true, true],
  ["a?b", "startsWith", "a?", true, true],
  ["[x]", "contains", "[", true, true],
  ["back\\slash", "contains", "k\\s", true, true],
  ["it's", "contains", "'", true, true],
  ['say "so"', "endsWith", '"', true, true],
  ["two\nlines", "contains", "\n", true, true],
  [".*", "startsWith", ".*", true, true],
  // nothing is a part of any text, and of none that is missing
  ["", "contains", "", true, true],
  ["x", "endsWith", "", true, true],
  [null, "contains", "", false, false],
  [null, "startsWith", "x", false, false],
  // whole
  ["Viet", "eq", "viet", false, false],
  ["Việt", "eq", "Viet", false, false],
  ["Việt", "eq", "Vie\u0323\u0302t", true, true],
  ["Viet", "in", ["viet", "VIET"], false, false],
  ["Viet", "in", ["x", "Viet"], true, true],
  ["Viet", "ne", "viet", true, true],
  ["Viet", "notIn", ["Viet"], false, false],
  [null, "ne", "x", true, true],
  ["", "eq", "", true, true],
  ["", "isNull", true, false, false],
  [null, "isNull", true, true, true],
];

const stored = [...new Set(ROWS.map(([value]) => value))];
const idOf = (value: string | null) => `d${stored.indexOf(value)}`;

onEveryStore(
  model,
  () =>
    graphOf(model, {
      nodes: { Document: stored.map((publisher) => ({ id: idOf(publisher), publisher: publisher?.normalize("NFC") ?? null })) },
    }),
  (service) => {
    test.each(ROWS)("%j %s %j: %s, and EXACT: %s", async (value, operator, operand, folded, exact) => {
      const query =
        "query ($a: StringFilter, $b: StringFilter) { a: documents(where: { publisher: $a }, first: 200) { nodes { id } } b: documents(where: { publisher: $b }, first: 200) { nodes { id } } }";
      const { a, b } = await service.data(query, { a: { [operator]: operand }, b: { [operator]: operand, mode: "EXACT" } });
      const has = (list: any) => list.nodes.some((node: { id: string }) => node.id === idOf(value));
      expect([has(a), has(b)]).toEqual([folded, exact]);
    });
  },
);
