/** A model of the tests' own, that the curated one has nothing to do with, and seeds of it in a folder that is thrown away. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "@jest/globals";
import {
  EdgeProperties,
  Enum,
  Flag,
  Int,
  Model,
  Node,
  NodeType,
  PartialDate,
  PropertyOf as Property,
  RelationshipOf as Relationship,
  Text,
  Url,
} from "../../src/model/index.js";

const Colour = Enum("Colour", "A colour.", { RED: "Red.", GREEN: "Green.", DARK_BLUE: "Dark blue." });

@EdgeProperties({ description: "Where." })
class At {
  @Property(Text, "Where in it.", { nullable: true })
  page?: string;
}

@EdgeProperties({ description: "In what order." })
class Ranked {
  @Property(Int, "The place.", { position: true })
  rank!: number;
}

@NodeType({ description: "A book.", plural: "books", implements: [Node] })
class Book extends Node {
  @Property(Text, "The title.")
  title!: string;
}

@NodeType({ description: "A visit.", plural: "visits", implements: [Node] })
class Visit extends Node {
  @Property(Url, "The address.", { nullable: true, unique: true })
  url?: string;
  @Property(PartialDate, "When it was begun.", { nullable: true })
  begun?: string;
  @Property(PartialDate, "When it was done.", { nullable: true, notBefore: "begun" })
  done?: string;
}

@NodeType({ description: "A tag.", plural: "tags", implements: [Node], hierarchy: "above" })
class Tag extends Node {
  @Property(Text, "The name.", { nullable: true })
  name?: string;
  @Relationship({
    type: "ABOVE",
    to: () => Tag,
    one: true,
    acyclic: true,
    description: "Above.",
    inverse: { name: "below", description: "Below." },
  })
  above?: Tag;
}

@NodeType({ description: "An idea.", plural: "ideas", implements: [Node] })
class Idea extends Node {
  @Property(Text, "The text.")
  text!: string;
  @Property(Colour, "The colour.", { nullable: true })
  colour?: string;
  @Property(PartialDate, "The day.", { nullable: true })
  day?: string;
  @Property(Int, "The size.", { nullable: true })
  size?: number;
  @Property(Flag, "Whether it is good.", { nullable: true })
  good?: boolean;
  @Relationship({
    type: "IN",
    to: () => Book,
    required: true,
    properties: () => At,
    description: "Where it stands.",
    inverse: { name: "ideas", description: "What stands in it." },
  })
  books!: Book[];
  @Relationship({
    type: "TAGGED",
    to: () => Tag,
    properties: () => Ranked,
    description: "Its tags.",
    inverse: { name: "ideas", description: "Of this tag." },
  })
  tags!: Tag[];
  @Relationship({
    type: "AFTER",
    to: () => Idea,
    one: true,
    acyclic: true,
    chronology: { own: "day", other: "day", otherwise: "fault" },
    description: "The one before.",
    inverse: { name: "next", one: true, description: "The one after." },
  })
  previous?: Idea;
  @Relationship({
    type: "REMEMBERS",
    to: () => Idea,
    chronology: { own: "day", other: "day", otherwise: "note" },
    description: "What it remembers.",
    inverse: { name: "rememberedBy", description: "What remembers it." },
  })
  remembers!: Idea[];
}

export const small = new Model([Idea, Book, Tag, Visit]);

export const ABOUT = `dataset:
  name: Small
  asOf: 2024
  dataVersion: 1.0.0
  licence: CC0-1.0
  attribution: Nobody
  notice: "No"
`;

/** A seed without faults: two books, two tags, three ideas. */
export const SOUND: Record<string, string> = {
  "dataset.yaml": ABOUT,
  "books.yaml": "books:\n  - { id: book-one, title: One }\n  - { id: book-two, title: Two }\n",
  "tags.yaml": "tags:\n  - { id: tag-wide, name: Wide }\n  - { id: tag-narrow, name: Narrow, above: tag-wide }\n",
  "ideas/first.yaml":
    "ideas:\n  - id: first\n    text: The first\n    day: 2001-05\n    books: [{ id: book-one, page: p. 1 }, { id: book-one, page: p. 9 }]\n    tags: [tag-narrow, tag-wide]\n",
  "ideas/more.yaml":
    "ideas:\n  - { id: second, text: The second, day: 2001, previous: first, books: [book-one] }\n  - { id: third, text: The third, books: [book-two] }\n",
};

const folders: string[] = [];

/** Writes a seed's files into a folder of its own. */
export function folderOf(files: Record<string, string | Buffer>): string {
  const dir = mkdtempSync(path.join(tmpdir(), "seed-"));
  folders.push(dir);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), content);
  }
  return dir;
}

afterAll(() => {
  for (const dir of folders) rmSync(dir, { recursive: true, force: true });
});
