/** Pages: which edges are in them, and what they say of those before and after. */
import { beforeAll, expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { onEveryStore } from "./service.js";

interface Arguments {
  first?: number | null;
  last?: number | null;
  /** The number of the document whose cursor it is. */
  after?: number;
  before?: number;
}

/** Of a list 1 2 3 4 5. */
const ROWS: [args: Arguments, page: string, hasPreviousPage: boolean, hasNextPage: boolean][] = [
  [{}, "12345", false, false],
  [{ first: null, last: null }, "12345", false, false],
  [{ first: 5 }, "12345", false, false],
  [{ first: 2 }, "12", false, true],
  [{ first: 0 }, "", false, true],
  [{ first: 200 }, "12345", false, false],
  [{ last: 2 }, "45", true, false],
  [{ last: 5 }, "12345", false, false],
  [{ last: 0 }, "", true, false],
  [{ last: 2, first: null }, "45", true, false],
  [{ first: 2, after: 2 }, "34", true, true],
  [{ first: 3, after: 2 }, "345", true, false],
  [{ after: 3 }, "45", true, false],
  [{ first: 2, after: 5 }, "", true, false],
  [{ first: 0, after: 2 }, "", true, true],
  [{ last: 2, before: 4 }, "23", true, true],
  [{ last: 3, before: 4 }, "123", false, true],
  [{ last: 2, before: 1 }, "", false, true],
  [{ last: 0, before: 4 }, "", true, true],
  [{ first: 2, before: 2 }, "1", false, true],
  [{ first: 1, before: 4 }, "1", false, true],
  [{ before: 3 }, "12", false, true],
  [{ last: 2, after: 4 }, "5", true, false],
  [{ last: 1, after: 2 }, "5", true, false],
  [{ first: 2, after: 1, before: 5 }, "23", true, true],
  [{ first: 9, after: 1, before: 5 }, "234", true, true],
  [{ last: 2, after: 1, before: 5 }, "34", true, true],
  [{ after: 3, before: 3 }, "", true, true],
  [{ after: 4, before: 2 }, "", true, true],
  [{ after: 3, before: 4 }, "", true, true],
  [{ last: 2, after: 5, before: 1 }, "", true, true],
];

const graph = () =>
  graphOf(model, {
    nodes: {
      Document: [1, 2, 3, 4, 5].map((n) => ({ id: `d${n}`, title: "same" })),
      Commitment: [{ id: "c" }],
      Theme: Array.from({ length: 21 }, (_, i) => ({ id: `t${i}` })),
    },
    edges: { "Commitment.statedIn": [1, 2, 3, 4, 5].map((n) => ["c", `d${n}`, { locator: "x" }] as const) },
  });

const INNER = "totalCount nodes { id } edges { cursor } pageInfo { hasPreviousPage hasNextPage startCursor endCursor }";
const ARGUMENTS = "(orderBy: { title: ASC }, first: $first, last: $last, after: $after, before: $before, where: $where)";
const VARIABLES = "$first: Int, $last: Int, $after: String, $before: String";
const LISTS = [
  ["at the root", `query ($where: DocumentWhere, ${VARIABLES}) { list: documents${ARGUMENTS} { ${INNER} } }`, (data: any) => data.list],
  [
    "nested",
    `query ($where: CommitmentStatedInWhere, ${VARIABLES}) { commitment(id: "c") { list: statedIn${ARGUMENTS} { ${INNER} } } }`,
    (data: any) => data.commitment.list,
  ],
] as const;

onEveryStore(model, graph, (service) => {
  LISTS.forEach(([where, query, listOf]) => {
    let cursors: string[] = [];
    beforeAll(async () => void (cursors = listOf(await service.data(query)).edges.map((edge: { cursor: string }) => edge.cursor)));

    test.each(ROWS)(`${where}: %j is %j, before it %s, after it %s`, async (args, page, hasPreviousPage, hasNextPage) => {
      const cursor = (n: number | undefined) => (n === undefined ? undefined : cursors[n - 1]);
      const list = listOf(await service.data(query, { ...args, after: cursor(args.after), before: cursor(args.before) }));
      expect(list.nodes.map((node: { id: string }) => node.id.slice(1)).join("")).toBe(page);
      expect(list.totalCount).toBe(5);
      const own = list.edges.map((edge: { cursor: string }) => edge.cursor);
      expect(own).toEqual([...page].map((n) => cursors[Number(n) - 1]));
      expect(list.pageInfo).toEqual({ hasPreviousPage, hasNextPage, startCursor: own.at(0) ?? null, endCursor: own.at(-1) ?? null });
    });

    test(`${where}: a list of nothing`, async () => {
      const list = listOf(await service.data(query, { where: { id: { in: [] } } }));
      expect(list).toEqual({
        totalCount: 0,
        nodes: [],
        edges: [],
        pageInfo: { hasPreviousPage: false, hasNextPage: false, startCursor: null, endCursor: null },
      });
    });

    test(`${where}: a cursor holds where the filter leaves its edge out`, async () => {
      const list = listOf(await service.data(query, { where: { id: { in: ["d2", "d5"] } }, after: cursors[2], first: 1 }));
      expect(list.nodes).toEqual([{ id: "d5" }]);
      expect(list.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
    });
  });

  test("without a size there are twenty", async () => {
    const { themes } = await service.data("{ themes { nodes { id } totalCount pageInfo { hasNextPage } } }");
    expect(themes.nodes).toHaveLength(20);
    expect(themes).toMatchObject({ totalCount: 21, pageInfo: { hasNextPage: true } });
  });
});
