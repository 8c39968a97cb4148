/**
 * The order of what a search finds: one function over the tokens that the stores give. It is BM25F (Robertson, Zaragoza,
 * "The probabilistic relevance framework: BM25 and beyond", 2009) with the weights of the model: a word counts by where
 * it stands, how often, and how rare it is. A node whose name is what was asked for comes before others.
 */
import type { Property } from "../../model/index.js";
import type { Clause } from "./clauses.js";

/** A searchable property of a node, as lists of tokens: one, or one for each name in it. */
export interface SearchedProperty {
  readonly property: Property;
  readonly names: readonly (readonly string[])[];
}

/** How soon more of a word counts no more. */
const SATURATION = 3;
/** How much longer texts are held back. */
const LENGTH = 0.3;
/** A text is long or short by this many tokens. */
const USUAL_LENGTH = 12;
/** What a node gains of which a name is wholly what was asked for, and what it gains from words that stand side by side as they were asked for. */
const WHOLE_NAME = 0.8;
const NEIGHBOURS = 0.5;

/** How rare a clause is: 0 for what stands everywhere. */
export const rarity = ({ count }: Clause, nodes: number): number => Math.log(1 + (nodes - count + 0.5) / (count + 0.5));

/** Where the phrase of an option stands in a list of tokens. */
export const placesOf = (phrase: readonly string[], tokens: readonly string[]): number[] =>
  tokens.flatMap((_, at) => (phrase.every((token, i) => tokens[at + i] === token) ? [at] : []));

/** How well a node fits, in thousandths, and how many of the clauses it has. */
export function rank(
  properties: readonly SearchedProperty[],
  clauses: readonly Clause[],
  nodes: number,
): { readonly score: number; readonly has: number } {
  let [score, has, whole] = [0, 0, 0];
  const found = properties.map(({ names }) => names.map((tokens) => tokens.map(() => new Set<number>())));
  for (const [n, clause] of clauses.entries()) {
    let frequency = 0;
    for (const [p, { property, names }] of properties.entries())
      for (const [i, tokens] of names.entries()) {
        let count = 0;
        for (const { phrase, quality } of clause.options)
          for (const at of placesOf(phrase, tokens)) {
            count += quality;
            for (let k = 0; k < phrase.length; k++) found[p]![i]![at + k]!.add(n);
          }
        frequency += (property.searchable * count) / (1 - LENGTH + (LENGTH * tokens.length) / USUAL_LENGTH);
      }
    if (frequency === 0) continue;
    has++;
    score += (rarity(clause, nodes) * frequency) / (SATURATION + frequency);
  }
  let neighbours = 0;
  const heaviest = Math.max(...properties.map(({ property }) => property.searchable));
  for (const [p, { property }] of properties.entries())
    for (const marks of found[p]!) {
      if (property.searchable === heaviest && marks.length > 0)
        whole = Math.max(whole, marks.filter((mark) => mark.size > 0).length / marks.length);
      const pairs = new Set(marks.flatMap((mark, at) => [...mark].filter((n) => marks[at + 1]?.has(n + 1))));
      neighbours = Math.max(neighbours, pairs.size);
    }
  const share = clauses.length > 1 ? neighbours / (clauses.length - 1) : 0;
  return { score: Math.round(1000 * score * (1 + WHOLE_NAME * whole * whole + NEIGHBOURS * share)), has };
}
