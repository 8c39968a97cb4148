/** Every kind of fault, planted: each is found, at its file and line, with what would be right. */
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { checkSeed, faultLine, loadSeed, reportSeed, SeedError } from "../../src/dataset/index.js";
import { ABOUT, folderOf, small, SOUND } from "./small.js";

/** What is planted as a file of its own, and the faults to be found, as "line: message"; file names stand as @name. */
const PLANTED: Record<string, { yaml: string | Buffer; faults: string[] }> = {
  "unknown-id": {
    yaml: "ideas:\n  - id: lost\n    text: x\n    books: [book-won]\n",
    faults: ["4: `books`: no Book has the id `book-won`; did you mean `book-one`?"],
  },
  "unknown-id-far": {
    yaml: "ideas:\n  - id: lost-too\n    text: x\n    books:\n      - book-one\n      - nothing-like-any-of-them\n",
    faults: ["6: `books`: no Book has the id `nothing-like-any-of-them`; add it to a list `books`"],
  },
  "wrong-type": {
    yaml: "ideas:\n  - { id: mistaken, text: x, books: [tag-wide] }\n",
    faults: ["2: `books` leads to `tag-wide`, a Tag; the id of a Book is wanted"],
  },
  "renamed-reference": {
    yaml: "redirects: [{ id: book-first, to: book-one }]\nideas:\n  - { id: outdated, text: x, books: [book-first] }\n",
    faults: ["3: `books`: no Book has the id `book-first`; it was renamed, write `book-one`"],
  },
  "wrong-enum": {
    yaml: "ideas:\n  - id: coloured\n    text: x\n    colour: dark-blue\n    books: [book-one]\n  - { id: coloured-too, text: x, colour: ORANGE-ISH, books: [book-one] }\n",
    faults: [
      "4: idea coloured: `colour` is `dark-blue`; did you mean `DARK_BLUE`? one of RED, GREEN, DARK_BLUE is wanted",
      "6: idea coloured-too: `colour` is `ORANGE-ISH`; one of RED, GREEN, DARK_BLUE is wanted",
    ],
  },
  "duplicate-id": {
    yaml: "tags:\n  - { id: twice-said }\nbooks:\n  - { id: twice-said, title: x }\n",
    faults: ["4: the id `twice-said` is that of the Tag at @duplicate-id:2 already; give this Book another one"],
  },
  "capitals-alone": {
    yaml: "tags:\n  - { id: Told-Alike }\nbooks:\n  - { id: told-alike, title: x }\n",
    faults: ["4: the id `told-alike` differs from `Told-Alike` at @capitals-alone:2 in capitals alone; give this Book another one"],
  },
  unseen: {
    yaml: 'books:\n  - { id: rung, title: "Ring\\a" }\n  - { id: split, title: "Spl\u200bit" }\n',
    faults: [
      "2: book rung: `title` has the character U+0007, which nobody sees; take it out",
      "3: book split: `title` has the character U+200B, which nobody sees; take it out",
    ],
  },
  "unknown-key": {
    yaml: "ideas:\n  - id: misspelt\n    text: x\n    siez: 3\n    books: [{ id: book-one, pgae: 3 }]\ntags: [{ id: told-backwards, below: [tag-wide] }]\nbook: []\nsomething-else: 3\n",
    faults: [
      "4: an Idea has no key `siez` here; did you mean `size`? one of id, text, colour, day, size, good, books, tags, previous, remembers is wanted",
      "5: an edge of `books` has no key `pgae`; did you mean `page`? one of id, page is wanted",
      "6: a Tag has no key `below` here; it is said at the other end, as `above` of tags",
      "7: there is no list `book`; did you mean `books`? one of ideas, books, tags, visits, dataset, redirects, withdrawn, gaps is wanted",
      "8: there is no list `something-else`; one of ideas, books, tags, visits, dataset, redirects, withdrawn, gaps is wanted",
    ],
  },
  "missing-property": {
    yaml: "ideas:\n  - id: silent\n    books: [book-one]\n  - id: empty\n    text:\n    books: [book-one]\n",
    faults: ["2: idea silent: `text` is missing; a value is wanted", "5: idea empty: `text` is missing; a value is wanted"],
  },
  blank: {
    yaml: 'books:\n  - { id: untitled, title: "" }\n  - { id: untitled-too, title: " " }\ntags:\n  - { id: nameless, name: "  " }\n',
    faults: [
      "2: book untitled: `title` is blank; a value is wanted",
      "3: book untitled-too: `title` is blank; a value is wanted",
      "5: tag nameless: `name` is blank; leave it out",
    ],
  },
  addresses: {
    yaml: "visits:\n  - { id: nowhere, url: example.org/a }\n  - { id: somewhere, url: https://example.org/a }\n  - { id: there-too, url: https://example.org/a }\n  - { id: told, url: https://me%40b:secret@c.org/ }\n",
    faults: [
      "5: visit told: `url` is `https://me%40b:secret@c.org/`; an address without a name and password is wanted",
      "2: visit nowhere: `url` is `example.org/a`; an address such as https://asean.org/ is wanted",
      "4: the Visit `there-too`: `url` is that of `somewhere` at @addresses:3 already; refer to that one, or give this one its own",
    ],
  },
  "turned-round": {
    yaml: "visits:\n  - { id: backwards, begun: 2021-05, done: 2021-04-30 }\n  - { id: perhaps, begun: 2021-05-02, done: 2021-05 }\n",
    faults: ["2: the Visit `backwards`: `done` is 2021-04-30, before its `begun`, 2021-05; a date not before it is wanted"],
  },
  "no-source": {
    yaml: "ideas:\n  - id: unsourced\n    text: x\n  - { id: unsourced-too, text: x, books: [] }\n",
    faults: [
      "2: the Idea `unsourced` has no `books`; at least one Book is wanted",
      "4: the Idea `unsourced-too` has no `books`; at least one Book is wanted",
    ],
  },
  "no-date": {
    yaml: "ideas:\n  - id: undated\n    text: x\n    day: 2021-02-30\n    books: [book-one]\n  - { id: undated-too, text: x, day: 3 May 2021, books: [book-one] }\n",
    faults: [
      '4: idea undated: `day` is `2021-02-30`; there is no day 2021-02-30; a date is written "2021", "2021-01" or "2021-01-22"',
      '6: idea undated-too: `day` is `3 May 2021`; a date is written "2021", "2021-01" or "2021-01-22"',
    ],
  },
  "no-number": {
    yaml: 'ideas:\n  - id: sized\n    text: x\n    size: "12"\n    good: yes\n    books: [book-one]\n  - { id: sized-too, text: x, size: 99999999999, books: [book-one] }\n',
    faults: [
      "4: idea sized: `size` is `12`; a whole number is wanted, without quotation marks",
      "5: idea sized: `good` is `yes`; true or false is wanted",
      "7: idea sized-too: `size` is `99999999999`; a whole number is wanted",
    ],
  },
  circle: {
    yaml: "tags:\n  - { id: ring-a, above: ring-b }\n  - { id: ring-b, above: ring-c }\n  - { id: ring-c, above: ring-a }\n  - { id: ring-self, above: ring-self }\n",
    faults: [
      "4: `above` leads in a circle: ring-a → ring-b → ring-c → ring-a; take one step out",
      "5: `above` leads in a circle: ring-self → ring-self; take one step out",
    ],
  },
  chronology: {
    yaml: "ideas:\n  - { id: older, text: x, day: 1999-12-31, previous: newer, books: [book-one] }\n  - { id: newer, text: x, day: 2000, books: [book-one] }\n",
    faults: [
      "2: `previous` leads from `older` (day 1999-12-31) to the later `newer` (day 2000); a date not before it is wanted, or another end",
    ],
  },
  "identical-edges": {
    yaml: "ideas:\n  - id: repeated\n    text: x\n    books:\n      - { id: book-one, page: p. 1 }\n      - { id: book-one, page: p. 2 }\n      - { id: book-one, page: p. 1 }\n",
    faults: ["7: `repeated` leads to `book-one` a second time with nothing that tells them apart (@identical-edges:5); keep one of them"],
  },
  "second-of-one": {
    yaml: "ideas:\n  - { id: rival-a, text: x, previous: common, books: [book-one] }\n  - { id: rival-b, text: x, previous: common, books: [book-one] }\n  - { id: common, text: x, books: [book-one] }\n",
    faults: ["3: `common` has a second `next`, `rival-b`, besides `rival-a` (@second-of-one:2); one of them is wanted"],
  },
  "not-one": {
    yaml: "ideas:\n  - { id: crowded, text: x, previous: [third], books: book-one }\n",
    faults: [
      "2: `previous` is a list; the id of one is wanted",
      "2: `books` is `book-one`; a list of ids is wanted, also of a single one: `[id]`",
    ],
  },
  positions: {
    yaml: "ideas:\n  - id: placed\n    text: x\n    books: [book-one]\n    tags: [{ id: tag-wide, rank: 1 }, { id: tag-narrow, rank: 2 }]\n  - { id: placed-too, text: x, books: [book-one], tags: [tag-wide, tag-wide] }\n",
    faults: [
      "5: `rank` of `placed` is 1, 2; each place from 0 once is wanted: leave `rank` out, the order of the list says it",
      "6: `tag-wide` stands at two places of one list; keep one of them",
    ],
  },
  "malformed-text": {
    yaml: 'books:\n  - id: half\n    title: "half of a pair: \\uD83D"\n  - { id: zero, title: "a\\0b" }\n',
    faults: [
      "3: book half: `title` is `half of a pair: \ufffd`; text may not hold half of a surrogate pair",
      "4: book zero: `title` is `a\0b`; text may not hold the character NUL",
    ],
  },
  "wrong-form": {
    yaml: "books:\n  - just-a-word\n  - { id: titled, title: [a, b] }\n  - { id: [a], title: x }\ntags: tag\nideas:\n  - { id: knotted, text: &t x, books: [{ page: p. 1 }, *t] }\n",
    faults: [
      "2: a record is `just-a-word`; a mapping that begins with `id` is wanted",
      "3: book titled: `title` is a list; a single value is wanted",
      "4: book without id: `id` is a list; a single value is wanted",
      "5: `tags` is `tag`; a list of records is wanted",
      "7: an end of `books` is a mapping without `id`; the id of a Book is wanted",
      "7: an end of `books` is an alias (`*`); the id of a Book is wanted",
    ],
  },
  "id-form": {
    yaml: "books:\n  - { id: two words, title: x }\n  - { id: -x, title: x }\n  - { title: x }\n",
    faults: [
      '2: book two words: `id` is `two words`; an id is a word of letters, digits, ".", "_" and "-", at most 120 long',
      '3: book -x: `id` is `-x`; an id is a word of letters, digits, ".", "_" and "-", at most 120 long',
      "4: book without id: `id` is missing; a value is wanted",
    ],
  },
  "duplicate-key": {
    yaml: "books:\n  - id: doubled\n    title: x\n    title: y\n",
    faults: ["4: the key `title` stands twice in one mapping; keep one of them"],
  },
  tag: {
    yaml: "books:\n  - { id: tagged, title: !!int 3 }\n",
    faults: ["2: tags (`!!`) are not read; leave the tag out, the model says the type"],
  },
  redirects: {
    yaml: [
      "redirects:",
      "  - { id: third, to: first }",
      "  - { id: gone-x, to: gone-y }",
      "  - { id: gone-y, to: gone-z }",
      "  - { id: round-a, to: round-b }",
      "  - { id: round-b, to: round-a }",
      "  - { id: towards, to: round-a }",
      "  - { id: again, to: first }",
      "  - { id: again, to: second }",
      "  - { id: nowhere }",
      "  - { id: near, to: secnd }",
      "",
    ].join("\n"),
    faults: [
      "2: the old id `third` is in use (@../ideas/more:3); an id is renamed when nothing has it any more",
      "4: `gone-y` leads to `gone-z`, which nothing has; an id in use is wanted",
      "5: redirects lead in a circle: round-a → round-b → round-a; the last one must be an id in use",
      "9: the old id `again` is renamed at @redirects:8 already; keep one of them",
      "10: a redirect: `to` is missing; a value is wanted",
      "11: `near` leads to `secnd`, which nothing has; did you mean `second`?",
    ],
  },
  withdrawn: {
    yaml: [
      "withdrawn:",
      "  - { id: first, reason: x }",
      "  - { id: third-idea, reason: It was none. }",
      "  - { id: third-idea, reason: It was none. }",
      "  - { id: old-idea, reason: It was none. }",
      "  - { id: fourth }",
      "redirects:",
      "  - { id: old-idea, to: second }",
      "  - { id: older-idea, to: third-idea }",
      "",
    ].join("\n"),
    faults: [
      "2: the withdrawn id `first` is in use (@../ideas/first:2); take the record away, or this",
      "4: the withdrawn id `third-idea` is withdrawn already (@withdrawn:3); keep one of them",
      "5: the withdrawn id `old-idea` is renamed (@withdrawn:8); keep one of them",
      "6: a withdrawn id: `reason` is missing; a value is wanted",
      "9: `older-idea` leads to `third-idea`, which is withdrawn; withdraw `older-idea` too",
    ],
  },
  gaps: { yaml: "gaps:\n  Topic: not a list\n", faults: ["2: the gaps of Topic are no list of texts; a list of texts is wanted"] },
  "second-dataset": {
    yaml: "dataset:\n  name: Again\n  asof: 2024\n",
    faults: [
      "1: `dataset` is said a second time (@../dataset:1); keep one of them",
      "2: `dataset`: `asOf` is missing; a value is wanted",
      "2: `dataset`: `attribution` is missing; a value is wanted",
      "2: `dataset`: `dataVersion` is missing; a value is wanted",
      "2: `dataset`: `licence` is missing; a value is wanted",
      "2: `dataset`: `notice` is missing; a value is wanted",
      "3: `dataset` has no key `asof`; did you mean `asOf`? one of name, asOf, dataVersion, licence, attribution, notice is wanted",
    ],
  },
  "not-a-mapping": {
    yaml: "- id: listed\n",
    faults: ["1: the file is a list; a mapping with lists of records is wanted: ideas, books, tags, visits"],
  },
  empty: { yaml: "# nothing but a comment\n", faults: ["0: holds nothing; give it a list of records, or remove it"] },
  "not-utf-8": { yaml: Buffer.from([0x62, 0xff, 0x0a]), faults: ["0: is not encoded in UTF-8; save it as UTF-8"] },
  syntax: {
    yaml: "books:\n  - id: broken\n    title: a: b\n",
    faults: ["3: is no YAML: Nested mappings are not allowed in compact mappings; put the line, or the ones before it, right"],
  },
};

