/** What is typed into a search box, taken apart: words, "phrases" and what is -left out. */
import { wordsOf } from "../../model/index.js";
import { BadUserInput, exceeded, type Limits, type Phrase } from "../../plan/index.js";

export interface AskedWord {
  readonly token: string;
  /** How many characters were typed of it. */
  readonly length: number;
  /** Nothing follows it: it may be the beginning of a word. */
  readonly isOpen: boolean;
}

export interface Question {
  readonly words: readonly AskedWord[];
  readonly phrases: readonly Phrase[];
  readonly excluded: readonly Phrase[];
}

/** A phrase in quotes, or what stands between blanks; each with a minus sign before it or none. A quote left open is none. */
const PIECE = /(?<!\S)(-?)"([^"]*)"|([^\s"]+)|"([^"]*)"/g;

/**
 * @param text in the normal form.
 * @throws BadUserInput where there is no word to look for, CostLimitExceeded where there are too many.
 */
export function readQuestion(text: string, limits: Limits): Question {
  const words: AskedWord[] = [];
  const phrases: Phrase[] = [];
  const excluded: Phrase[] = [];
  let endsInWord = false;
  const add = (to: Phrase[], part: string) => {
    const tokens = wordsOf(part).map(({ token }) => token);
    if (tokens.length > 0) to.push(tokens);
  };
  for (const [, minus, quoted, plain, inner] of text.replace(/[“”„«»]/g, '"').matchAll(PIECE)) {
    const isExcluded = minus === "-" || /^-[\p{L}\p{N}]/u.test(plain ?? "");
    endsInWord = plain !== undefined && !isExcluded && /[\p{L}\p{M}\p{N}]$/u.test(text);
    if (plain === undefined || isExcluded) add(isExcluded ? excluded : phrases, plain ?? quoted ?? inner!);
    else for (const { token, start, end } of wordsOf(plain)) words.push({ token, length: end - start, isOpen: false });
  }
  const count = words.length + [...phrases, ...excluded].flat().length;
  if (count > limits.words) throw exceeded("words in search(query:)", count, "words", limits, "Give the few that matter.");
  if (words.length + phrases.length === 0)
    throw new BadUserInput(
      excluded.length > 0
        ? "search(query:) only says what to leave out. Give a word to look for, too."
        : 'search(query:) has no word to look for. Give words, such as cross-border data, or a phrase in quotes: "data flows".',
    );
  const last = words.at(-1);
  if (last && endsInWord) words[words.length - 1] = { ...last, isOpen: true };
  return { words, phrases, excluded };
}
