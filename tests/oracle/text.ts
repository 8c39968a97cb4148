/**
 * Text as the specification has it, written again: the oracle shares no line with what it judges. Where the service
 * folds a whole text, this goes letter by letter; where it compares UTF-16 units, this compares UTF-8 bytes.
 */

const LETTERS: Record<string, string> = {
  đ: "d",
  ð: "d",
  ø: "o",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ſ: "s",
  ς: "σ",
};

const isDiacritic = (char: string) => char >= "\u0300" && char <= "\u036f";

/** A text without case and accents. */
export function folded(text: string): string {
  let result = "";
  for (const char of text.normalize("NFD")) {
    for (const small of char.toLowerCase().normalize("NFD")) {
      if (!isDiacritic(small)) result += LETTERS[small] ?? small;
    }
  }
  return result.normalize("NFC");
}

/** By Unicode code point, which is the order of UTF-8 bytes (Unicode standard, section 2.5). */
export const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
