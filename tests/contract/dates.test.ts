/** Dates in filters: what is stored, as precise as its source, against an operand that may be an interval. */
import { expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { onEveryStore } from "./service.js";

type Row = [stored: string | null, operator: string, operand: unknown, passes: boolean];

const ROWS: Row[] = [
  // equality is as written
  ["2021", "eq", "2021", true],
  ["2021-01", "eq", "2021", false],
  ["2021-01-01", "eq", "2021-01", false],
  [null, "eq", "2021", false],
  ["2021", "ne", "2021", false],
  ["2021-01", "ne", "2021", true],
  [null, "ne", "2021", true],
  ["2021-01", "in", ["2021", "2021-01"], true],
  ["2021-01-01", "in", ["2021", "2021-01"], false],
  [null, "in", ["2021"], false],
  ["2021", "in", [], false],
  ["2021", "notIn", ["2021"], false],
  ["2021-01", "notIn", ["2021"], true],
  [null, "notIn", ["2021"], true],
  ["2021", "notIn", [], true],
  // before the first day of the operand
  ["2020-12-31", "lt", "2021", true],
  ["2021", "lt", "2021", false],
  ["2021-01-01", "lt", "2021", false],
  ["2021", "lt", "2021-06", true],
  ["2021", "lt", "2021-01-02", true],
  ["2021-06", "lt", "2021-06-01", false],
  ["2021-06", "lt", "2021-06-02", true],
  [null, "lt", "9999", false],
  // on or before the last day
  ["2021-12-31", "lte", "2021", true],
  ["2021-12", "lte", "2021", true],
  ["2022", "lte", "2021", false],
  ["2021", "lte", "2021-01-01", true],
  ["2020-02-29", "lte", "2020-02", true],
  ["2020-03", "lte", "2020-02", false],
  ["2021-04-30", "lte", "2021-04", true],
  ["2100-03-01", "lte", "2100-02", false],
  ["2000-02-29", "lte", "2000-02", true],
  [null, "lte", "9999", false],
  // after the last day
  ["2021-12-31", "gt", "2021", false],
  ["2021-06", "gt", "2021", false],
  ["2022", "gt", "2021", true],
  ["2021-06", "gt", "2021-05", true],
  ["2021-05-31", "gt", "2021-05", false],
  ["2024-02-29", "gt", "2024-02", false],
  ["2024-02-29", "gt", "2024-02-28", true],
  [null, "gt", "0001", false],
  // on or after the first day
  ["2021", "gte", "2021", true],
  ["2020-12-31", "gte", "2021", false],
  ["2021", "gte", "2021-01-01", true],
  ["2021", "gte", "2021-02", false],
  ["2021-06", "gte", "2021-06-02", false],
  ["9999-12-31", "gte", "9999-12", true],
  [null, "gte", "0001", false],
  // the first day lies inside
  ["2021-12-31", "within", "2021", true],
  ["2021", "within", "2021", true],
  ["2021", "within", "2021-01", true],
  ["2021", "within", "2021-02", false],
  ["2021-06", "within", "2021", true],
  ["2021-06", "within", "2021-06-01", true],
  ["2020-12-31", "within", "2021", false],
  ["2022", "within", "2021", false],
  ["0999-12", "within", "0999", true],
  [null, "within", "2021", false],
  ["2021", "isNull", false, true],
  ["2021", "isNull", true, false],
  [null, "isNull", true, true],
  [null, "isNull", false, false],
];

const stored = [...new Set(ROWS.map(([value]) => value))];
const idOf = (value: string | null) => `issued-${value}`;

onEveryStore(
  model,
  () => graphOf(model, { nodes: { Document: stored.map((issuedOn) => ({ id: idOf(issuedOn), issuedOn })) } }),
  (service) => {
    test.each(ROWS)("%s %s %j is %s", async (value, operator, operand, passes) => {
      const where = { issuedOn: { [operator]: operand } };
      const { documents } = await service.data("query ($where: DocumentWhere) { documents(where: $where, first: 200) { nodes { id } } }", {
        where,
      });
      const ids = documents.nodes.map((node: { id: string }) => node.id);
      expect(ids.includes(idOf(value))).toBe(passes);
    });
  },
);

type SinceRow = [since: string | null, asOf: string | null, isMember: boolean];

const SINCE: SinceRow[] = [
  ["2025-10-26", "2025", true],
  ["2025-10-26", "2025-10", true],
  ["2025-10-26", "2025-09", false],
  ["2025-10-26", "2025-10-26", true],
  ["2025-10-26", "2025-10-25", false],
  ["2025-10-26", null, true],
  ["2025", "2025-01-01", true],
  ["2025", "2024", false],
  [null, "9999", false],
  [null, null, true],
];

const countries = [...new Set(SINCE.map(([since]) => since))];

onEveryStore(
  model,
  () =>
    graphOf(model, {
      nodes: { Organization: [{ id: "asean" }], Country: countries.map((since) => ({ id: `since-${since}` })) },
      edges: { "Country.memberOf": countries.map((since) => [`since-${since}`, "asean", { since }]) },
    }),
  (service) => {
    test.each(SINCE)("a member since %s, as of %s: %s", async (since, asOf, isMember) => {
      const query = `query ($asOf: PartialDate) { organization(id: "asean") { members(asOf: $asOf) { totalCount edges { since node { id } } } } }`;
      const { organization } = await service.data(query, { asOf });
      const found = organization.members.edges.some((edge: any) => edge.node.id === `since-${since}` && edge.since === since);
      expect(found).toBe(isMember);
      expect(organization.members.totalCount).toBe(organization.members.edges.length);
    });
  },
);
