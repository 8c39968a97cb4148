/** Links that carry a question: the page's address with query and variables behind a `#`, which no server is sent. */

export interface Shared {
  readonly query: string;
  /** JSON, or "". */
  readonly variables: string;
}

/** Bytes of query and variables that a link carries at most. Mail and chat programs cut what is much longer. */
export const LINK_BYTES = 8 * 1024;

/** The question is too long for a link. */
export class TooLong extends Error {
  override readonly name = "TooLong";
}

/**
 * The link to a question, for a page of this origin.
 * @throws TooLong when query and variables are longer than 8 KB together.
 */
export function linkTo({ query, variables }: Shared, origin: string): string {
  const bytes = new TextEncoder().encode(query + variables).length;
  if (bytes > LINK_BYTES)
    throw new TooLong(
      `The question is ${(bytes / 1024).toFixed(1)} KB long, and a link carries ${LINK_BYTES / 1024} KB, since mail and chat programs cut longer ones. Send its text instead, or copy it as a program.`,
    );
  const values = new URLSearchParams({ query, ...(variables.trim() && { variables }) });
  return `${origin}/#${values}`;
}

/** The question that an address carries, behind `#` or `?`; null when it has none. */
export function sharedIn({ hash, search }: Pick<Location, "hash" | "search">): Shared | null {
  for (const part of [hash, search]) {
    const values = new URLSearchParams(part.slice(1));
    const query = values.get("query");
    if (query) return { query, variables: values.get("variables") ?? "" };
  }
  return null;
}
