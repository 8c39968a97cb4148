/** What says nothing, and what is missing: a rule of the semantics a row. Each is asked in the document and by variable. */
import { expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { literal } from "./literal.js";
import { onEveryStore } from "./service.js";

/** a: made at a meeting, two themes, cited twice in one document. b: neither, no year. c: made there too, one theme. */
const graph = () =>
  graphOf(model, {
    nodes: {
      Commitment: [
        { id: "a", title: "Alpha", dueYear: 2025 },
        { id: "b", title: "Beta" },
        { id: "c", title: "Gamma", dueYear: 2030 },
      ],
      Theme: [{ id: "t1" }, { id: "t2" }],
      Meeting: [{ id: "m", title: "M" }],
      MeetingSeries: [{ id: "s" }],
      Document: [{ id: "d" }],
    },
    edges: {
      "Meeting.series": [["m", "s"]],
      "Meeting.reportedIn": [["m", "d"]],
      "Commitment.madeAt": [
        ["a", "m"],
        ["c", "m"],
      ],
      "Commitment.themes": [
        ["a", "t1", { rank: 0 }],
        ["a", "t2", { rank: 1 }],
        ["c", "t2", { rank: 0 }],
      ],
      "Commitment.statedIn": [
        ["a", "d", { locator: "1" }],
        ["a", "d", { locator: "2" }],
        ["b", "d"],
        ["c", "d"],
      ],
    },
  });

const ALL = "a b c";

const ROWS: [rule: string, where: unknown, ids: string][] = [
  ["no filter", null, ALL],
  ["an empty filter", {}, ALL],
  ["a property that is null", { title: null }, ALL],
  ["a property of which nothing is asked", { title: {} }, ALL],
  ["an operand that is null", { title: { contains: null } }, ALL],
  ["bounds that are null", { dueYear: { gt: null, lte: null } }, ALL],
  ["a list that is null", { title: { in: null, notIn: null } }, ALL],
  ["isNull that is null", { dueYear: { isNull: null } }, ALL],
  ["a mode alone", { title: { mode: "EXACT" } }, ALL],

  ["AND of nothing", { AND: [] }, ALL],
  ["AND that is null", { AND: null }, ALL],
  ["AND of an empty filter", { AND: [{}] }, ALL],
  ["OR of nothing", { OR: [] }, ""],
  ["OR that is null", { OR: null }, ALL],
  ["OR of an empty filter", { OR: [{}] }, ALL],
  ["OR of something and an empty filter", { OR: [{ title: { eq: "Alpha" } }, {}] }, ALL],
  ["NOT that is null", { NOT: null }, ALL],
  ["NOT of an empty filter", { NOT: {} }, ""],
  ["NOT of AND of nothing", { NOT: { AND: [] } }, ""],
  ["NOT of OR of nothing", { NOT: { OR: [] } }, ALL],
  ["OR of nothing inside AND", { AND: [{ title: { eq: "Alpha" } }, { OR: [] }] }, ""],
  ["in of nothing", { title: { in: [] } }, ""],
  ["notIn of nothing", { title: { notIn: [] } }, ALL],
  ["notIn of nothing, of a value that may be missing", { dueYear: { notIn: [] } }, ALL],

  ["a relationship that is null", { themes: null }, ALL],
  ["a relationship of which nothing is asked", { themes: {} }, ALL],
  ["quantifiers that are null", { themes: { some: null, none: null, all: null, single: null } }, ALL],
  ["some: has any", { themes: { some: {} } }, "a c"],
  ["none: has none", { themes: { none: {} } }, "b"],
  ["all of whatever", { themes: { all: {} } }, ALL],
  ["single: has exactly one", { themes: { single: {} } }, "c"],
  ["single counts edges, not nodes", { statedIn: { single: {} } }, "b c"],
  ["all holds for the empty list", { themes: { all: { id: { eq: "t2" } } } }, "b c"],
  ["all of what nothing is", { themes: { all: { OR: [] } } }, "b"],
  ["some of what nothing is", { themes: { some: { OR: [] } } }, ""],
  ["none of what nothing is", { themes: { none: { OR: [] } } }, ALL],
  ["an edge of which nothing is asked", { themes: { some: { edge: {} } } }, "a c"],
  ["an edge that is null", { themes: { some: { edge: null } } }, "a c"],
  ["an edge's property that is null", { themes: { none: { edge: { rank: null } } } }, "b"],

  ["a reference that is null", { madeAt: null }, ALL],
  ["a reference of which nothing is asked", { madeAt: {} }, ALL],
  ["a reference of whose property nothing is asked", { madeAt: { title: {} } }, ALL],
  ["a reference whose isNull is null", { madeAt: { isNull: null } }, ALL],
  ["a reference that is missing", { madeAt: { isNull: true } }, "b"],
  ["a reference that is there", { madeAt: { isNull: false } }, "a c"],
  ["a reference that is missing and of some kind", { madeAt: { isNull: true, title: { eq: "M" } } }, ""],
  ["a test of a reference needs it", { madeAt: { title: { ne: "X" } } }, "a c"],
  ["NOT within a reference needs it", { madeAt: { NOT: { title: { eq: "X" } } } }, "a c"],
  ["NOT around a reference does not", { NOT: { madeAt: { title: { eq: "M" } } } }, "b"],

  ["a positive test is false on a missing value", { dueYear: { gt: 0 } }, "a c"],
  ["and so its complement is true", { NOT: { dueYear: { gt: 0 } } }, "b"],
  ["ne is the complement of eq", { dueYear: { ne: 2025 } }, "b c"],
  ["notIn is the complement of in", { dueYear: { notIn: [2025, 2030] } }, "b"],
  ["NOT of eq", { NOT: { dueYear: { eq: 2025 } } }, "b c"],
  ["NOT of ne", { NOT: { dueYear: { ne: 2025 } } }, "a"],
  ["none is the complement of some", { themes: { none: { id: { eq: "t1" } } } }, "b c"],
  ["NOT of all", { NOT: { themes: { all: { id: { eq: "t2" } } } } }, "a"],
  ["NOT of single", { NOT: { themes: { single: {} } } }, "a b"],
  ["missing", { dueYear: { isNull: true } }, "b"],
  ["not missing", { dueYear: { isNull: false } }, "a c"],
  ["contains nothing is true of any text", { title: { contains: "" } }, ALL],
];

onEveryStore(model, graph, (service) => {
  test.each(ROWS)("%s: %j", async (_rule, where, ids) => {
    const written = await service.data(`{ commitments(where: ${literal(where)}, orderBy: { id: ASC }) { nodes { id } totalCount } }`);
    const given = await service.data(
      "query ($w: CommitmentWhere) { commitments(where: $w, orderBy: { id: ASC }) { nodes { id } totalCount } }",
      { w: where },
    );
    for (const { commitments } of [written, given]) {
      expect(commitments.nodes.map((node: { id: string }) => node.id).join(" ")).toBe(ids);
      expect(commitments.totalCount).toBe(commitments.nodes.length);
    }
  });

  test.each([
    ["an order that is null", "orderBy: null"],
    ["an order of nothing", "orderBy: []"],
    ["an order of an empty key", "orderBy: [{}]"],
    ["an order of a key that is null", "orderBy: [{ title: null }]"],
    ["an order of a count that is null", "orderBy: [{ themes: { count: null } }]"],
    ["sizes and cursors that are null", "first: null, last: null, after: null, before: null"],
    ["variables that are left out", "where: $none, first: $size"],
  ])("%s", async (_rule, args) => {
    const { plain, same } = await service.data(
      `query ($none: CommitmentWhere, $size: Int) { plain: commitments { nodes { id } } same: commitments(${args}) { nodes { id } } ${args.includes("$") ? "" : "other: commitments(where: $none, first: $size) { totalCount }"} }`,
    );
    expect(same).toEqual(plain);
    expect(plain.nodes).toHaveLength(3);
  });
});