const named = (dir: string, name: string, fault: string): string => {
  const at = fault.indexOf(": ");
  const [line, message] = [fault.slice(0, at), fault.slice(at + 2)];
  const file = (planted: string) => path.join(dir, "planted", `${planted}.yaml`);
  return `${file(name)}${line === "0" ? "" : `:${line}`}: ${message.replace(/(?<!\w)@([\w./-]+)/g, (_, other: string) => file(other))}`;
};

const found = (dir: string) => checkSeed(dir, small).faults.map(faultLine).sort();

describe("a planted fault", () => {
  test.each(Object.keys(PLANTED))("%s", (name) => {
    const { yaml, faults } = PLANTED[name]!;
    const dir = folderOf({ ...SOUND, [`planted/${name}.yaml`]: yaml });
    expect(found(dir)).toEqual(faults.map((fault) => named(dir, name, fault)).sort());
  });

  test("all of them at once", () => {
    const dir = folderOf({
      ...SOUND,
      ...Object.fromEntries(Object.entries(PLANTED).map(([name, { yaml }]) => [`planted/${name}.yaml`, yaml])),
    });
    const expected = Object.entries(PLANTED).flatMap(([name, { faults }]) => faults.map((fault) => named(dir, name, fault)));
    expect(found(dir)).toEqual(expect.arrayContaining(expected));
    expect(found(dir)).toHaveLength(expected.length);
  });
});

