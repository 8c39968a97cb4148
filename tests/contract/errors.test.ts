/** Questions that cannot be answered as they are put: each error has a code, and names what was wrong. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { onEveryStore, type Variables } from "./service.js";

const graph = () =>
  graphOf(model, {
    nodes: {
      Theme: [
        { id: "a", label: "A" },
        { id: "b", label: "B" },
      ],
      Commitment: [{ id: "c", title: "C" }],
      Document: [{ id: "d" }],
    },
    edges: {
      "Commitment.themes": [
        ["c", "a", { rank: 0 }],
        ["c", "b", { rank: 1 }],
      ],
      "Commitment.statedIn": [["c", "d"]],
    },
  });

type Row = [what: string, query: string, names: string, variables?: Variables];

const ROWS: Row[] = [
  ["first with last", "{ themes(first: 1, last: 1) { totalCount } }", "themes(last:)"],
  ["a negative first", "{ themes(first: -1) { totalCount } }", "themes(first:)"],
  ["a negative last, by variable", "query ($n: Int) { themes(last: $n) { totalCount } }", "themes(last:)", { n: -1 }],
  ["a first of more than 200", "{ themes(first: 201) { totalCount } }", "200"],
  ["a last of more than 200, nested", '{ theme(id: "a") { commitments(last: 201) { totalCount } } }', "commitments(last:)"],

  ["eq: null", "{ themes(where: { label: { eq: null } }) { totalCount } }", "isNull: true"],
  ["ne: null", "{ themes(where: { label: { ne: null } }) { totalCount } }", "isNull: false"],
  ["eq: null names its place", "{ themes(where: { label: { eq: null } }) { totalCount } }", "themes(where:).label.eq"],
  ["eq: null, by variable", "query ($t: String) { themes(where: { label: { eq: $t } }) { totalCount } }", "isNull", { t: null }],
  [
    "eq: null, deep in a variable",
    "query ($w: CommitmentWhere) { commitments(where: $w) { totalCount } }",
    "isNull",
    { w: { NOT: { OR: [{ themes: { some: { edge: { rank: { eq: null } } } } }] } } },
  ],
  ["ne: null of an enumeration", "{ commitments(where: { status: { ne: null } }) { totalCount } }", "isNull"],
  ["eq: null of a date", "{ commitments(where: { madeOn: { eq: null } }) { totalCount } }", "isNull"],

  ["two keys in an order", "{ themes(orderBy: { label: ASC, id: ASC }) { totalCount } }", "themes(orderBy:)"],
  [
    "two keys in an order by the edge",
    '{ country(id: "VN") { strategies(orderBy: { edge: { year: ASC, title: ASC } }) { totalCount } } }',
    "strategies(orderBy:)",
  ],
  [
    "two kinds of key in an order",
    '{ commitment(id: "c") { themes(orderBy: { label: ASC, edge: { rank: ASC } }) { totalCount } } }',
    "themes(orderBy:)",
  ],

  ["a cursor that is none", '{ themes(after: "what") { totalCount } }', "themes(after:)"],
  ["an empty cursor", '{ themes(before: "") { totalCount } }', "themes(before:)"],
  ["a cursor of hexadecimal digits that are no JSON", '{ themes(after: "5B5B5B") { totalCount } }', "themes(after:)"],
  ["a cursor of JSON that is no list", '{ themes(after: "7B7D") { totalCount } }', "themes(after:)"],

  [
    "an enumeration's value that is none, by variable",
    "query ($s: CommitmentStatus) { commitments(where: { status: { eq: $s } }) { totalCount } }",
    "$s",
    { s: "DONE" },
  ],
  [
    "a date that is none, by variable",
    "query ($d: PartialDate) { commitments(where: { madeOn: { gte: $d } }) { totalCount } }",
    "$d",
    { d: "2024-13" },
  ],
  [
    "a day that is none, in a list",
    "query ($d: [PartialDate!]) { commitments(where: { madeOn: { in: $d } }) { totalCount } }",
    "$d",
    { d: ["2024", "2023-02-29"] },
  ],
  ["a number too large, by variable", "query ($n: Int) { themes(first: $n) { totalCount } }", "$n", { n: 2 ** 31 }],
  [
    "text with half of a surrogate pair",
    "query ($t: String) { themes(where: { label: { contains: $t } }) { totalCount } }",
    "themes(where:).label.contains",
    { t: "\ud800" },
  ],
  [
    "text with NUL",
    "query ($t: [String!]) { themes(where: { label: { in: $t } }) { totalCount } }",
    "themes(where:).label.in",
    { t: ["\0"] },
  ],
  ["an id with NUL", "query ($id: ID!) { theme(id: $id) { id } }", "theme(id:)", { id: "a\0" }],
  ["ids with half of a surrogate pair", "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", "nodes(ids:)", { ids: ["a", "\udc00"] }],
  ["null where a value must be", "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", "$ids", { ids: ["a", null] }],
];

/** What validation refuses in a document has graphql-js's words; its code is the server's business. */
const INVALID: [what: string, query: string, names: string][] = [
  ["an enumeration's value that is none", "{ commitments(where: { status: { eq: DONE } }) { totalCount } }", "DONE"],
  ["a date that is none", '{ commitments(where: { madeOn: { gte: "2024-2" } }) { totalCount } }', "2024-2"],
  ["an operator that is none", '{ themes(where: { label: { like: "x" } }) { totalCount } }', "like"],
  ["isNull of an id", "{ themes(where: { id: { isNull: true } }) { totalCount } }", "isNull"],
  ["within of an id without a hierarchy", '{ documents(where: { id: { within: "d" } }) { totalCount } }', "within"],
  ["an order by the count of a reference", "{ commitments(orderBy: { madeAt: { count: ASC } }) { totalCount } }", "madeAt"],
  ["an order by what is not ordered by", "{ commitments(orderBy: { statement: ASC }) { totalCount } }", "statement"],
  ["a test of an edge that says nothing", '{ commitment(id: "c") { outputs(where: { edge: {} }) { totalCount } } }', "edge"],
  ["a test of an edge where there is none", "{ commitments(where: { edge: {} }) { totalCount } }", "edge"],
];

