/** Searches, on every store: answers worked out by hand. */
import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { Engine } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { DEFAULT_LIMITS } from "../../src/plan/index.js";
import { graphOf } from "../support/graph.js";
import { FILL_MS, stores } from "../support/stores.js";
import { onEveryStore } from "./service.js";

const graph = () =>
  graphOf(model, {
    nodes: {
      Commitment: [
        { id: "clauses", title: "Publish model clauses for data flows", statement: "Firms may use them.", status: "DELIVERED" },
        { id: "reverse", title: "Let flows of data be measured", statement: "A clause is a model of text.", status: "ANNOUNCED" },
        { id: "viet", title: "Help Việt Nam", statement: "Study <b>\"trade\" & 'tax'</b> with the United States' offices." },
        { id: "vietnam", title: "Share what Vietnam knows", statement: "-" },
        { id: "vietnamese", title: "Print Vietnamese primers", statement: "-" },
        { id: "commerce", title: "Agree on E-Commerce", statement: "Children's rights count, too." },
        { id: "mcc", title: "Translate the MCC", statement: "-" },
        { id: "twin", title: "Blue sky, blue sea, sky", statement: "-" },
        { id: "long", title: "Write", statement: `${"word ".repeat(40)}needle ${"word ".repeat(40)}` },
      ],
      Country: [
        { id: "VN", name: "Viet Nam", iso3: "VNM", officialName: "Socialist Republic of Viet Nam", alternativeLabels: "Annam; Dai Viet" },
      ],
      Document: [{ id: "doc", title: "Model Contractual Clauses", alternativeLabels: "MCC; Standard Terms" }],
      Theme: [{ id: "theme", label: "Cybersecurity" }],
    },
  });

const FOUND = `query ($q: String!, $types: [NodeType!], $where: CommitmentWhere) {
  search(query: $q, types: $types, where: $where) { nodes { id } totalCount hasAllWords isPart } }`;