test("what an unreadable file defines is not said to be unknown elsewhere", () => {
  const dir = folderOf({ ...SOUND, "books.yaml": `${SOUND["books.yaml"]}  oops` });
  expect(found(dir).filter((line) => line.includes("no Book has the id"))).toEqual([]);
});

test("a folder that is empty or is not there", () => {
  const dir = folderOf({});
  expect(found(dir)).toEqual([`${dir}: holds no YAML file; a seed is a folder of .yaml files`]);
  expect(found(path.join(dir, "none"))).toEqual([
    `${path.join(dir, "none")}: cannot be read (ENOENT); a readable file or folder is wanted`,
  ]);
});

test("a seed that does not say what it is", () => {
  const { "dataset.yaml": _, ...files } = SOUND;
  const dir = folderOf(files);
  expect(found(dir)).toEqual([
    `${dir}: no file says what the dataset is; a key \`dataset\` with name, asOf, dataVersion, licence, attribution and notice is wanted`,
  ]);
});

test("SeedError lists every fault, and the report has them before notes and counts", () => {
  const dir = folderOf({
    "dataset.yaml": ABOUT,
    "a.yaml":
      "ideas:\n  - { id: a, text: x, day: 2000, books: [b], remembers: [c] }\n  - { id: c, text: x, day: 2001, books: [b] }\n  - { id: d, books: [b] }\n  - { id: e, text: x }\nbooks: [{ id: b, title: x }]\n",
  });
  const [file, faults] = [
    path.join(dir, "a.yaml"),
    [":4: idea d: `text` is missing; a value is wanted", ":5: the Idea `e` has no `books`; at least one Book is wanted"],
  ];
  expect(() => loadSeed(dir, small)).toThrow(new SeedError(dir, checkSeed(dir, small).faults));
  expect(() => loadSeed(dir, small)).toThrow([`The seed ${dir} has 2 faults:`, ...faults.map((fault) => `  ${file}${fault}`)].join("\n"));
  const lines: string[] = [];
  expect(reportSeed(dir, small, (line) => lines.push(line))).toBe(false);
  expect(lines).toEqual([
    "2 faults (to be put right):",
    ...faults.map((fault) => `  ${file}${fault}`),
    "",
    "1 note (unusual, but it may be right):",
    `  ${file}:2: \`remembers\` leads from \`a\` (day 2000) to the later \`c\` (day 2001); see whether both dates are right`,
    "",
    "  4 Idea",
    "  1 Book",
    "  0 Tag",
    "  0 Visit",
    "",
    `The seed in ${dir} cannot be used.`,
  ]);
});
