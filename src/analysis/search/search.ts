/**
 * Searches. What a word may stand for is found in the vocabulary of the revision, the stores give the nodes that have
 * such tokens, and these are ranked here: so what is found, and in what order, does not depend on the store.
 */
import { compareText, type Model, type Type } from "../../model/index.js";
import {
  cut,
  exceeded,
  namesIn,
  readSearchText,
  searchable,
  showCuts,
  typeToken,
  type Filter,
  type Found,
  type Json,
  type Limits,
  type JsonObject,
  type List,
  type NodeField,
  type Position,
  type Read,
  type RootField,
  type VocabularyText,
} from "../../plan/index.js";
import { clausesOf, type Clause } from "./clauses.js";
import { Finder } from "./finder.js";
import { highlight } from "./highlight.js";
import type { Question } from "./question.js";
import { Ranking } from "./rank.js";
import { Vocabulary } from "./vocabulary.js";

/** So many nodes are ranked. Where more are found, the first of them (MatchesField). */
const MOST_RANKED = 1_000;
/** Where no node has all of so many words, those that have most of them are found. */
const FEWEST_TO_RELAX = 3;

/** So often a filter stands in the statement that finds matches. */
export const TIMES_IN_MATCHES = 2;

export interface Asked {
  readonly question: Question;
  readonly types: readonly Type[];
  readonly where: Filter;
  readonly limits: Limits;
}

interface Ranked {
  readonly edges: readonly Found[];
  readonly finder: Finder;
  readonly isPart: boolean;
  readonly hasAllWords: boolean;
}

export class Search {
  private known: { readonly revision: string; readonly vocabulary: Vocabulary } | null = null;
  private readonly types: ReadonlyMap<string, Type>;

  constructor(private readonly model: Model) {
    this.types = new Map(model.nodes.map((type) => [typeToken(type), type]));
  }

  /** The connection of what is found. Four reads, one or two more where no node has all the words. */
  async answer(list: List, asked: Asked, read: Read): Promise<Json> {
    const { edges, finder, isPart, hasAllWords } = await this.find(asked, read);
    const wantsHighlights = [...list.shape.values()].some(
      (part) => part.kind === "edges" && [...part.fields.values()].some((field) => field.kind === "value" && field.name === "highlights"),
    );
    const page = cut(edges, list, compareFound);
    const highlights = wantsHighlights ? await this.highlights(page.edges, finder, read) : [];
    const shown = page.edges.map((edge, i) => ({ ...edge, values: { ...edge.values, ...highlights[i] } }));
    const [connection] = await showCuts(list, [{ ...page, edges: shown, values: { isPart, hasAllWords } }], read);
    return connection!;
  }

