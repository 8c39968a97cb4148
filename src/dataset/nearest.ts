/** Suggestions: which known word was probably meant. */
import { distance } from "fastest-levenshtein";

/** The known word nearest to `word` by edits, or null when none is near enough to be what was meant. */
export function nearest(word: string, known: Iterable<string>): string | null {
  const [lower, bound] = [word.toLowerCase(), Math.max(2, Math.ceil(word.length / 3))];
  let [best, least]: [string | null, number] = [null, bound + 1];
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    // a difference of case alone is the nearest of all, but is not nothing
    const edits = distance(lower, candidate.toLowerCase()) + (candidate === word ? 0 : 0.5);
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** The end of a message on an unknown word: the nearest known one, and all of them where they are few. */
export function suggestion(word: string, known: Iterable<string>): string {
  const all = [...known];
  const near = nearest(word, all);
  const few = all.length > 0 && all.length <= 16 ? `one of ${all.join(", ")} is wanted` : null;
  return [near && `did you mean \`${near}\`?`, few].filter(Boolean).join(" ") || "no known one is near it";
}
