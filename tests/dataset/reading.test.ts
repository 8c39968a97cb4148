/** What a seed's YAML means where it is without faults. */
import { describe, expect, test } from "@jest/globals";
import { changeSet, checkSeed, loadSeed, seedStamp } from "../../src/dataset/index.js";
import { folderOf, small, SOUND } from "./small.js";

const load = (files: Record<string, string>) => loadSeed(folderOf({ ...SOUND, ...files }), small);
const node = (files: Record<string, string>, id: string) => load(files).nodes.find((found) => found.id === id)?.properties;

test("records, edges with and without properties, places of a list, and notes", () => {
  const seed = load({});
  expect(seed.nodes.map(({ type, id }) => `${type} ${id}`).sort()).toEqual([
    "Book book-one",
    "Book book-two",
    "Idea first",
    "Idea second",
    "Idea third",
    "Tag tag-narrow",
    "Tag tag-wide",
  ]);
  expect(seed.nodes.find(({ id }) => id === "first")?.properties).toEqual({
    text: "The first",
    colour: null,
    day: "2001-05",
    size: null,
    good: null,
  });
  expect(seed.edges.filter(({ from }) => from === "first")).toEqual([
    { op: "edge", edge: "Idea.books", from: "first", to: "book-one", properties: { page: "p. 1" } },
    { op: "edge", edge: "Idea.books", from: "first", to: "book-one", properties: { page: "p. 9" } },
    { op: "edge", edge: "Idea.tags", from: "first", to: "tag-narrow", properties: { rank: 0 } },
    { op: "edge", edge: "Idea.tags", from: "first", to: "tag-wide", properties: { rank: 1 } },
  ]);
  expect(seed.notes).toEqual([]);
  expect(seed.about).toEqual({
    name: "Small",
    asOf: "2024",
    dataVersion: "1.0.0",
    licence: "CC0-1.0",
    attribution: "Nobody",
    notice: "No",
  });
});

describe("a scalar means what the model says", () => {
  test.each([
    ["2021", "2021"],
    ["no", "no"],
    ["0x1F", "0x1F"],
    ["1_000", "1_000"],
    ["true", "true"],
    ["'null'", "null"],
    ['"2021"', "2021"],
    [">-\n      folded\n      text", "folded text"],
    [">\n      folded\n      text\n", "folded text"],
    ["|\n      two\n      lines\n", "two\nlines"],
    ["several\n      lines", "several lines"],
    ["Viê\u0323t Nam", "Việt Nam"],
  ])("text: %j", (yaml, text) => {
    expect(node({ "x.yaml": `books:\n  - id: x\n    title: ${yaml}\n` }, "x")).toEqual({ title: text });
  });

  test.each([
    ["day: 2021-01", { day: "2021-01" }],
    ["day: 2021", { day: "2021" }],
    ["day: '2021'", { day: "2021" }],
    ["day: ~", { day: null }],
    ["day:", { day: null }],
    ["size: 007", { size: 7 }],
    ["size: -3", { size: -3 }],
    ["size: null", { size: null }],
    ["good: true", { good: true }],
    ["good: false", { good: false }],
    ["colour: DARK_BLUE", { colour: "DARK_BLUE" }],
  ])("%s", (yaml, expected) => {
    expect(node({ "x.yaml": `ideas:\n  - id: x\n    text: x\n    books: [book-one]\n    ${yaml}\n` }, "x")).toMatchObject(expected);
  });
});

test("redirects are followed to the id in use", () => {
  const { redirects } = load({
    "x.yaml": "redirects:\n  - { id: oldest, to: older }\n  - { id: older, to: old }\n  - { id: old, to: first }\n",
  });
  expect(redirects.map(({ id, to }) => [id, to])).toEqual([
    ["oldest", "first"],
    ["older", "first"],
    ["old", "first"],
  ]);
});

describe("revision and stamp", () => {
  const revision = (files: Record<string, string>, version = "1.0.0") =>
    changeSet(loadSeed(folderOf(files), small), version).dataset.revision;
  const original = revision(SOUND);

  test("the revision is 16 hexadecimal digits and the same for one file or many, in any order", () => {
    expect(original).toMatch(/^[0-9a-f]{16}$/);
    const renamed = Object.fromEntries(
      Object.entries(SOUND).map(([name, yaml], index) => [`${9 - index}/${name.replaceAll("/", "-")}`, yaml]),
    );
    expect(revision(renamed)).toBe(original);
    const { "tags.yaml": tags, "books.yaml": books, ...others } = SOUND;
    const [head, one, two] = books!.split("\n");
    expect(revision({ ...others, "both.yaml": `# a comment\n${tags}\n${head}\n${two}\n${one}\n` })).toBe(original);
  });

  test("it changes with the content, and not with the version of the schema", () => {
    expect(revision(SOUND, "2.0.0")).toBe(original);
    const changed = [
      { ...SOUND, "books.yaml": SOUND["books.yaml"]!.replace("Two", "Zwei") },
      { ...SOUND, "ideas/first.yaml": SOUND["ideas/first.yaml"]!.replace("[tag-narrow, tag-wide]", "[tag-wide, tag-narrow]") },
      { ...SOUND, "dataset.yaml": SOUND["dataset.yaml"]!.replace("2024", "2025") },
      { ...SOUND, "x.yaml": "redirects: [{ id: old, to: first }]\n" },
    ].map((files) => revision(files));
    expect(new Set([original, ...changed]).size).toBe(5);
  });

  test("the stamp changes with names and bytes of YAML files, and with nothing else", () => {
    const stamp = seedStamp(folderOf(SOUND));
    expect(stamp).toMatch(/^[0-9a-f]{16}$/);
    expect(seedStamp(folderOf({ ...SOUND, "README.md": "x", ".hidden.yaml": "x" }))).toBe(stamp);
    const { "tags.yaml": tags, ...others } = SOUND;
    expect(seedStamp(folderOf({ ...others, "labels.yaml": tags! }))).not.toBe(stamp);
    expect(seedStamp(folderOf({ ...others, "tags.yaml": `${tags} ` }))).not.toBe(stamp);
  });
});

test("counts are in the order of the model", () => {
  const { counts } = checkSeed(folderOf(SOUND), small);
  expect(counts).toEqual([
    { type: "Idea", count: 3 },
    { type: "Book", count: 2 },
    { type: "Tag", count: 2 },
    { type: "Visit", count: 0 },
  ]);
});
