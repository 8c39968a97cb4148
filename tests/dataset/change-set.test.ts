/** Change sets: their lines, their revision, and what is refused. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import {
  buildChangeSet,
  changeSet,
  checkChangeSet,
  ChangeSetError,
  fromNdjson,
  loadSeed,
  toNdjson,
  type Change,
  type DatasetInfo,
  type Withdrawal,
  type EdgeChange,
  type NodeChange,
} from "../../src/dataset/index.js";
import { model } from "../../src/model/index.js";
import { folderOf, small, SOUND } from "./small.js";

const seed = loadSeed(folderOf({ ...SOUND, "x.yaml": "redirects: [{ id: old, to: first }]\n" }), small);
const set = changeSet(seed, "1.0.0");
const lines = [...toNdjson(set)];

const specification = readFileSync("docs/change-sets.md", "utf8");
const example = /```ndjson\n([\s\S]*?)\n```/.exec(specification)![1]!.split("\n");

describe("the lines", () => {
  test("are a header, nodes, edges and redirects, each in order", () => {
    expect(lines.map((line) => /"(?:id|from)":"([^"]+)"/.exec(line)?.[1] ?? "header")).toEqual(
      "header first second third book-one book-two tag-narrow tag-wide first first second third first first second tag-narrow old".split(
        " ",
      ),
    );
    expect(lines[1]).toBe(
      '{"op":"node","type":"Idea","id":"first","properties":{"colour":null,"day":"2001-05","good":null,"size":null,"text":"The first"}}',
    );
    expect(lines.at(-1)).toBe('{"op":"redirect","id":"old","to":"first"}');
  });

  test("give the same change set when read", () => {
    const read = fromNdjson(lines);
    expect(read.dataset).toEqual(set.dataset);
    expect([...read.changes]).toEqual([...set.changes]);
    expect([...toNdjson(fromNdjson(lines))]).toEqual(lines);
  });

  test("are read one at a time", () => {
    let taken = 0;
    const source = (function* () {
      for (const line of lines) {
        taken++;
        yield line;
      }
    })();
    const changes = fromNdjson(source).changes[Symbol.iterator]();
    changes.next();
    expect(taken).toBe(2);
  });

  test("may have white space and other orders of keys", () => {
    const loose = lines.map((line) =>
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line) as object).reverse()), null, 1).replaceAll("\n", " "),
    );
    expect([...fromNdjson(loose).changes]).toHaveLength(lines.length - 1);
  });
});

describe("the specification's example", () => {
  test("is read, without faults", () => {
    expect(checkChangeSet(fromNdjson(example), model)).toEqual([]);
  });

  test("has the revision that the specification says", () => {
    const byName = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(byName)
        : value && typeof value === "object"
          ? Object.fromEntries(
              Object.entries(value)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([k, v]) => [k, byName(v)]),
            )
          : value;
    const { revision, schemaVersion: _, ...about } = (JSON.parse(example[0]!) as { dataset: DatasetInfo }).dataset;
    const hashed = [JSON.stringify(byName(about)), ...example.slice(1)].map((line) => `${line}\n`).join("");
    expect(createHash("sha256").update(hashed).digest("hex").slice(0, 16)).toBe(revision);
  });
});

describe("a stream is refused", () => {
  const read = (text: readonly string[]) => [...fromNdjson(text).changes];
  const altered = (index: number, line: string) => lines.map((old, at) => (at === index ? line : old));
  test.each<[string, string[], number, RegExp]>([
    ["without a header", lines.slice(1), 1, /no header/],
    ["when empty", [], 1, /no header/],
    ["of another form", ['{"changeSet":2,"dataset":{}}'], 1, /no header/],
    ["with an incomplete header", ['{"changeSet":1,"dataset":{"name":"x"}}'], 1, /`dataset.asOf` is missing/],
    ["with a line that is no JSON", altered(2, "{"), 3, /no JSON object/],
    ["with an empty line", [...lines, ""], 18, /no JSON object/],
    ["with an unknown operation", altered(2, '{"op":"remove","id":"x"}'), 3, /`op` is "remove"; one of node, edge, redirect is wanted/],
    ["with a key too few", altered(2, '{"op":"node","type":"Idea","id":"x"}'), 3, /`properties` is missing/],
    ["with a key too many", altered(16, '{"op":"redirect","id":"x","to":"y","why":"z"}'), 17, /`why` is unknown; op, id, to are wanted/],
    ["cut short", lines.slice(0, -1), 16, /cut short, altered/],
    ["altered", altered(1, lines[1]!.replace("The first", "The last")), 17, /cut short, altered/],
    ["in another order", [lines[0]!, lines[2]!, lines[1]!, ...lines.slice(3)], 17, /cut short, altered/],
  ])("%s", (_, text, line, message) => {
    let error: unknown;
    try {
      read(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ChangeSetError);
    expect((error as ChangeSetError).faults).toEqual([{ file: "change set", line, message: expect.stringMatching(message) }]);
  });
});

describe("a change set that does not fit the model", () => {
  const about = seed.about;
  const book = (id: string, properties: NodeChange["properties"] = { title: "x" }): NodeChange => ({
    op: "node",
    type: "Book",
    id,
    properties,
  });
  const idea = (id: string, properties: Partial<NodeChange["properties"]> = {}): NodeChange => ({
    op: "node",
    type: "Idea",
    id,
    properties: { text: "x", colour: null, day: null, size: null, good: null, ...properties } as NodeChange["properties"],
  });
  const inBook = (from: string, to: string, properties: EdgeChange["properties"] = { page: null }): EdgeChange => ({
    op: "edge",
    edge: "Idea.books",
    from,
    to,
    properties,
  });
  const faults = (
    nodes: NodeChange[],
    edges: EdgeChange[] = [],
    redirects: { id: string; to: string }[] = [],
    withdrawn: Withdrawal[] = [],
  ) =>
    checkChangeSet(
      buildChangeSet(small, about, { nodes, edges, redirects: redirects.map((r) => ({ op: "redirect", ...r })), withdrawn }, "1"),
      small,
    ).map(({ line, message }) => `${line}: ${message}`);

  test("has no fault when it does", () => expect(faults([book("b"), idea("i")], [inBook("i", "b")], [{ id: "o", to: "b" }])).toEqual([]));

  test.each<[string, string[], string]>([
    ["a property left out", faults([book("b", {})]), "2: `title` is left out; a value is wanted"],
    [
      "a property too many",
      faults([book("b", { title: "x", titel: "y" })]),
      "2: there is no property `titel`; did you mean `title`? one of id, title is wanted",
    ],
    ["a missing value", faults([book("b", { title: null })]), "2: `title` is missing; a value is wanted"],
    ["a value of another type", faults([book("b", { title: 3 })]), "2: `title` is `3`; text is wanted"],
    [
      "text that is not normalized",
      faults([book("b", { title: "Viê\u0323t" })]),
      "2: `title` is not in Unicode normalization form C; normalize it",
    ],
    [
      "an id of another form",
      faults([book("b c")]),
      '2: `id` is `b c`; an id is a word of letters, digits, ".", "_" and "-", at most 120 long',
    ],
    [
      "an id twice",
      faults([book("b"), book("b")]),
      "3: the id `b` is that of the Book at change set:2 already; give this Book another one",
    ],
    [
      "an unknown end",
      faults([book("b"), idea("i")], [inBook("i", "b"), inBook("i", "bb")]),
      "5: `books`: no Book has the id `bb`; did you mean `b`?",
    ],
    ["an edge from nowhere", faults([book("b")], [inBook("x", "b")]), "3: `books`: no Idea has the id `x`; add it to a list `ideas`"],
    ["no source", faults([idea("i")]), "2: the Idea `i` has no `books`; at least one Book is wanted"],
    [
      "a redirect to an old id",
      faults(
        [book("b")],
        [],
        [
          { id: "o", to: "p" },
          { id: "p", to: "b" },
        ],
      ),
      "3: `o` leads to `p`, an old id; the id in use is wanted, `b`",
    ],
    [
      "a withdrawn id in use",
      faults([book("b")], [], [], [{ id: "b", reason: "x" }]),
      "1: the withdrawn id `b` is in use (change set:2); take the record away, or this",
    ],
    [
      "a withdrawn id without a reason",
      faults([], [], [], [{ id: "b", reason: "" }]),
      "1: `dataset.withdrawn`: `b` has no reason; a sentence is wanted",
    ],
    [
      "a redirect to nothing",
      faults([book("b")], [], [{ id: "o", to: "zzzz" }]),
      "3: `o` leads to `zzzz`, which nothing has; an id in use is wanted",
    ],
  ])("%s", (_, found, fault) => expect(found).toEqual([fault]));

  test("unknown types and kinds of edges, changes out of order, and a header that is not true", () => {
    const changes: Change[] = [
      book("b"),
      inBook("i", "b"),
      idea("i"),
      { ...book("x"), type: "Boook" },
      { ...inBook("i", "b"), edge: "Idea.book" },
      { op: "redirect", id: "o", to: "b" },
      inBook("i", "b", { page: "2" }),
    ];
    const withdrawn = [
      { id: "y", reason: "x" },
      { id: "x y", reason: "x" },
    ];
    const dataset = { ...set.dataset, asOf: "soon", shareWithLocator: 0.5, notice: "\ud800", withdrawn };
    expect(checkChangeSet({ dataset, changes }, small).map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '1: `dataset.asOf`: a date is written "2021", "2021-01" or "2021-01-22"',
      "1: `dataset.notice`: text may not hold half of a surrogate pair",
      '1: `dataset.withdrawn`: an id is a word of letters, digits, ".", "_" and "-", at most 120 long',
      "1: `dataset.withdrawn`: `x y` stands after `y`; the order of ids is wanted",
      '1: `dataset.counts` is not what follows; [{"type":"Idea","count":1},{"type":"Book","count":1},{"type":"Tag","count":0},{"type":"Visit","count":0}] is wanted',
      "1: `dataset.shareWithLocator` is 0.5; 0 is wanted",
      "4: a node stands after an edge or a redirect; nodes, then edges, then redirects are wanted",
      "5: there is no type `Boook`; did you mean `Book`? one of Idea, Book, Tag, Visit is wanted",
      "5: a node stands after an edge or a redirect; nodes, then edges, then redirects are wanted",
      "6: there is no kind of edge `Idea.book`; did you mean `Idea.books`? one of Idea.books, Idea.tags, Idea.previous, Idea.remembers, Tag.above is wanted",
      "8: an edge stands after a redirect; nodes, then edges, then redirects are wanted",
    ]);
  });
});
