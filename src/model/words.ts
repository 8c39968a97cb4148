/**
 * The words of a text: cut, folded and brought to the singular here and nowhere else, when data is written and when a
 * question comes in. What both indexes hold are these, so they find the same.
 */
import { fold } from "./text.js";

/** Raise it when other words come out of a text: data that were written before are then written anew. */
export const WORDS_VERSION = 2;

export interface Word {
  /** Letters, marks and digits, without case and accents, in the singular. */
  readonly token: string;
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Letters and digits, with what stands above and below them; an apostrophe within does not part them. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}\p{N}]+)*/gu;
const POSSESSIVE = /['’ʼ][sS]$/;
const NO_LETTERS = /[^\p{L}\p{M}\p{N}]/gu;

/** Of a longer word the beginning counts. Lucene would cut it at 255. */
const LONGEST = 60;

/** The words of a text in the normal form, in their order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    // what is a letter in another shape is that letter: ligatures, and the wide letters of East Asian keyboards
    const plain = fold(match[0].replace(POSSESSIVE, "").normalize("NFKC").replace(NO_LETTERS, ""));
    const token = singular(plain.length > LONGEST ? [...plain].slice(0, LONGEST).join("") : plain);
    if (token !== "") words.push({ token, start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/** Plurals that follow no rule, and words that only look like plurals. */
const FORMS: Readonly<Record<string, string>> = {
  abuses: "abuse",
  analyses: "analysis",
  bases: "base",
  children: "child",
  cookies: "cookie",
  crises: "crisis",
  criteria: "criterion",
  indices: "index",
  men: "man",
  movies: "movie",
  news: "news",
  series: "series",
  species: "species",
  women: "woman",
};

/**
 * An English word in the singular, as far as a few rules tell; other words as they are. After Harman's S stemmer ("How
 * effective is suffixing?", JASIS 42(1), 1991), with -es taken off after a hiss. It need not be the right singular, so
 * long as singular and plural come out alike.
 */
function singular(word: string): string {
  const form = FORMS[word];
  if (form !== undefined && Object.hasOwn(FORMS, word)) return form;
  if (!/^[a-z]{3,}s$/.test(word) || /(?:ss|us|is)$/.test(word)) return word;
  if (/[^ae]ies$/.test(word)) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  return /(?:ss|sh|ch|x|zz|[^aeiou]o|us)es$/.test(word) && !/[aeo]uses$|^uses$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** Words that say nothing of what is looked for: unless there is nothing else, a search does not ask for them. */
const IDLE = new Set(
  (
    "a about all an and any are as at be been between by can could did do does for from had has have how i if in into is it its made me my of on " +
    "or our out s should so some that the their them then there these they this those to under up us was we were what when where which while who " +
    "whom whose why will with would you your"
  )
    .split(" ")
    .flatMap((word) => wordsOf(word).map(({ token }) => token)),
);

export const isIdle = (token: string): boolean => IDLE.has(token);
