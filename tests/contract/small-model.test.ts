/** Another model, declared here and nowhere else: from its declarations alone it is filtered, ordered, paged and answered. */
import { expect, test } from "@jest/globals";
import {
  EdgeProperties,
  Enum,
  InterfaceType,
  Int,
  Model,
  Node,
  NodeType,
  PartialDate,
  PropertyOf as Property,
  RelationshipOf as Relationship,
  Text,
} from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { onEveryStore } from "./service.js";

const Part = Enum("Part", "What someone did.", { WRITER: "Wrote it.", EDITOR: "Edited it.", ACTOR: "Played in it." });

@EdgeProperties({ description: "What someone did for a work." })
class Made {
  @Property(Part, "What it was.", { sortable: true })
  part!: string;
  @Property(PartialDate, "When.", { nullable: true, sortable: true })
  on?: string;
}

@InterfaceType({ description: "What is made.", plural: "works", implements: [Node], order: [{ title: "ASC" }] })
abstract class Work extends Node {
  @Property(Text, "Its title.", { sortable: true })
  title!: string;
  @Relationship({
    type: "MADE_BY",
    to: () => Person,
    properties: () => Made,
    order: [{ edge: { on: "ASC" } }],
    description: "Who made it.",
    inverse: { name: "works", description: "What this person made.", order: [{ title: "DESC" }] },
  })
  makers!: Person[];
}

@NodeType({ description: "A book.", plural: "books", implements: [Work], order: [{ pages: "DESC" }] })
class Book extends Work {
  @Property(Int, "Its pages.", { nullable: true, sortable: true })
  pages?: number;
}

@NodeType({ description: "A film.", plural: "films", implements: [Work] })
class Film extends Work {
  @Property(Int, "How long it is.", { sortable: true })
  minutes!: number;
  @Relationship({
    type: "AFTER",
    to: () => Book,
    one: true,
    description: "The book that it follows.",
    inverse: { name: "films", description: "The films that follow it." },
  })
  after?: Book;
}

@NodeType({ description: "Someone.", plural: "people", implements: [Node], order: [{ name: "ASC" }], hierarchy: "teacher" })
class Person extends Node {
  @Property(Text, "The name.", { sortable: true })
  name!: string;
  @Relationship({
    type: "TAUGHT_BY",
    to: () => Person,
    one: true,
    acyclic: true,
    description: "Who taught them.",
    inverse: { name: "pupils", description: "Whom they taught." },
  })
  teacher?: Person;
}

const small = new Model([Book, Film, Person]);

const graph = () =>
  graphOf(small, {
    nodes: {
      Book: [
        { id: "b1", title: "Đêm", pages: 300 },
        { id: "b2", title: "An", pages: null },
        { id: "b3", title: "Zoo", pages: 120 },
      ],
      Film: [
        { id: "f1", title: "Đêm", minutes: 90 },
        { id: "f2", title: "Bé", minutes: 100 },
      ],
      Person: [
        { id: "lan", name: "Lan" },
        { id: "minh", name: "Minh" },
        { id: "ada", name: "Ada" },
      ],
    },
    edges: {
      "Work.makers": [
        ["b1", "lan", { part: "WRITER", on: "2001" }],
        ["b1", "lan", { part: "EDITOR", on: "2001-05" }],
        ["b1", "minh", { part: "EDITOR" }],
        ["b2", "minh", { part: "WRITER", on: "2003" }],
        ["f1", "lan", { part: "WRITER", on: "2010" }],
        ["f1", "ada", { part: "ACTOR", on: "2009-12-31" }],
      ],
      "Film.after": [["f1", "b1"]],
      "Person.teacher": [
        ["minh", "lan"],
        ["ada", "minh"],
      ],
    },
    redirects: { "old-book": "b1" },
  });

