/** What the page shows of the dataset itself: as of when it is, and the lists that variables are picked from. */
import { useEffect, useState } from "react";
import { post } from "./fetcher";

export interface Pick {
  readonly id: string;
  readonly label: string;
}

export interface About {
  readonly asOf: string;
  readonly notice: string;
  readonly counts: Readonly<Record<string, number>>;
  /** What can be picked for a variable, by the variable's name. */
  readonly picks: Readonly<Record<string, readonly Pick[]>>;
}

const QUERY = `query About {
  dataset { asOf notice counts { type count } }
  themes(where: { broader: { isNull: true } }, first: 100) {
    nodes { id label narrower(first: 20) { nodes { id label narrower(first: 5) { nodes { id label } } } } }
  }
  members: countries(where: { aseanMembership: { eq: MEMBER } }, orderBy: [{ name: ASC }], first: 50) { nodes { id label: name } }
  partners: countries(where: { aseanMembership: { eq: DIALOGUE_PARTNER } }, orderBy: [{ name: ASC }], first: 50) { nodes { id label: name } }
}`;

interface Tree extends Pick {
  readonly narrower?: { readonly nodes: readonly Tree[] };
}

interface Answer {
  readonly dataset: { readonly asOf: string; readonly notice: string; readonly counts: readonly { type: string; count: number }[] };
  readonly themes: { readonly nodes: readonly Tree[] };
  readonly members: { readonly nodes: readonly Pick[] };
  readonly partners: { readonly nodes: readonly Pick[] };
}

/** A tree as a list, each node indented below the one that is broader. */
const flat = (nodes: readonly Tree[], depth = 0): Pick[] =>
  nodes.flatMap(({ id, label, narrower }) => [{ id, label: "\u2003".repeat(depth) + label }, ...flat(narrower?.nodes ?? [], depth + 1)]);

async function load(): Promise<About> {
  const { data } = (await post({ query: QUERY })) as { data: Answer };
  return {
    asOf: data.dataset.asOf,
    notice: data.dataset.notice,
    counts: Object.fromEntries(data.dataset.counts.map(({ type, count }) => [type, count])),
    picks: { theme: flat(data.themes.nodes), member: data.members.nodes, partner: data.partners.nodes },
  };
}

let loading: Promise<About> | undefined;

/** Asked once for the whole page. Null until it is there; and for good when the service cannot say, which the page does without. */
export function useAbout(): About | null {
  const [about, setAbout] = useState<About | null>(null);
  useEffect(() => {
    (loading ??= load()).then(setAbout, () => {});
  }, []);
  return about;
}
