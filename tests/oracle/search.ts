/**
 * Searches, by a look at every node. Only the cutting of words is the service's own (src/model/words.ts), of which
 * tests/contract/search.test.ts has examples worked out by hand.
 */
import { isIdle, wordsOf, type Property } from "../../src/model/index.js";
import { passes, type Where } from "./filter.js";
import type { Graph, GraphNode } from "./graph.js";
import type { Position } from "./order.js";
import { listConnection, type PageArguments } from "./page.js";
import { byCodePoint } from "./text.js";

interface Arguments extends PageArguments {
  readonly query: string;
  readonly types?: readonly string[] | null;
  readonly where?: Where | null;
}

interface Field {
  readonly property: Property;
  readonly isName: boolean;
  /** Its value, a part for each name in it. */
  readonly parts: readonly { readonly raw: string; readonly tokens: readonly string[] }[];
}

interface Text {
  readonly node: GraphNode;
  /** Those of the greatest weight first. */
  readonly fields: readonly Field[];
}

type Option = readonly [tokens: readonly string[], quality: number];

const tokensOf = (text: string) => wordsOf(text).map(({ token }) => token);

function textOf(node: GraphNode): Text {
  const properties = [...node.type.properties.values()].filter((p) => p.searchable > 0);
  const greatest = Math.max(...properties.map((p) => p.searchable));
  const fields = properties.map((property): Field => {
    const value = String(node.values[property.name] ?? "");
    const raws = property.alternative ? value.split(/;| \/ /) : [value];
    return { property, isName: property.searchable === greatest, parts: raws.map((raw) => ({ raw: raw.trim(), tokens: tokensOf(raw) })) };
  });
  return { node, fields: [...fields.filter((f) => f.isName), ...fields.filter((f) => !f.isName)] };
}

/** Where tokens stand in others. */
function placesIn(tokens: readonly string[], wanted: readonly string[]): number[] {
  const places: number[] = [];
  for (let i = 0; i + wanted.length <= tokens.length; i++) if (wanted.every((w, k) => tokens[i + k] === w)) places.push(i);
  return places;
}

class Searcher {
  readonly texts: readonly Text[];
  readonly counts = new Map<string, number>();
  private readonly names: (readonly string[])[] = [];

  constructor(graph: Graph) {
    this.texts = [...graph.nodes.values()].map(textOf).filter(({ fields }) => fields.length > 0);
    for (const { node, fields } of this.texts) {
      for (const token of new Set(fields.flatMap((f) => f.parts.flatMap((part) => part.tokens))))
        this.counts.set(token, (this.counts.get(token) ?? 0) + 1);
      const called = fields.filter(({ property }) => property === node.type.label || property.alternative);
      const names = new Set(called.flatMap((f) => f.parts.map((part) => part.tokens.join(" "))).filter((name) => name !== ""));
      if (names.size > 1) this.names.push([...names]);
    }
  }

  private commonest(tokens: readonly string[], most: number): readonly string[] {
    return [...tokens].sort((a, b) => this.counts.get(b)! - this.counts.get(a)! || byCodePoint(a, b)).slice(0, most);
  }