  private async find({ question, types, where, limits }: Asked, read: Read): Promise<Ranked> {
    const vocabulary = await this.vocabulary(read);
    const reading = (clauses: readonly Clause[]) => {
      const finder = new Finder(clauses);
      return { clauses, finder, ranking: new Ranking(clauses, finder, vocabulary.nodes) };
    };
    let { clauses, finder, ranking } = reading(clausesOf(question, vocabulary));
    const matches = async (all: readonly Clause[], fewest: number): Promise<Omit<Ranked, "finder" | "hasAllWords">> => {
      if (types.length === 0 || all.some(({ options }) => options.length === 0)) return { edges: [], isPart: false };
      const found = Math.min(...all.map(({ count }) => count));
      if (found > limits.matches)
        throw exceeded(
          "nodes that may have all words of search(query:)",
          found,
          "matches",
          limits,
          "Give words that are rarer, or more of them.",
        );
      const wanted = { all: all.map(({ options }) => options.map(({ phrase }) => phrase)), none: question.excluded };
      const plan = new Map<string, RootField>([["rows", { kind: "matches", types, wanted, where, most: MOST_RANKED + 1 }]]);
      const { rows } = (await read(plan)) as { rows: readonly (readonly [string, string, string, string])[] };
      const edges = rows.slice(0, MOST_RANKED).flatMap(([token, id, names, texts]): Found[] => {
        const { score, has } = ranking.of(readSearchText(this.types.get(token)!, { names, texts }));
        return has < fewest ? [] : [{ id, position: [score, id], values: { score: score / 1000 } }];
      });
      return { edges: edges.sort((a, b) => compareFound(a.position, b.position)), isPart: rows.length > MOST_RANKED };
    };
    let strict = await matches(clauses, clauses.length);
    if (strict.edges.length === 0) {
      const forgiving = clausesOf(question, vocabulary, true);
      if (forgiving.some(({ options }, i) => options.length !== clauses[i]!.options.length)) {
        ({ clauses, finder, ranking } = reading(forgiving));
        strict = await matches(clauses, clauses.length);
      }
    }
    const words = clauses.filter(({ isPhrase }) => !isPhrase);
    if (strict.edges.length > 0 || words.length < FEWEST_TO_RELAX) return { ...strict, finder, hasAllWords: true };
    // who has all but so many of the words has one at least of any group that is larger
    const phrases = clauses.filter(({ isPhrase }) => isPhrase);
    const known = words.filter(({ options }) => options.length > 0).sort((a, b) => a.count - b.count);
    const fewest = Math.ceil((2 * words.length) / 3);
    const size = known.length - fewest + 1;
    if (size < 1) return { ...strict, finder, hasAllWords: false };
    const groups = Array.from({ length: Math.floor(known.length / size) }, (_, i) => known.slice(i * size, (i + 1) * size));
    const any = groups.map((group): Clause => ({
      options: group.flatMap(({ options }) => options),
      count: Math.min(
        vocabulary.nodes,
        group.reduce((sum, { count }) => sum + count, 0),
      ),
      isPhrase: false,
    }));
    return { ...(await matches([...phrases, ...any], phrases.length + fewest)), finder, hasAllWords: false };
  }

  /** The words of the revision, read once. */
  private async vocabulary(read: Read): Promise<Vocabulary> {
    const { dataset } = (await read(
      new Map<string, RootField>([["dataset", { kind: "dataset", select: new Map([["revision", { kind: "value", name: "revision" }]]) }]]),
    )) as unknown as { dataset: { revision: string } };
    if (this.known?.revision !== dataset.revision) {
      const { all } = await read(new Map<string, RootField>([["all", { kind: "vocabulary" }]]));
      this.known = { revision: dataset.revision, vocabulary: new Vocabulary(all as unknown as VocabularyText) };
    }
    return this.known.vocabulary;
  }

  /** What was found in the nodes of edges: for each property that has some of it, pieces of its text. One read. */
  private async highlights(edges: readonly Found[], finder: Finder, read: Read): Promise<JsonObject[]> {
    if (edges.length === 0) return [];
    const node = this.model.type("Node");
    const propertiesOf = (type: Type) => Object.values(searchable(type)).flat();
    const select = new Map(
      node.concretes.map((type) => [
        type,
        new Map<string, NodeField>(propertiesOf(type).map((property) => [`${type.name} ${property.name}`, { kind: "property", property }])),
      ]),
    );
    const ids = edges.map(({ id }) => id);
    const { found } = await read(new Map<string, RootField>([["found", { kind: "lookups", type: node, ids, select }]]));
    const fields = new Map(
      node.concretes.flatMap((type) => propertiesOf(type).map((property) => [`${type.name} ${property.name}`, property])),
    );
    return (found as readonly JsonObject[]).map((values) => ({
      highlights: Object.entries(values).flatMap(([key, value]) => {
        const property = fields.get(key)!;
        const fragments = namesIn(property, (value as string | null) ?? "").flatMap((name) => highlight(name.trim(), finder));
        return fragments.length > 0 ? [{ field: property.name, fragments }] : [];
      }),
    }));
  }
}

/** The best first; of equal ones by id. */
function compareFound([score, id]: Position, [otherScore, otherId]: Position): number {
  return Number(otherScore) - Number(score) || compareText(String(id), String(otherId));
}
