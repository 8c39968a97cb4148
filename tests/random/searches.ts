/** Random searches: words of the data, as people type them and mistype them. */
import type { Data } from "./data.js";
import type { Dice } from "./dice.js";

/** What is looked for: a few pieces, and among them always one that is to be found. */
export function randomSearch(data: Data, dice: Dice): string {
  const node = () => dice.of(data.nodes(data.graph.model.type("Node"))).node;
  const words = (): string[] => {
    if (data.nodes(data.graph.model.type("Node")).length === 0) return [];
    const { type, values } = node();
    const texts = [...type.properties.values()].flatMap((p) => (p.searchable > 0 ? (values[p.name] ?? []) : [])) as string[];
    return texts.length > 0
      ? dice
          .of(texts)
          .split(/[ \n\t"]+/)
          .filter((word) => /[\p{L}\p{N}]/u.test(word))
      : [];
  };
  /** Some words that follow each other. */
  const run = (most: number): string[] => {
    const all = words();
    const start = dice.int(0, Math.max(0, all.length - 1));
    return all.slice(start, start + dice.int(1, most));
  };
  const word = () => run(1)[0] ?? "nam";
  const piece = (): string =>
    dice.weighted<() => string>([
      [6, () => run(3).join(" ")],
      [2, () => word().slice(0, dice.int(1, 5))],
      [2, () => mistyped(word(), dice)],
      [2, () => `"${run(3).join(" ")}"`],
      [1, () => `-${word().replace(/^-+/, "")}`],
      [1, () => `-"${run(2).join(" ")}"`],
      [1, () => run(2).join("")],
      [1, () => dice.of(["the", "Vietnam", "AND", "*", '"', "(x", "e-commerce", "zebra", "-", "a:b", "ไทย", "S"])],
    ])();
  const pieces = [...dice.times(dice.int(0, 3), piece), dice.chance(0.85) ? run(2).join(" ") || "nam" : mistyped(word(), dice)];
  const text = dice.some(pieces, 9).join(" ").slice(0, 300).toWellFormed();
  // at the end, so that nothing makes it a part of what is left out
  return /(?:^|\s)[\p{L}\p{N}]/u.test(text.replace(/-?"[^"]*"/g, " ")) ? text : `${text} nam`;
}

/** A letter more, less or other, or two that changed places. */
function mistyped(word: string, dice: Dice): string {
  const letters = [...word];
  const at = dice.int(0, letters.length - 1);
  const way = dice.of(["more", "less", "other", "swapped", "capitals"]);
  if (way === "capitals") return word.toUpperCase();
  if (way === "more") letters.splice(at, 0, "e");
  if (way === "less" && letters.length > 1) letters.splice(at, 1);
  if (way === "other") letters[at] = "x";
  if (way === "swapped") letters.splice(at, 2, ...letters.slice(at, at + 2).reverse());
  return letters.join("");
}
