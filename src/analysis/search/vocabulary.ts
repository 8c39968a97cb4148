/** The words of a revision: what a word that is asked for may stand for is found here, before a store is asked. */
import { compareText } from "../../model/index.js";
import type { Phrase, VocabularyText } from "../../plan/index.js";

export class Vocabulary {
  /** How many nodes searches look in. */
  readonly nodes: number;
  private readonly counts: ReadonlyMap<string, number>;
  /** By code point. */
  private readonly sorted: readonly string[];
  /** Other names, by name: tokens parted by blanks. */
  private readonly others = new Map<string, Set<string>>();
  private longestName = 0;
  /** Tokens by what is left of them without their endings. */
  private readonly families = new Map<string, string[]>();

  constructor({ nodes, tokens, names }: VocabularyText) {
    this.nodes = nodes;
    this.counts = new Map(Object.entries(tokens));
    this.sorted = [...this.counts.keys()].sort(compareText);
    for (const token of this.sorted) {
      const stem = stemOf(token);
      const family = this.families.get(stem);
      if (family) family.push(token);
      else this.families.set(stem, [token]);
    }
    for (const same of names)
      for (const name of same) {
        const others = this.others.get(name) ?? new Set();
        for (const other of same) if (other !== name) others.add(other);
        this.others.set(name, others);
        this.longestName = Math.max(this.longestName, name.split(" ").length);
      }
  }

  /** In how many nodes a token stands. */
  count(token: string): number {
    return this.counts.get(token) ?? 0;
  }

  has(phrase: Phrase): boolean {
    return phrase.every((token) => this.counts.has(token));
  }

  /** The most frequent other forms of a word: sign, signed, signing. */
  formsOf(token: string, most: number): string[] {
    const family = this.families.get(stemOf(token)) ?? [];
    return this.mostFrequent(
      family.filter((other) => other !== token),
      most,
    );
  }

  /** The most frequent tokens that begin with another one and are longer. */
  beginningWith(beginning: string, most: number): string[] {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareText(this.sorted[middle]!, beginning) < 0) low = middle + 1;
      else high = middle;
    }
    const found: string[] = [];
    for (let i = low; this.sorted[i]?.startsWith(beginning); i++) if (this.sorted[i] !== beginning) found.push(this.sorted[i]!);
    return this.mostFrequent(found, most);
  }

  /** The most frequent tokens that one slip of the keyboard turns into this one. */
  oneTypoFrom(token: string, most: number): string[] {
    return this.mostFrequent(
      this.sorted.filter((other) => isOneTypo(token, other)),
      most,
    );
  }

  /** The names that are runs of some words, with the other names of what they name. */
  *namesIn(words: readonly string[]): Generator<{ readonly from: number; readonly to: number; readonly others: readonly Phrase[] }> {
    for (let from = 0; from < words.length; from++)
      for (let to = from + 1; to <= Math.min(words.length, from + this.longestName); to++) {
        const others = this.others.get(words.slice(from, to).join(" "));
        if (others) yield { from, to, others: [...others].sort(compareText).map((name) => name.split(" ")) };
      }
  }

  private mostFrequent(tokens: readonly string[], most: number): string[] {
    return [...tokens].sort((a, b) => this.count(b) - this.count(a) || compareText(a, b)).slice(0, most);
  }
}

/** An English word without the endings of verbs and of who does what they say. Words that share it are forms of one, as a rule. */
function stemOf(token: string): string {
  if (!/^[a-z]{5,}$/.test(token)) return token.replace(/^([a-z]{3,})e$/, "$1");
  const stem = token.replace(/(?<=[a-z]{4})(?:ion|ive|or)$|(?<=[a-z]{3})(?:ing|ed|er|e)$/, "");
  return stem.length < token.length ? stem.replace(/([bdfgklmnprtvz])\1$/, "$1") : stem;
}

/** Whether a letter more, less or other, or two that changed places, make one word the other. */
function isOneTypo(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (x.length <= 1 && y.length <= 1) return true;
  return x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0];
}
