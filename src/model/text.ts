/** Text, said once for data and questions alike: its normal form, what is refused, and how it is folded for matching. */

/** What is wrong with a value as text, or null. Neither database keeps lone surrogates or NUL faithfully. */
export function textFault(value: unknown): string | null {
  if (typeof value !== "string") return "text is wanted";
  if (!value.isWellFormed()) return "text may not hold half of a surrogate pair";
  if (value.includes("\0")) return "text may not hold the character NUL";
  return null;
}

/** The form in which text is stored and compared: Unicode normalization form C. */
export const normalize = (text: string): string => text.normalize("NFC");

/** Letters that have no decomposition into a plain letter and a mark. */
const PLAIN: Record<string, string> = {
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
};
const PLAIN_LETTERS = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");

/**
 * Text without case and accents: "Việt Nam", "VIET NAM" and "viet nam" fold alike. Only the combining diacritical
 * marks (U+0300–U+036F) go: in Thai, Lao, Khmer and Burmese the marks are letters in all but name.
 */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .toLowerCase()
    .normalize("NFD") // lower case of İ brings a mark of its own
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/ς/g, "σ") // lower case of Σ depends on where it stands in a word
    .replace(PLAIN_LETTERS, (letter) => PLAIN[letter]!)
    .normalize("NFC");
}

/** Compares by Unicode code point. JavaScript's own `<` compares UTF-16 units, which puts astral characters too early. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    // a surrogate stands for a character above every other one
    const surrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
    if (surrogate(x) !== surrogate(y)) return surrogate(x) ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
}
