/** Tables of commitments, on every store: answers worked out by hand. */
import { describe, expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { seedChanges } from "../support/seed.js";
import { onEveryStore, type Service } from "./service.js";

/** The figures of a table, a line a row: its key, then the figures in the order of the columns. */
async function table(service: Service, args: string): Promise<{ columns: unknown[]; rows: unknown[][]; total: number }> {
  const { coverage } = await service.data(
    `{ coverage(${args}) { total rows { key { id } } columns { key { id } } cells { row { id } column { id } figure } } }`,
  );
  const columns = coverage.columns.map(({ key }: any) => key.id);
  const rows = coverage.rows.map(({ key }: any, i: number) => {
    const cells = coverage.cells.slice(i * columns.length, (i + 1) * columns.length);
    expect(cells.map(({ row, column }: any) => [row.id, column.id])).toEqual(columns.map((column: unknown) => [key.id, column]));
    return [key.id, ...cells.map(({ figure }: any) => figure)];
  });
  return { columns, rows, total: coverage.total };
}

/** X and Y are countries, Y became a member in 2000. Themes: a1 and a2 below a. */
const small = () =>
  graphOf(model, {
    nodes: {
      Theme: [{ id: "a" }, { id: "a1" }, { id: "a2" }, { id: "b" }],
      Country: [
        { id: "X", name: "X" },
        { id: "Y", name: "Y" },
      ],
      Organization: [{ id: "asean", name: "ASEAN" }],
      Commitment: [
        { id: "old", madeOn: "1999-05", kind: "ACTION" },
        { id: "new", madeOn: "2005", kind: "ACTION" },
        { id: "own", madeOn: "2005-02", kind: "TARGET" },
        { id: "none", kind: "TARGET" },
      ],
    },
    edges: {
      "Theme.broader": [
        ["a1", "a"],
        ["a2", "a"],
      ],
      "Country.memberOf": [["Y", "asean", { since: "2000" }]],
      "Commitment.themes": [
        ["old", "a1", { rank: 0 }],
        ["old", "a2", { rank: 1 }],
        ["old", "b", { rank: 2 }],
        ["new", "a", { rank: 0 }],
        ["own", "b", { rank: 0 }],
        ["own", "a1", { rank: 1 }],
      ],
      "Commitment.parties": [
        ["old", "asean", { role: "PARTY" }],
        ["new", "asean", { role: "LEAD" }],
        ["new", "Y", { role: "LEAD" }],
        ["new", "Y", { role: "PARTY" }],
        ["own", "X", { role: "PARTY" }],
        ["own", "Y", { role: "SUPPORTER" }],
      ],
    },
  });

describe("coverage", () => {
  onEveryStore(model, small, (service) => {
    test("counts a commitment once a cell, gives cells of zero, and puts what has no value last", async () => {
      expect(await table(service, "rows: THEME, columns: YEAR")).toEqual({
        total: 4,
        columns: ["1999", "2005", null],
        rows: [
          ["a", 1, 2, 0],
          ["a1", 1, 1, 0],
          ["b", 1, 1, 0],
          ["a2", 1, 0, 0],
          [null, 0, 0, 1],
        ],
      });
      const own = await table(service, "rows: THEME, columns: KIND, rollUpThemes: false");
      expect(own.rows).toEqual([
        ["a1", 1, 1],
        ["b", 1, 1],
        ["a", 1, 0],
        ["a2", 1, 0],
        [null, 0, 1],
      ]);
      const tops = await table(service, "rows: TOP_THEME, columns: KIND, mainThemeOnly: true");
      expect(tops.rows).toEqual([
        ["a", 2, 0],
        ["b", 0, 1],
        [null, 0, 1],
      ]);
    });

    test("divides a commitment among its themes: what is above them gets what they get", async () => {
      // old: a third at each of a1, a2 and b, so two thirds at a; own: a half at b and at a1
      const { rows } = await table(service, "rows: THEME, columns: KIND, measure: FRACTIONAL");
      expect(rows).toEqual([
        ["a", 1.6667, 0.5],
        ["a1", 0.3333, 0.5],
        ["b", 0.3333, 0.5],
        ["a2", 0.3333, 0],
        [null, 0, 1],
      ]);
      for (const args of ["rows: KIND, columns: STATUS", "rows: THEME, columns: TOP_THEME"])
        expect(await service.error(`{ coverage(${args}, measure: FRACTIONAL) { total } }`)).toEqual({
          code: "BAD_USER_INPUT",
          message: expect.stringContaining("either rows or columns must be THEME or TOP_THEME"),
        });
    });

    test("takes as shares those of the distinct commitments of a column or of a row", async () => {
      expect((await table(service, "rows: TOP_THEME, columns: KIND, measure: SHARE_OF_COLUMN")).rows).toEqual([
        ["a", 1, 0.5],
        ["b", 0.5, 0.5],
        [null, 0, 0.5],
      ]);
      expect((await table(service, "rows: TOP_THEME, columns: KIND, measure: SHARE_OF_ROW")).rows).toEqual([
        ["a", 0.6667, 0.3333],
        ["b", 0.5, 0.5],
        [null, 0, 1],
      ]);
    });

    test("takes countries by who made it, or by whom it certainly binds", async () => {
      expect((await table(service, "rows: COUNTRY, columns: KIND")).rows).toEqual([
        ["Y", 1, 1],
        ["X", 0, 1],
        [null, 1, 1],
      ]);
      expect((await table(service, "rows: ACTOR, columns: KIND")).rows).toEqual([
        ["Y", 1, 1],
        ["asean", 2, 0],
        ["X", 0, 1],
        [null, 0, 1],
      ]);
      // Y is bound by `new` in two ways, and by what it only supports not; nobody by `old`, of before its accession
      expect((await table(service, "rows: COUNTRY, columns: KIND, basis: BOUND")).rows).toEqual([
        ["X", 0, 1],
        ["Y", 1, 0],
        [null, 1, 1],
      ]);
      expect(await service.error("{ coverage(rows: COUNTRY, columns: COUNTRY, basis: BOUND) { total } }")).toEqual({
        code: "BAD_USER_INPUT",
        message: expect.stringContaining("not in both"),
      });
    });

    test("opens every figure: the commitments of a cell, of a row, of a column", async () => {
      const { coverage } =
        await service.data(`{ coverage(rows: COUNTRY, columns: TOP_THEME, basis: BOUND, where: { kind: { eq: ACTION } }) {
        rows { key { id label node { ... on Country { name } } } count commitments { nodes { id } } }
        columns { key { id } commitments(first: 1, orderBy: [{ madeOn: ASC }]) { totalCount nodes { id } pageInfo { hasNextPage } aggregate { latest } } }
        one: cells(row: "Y", column: "a") { count commitments { edges { node { id } } } }
        all: cells { row { id } column { id } count commitments(first: 0) { totalCount } }
        ofNobody: cells(row: "nobody") { count }
        ofNoCountry: cells(row: null, column: "b") { row { id } column { id } count }
      } }`);
      expect(coverage.rows).toEqual([
        { key: { id: "Y", label: "Y", node: { name: "Y" } }, count: 1, commitments: { nodes: [{ id: "new" }] } },
        { key: { id: null, label: null, node: null }, count: 1, commitments: { nodes: [{ id: "old" }] } },
      ]);
      expect(coverage.columns).toEqual([
        {
          key: { id: "a" },
          commitments: { totalCount: 2, nodes: [{ id: "old" }], pageInfo: { hasNextPage: true }, aggregate: { latest: "2005" } },
        },
        {
          key: { id: "b" },
          commitments: { totalCount: 1, nodes: [{ id: "old" }], pageInfo: { hasNextPage: false }, aggregate: { latest: "1999-05" } },
        },
      ]);
      expect(coverage.one).toEqual([{ count: 1, commitments: { edges: [{ node: { id: "new" } }] } }]);
      expect(coverage.ofNoCountry).toEqual([{ row: { id: null }, column: { id: "b" }, count: 1 }]);
      expect(coverage.all.map((c: any) => [c.row.id, c.column.id, c.count, c.commitments.totalCount])).toEqual([
        ["Y", "a", 1, 1],
        ["Y", "b", 0, 0],
        [null, "a", 1, 1],
        [null, "b", 1, 1],
      ]);
      expect(coverage.ofNobody).toEqual([]);
    });
  });

  onEveryStore(model, seedChanges, (service) => {
    const WHERE = 'where: { madeAt: { id: { in: ["telmin-2", "telmin-3"] } } }';

    // worked out from the lines `themes:` of the seven and six commitments in seed/meetings/telmin-2.yaml and telmin-3.yaml, each
    // theme followed to its top in seed/themes.yaml: of 2002 for instance four are of regional cooperation (the security council,
    // the declaration, the ICT centre, the partners), halves of the first two and all of the others by FRACTIONAL
    test("of the ministers' meetings of 2002 and 2003 by top theme", async () => {
      expect(await table(service, `rows: TOP_THEME, columns: MEETING, ${WHERE}`)).toEqual({
        total: 13,
        columns: ["telmin-2", "telmin-3"],
        rows: [
          ["regional-cooperation", 4, 2],
          ["digital-economy", 3, 2],
          ["digital-trust", 2, 2],
          ["digital-inclusion", 1, 2],
          ["digital-government", 1, 0],
          ["digital-infrastructure", 1, 0],
        ],
      });
      expect((await table(service, `rows: TOP_THEME, columns: MEETING, measure: SHARE_OF_COLUMN, ${WHERE}`)).rows).toEqual([
        ["regional-cooperation", 0.5714, 0.3333],
        ["digital-economy", 0.4286, 0.3333],
        ["digital-trust", 0.2857, 0.3333],
        ["digital-inclusion", 0.1429, 0.3333],
        ["digital-government", 0.1429, 0],
        ["digital-infrastructure", 0.1429, 0],
      ]);
      expect((await table(service, `rows: TOP_THEME, columns: MEETING, measure: FRACTIONAL, ${WHERE}`)).rows).toEqual([
        ["regional-cooperation", 3, 1],
        ["digital-economy", 1.3333, 1.5],
        ["digital-trust", 1.5, 1.5],
        ["digital-inclusion", 0.5, 2],
        ["digital-government", 0.3333, 0],
        ["digital-infrastructure", 0.3333, 0],
      ]);
    });

    test("of the same meetings by theme, with what is narrower and without; and the figures open", async () => {
      const cybersecurity = async (args: string) =>
        (await table(service, `rows: THEME, columns: MEETING, ${args} ${WHERE}`)).rows.find(([id]) => id === "cybersecurity");
      // the security council and the forum; with CERT cooperation, which is narrower, one more of each year
      expect(await cybersecurity("rollUpThemes: false,")).toEqual(["cybersecurity", 1, 1]);
      expect(await cybersecurity("")).toEqual(["cybersecurity", 2, 2]);
      const { coverage } = await service.data(
        `{ coverage(rows: THEME, columns: SERIES, ${WHERE}) { cells(row: "cybersecurity") { column { label } commitments(orderBy: [{ title: ASC }]) { nodes { id } } } } }`,
      );
      expect(coverage.cells[0].commitments.nodes.map(({ id }: any) => id).sort()).toEqual([
        "sec-2002-cert-network",
        "sec-2002-network-security-council",
        "telmin-3-cybersecurity-forum",
        "telmin-3-national-certs",
      ]);
    });

    // all of them were made by ASEAN, of which Timor-Leste alone was no member then
    test("of the same meetings by country: nobody's own, and binding the ten members of that time", async () => {
      expect((await table(service, `rows: COUNTRY, columns: MEETING, ${WHERE}`)).rows).toEqual([[null, 7, 6]]);
      const { rows } = await table(service, `rows: COUNTRY, columns: MEETING, basis: BOUND, ${WHERE}`);
      expect(rows).toEqual(["BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "VN"].map((id) => [id, 7, 6]));
    });

    // in docs/analysts.md, and by Country.boundBy
    test("by country has as many as are said to bind it", async () => {
      const data = await service.data(`{
        coverage(rows: COUNTRY, columns: STATUS, basis: BOUND) { rows { key { id } count } }
        TL: country(id: "TL") { boundBy(first: 0) { totalCount } }
        JP: country(id: "JP") { boundBy(first: 0) { totalCount } }
      }`);
      for (const id of ["TL", "JP"])
        expect(data.coverage.rows.find(({ key }: any) => key.id === id).count).toBe(data[id].boundBy.totalCount);
    });
  });
});
