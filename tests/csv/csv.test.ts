/** Answers as CSV: what becomes of each kind of answer, cell by cell. */
import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { extentOf, NoTable, toCsv } from "../../src/csv/index.js";

const rows = (query: string, data: unknown, operationName?: string) => toCsv(parse(query), data, operationName).split("\r\n").slice(0, -1);

describe("rows and columns", () => {
  test("one row for each item, one column for each leaf, in the order of the query", () => {
    const query = "{ commitments { totalCount nodes { title madeAt { title series { id } } id } } }";
    const nodes = [
      { id: "a", title: "A", madeAt: { title: "M", series: { id: "s" } } },
      { id: "b", title: "B", madeAt: null },
    ];
    expect(rows(query, { commitments: { totalCount: 2, nodes } })).toEqual(["title,madeAt.title,madeAt.series.id,id", "A,M,s,a", "B,,,b"]);
  });

  test("the columns are the same where nothing was found", () => {
    expect(rows("{ c { nodes { id madeAt { title } } } }", { c: { nodes: [] } })).toEqual(["id,madeAt.title"]);
  });

  test("values of inner lists are joined, with a place for what is missing", () => {
    const query = "{ c { nodes { id statedIn { edges { locator node { url } } } } } }";
    const edges = [
      { locator: null, node: { url: "u" } },
      { locator: "para 1", node: { url: "v" } },
    ];
    const nodes = [
      { id: "a", statedIn: { edges } },
      { id: "b", statedIn: { edges: [] } },
    ];
    expect(rows(query, { c: { nodes } })).toEqual(["id,statedIn.edges.locator,statedIn.edges.node.url", 'a,"; para 1","u; v"', "b,,"]);
  });

  test("lists in lists are joined as one", () => {
    const nodes = [{ a: [{ b: [1, 2] }, { b: [3] }] }];
    expect(rows("{ c { nodes { a { b } } } }", { c: { nodes } })).toEqual(["a.b", '"1; 2; 3"']);
  });

  test("a list of plain values is a column of its own", () => {
    expect(rows("{ c { names } }", { c: { names: ["a", "b"] } })).toEqual(["names", "a", "b"]);
  });

  test("an item that is null is an empty row", () => {
    expect(rows("{ nodes { id title } }", { nodes: [{ id: "a", title: "A" }, null] })).toEqual(["id,title", "a,A", ","]);
  });

  test("aliases name columns, and fragments of all types have theirs", () => {
    const query = "query { n: nodes { key: id ...C ... on Country { iso3 } } } fragment C on Commitment { title key: id }";
    expect(
      rows(query, {
        n: [
          { key: "a", title: "A" },
          { key: "VN", iso3: "VNM" },
        ],
      }),
    ).toEqual(["key,title,iso3", "a,A,", "VN,,VNM"]);
  });

  test("the operation that was answered is the one that counts", () => {
    const query = "query A { a { x } } query B { b { y } }";
    expect(rows(query, { b: [{ y: true }] }, "B")).toEqual(["y", "true"]);
  });
});

describe("which list", () => {
  test("facts beside it do not matter", () => {
    expect(rows("{ dataset { asOf } c { nodes { id } } }", { dataset: { asOf: "2026" }, c: { nodes: [{ id: "a" }] } })).toEqual([
      "id",
      "a",
    ]);
  });

  test.each([
    ["none is said", "{ c { id } }", { c: { id: "a" } }, "no list"],
    ["nothing found is said", "{ c { nodes { id } } }", { c: null }, "no list"],
    ["two are said", "{ a { nodes { id } } b { nodes { id } } }", { a: { nodes: [] }, b: { nodes: [] } }, "a.nodes, b.nodes"],
    ["nodes beside edges are two", "{ a { nodes { id } edges { cursor } } }", { a: { nodes: [], edges: [] } }, "a.nodes, a.edges"],
  ])("%s", (_name, query, data, words) => {
    expect(() => rows(query, data)).toThrow(NoTable);
    expect(() => rows(query, data)).toThrow(words);
  });
});

test("how much of its list a table holds is known where the answer says so", () => {
  const query = parse("{ c { totalCount nodes { v } } }");
  expect(extentOf(query, { c: { totalCount: 102, nodes: [{ v: 1 }, { v: 2 }] } })).toEqual({ rows: 2, total: 102 });
  expect(extentOf(parse("{ c { nodes { v } } }"), { c: { nodes: [{ v: 1 }] } })).toEqual({ rows: 1, total: null });
});

describe("cells", () => {
  const cell = (value: unknown) => rows("{ c { v } }", { c: [{ v: value }] })[1];

  test.each([
    ["=1+1", "'=1+1"],
    ["+65 6000", "'+65 6000"],
    ["-5 %", "'-5 %"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", '"\'\t=1"'],
    ["＝1", "'＝1"],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ])("a formula is only text: %j", (text, is) => expect(cell(text)).toBe(is));

  test("a formula within a joined cell too", () => expect(cell(["a", "=1"])).toBe('"a; \'=1"'));

  test.each([
    [-5, "-5"],
    [0.966, "0.966"],
    [false, "false"],
    [null, ""],
    ["", ""],
    ["2021-01", "2021-01"],
    ["a,b", '"a,b"'],
    ["a; b", '"a; b"'],
    ['say "x"', '"say ""x"""'],
    [" a", '" a"'],
    ["Việt Nam – ກ", "Việt Nam – ກ"],
  ])("%j", (value, is) => expect(cell(value)).toBe(is));

  test("a line break stays in its cell", () => {
    expect(toCsv(parse("{ c { v } }"), { c: [{ v: "a\r\nb" }] })).toBe('v\r\n"a\r\nb"\r\n');
  });
});