onEveryStore(model, graph, ({ data, error }) => {
  const ids = async (q: string, more: object = {}): Promise<string[]> =>
    (await data(FOUND, { q, ...more })).search.nodes.map(({ id }: { id: string }) => id);
  const set = async (q: string, more: object = {}) => (await ids(q, more)).sort();

  describe("words", () => {
    test("must all be there, in any order and any property", async () => {
      expect(await set("data model ")).toEqual(["clauses", "reverse"]);
      expect(await set("data firms ")).toEqual(["clauses"]);
      expect(await set("data nonsense ")).toEqual([]);
    });

    test("in quotes stand as they are written, in one property", async () => {
      expect(await set('"model clauses"')).toEqual(["clauses"]);
      expect(await set('"clauses model"')).toEqual([]);
      expect(await set('"flows firms"')).toEqual([]);
      expect(await set('data "a clause is"')).toEqual(["reverse"]);
    });

    test("with a minus sign before them must not be there", async () => {
      expect(await set("data -firms")).toEqual(["reverse"]);
      expect(await set('model -"model clauses" -contractual')).toEqual(["reverse"]);
      expect(await set("e-commerce")).toEqual(["commerce"]);
    });

    test("are the same in singular and plural, with and without accents, capitals and possessives", async () => {
      expect(await set("clause flow ")).toEqual(["clauses", "reverse"]);
      expect(await set("FLÖWS ")).toEqual(["clauses", "reverse"]);
      expect(await set("child ")).toEqual(["commerce"]);
      expect(await set("state ")).toEqual(["viet"]);
    });

    test("of a country are the same however they are written", async () => {
      for (const q of ["Việt Nam ", "viet nam ", "Vietnam ", "VIETNAM ", "annam ", "dai viet "])
        expect(await set(q)).toEqual(["VN", "viet", "vietnam"]);
      // while it is typed, what is longer is found too
      for (const q of ["Việt Nam", "viet nam", "Vietnam"]) expect(await set(q)).toEqual(["VN", "viet", "vietnam", "vietnamese"]);
    });

    test("with a typo are forgiven it also where they could be two words, which stand nowhere in a row", async () => {
      expect(await set("eprimers ")).toEqual(["vietnamese"]);
      expect(await set("ecommerce ")).toEqual(["commerce"]);
    });

    test("that are written apart or as one find each other", async () => {
      for (const q of ["ecommerce ", "e commerce ", "E-Commerce "]) expect(await set(q)).toEqual(["commerce"]);
      expect(await set("cyber security ")).toEqual(["theme"]);
    });

    test("find what has another name for the same", async () => {
      expect(await set("MCC ")).toEqual(["doc", "mcc"]);
      expect(await set("model contractual clauses ")).toEqual(["doc", "mcc"]);
      expect(await set("standard terms ")).toEqual(["doc", "mcc"]);
      expect(await set("standard word ")).toEqual([]);
    });

    test("may have one typo from five letters on, when they are not known", async () => {
      for (const q of ["pubish ", "publihs ", "pubblish ", "puplish ", "ublish "]) expect(await set(q)).toEqual(["clauses"]);
      expect(await set("puplihs ")).toEqual([]);
      expect(await set("hepl ")).toEqual([]);
    });

    test("may be a beginning where nothing follows them", async () => {
      expect(await set("publ")).toEqual(["clauses"]);
      expect(await set("publ ")).toEqual([]);
      expect(await set("publ clause")).toEqual([]);
    });

    test("that say nothing are not asked for, unless there are no others", async () => {
      expect(await set("what is the needle ")).toEqual(["long"]);
      expect(await set("what ")).toEqual(["vietnam"]);
      expect(await set('"what vietnam"')).toEqual(["vietnam"]);
    });
  });

  test("where no node has all of three words, those come that have two thirds, and it is said", async () => {
    const { search } = await data(FOUND, { q: "publish model zebra " });
    expect(search).toEqual({ nodes: [{ id: "clauses" }], totalCount: 1, hasAllWords: false, isPart: false });
    expect((await data(FOUND, { q: "publish model clauses " })).search.hasAllWords).toBe(true);
    expect(await set("publish zebra ")).toEqual([]);
    expect(await set("publish zebra giraffe ")).toEqual([]);
  });

  test("what is called what was asked for comes first, then what has it in its title", async () => {
    expect((await ids("viet nam "))[0]).toBe("VN");
    expect((await ids("model "))[0]).toBe("clauses");
  });

  test("types and a filter of commitments restrict what is found", async () => {
    expect(await set("viet nam ", { types: ["COUNTRY", "THEME"] })).toEqual(["VN"]);
    expect(await set("viet nam ", { types: [] })).toEqual([]);
    expect(await set("model ", { where: { status: { eq: "ANNOUNCED" } } })).toEqual(["reverse"]);
    expect(await set("model ", { where: {} })).toEqual(["clauses", "reverse"]);
    expect(await set("model ", { where: null, types: null })).toEqual(["clauses", "doc", "reverse"]);
    expect((await error(FOUND, { q: "a", types: ["THEME"], where: { status: { eq: "ANNOUNCED" } } })).message).toMatch(/COMMITMENT/);
  });

  test("highlights are pieces of the text as safe HTML, with the words marked", async () => {
    const highlights = async (q: string) =>
      (await data(`query ($q: String!) { search(query: $q) { edges { highlights { field fragments } } } }`, { q })).search.edges.map(
        (edge: { highlights: unknown }) => edge.highlights,
      );
    expect(await highlights("trade tax ")).toEqual([
      [
        {
          field: "statement",
          fragments: [
            "Study &lt;b&gt;&quot;<mark>trade</mark>&quot; &amp; &#39;<mark>tax</mark>&#39;&lt;/b&gt; with the United States&#39; offices.",
          ],
        },
      ],
    ]);
    expect(await highlights('"blue sky"')).toEqual([
      [{ field: "title", fragments: ["<mark>Blue</mark> <mark>sky</mark>, blue sea, sky"] }],
    ]);
    expect(await highlights("needle ")).toEqual([
      [{ field: "statement", fragments: [`… ${"word ".repeat(8)}<mark>needle</mark>${" word".repeat(8)} …`] }],
    ]);
    expect(await highlights('annam -"help"')).toEqual([
      [
        { field: "name", fragments: ["<mark>Viet</mark> <mark>Nam</mark>"] },
        { field: "alternativeLabels", fragments: ["<mark>Annam</mark>", "<mark>Dai</mark> <mark>Viet</mark>"] },
        {
          field: "officialName",
          fragments: ["<mark>Socialist</mark> <mark>Republic</mark> <mark>of</mark> <mark>Viet</mark> <mark>Nam</mark>"],
        },
      ],
      [{ field: "title", fragments: ["Share what <mark>Vietnam</mark> knows"] }],
    ]);
  });

  test("scores are those of BM25F", async () => {
    const { search } = await data(`{ search(query: "needle ") { edges { score } } }`);
    // one of twelve nodes has the word, once among the 81 of a text of weight 2
    const frequency = 2 / (0.7 + (0.3 * 81) / 12);
    expect(search.edges[0].score).toBeCloseTo((Math.log(1 + 11.5 / 1.5) * frequency) / (3 + frequency), 3);
  });

  test("is paged like any other list", async () => {
    const page = async (args: string) =>
      (
        await data(
          `{ search(query: "model ", ${args}) { edges { cursor score node { id } } totalCount pageInfo { hasNextPage hasPreviousPage } } }`,
        )
      ).search;
    const all = await page("first: 10");
    expect(all.totalCount).toBe(3);
    const scores = all.edges.map((edge: { score: number }) => edge.score);
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
    const [first] = all.edges;
    const rest = await page(`first: 1, after: "${first.cursor}"`);
    expect(rest.edges).toEqual([all.edges[1]]);
    expect(rest.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: true });
    expect((await page("last: 1")).edges).toEqual([all.edges[2]]);
    expect((await error(`{ search(query: "data", after: "${first.cursor}") { totalCount } }`)).message).toMatch(/cursor of another field/);
  });

  test("what is nested in nodes is answered too", async () => {
    const { search } = await data(
      `{ search(query: "needle ") { nodes { __typename id ... on Commitment { title followedUp themes { totalCount } } } } }`,
    );
    expect(search.nodes).toEqual([{ __typename: "Commitment", id: "long", title: "Write", followedUp: false, themes: { totalCount: 0 } }]);
  });

  describe("odd questions", () => {
    test("with nothing to look for get an error that says what would be right", async () => {
      for (const q of ["", " ", "?!", '""', "-", '" "', "\n\t", "😀"])
        expect(await error(FOUND, { q })).toEqual({ code: "BAD_USER_INPUT", message: expect.stringMatching(/no word to look for/) });
      for (const q of ["-data", '-"data flows"']) expect((await error(FOUND, { q })).message).toMatch(/only says what to leave out/);
    });

    test("that are too long get an error that says what is allowed", async () => {
      for (const q of ["data ".repeat(33), "x".repeat(10_000)]) expect((await error(FOUND, { q })).code).toBe("COST_LIMIT_EXCEEDED");
      expect(await set("x".repeat(900))).toEqual([]);
    });

    test("with a quote left open are words", async () => {
      expect(await set('"model clauses')).toEqual(["clauses", "doc", "reverse"]);
      expect(await set('needle"')).toEqual(["long"]);
      expect(await set("“model clauses”")).toEqual(["clauses"]);
    });

    test("with operators of full-text indexes are words", async () => {
      for (const q of [
        "needle AND ",
        "needle*",
        "needle~",
        "+needle",
        "(needle)",
        "statement:needle",
        "{names}:needle",
        "needle^2",
        "^needle",
        "needle NEAR(",
        "needle\\",
      ])
        expect(Array.isArray(await ids(q))).toBe(true);
      expect(await set("needle*")).toEqual(["long"]);
      expect(await set("(needle) && || ! [ ] { } ^ ~ * ? : \\ / ")).toEqual(["long"]);
      expect(await set("__searchNames:needle")).toEqual([]);
      expect(await set("data OR needle ")).toEqual([]);
    });
  });
});

describe("what would find too much is refused, and says by which bound", () => {
  test.each(stores)(
    "on $name",
    async ({ fill }) => {
      const filled = await fill(model, graph());
      try {
        const ask = async (q: string, limits: Partial<typeof DEFAULT_LIMITS>) => {
          const engine = new Engine({ model, store: filled.store, limits: { ...DEFAULT_LIMITS, ...limits } });
          const result = await engine.execute({ document: parse(FOUND), variables: { q } });
          return "errors" in result ? result.errors.map(({ message, extensions }) => [extensions.code, message]) : "answered";
        };
        // three nodes have the word, and one of them the other word too
        expect(await ask("model ", { matches: 3 })).toBe("answered");
        expect(await ask("model ", { matches: 2 })).toEqual([
          ["COST_LIMIT_EXCEEDED", expect.stringMatching(/ 3 .*at most 2 .*called matches/)],
        ]);
        expect(await ask("model firms ", { matches: 2 })).toBe("answered");
      } finally {
        await filled.close();
      }
    },
    FILL_MS,
  );
});
