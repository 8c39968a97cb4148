import type { Clause, Option } from "./clauses.js";

/** Something that was asked for, in a list of tokens. */
export interface Place {
  readonly at: number;
  /** The number of the clause. */
  readonly clause: number;
  readonly option: Option;
}

/** Finds what clauses ask for in lists of tokens. */
export class Finder {
  /** Every option of every clause, by its first token. */
  private readonly options = new Map<string, Omit<Place, "at">[]>();

  constructor(clauses: readonly Clause[]) {
    for (const [clause, { options }] of clauses.entries())
      for (const option of options) {
        const same = this.options.get(option.phrase[0]!);
        if (same) same.push({ clause, option });
        else this.options.set(option.phrase[0]!, [{ clause, option }]);
      }
  }

  /** The places from the first token to the last. Linear in the tokens. */
  *placesIn(tokens: readonly string[]): Generator<Place> {
    for (const [at, first] of tokens.entries())
      for (const { clause, option } of this.options.get(first) ?? [])
        if (option.phrase.every((token, i) => tokens[at + i] === token)) yield { at, clause, option };
  }
}
