/** Ids that may have been meant by one that there is not: found by the API's own questions, the nearest by its letters first. */
import { distance } from "fastest-levenshtein";
import type { Limits } from "../plan/index.js";

/** Asks the API. @throws what it says is wrong. */
type Ask = <Data>(query: string, variables: Record<string, unknown>) => Promise<Data>;

const NAMED = "query Named($ids: [ID!]!) { nodes(ids: $ids) { id } }";
/** Ids are made of the words of names, so a search for these forgives typos. */
const ALIKE = "query Alike($words: String!) { search(query: $words, first: 10) { nodes { id } } }";

type Nodes = readonly ({ readonly id: string } | null)[];

/** So many are named at most. */
const MOST = 5;
/** By so many letters what was mistyped differs; then no other was meant. */
const MISTYPED = 2;
/** Ids often begin with where something was said, which is no word of what it is called: so many of the first words are left off. */
const PREFIX = 3;

/** A few ids, none where nothing is near. Costs one look-up and a search or more: for what is asked seldom. */
export async function nearIds(id: string, limits: Limits, ask: Ask): Promise<string[]> {
  const words = id
    .slice(0, 120)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const ends = words.slice(0, PREFIX + 1).map((_, i) => words.slice(i).join(" "));
  const [named, ...alike] = await Promise.all([
    ask<{ nodes: Nodes }>(NAMED, { ids: otherwiseWritten(words).slice(0, limits.ids) }).then(({ nodes }) => nodes),
    // what a search cannot answer has nothing to add
    ...ends.map((words) =>
      ask<{ search: { nodes: Nodes } }>(ALIKE, { words }).then(
        ({ search }) => search.nodes,
        () => [],
      ),
    ),
  ]);
  const edits = (other: string) => distance(other.toLowerCase(), id.toLowerCase());
  const found = [...new Set([...named!, ...alike.flat()].flatMap((node) => node?.id ?? []))];
  const near = found.map((other) => ({ other, edits: edits(other) })).sort((a, b) => a.edits - b.edits);
  const meant = near.filter(({ edits }) => edits <= MISTYPED);
  return (meant.length > 0 ? meant : near).slice(0, MOST).map(({ other }) => other);
}

/** Other capitals, words joined otherwise, and what the id is a part of. Few, so that a look-up is cheap. */
function otherwiseWritten(words: readonly string[]): string[] {
  if (words.length === 0) return [];
  const broader = words.map((_, i) => words.slice(0, words.length - i).join("-")).slice(0, 8);
  const apart = words.map((word) => word.replace(/(?<=\p{L})(?=\p{N})/gu, "-")).join("-");
  return [broader[0]!.toUpperCase(), apart.toLowerCase(), ...broader, ...broader.map((part) => part.toLowerCase())];
}