onEveryStore(small, graph, (service) => {
  test.each([
    ['books(where: { title: { contains: "dem" } })', "b1"],
    ["books(where: { pages: { gte: 120 } })", "b1 b3"],
    ["books(where: { NOT: { pages: { gte: 200 } } })", "b3 b2"],
    ['works(where: { title: { eq: "Đêm" } })', "b1 f1"],
    ["works(where: { makers: { none: {} } })", "f2 b3"],
    ["works(where: { makers: { some: { edge: { part: { eq: EDITOR }, on: { isNull: true } } } } })", "b1"],
    ['works(where: { makers: { single: { id: { eq: "lan" } } } })', "f1"],
    ['works(where: { makers: { all: { id: { within: "minh" } } } })', "b2 f2 b3"],
    ['works(where: { makers: { some: { edge: { on: { lt: "2010" } }, id: { within: "lan" } } } })', "b2 b1 f1"],
    ['films(where: { after: { makers: { some: { name: { startsWith: "MI" } } } } })', "f1"],
    ["films(where: { after: { isNull: true } })", "f2"],
    ['people(where: { id: { within: "minh" } })', "ada minh"],
    ['people(where: { works: { some: { title: { eq: "Đêm" }, edge: { part: { in: [ACTOR, EDITOR] } } } } })', "ada lan minh"],
    // orders: declared, by property, by count; missing last
    ["books", "b1 b3 b2"],
    ["films", "f1 f2"],
    ["works", "b2 f2 b3 b1 f1"],
    ["books(orderBy: { pages: ASC })", "b3 b1 b2"],
    ["works(orderBy: { makers: { count: DESC } })", "b1 f1 b2 f2 b3"],
    ["people(orderBy: [{ works: { count: DESC } }, { name: DESC }])", "lan minh ada"],
    ["works(last: 2)", "b1 f1"],
  ])("%s", async (field, ids) => {
    const list = (await service.data(`{ list: ${field} { nodes { id } totalCount } }`)).list;
    expect(list.nodes.map((node: any) => node.id).join(" ")).toBe(ids);
  });

  test("an answer with everything in it", async () => {
    const data = await service.data(`{
      old: work(id: "old-book") {
        __typename title
        ... on Book { pages }
        makers(where: { edge: { part: { ne: WRITER } } }) { totalCount edges { part on node { name teacher { name } } } }
        latest: makers(orderBy: { edge: { on: DESC } }, first: 1) { edges { on part } pageInfo { hasNextPage } }
      }
      person(id: "lan") { works { nodes { __typename title ... on Film { minutes after { id } } } } pupils { nodes { name } } }
      nodes(ids: ["f2", "old-book", "none"]) { __typename id }
    }`);
    expect(data).toEqual({
      old: {
        __typename: "Book",
        title: "Đêm",
        pages: 300,
        makers: {
          totalCount: 2,
          edges: [
            { part: "EDITOR", on: "2001-05", node: { name: "Lan", teacher: null } },
            { part: "EDITOR", on: null, node: { name: "Minh", teacher: { name: "Lan" } } },
          ],
        },
        latest: { edges: [{ on: "2001-05", part: "EDITOR" }], pageInfo: { hasNextPage: true } },
      },
      person: {
        // by title, which is the same, and so by id, downwards like the title
        works: {
          nodes: [
            { __typename: "Film", title: "Đêm", minutes: 90, after: { id: "b1" } },
            { __typename: "Book", title: "Đêm" },
            { __typename: "Book", title: "Đêm" },
          ],
        },
        pupils: { nodes: [{ name: "Minh" }] },
      },
      nodes: [{ __typename: "Film", id: "f2" }, { __typename: "Book", id: "b1" }, null],
    });
  });

  test("its lists are walked from page to page", async () => {
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const { works } = await service.data(
        "query ($after: String) { works(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }",
        { after },
      );
      seen.push(...works.nodes.map((node: any) => node.id));
      if (!works.pageInfo.hasNextPage) break;
      after = works.pageInfo.endCursor;
    }
    expect(seen).toEqual(["b2", "f2", "b3", "b1", "f1"]);
  });
});
