/** HTML as text in which every value is escaped, so that what comes from the data can be nothing but text. */

export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const textOf = (part: Part): string => {
  if (part === null) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(textOf).join("");
  return String(part).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
};

/** A template of HTML; values stand in text, or in attributes between quotation marks. (By another name than `html`, formatters leave it alone.) */
export const markup = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.map((string, i) => (i === 0 ? string : textOf(parts[i - 1]!) + string)).join(""));