onEveryStore(model, graph, (service) => {
  test.each(ROWS)("%s", async (_what, query, names, variables: Variables = {}) => {
    const error = await service.error(query, variables);
    expect(error.code).toBe("BAD_USER_INPUT");
    expect(error.message).toContain(names);
  });

  test.each(INVALID)("%s", async (_what, query, names) => {
    expect((await service.error(query)).message).toContain(names);
  });

  describe("a cursor", () => {
    let own: string;
    let nested: string;
    beforeAll(async () => {
      const { themes, commitment } = await service.data(
        '{ themes(first: 1) { edges { cursor } } commitment(id: "c") { themes(first: 1) { edges { cursor } } } }',
      );
      own = themes.edges[0].cursor;
      nested = commitment.themes.edges[0].cursor;
    });

    test.each([
      ["of another field", "query ($c: String) { documents(after: $c) { totalCount } }"],
      ["of another order", "query ($c: String) { themes(orderBy: { id: ASC }, after: $c) { totalCount } }"],
      ["of another direction", "query ($c: String) { themes(orderBy: { label: DESC }, after: $c) { totalCount } }"],
      [
        "of the root, in a nested list",
        'query ($c: String) { commitment(id: "c") { themes(orderBy: { label: ASC }, after: $c) { totalCount } } }',
      ],
    ])("%s", async (_what, query) => {
      const error = await service.error(query, { c: own });
      expect(error.code).toBe("BAD_USER_INPUT");
      expect(error.message).toContain("(after:) is a cursor of another field or another order");
    });

    test("of a nested list, at the root", async () => {
      const error = await service.error("query ($c: String) { themes(before: $c) { totalCount } }", { c: nested });
      expect(error).toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringContaining("themes(before:)") });
    });

    test("cut short, or changed", async () => {
      for (const cursor of [own.slice(0, -2), own.slice(2), own.slice(0, -4) + "5D5D", own.toLowerCase() + "0"]) {
        expect(await service.error("query ($c: String) { themes(after: $c) { totalCount } }", { c: cursor })).toMatchObject({
          code: "BAD_USER_INPUT",
          message: expect.stringContaining("themes(after:)"),
        });
      }
    });

    test("of the same list, spelt as its default order", async () => {
      const { themes } = await service.data("query ($c: String) { themes(orderBy: { label: ASC }, after: $c) { nodes { id } } }", {
        c: own,
      });
      expect(themes.nodes).toEqual([{ id: "b" }]);
    });
  });
});
