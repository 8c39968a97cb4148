/** The order of lists: what comes before what, where nothing tells two apart, and where a value is missing. */
import { describe, expect, test } from "@jest/globals";
import type { Value } from "../../src/model/index.js";
import { model } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { onEveryStore } from "./service.js";

const documents = (values: readonly (readonly [id: string, values: Readonly<Record<string, Value>>])[]) => () =>
  graphOf(model, { nodes: { Document: values.map(([id, properties]) => ({ id, ...properties })) } });

const ids = (list: any): string => list.nodes.map((node: { id: string }) => node.id).join(" ");

describe("by code point", () => {
  // by UTF-16 unit, the last two would come before U+FF5E
  const letters = ["", " ", "10", "9", "A", "Z", "a", "z", "É", "é", "đ", "ไ", "\uff5e", "\uffff", "𝒜", "😀", "😀a", "\u{10ffff}"];
  const shuffled = letters.map((title, i) => [`n${String((i * 7) % letters.length).padStart(2, "0")}`, { title }] as const);
  onEveryStore(model, documents(shuffled), (service) => {
    test.each(["ASC", "DESC"])("%s", async (direction) => {
      const { documents: list } = await service.data(`{ documents(orderBy: { title: ${direction} }) { nodes { title } } }`);
      const expected = direction === "ASC" ? letters : letters.toReversed();
      expect(list.nodes.map((node: any) => node.title)).toEqual(expected);
    });
  });
});

describe("of missing values, ties and ids", () => {
  const graph = documents([
    ["b", { publisher: "x", pages: 2, issuedOn: "2021-01-01", kind: "STUDY" }],
    ["a", { publisher: "x", pages: -1, issuedOn: "2021", kind: "AGREEMENT" }],
    ["B", { publisher: null, pages: null, issuedOn: null, kind: "DECLARATION" }],
    ["A", { publisher: null, pages: 10, issuedOn: "2021-01", kind: "WEB_PAGE" }],
    ["c", { publisher: "y", pages: null, issuedOn: "2020-12-31", kind: "STUDY" }],
    ["d", { publisher: "y", pages: 2, issuedOn: null, kind: "AGREEMENT" }],
  ]);
  onEveryStore(model, graph, (service) => {
    test.each([
      ["id: ASC", "A B a b c d"],
      ["id: DESC", "d c b a B A"],
      // missing last in both directions; ties by id, in the direction of the last key
      ["publisher: ASC", "a b c d A B"],
      ["publisher: DESC", "d c b a B A"],
      ["pages: ASC", "a b d A B c"],
      ["pages: DESC", "A d b a c B"],
      // by the first day that a date can mean
      ["issuedOn: ASC", "c A a b B d"],
      ["issuedOn: DESC", "b a A c d B"],
      // by the names of the values, not in the order in which they are declared
      ["kind: ASC", "a d B b c A"],
      ["kind: DESC", "A c b B d a"],
    ])("{ %s }", async (key, expected) => {
      expect(ids((await service.data(`{ documents(orderBy: { ${key} }) { nodes { id } } }`)).documents)).toBe(expected);
    });

    test.each([
      ["[{ publisher: ASC }, { pages: DESC }]", "b a d c A B"],
      ["[{ publisher: DESC }, { pages: ASC }]", "d c a b A B"],
      ["[{ kind: ASC }, { id: DESC }]", "d a B c b A"],
      ["[{ kind: ASC }, { issuedOn: DESC }]", "a d B b c A"],
      // what comes again, or after the id, decides nothing
      ["[{ id: DESC }, { publisher: ASC }]", "d c b a B A"],
      ["[{ publisher: ASC }, { publisher: ASC }, { pages: ASC }]", "a b d c A B"],
      // without one: the newest first
      ["null", "b a A c d B"],
    ])("%s", async (orderBy, expected) => {
      expect(ids((await service.data(`{ documents(orderBy: ${orderBy}) { nodes { id } } }`)).documents)).toBe(expected);
    });
  });
});