  /** What the nth word may stand for. */
  options(words: readonly { token: string; length: number }[], n: number, lastIsOpen: boolean, forgiving: boolean): Option[] {
    const isOpen = lastIsOpen && n === words.length - 1;
    const offerBeginnings = (of: string) => {
      for (const other of this.commonest(
        [...this.counts.keys()].filter((o) => o !== of && o.startsWith(of)),
        30,
      ))
        offer(other, 0.6);
    };
    const found = new Map<string, number>();
    const offer = (name: string, quality: number) => {
      if (name.split(" ").every((token) => this.counts.has(token))) found.set(name, Math.max(found.get(name) ?? 0, quality));
    };
    const { token, length } = words[n]!;
    const all = [...this.counts.keys()];
    offer(token, 1);
    for (const [a, b] of SPELLINGS)
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const)
        if (token.endsWith(from)) offer(token.slice(0, token.length - from.length) + to, 0.95);
    for (const form of this.commonest(
      all.filter((other) => other !== token && stem(other) === stem(token)),
      5,
    ))
      offer(form, 0.85);
    for (const [first, second] of [
      [n - 1, n],
      [n, n + 1],
    ] as const) {
      if (!words[first] || !words[second]) continue;
      for (const joined of tokensOf(words[first].token + words[second].token)) {
        offer(joined, 0.9);
        if (lastIsOpen && second === words.length - 1) offerBeginnings(joined);
      }
    }
    for (const names of this.names)
      for (const name of names) {
        const parts = name.split(" ");
        const runs = placesIn(
          words.map((w) => w.token),
          parts,
        );
        if (!runs.some((start) => start <= n && n < start + parts.length)) continue;
        for (const other of names.filter((o) => o !== name)) {
          offer(other, 0.8);
          for (const joined of tokensOf(other.replaceAll(" ", ""))) offer(joined, 0.8);
        }
      }
    if (isOpen && token.length >= 2) offerBeginnings(token);
    const isKnown = found.size > 0;
    if (length >= 5) for (let i = 1; i < token.length; i++) offer(`${token.slice(0, i)} ${token.slice(i)}`, 0.9);
    if (!isKnown && (forgiving || found.size === 0) && length >= 5 && /^[\p{L}\p{M}]*$/u.test(token))
      for (const other of this.commonest(
        all.filter((o) => isOneSlip(token, o)),
        10,
      ))
        offer(other, 0.5);
    let left = Math.floor(250 / words.length);
    const chosen: Option[] = [];
    for (const [name, quality] of [...found].sort(([a, x], [b, y]) => y - x || byCodePoint(a, b))) {
      left -= name.split(" ").length;
      if (left >= 0) chosen.push([name.split(" "), quality]);
    }
    return chosen;
  }
}

const SPELLINGS = "isation ization ise ize ised ized ising izing our or tre ter ence ense ogue og mme m lling ling lled led"
  .split(" ")
  .flatMap((british, i, all) => (i % 2 === 0 ? [[british, all[i + 1]!] as const] : []));

/** A word without the ending of a verb, or of who does it. */
function stem(token: string): string {
  if (!/^[a-z]*$/.test(token)) return token;
  const [shortest, endings] =
    token.length < 5 ? [3, ["e"]] : [3, [...["ion", "ive", "or"].filter((e) => token.length - e.length >= 4), "ing", "ed", "er", "e"]];
  const ending = endings.find((e) => token.endsWith(e) && token.length - e.length >= shortest);
  if (!ending) return token;
  const rest = token.slice(0, token.length - ending.length);
  return token.length >= 5 && "bdfgklmnprtvz".includes(rest.at(-1)!) && rest.at(-1) === rest.at(-2) ? rest.slice(0, -1) : rest;
}

/** Whether deleting, inserting, changing or swapping letters once makes one the other: all that can be made is tried. */
function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  for (let i = 0; i <= a.length; i++) {
    const [head, tail] = [a.slice(0, i), a.slice(i)];
    if (head + tail.slice(1) === b) return true;
    if (b.length > i && head + b[i]! + tail === b) return true;
    if (tail && head + b[i]! + tail.slice(1) === b) return true;
    if (tail.length > 1 && head + tail[1]! + tail[0]! + tail.slice(2) === b) return true;
  }
  return false;
}

