/**
 * The order of what a search finds: one function over the tokens that the stores give. It is BM25F (Robertson, Zaragoza,
 * "The probabilistic relevance framework: BM25 and beyond", 2009) with the weights of the model: a word counts by where
 * it stands, how often, and how rare it is. A node whose name is what was asked for comes before others.
 */
import type { Property } from "../../model/index.js";
import type { Clause } from "./clauses.js";
import type { Finder } from "./finder.js";

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

export class Ranking {
  private readonly rarities: readonly number[];

  /** @param nodes how many nodes searches look in. */
  constructor(
    private readonly clauses: readonly Clause[],
    private readonly finder: Finder,
    nodes: number,
  ) {
    // 0 for what stands everywhere
    this.rarities = clauses.map(({ count }) => Math.log(1 + (nodes - count + 0.5) / (count + 0.5)));
  }

  /** How well a node fits, in thousandths, and how many of the clauses it has. Linear in its tokens. */
  of(properties: readonly SearchedProperty[]): { readonly score: number; readonly has: number } {
    const heaviest = Math.max(...properties.map(({ property }) => property.searchable));
    const frequencies = this.clauses.map(() => 0);
    let whole = 0;
    let neighbours = 0;
    for (const { property, names } of properties)
      for (const tokens of names) {
        const { counts, marks } = this.find(tokens);
        const length = 1 - LENGTH + (LENGTH * tokens.length) / USUAL_LENGTH;
        for (const [n, count] of counts.entries()) frequencies[n]! += (property.searchable * count) / length;
        if (property.searchable === heaviest && tokens.length > 0)
          whole = Math.max(whole, marks.filter((mark) => mark !== null).length / tokens.length);
        const pairs = new Set(marks.flatMap((mark, at) => [...(mark ?? [])].filter((n) => marks[at + 1]?.has(n + 1))));
        neighbours = Math.max(neighbours, pairs.size);
      }
    let [score, has] = [0, 0];
    for (const [n, frequency] of frequencies.entries()) {
      if (frequency === 0) continue;
      has++;
      score += (this.rarities[n]! * frequency) / (SATURATION + frequency);
    }
    const share = this.clauses.length > 1 ? neighbours / (this.clauses.length - 1) : 0;
    return { score: Math.round(1000 * score * (1 + WHOLE_NAME * whole * whole + NEIGHBOURS * share)), has };
  }

  /** How often each clause stands in a list of tokens, by the quality of what stands there; and which stand at each token. */
  private find(tokens: readonly string[]): { readonly counts: number[]; readonly marks: (Set<number> | null)[] } {
    const counts = this.clauses.map(() => 0);
    const marks: (Set<number> | null)[] = tokens.map(() => null);
    for (const { at, clause, option } of this.finder.placesIn(tokens)) {
      counts[clause]! += option.quality;
      for (let i = at; i < at + option.phrase.length; i++) (marks[i] ??= new Set()).add(clause);
    }
    return { counts, marks };
  }
}
