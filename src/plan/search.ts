/**
 * What a search reads of the stores, and in what form they keep it. Each node that has searchable properties has two
 * texts of nothing but tokens (model/words.ts): those of its heaviest properties, which name it, and those of the others.
 * SQLite has them in an index of FTS5, Neo4j in one of Lucene; both cut at blanks alone, and so hold just these tokens.
 */
import { wordsOf, type Property, type Type, type Value } from "../model/index.js";

export interface SearchText {
  readonly names: string;
  readonly texts: string;
}

/** Between two properties, and between two names in one. It is no letter, so that no phrase reaches across. */
const NEXT_PROPERTY = "\ue000";
const NEXT_NAME = "\ue001";

/** The searchable properties of a type: the heaviest, which name its nodes, and the others. */
export function searchable(type: Type): Readonly<Record<keyof SearchText, readonly Property[]>> {
  const all = [...type.properties.values()].filter((property) => property.searchable > 0);
  const heaviest = Math.max(...all.map((property) => property.searchable));
  return { names: all.filter((p) => p.searchable === heaviest), texts: all.filter((p) => p.searchable < heaviest) };
}

export const isSearchable = (type: Type): boolean => searchable(type).names.length > 0;

/** The names in the value of a property. */
export const namesIn = (property: Property, value: string): string[] => (property.alternative ? value.split(/;| \/ /) : [value]);

/** What is kept of a node for searches, from the values of its properties; null for types in which none looks. */
export function searchTextOf(type: Type, values: Readonly<Record<string, Value>>): SearchText | null {
  const { names, texts } = searchable(type);
  if (names.length === 0) return null;
  const tokensOf = (property: Property) =>
    namesIn(property, (values[property.name] as string | null | undefined) ?? "")
      .map((name) => wordsOf(name).map(({ token }) => token))
      .map((tokens) => tokens.join(" "))
      .filter((tokens) => tokens !== "")
      .join(` ${NEXT_NAME} `);
  const text = (properties: readonly Property[]) => properties.map(tokensOf).join(` ${NEXT_PROPERTY} `).trim();
  return { names: text(names), texts: text(texts) };
}

/** Each searchable property with its names, as lists of tokens: what `searchTextOf` made, read again. */
export function readSearchText(
  type: Type,
  text: SearchText,
): { readonly property: Property; readonly names: readonly (readonly string[])[] }[] {
  const groups = searchable(type);
  return (["names", "texts"] as const).flatMap((group) => {
    const parts = text[group].split(NEXT_PROPERTY);
    return groups[group].map((property, i) => ({
      property,
      names: (parts[i] ?? "").split(NEXT_NAME).map((name) => name.split(" ").filter((token) => token !== "")),
    }));
  });
}

/** The tokens of a type as a search asks for it: what the indexes hold beside the texts. */
export const typeToken = ({ name }: Type): string => name.toLowerCase();

/** Tokens that follow each other. */
export type Phrase = readonly string[];

/** What nodes must have: of each clause one phrase at least, and none of `none`. */
export interface Wanted {
  readonly all: readonly (readonly Phrase[])[];
  readonly none: readonly Phrase[];
}

/** What is known of all words of a revision. */
export interface VocabularyText {
  /** How many nodes have texts. */
  readonly nodes: number;
  /** In how many of them each token stands. */
  readonly tokens: Readonly<Record<string, number>>;
  /** Of each node that has more than one name, its names, as tokens parted by blanks. */
  readonly names: readonly (readonly string[])[];
}

/** Gathers the vocabulary while the nodes of a revision are written. */
export class VocabularyWriter {
  private nodes = 0;
  private readonly tokens = new Map<string, number>();
  private readonly names = new Map<string, readonly string[]>();

  add(type: Type, text: SearchText): void {
    this.nodes++;
    const tokens = new Set(`${text.names} ${text.texts}`.split(" "));
    for (const token of ["", NEXT_PROPERTY, NEXT_NAME]) tokens.delete(token);
    for (const token of tokens) this.tokens.set(token, (this.tokens.get(token) ?? 0) + 1);
    const { label } = type;
    const names = readSearchText(type, text).flatMap(({ property, names }) => (property === label || property.alternative ? names : []));
    const different = [...new Set(names.filter((name) => name.length > 0).map((name) => name.join(" ")))];
    if (different.length > 1) this.names.set(different.join("\n"), different);
  }

  /** The vocabulary as JSON: what the plan node `vocabulary` answers. */
  get text(): string {
    const vocabulary: VocabularyText = { nodes: this.nodes, tokens: Object.fromEntries(this.tokens), names: [...this.names.values()] };
    return JSON.stringify(vocabulary);
  }
}