/** What is asked: each piece by what stands before and around it. */
function take(query: string) {
  const words: { token: string; length: number }[] = [];
  const [quoted, without]: string[][][] = [[], []];
  let rest = query.replace(/[“”„«»]/g, '"');
  let before = " ";
  let lastIsWord = false;
  const eat = (length: number) => {
    before = rest[length - 1]!;
    rest = rest.slice(length);
  };
  while (rest !== "") {
    const minus = /\s/.test(before) && rest.startsWith('-"') ? 1 : 0;
    const close = rest[minus] === '"' ? rest.indexOf('"', minus + 1) : -1;
    const plain = /^[^\s"]+/.exec(rest)?.[0];
    if (close > 0) {
      const tokens = tokensOf(rest.slice(minus, close));
      if (tokens.length > 0) (minus ? without : quoted)!.push(tokens);
      eat(close + 1);
      lastIsWord = false;
    } else if (plain !== undefined) {
      lastIsWord = !/^-[\p{L}\p{N}]/u.test(plain);
      if (!lastIsWord) without!.push(tokensOf(plain));
      else words.push(...wordsOf(plain).map(({ token, start, end }) => ({ token, length: end - start })));
      eat(plain.length);
    } else eat(1);
  }
  return { words, quoted: quoted!, without: without!, isOpen: lastIsWord && /[\p{L}\p{M}\p{N}]$/u.test(query) };
}

const has = ({ fields }: Text, options: readonly Option[], onlyNames: boolean) =>
  fields.some(
    (f) => (f.isName || !onlyNames) && f.parts.some(({ tokens }) => options.some(([wanted]) => placesIn(tokens, wanted).length > 0)),
  );

/** What was looked at of a graph, for the next search. */
const searchers = new WeakMap<Graph, Searcher>();

export function search(graph: Graph, { query, types, where, ...page }: Arguments) {
  const searcher = searchers.get(graph) ?? new Searcher(graph);
  searchers.set(graph, searcher);
  const { words, quoted, without, isOpen } = take(query.normalize("NFC"));
  const asksMore = quoted.length > 0 || words.some(({ token }) => !isIdle(token));
  const phrases = quoted.map((tokens): Option[] => (tokens.every((t) => searcher.counts.has(t)) ? [[tokens, 1]] : []));
  const ask = (forgiving: boolean) =>
    words.flatMap(({ token }, n) => (asksMore && isIdle(token) ? [] : [searcher.options(words, n, isOpen, forgiving)]));

  const isWanted = (text: Text) => {
    const { name } = text.node.type;
    const constant = name.replace(/(.)([A-Z])/g, "$1_$2").toUpperCase();
    if (types && !types.includes(constant)) return false;
    if (where && (name !== "Commitment" || !passes(where, text.node, null))) return false;
    return !without.some((tokens) => has(text, [[tokens, 1]], false));
  };
  const find = (all: readonly (readonly Option[])[]) => {
    const matching = searcher.texts.filter((text) => isWanted(text) && all.every((options) => has(text, options, false)));
    const isNamed = (text: Text) => all.every((options) => has(text, options, true));
    const byId = [...matching].sort((a, b) => byCodePoint(a.node.id, b.node.id));
    return [...byId.filter(isNamed), ...byId.filter((text) => !isNamed(text))];
  };

  let asked = ask(false);
  let found = find([...phrases, ...asked]);
  const forgiven = ask(true);
  if (found.length === 0 && forgiven.some((options, i) => options.length !== asked[i]!.length)) {
    asked = forgiven;
    found = find([...phrases, ...asked]);
  }
  const clauses = [...phrases, ...asked];
  const counts = clauses.map((options) =>
    Math.min(
      searcher.texts.length,
      options.reduce((sum, [tokens]) => sum + Math.min(...tokens.map((t) => searcher.counts.get(t)!)), 0),
    ),
  );
  let hasAllWords = true;
  let fewest = clauses.length;
  if (found.length === 0 && asked.length >= 3) {
    hasAllWords = false;
    const enough = Math.ceil((asked.length * 2) / 3);
    fewest = phrases.length + enough;
    const known = asked.map((options, i) => ({ options, count: counts[phrases.length + i]! })).filter(({ options }) => options.length > 0);
    known.sort((a, b) => a.count - b.count);
    const size = known.length - enough + 1;
    const groups: Option[][] = [];
    for (let i = 0; size > 0 && i + size <= known.length; i += size)
      groups.push(known.slice(i, i + size).flatMap(({ options }) => options));
    found = size > 0 ? find([...phrases, ...groups]) : [];
  }
  const rarity = (n: number) => Math.log(1 + (searcher.texts.length - counts[n]! + 0.5) / (counts[n]! + 0.5));
  const edges = found.slice(0, 1000).flatMap((text) => {
    const ranked = score(text, clauses, rarity);
    if (ranked.has < fewest) return [];
    const { node } = text;
    return [
      {
        node,
        values: {
          score: ranked.score / 1000,
          get highlights() {
            return highlights(text, clauses); // asked for where an edge is shown
          },
        },
        position: [ranked.score, node.id] as Position,
      },
    ];
  });
  const compare = ([a, x]: Position, [b, y]: Position) => Number(b) - Number(a) || byCodePoint(String(x), String(y));
  const connection = listConnection(
    edges.sort((a, b) => compare(a.position, b.position)),
    page,
    compare,
  );
  return { ...connection, hasAllWords, isPart: found.length > 1000 };
}

/** The formula of src/analysis/search/rank.ts, sums in the same order: the last digit must be the same. */
function score({ fields }: Text, clauses: readonly (readonly Option[])[], rarity: (n: number) => number) {
  const sides = clauses.map((options) =>
    fields.map((f) =>
      f.parts.map(({ tokens }) =>
        options.flatMap(([wanted, q]) => placesIn(tokens, wanted).map((at) => ({ at, q, wanted }))).sort((a, b) => a.at - b.at),
      ),
    ),
  );
  let sum = 0;
  let found = 0;
  clauses.forEach((_, n) => {
    let frequency = 0;
    fields.forEach(({ property, parts }, f) =>
      parts.forEach(({ tokens }, p) => {
        let count = 0;
        for (const { q } of sides[n]![f]![p]!) count += q;
        frequency += (property.searchable * count) / (1 - 0.3 + (0.3 * tokens.length) / 12);
      }),
    );
    if (frequency === 0) return;
    found++;
    sum += (rarity(n) * frequency) / (3 + frequency);
  });
  let [whole, pairs] = [0, 0];
  fields.forEach(({ isName, parts }, f) =>
    parts.forEach(({ tokens }, p) => {
      const stands = (n: number, at: number) => sides[n]?.[f]![p]!.some((s) => s.at <= at && at < s.at + s.wanted.length) ?? false;
      const marked = tokens.filter((_, at) => clauses.some((_, n) => stands(n, at))).length;
      if (isName && tokens.length > 0) whole = Math.max(whole, marked / tokens.length);
      pairs = Math.max(pairs, clauses.filter((_, n) => tokens.some((_, at) => stands(n, at) && stands(n + 1, at + 1))).length);
    }),
  );
  const share = clauses.length > 1 ? pairs / (clauses.length - 1) : 0;
  return { score: Math.round(1000 * sum * (1 + 0.8 * whole * whole + 0.5 * share)), has: found };
}

function highlights({ node, fields }: Text, clauses: readonly (readonly Option[])[]) {
  const wanted = clauses.flat().map(([tokens]) => tokens);
  return fields.flatMap(({ property, parts }) => {
    if (node.values[property.name] === null) return [];
    const fragments = parts.flatMap(({ raw }) => fragmentsOf(raw, wanted));
    return fragments.length > 0 ? [{ field: property.name, fragments }] : [];
  });
}

function fragmentsOf(raw: string, wanted: readonly (readonly string[])[]): string[] {
  const words = wordsOf(raw);
  const tokens = words.map(({ token }) => token);
  const marked = new Set(wanted.flatMap((phrase) => placesIn(tokens, phrase).flatMap((at) => phrase.map((_, k) => at + k))));
  if (marked.size === 0) return [];
  const isShown = (at: number) => raw.length <= 200 || [...marked].some((m) => Math.abs(m - at) <= 8);
  // each word with what stands before it; what follows the last one goes with that
  const pieces: string[] = [];
  let open = false;
  words.forEach(({ start, end }, at) => {
    if (!isShown(at)) {
      if (open) pieces[pieces.length - 1] += " …";
      open = false;
      return;
    }
    const gap = raw.slice(at === 0 ? 0 : words[at - 1]!.end, start);
    if (!open) pieces.push(at === 0 ? safe(gap) : "… ");
    else pieces[pieces.length - 1] += safe(gap);
    open = true;
    const word = safe(raw.slice(start, end));
    pieces[pieces.length - 1] += marked.has(at) ? `<mark>${word}</mark>` : word;
    if (at === words.length - 1) pieces[pieces.length - 1] += safe(raw.slice(end));
  });
  return pieces.slice(0, 3);
}

const safe = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
