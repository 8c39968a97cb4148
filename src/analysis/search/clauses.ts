/** What a search asks of nodes: for each word all that it may stand for, as tokens that there are. */
import { compareText, isIdle, wordsOf } from "../../model/index.js";
import type { Phrase } from "../../plan/index.js";
import type { AskedWord, Question } from "./question.js";
import type { Vocabulary } from "./vocabulary.js";

/** Something that a word may stand for, and how good it is, from 0 to 1: the word itself is best. */
export interface Option {
  readonly phrase: Phrase;
  readonly quality: number;
}

export interface Clause {
  readonly options: readonly Option[];
  /** In how many nodes one of them may stand, at most. */
  readonly count: number;
  /** Whether it was a phrase in quotes. */
  readonly isPhrase: boolean;
}

export const QUALITY = { exact: 1, spelling: 0.95, joined: 0.9, form: 0.85, otherName: 0.8, beginning: 0.6, typo: 0.5 } as const;

/** All options together have about so many tokens: Lucene refuses more than 1,024 in a question. */
const MOST_TOKENS = 250;
const MOST_FORMS = 5;
const MOST_BEGINNINGS = 30;
const MOST_TYPOS = 10;
/** From so many letters on a word may have a typo, and be two words written as one. */
const FORGIVEN_LENGTH = 5;
/** So much of a word must be there before those are found that begin so. */
const SHORTEST_BEGINNING = 2;

/**
 * @param forgiving whether a word that is not known, but made of two that are, may be one with a typo as well. Where the two
 * stand somewhere in a row it is not asked for: else "ecommerce" would find all commerce.
 */
export function clausesOf({ words, phrases }: Question, vocabulary: Vocabulary, forgiving = false): Clause[] {
  const asked = words.some(({ token }) => !isIdle(token)) || phrases.length > 0 ? words.filter(({ token }) => !isIdle(token)) : words;
  const most = Math.floor(MOST_TOKENS / Math.max(1, words.length));
  return [
    ...phrases.map((phrase) => clauseOf(vocabulary.has(phrase) ? [{ phrase, quality: QUALITY.exact }] : [], vocabulary, true)),
    ...asked.map((word) => clauseOf(firstOf(optionsOf(words, words.indexOf(word), vocabulary, forgiving), most), vocabulary, false)),
  ];
}

function clauseOf(options: readonly Option[], vocabulary: Vocabulary, isPhrase: boolean): Clause {
  const counts = options.map(({ phrase }) => Math.min(...phrase.map((token) => vocabulary.count(token))));
  return {
    options,
    count: Math.min(
      vocabulary.nodes,
      counts.reduce((sum, count) => sum + count, 0),
    ),
    isPhrase,
  };
}

/** What a word may stand for, the best first; each once. */
function optionsOf(words: readonly AskedWord[], at: number, vocabulary: Vocabulary, forgiving: boolean): Option[] {
  const options = new Map<string, Option>();
  const add = (phrase: Phrase, quality: number) => {
    const key = phrase.join(" ");
    if (vocabulary.has(phrase) && (options.get(key)?.quality ?? 0) < quality) options.set(key, { phrase, quality });
  };
  const { token, length, isOpen } = words[at]!;
  const before = words[at - 1]?.token;
  const after = words[at + 1]?.token;
  add([token], QUALITY.exact);
  for (const other of spellingsOf(token)) add([other], QUALITY.spelling);
  for (const other of vocabulary.formsOf(token, MOST_FORMS)) add([other], QUALITY.form);
  const addJoined = (text: string, isOpen: boolean) => {
    for (const { token: joined } of wordsOf(text)) {
      add([joined], QUALITY.joined);
      // "viet nam" is the beginning of what "vietnam" is the beginning of
      if (isOpen) for (const other of vocabulary.beginningWith(joined, MOST_BEGINNINGS)) add([other], QUALITY.beginning);
    }
  };
  if (before !== undefined) addJoined(before + token, isOpen);
  if (after !== undefined) addJoined(token + after, words[at + 1]!.isOpen);
  for (const { from, to, others } of vocabulary.namesIn(words.map((word) => word.token)))
    if (from <= at && at < to)
      for (const other of others) {
        add(other, QUALITY.otherName);
        for (const { token: joined } of wordsOf(other.join(""))) add([joined], QUALITY.otherName);
      }
  if (isOpen && token.length >= SHORTEST_BEGINNING)
    for (const other of vocabulary.beginningWith(token, MOST_BEGINNINGS)) add([other], QUALITY.beginning);
  const isKnown = options.size > 0;
  if (length >= FORGIVEN_LENGTH) for (let i = 1; i < token.length; i++) add([token.slice(0, i), token.slice(i)], QUALITY.joined);
  if (!isKnown && (forgiving || options.size === 0) && length >= FORGIVEN_LENGTH && /^[\p{L}\p{M}]+$/u.test(token))
    for (const other of vocabulary.oneTypoFrom(token, MOST_TYPOS)) add([other], QUALITY.typo);
  return [...options].sort(([a, x], [b, y]) => y.quality - x.quality || compareText(a, b)).map(([, option]) => option);
}

/** The first options that have no more tokens together. */
function firstOf(options: readonly Option[], mostTokens: number): Option[] {
  let tokens = 0;
  return options.filter(({ phrase }) => (tokens += phrase.length) <= mostTokens);
}

/** British spellings and American ones, as endings. */
const ENDINGS: readonly (readonly [british: string, american: string])[] = [
  ["isation", "ization"],
  ["ise", "ize"],
  ["ised", "ized"],
  ["ising", "izing"],
  ["our", "or"],
  ["tre", "ter"],
  ["ence", "ense"],
  ["ogue", "og"],
  ["mme", "m"],
  ["lling", "ling"],
  ["lled", "led"],
];

/** A word as it is spelled on the other side of the Atlantic. */
const spellingsOf = (token: string): string[] =>
  ENDINGS.flatMap(([british, american]) => [
    ...(token.endsWith(british) ? [token.slice(0, -british.length) + american] : []),
    ...(token.endsWith(american) ? [token.slice(0, -american.length) + british] : []),
  ]);
