/** What a search found in a text: pieces of it as HTML, with the words marked and all else escaped. */
import { wordsOf, type Word } from "../../model/index.js";
import type { Finder } from "./finder.js";

/** A text of so many characters is shown whole. */
const WHOLE = 200;
/** Of a longer one so many words around each that was found, in so many pieces at most. */
const AROUND = 8;
const PIECES = 3;

/** The pieces of a text in which something was found; none where nothing was. */
export function highlight(text: string, finder: Finder): string[] {
  const words = wordsOf(text);
  const marked = words.map(() => false);
  for (const { at, option } of finder.placesIn(words.map(({ token }) => token))) marked.fill(true, at, at + option.phrase.length);
  const found = marked.flatMap((isMarked, at) => (isMarked ? [at] : []));
  if (found.length === 0) return [];
  if (text.length <= WHOLE) return [write(text, 0, text.length, words, marked)];
  const pieces: { from: number; to: number }[] = [];
  for (const at of found) {
    const last = pieces.at(-1);
    const [from, to] = [Math.max(0, at - AROUND), Math.min(words.length - 1, at + AROUND)];
    if (last && from <= last.to + 1) last.to = to;
    else pieces.push({ from, to });
  }
  return pieces.slice(0, PIECES).map(({ from, to }) => {
    const isFirst = from === 0;
    const isLast = to === words.length - 1;
    const piece = write(text, isFirst ? 0 : words[from]!.start, isLast ? text.length : words[to]!.end, words, marked);
    return `${isFirst ? "" : "… "}${piece}${isLast ? "" : " …"}`;
  });
}

function write(text: string, from: number, to: number, words: readonly Word[], marked: readonly boolean[]): string {
  let html = "";
  let at = from;
  for (const [i, { start, end }] of words.entries()) {
    if (!marked[i] || start < from || end > to) continue;
    html += `${escape(text.slice(at, start))}<mark>${escape(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escape(text.slice(at, to));
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c]!);