describe("of edges", () => {
  const graph = () =>
    graphOf(model, {
      nodes: {
        Commitment: [
          { id: "c1", title: "One" },
          { id: "c2", title: "Two", madeOn: "2024" },
          { id: "c3", title: "Three", madeOn: "2025" },
        ],
        Document: [{ id: "d1" }, { id: "d2" }, { id: "d3" }],
        Theme: [
          { id: "t1", label: "A" },
          { id: "t2", label: "B" },
          { id: "t3", label: "C" },
        ],
        Country: [
          { id: "VN", name: "Viet Nam" },
          { id: "BN", name: "Brunei" },
        ],
        Organization: [{ id: "asean", name: "ASEAN" }],
      },
      edges: {
        "Commitment.statedIn": [
          ["c1", "d1", { locator: "b" }],
          ["c1", "d1", { locator: "a" }],
          ["c1", "d1"],
          ["c1", "d2", { locator: "a" }],
          ["c1", "d3"],
          ["c2", "d1", { locator: "z" }],
          ["c3", "d1", { locator: "z" }],
        ],
        "Commitment.themes": [
          ["c1", "t3", { rank: 0 }],
          ["c1", "t1", { rank: 1 }],
          ["c1", "t2", { rank: 2 }],
          ["c2", "t1", { rank: 0 }],
        ],
        "Commitment.parties": [
          ["c1", "VN", { role: "SUPPORTER" }],
          ["c1", "asean", { role: "PARTY" }],
          ["c1", "BN", { role: "PARTY" }],
          ["c1", "VN", { role: "LEAD" }],
        ],
      },
    });
  const edges = (list: any, property: string) => list.edges.map((edge: any) => `${edge.node.id}:${edge[property]}`).join(" ");

  onEveryStore(model, graph, (service) => {
    test.each([
      // two edges may lead to one node: then what the edge says tells them apart, missing last
      ["statedIn", "[{ id: ASC }]", "locator", "d1:a d1:b d1:null d2:a d3:null"],
      ["statedIn", "[{ id: DESC }]", "locator", "d3:null d2:a d1:b d1:a d1:null"],
      ["statedIn", "[{ edge: { locator: ASC } }]", "locator", "d1:a d2:a d1:b d1:null d3:null"],
      ["statedIn", "[{ edge: { locator: DESC } }]", "locator", "d1:b d2:a d1:a d3:null d1:null"],
      ["statedIn", "[{ commitments: { count: DESC } }, { edge: { locator: ASC } }]", "locator", "d1:a d1:b d1:null d2:a d3:null"],
      ["themes", "null", "rank", "t3:0 t1:1 t2:2"],
      ["themes", "[{ edge: { rank: DESC } }]", "rank", "t2:2 t1:1 t3:0"],
      ["themes", "[{ label: ASC }]", "rank", "t1:1 t2:2 t3:0"],
      ["themes", "[{ commitments: { count: DESC } }]", "rank", "t1:1 t3:0 t2:2"],
      // by role, then by name; whatever the type of the actor
      ["parties", "null", "role", "VN:LEAD asean:PARTY BN:PARTY VN:SUPPORTER"],
      ["parties", "[{ name: DESC }]", "role", "VN:SUPPORTER VN:LEAD BN:PARTY asean:PARTY"],
    ])("%s %s", async (field, orderBy, property, expected) => {
      const { commitment } = await service.data(
        `{ commitment(id: "c1") { ${field}(orderBy: ${orderBy}) { edges { ${property} node { id } } } } }`,
      );
      expect(edges(commitment[field], property)).toBe(expected);
    });

    test.each([
      // edges are counted: c1 is stated in d1 three times
      ["statedIn", "DESC", "c1 c3 c2"],
      ["statedIn", "ASC", "c2 c3 c1"],
      ["themes", "ASC", "c3 c2 c1"],
      ["parties", "DESC", "c1 c3 c2"],
    ])("commitments by the count of %s %s", async (field, direction, expected) => {
      const { commitments } = await service.data(`{ commitments(orderBy: { ${field}: { count: ${direction} } }) { nodes { id } } }`);
      expect(ids(commitments)).toBe(expected);
    });

    test("from the other end an order by the edge is the same edge's", async () => {
      const { document } = await service.data(
        '{ document(id: "d1") { commitments(orderBy: [{ edge: { locator: DESC } }, { madeOn: ASC }]) { edges { locator node { id } } } } }',
      );
      expect(edges(document.commitments, "locator")).toBe("c2:z c3:z c1:b c1:a c1:null");
    });
  });
});
