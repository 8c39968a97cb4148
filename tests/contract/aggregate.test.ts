/** Aggregates, on every store: answers worked out by hand. */
import { describe, expect, test } from "@jest/globals";
import { documentRules, Engine } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { DEFAULT_LIMITS } from "../../src/plan/index.js";
import { parse, specifiedRules, validate } from "graphql";
import { graphOf } from "../support/graph.js";
import { seedChanges } from "../support/seed.js";
import { FILL_MS, stores } from "../support/stores.js";
import { onEveryStore } from "./service.js";

/** a and b are of theme t, a in two ways; c is of theme u, d of none and undated. */
const small = () =>
  graphOf(model, {
    nodes: {
      Theme: [
        { id: "t", label: "T" },
        { id: "u", label: "U" },
      ],
      Country: [{ id: "X", name: "X-land" }],
      Organization: [{ id: "o" }, { id: "p" }],
      Commitment: [
        { id: "a", madeOn: "2021", kind: "ACTION", dueYear: 2025 },
        { id: "b", madeOn: "2021-01", kind: "TARGET", dueYear: 2030 },
        { id: "c", madeOn: "2020-12-31", kind: "TARGET" },
        { id: "d", kind: "TARGET" },
      ],
    },
    edges: {
      "Commitment.themes": [
        ["a", "t", { rank: 0 }],
        ["a", "t", { rank: 1 }],
        ["b", "t", { rank: 0 }],
        ["b", "u", { rank: 1 }],
        ["c", "u", { rank: 0 }],
      ],
      "Country.memberOf": [
        ["X", "o", { since: "1995" }],
        ["X", "p", { since: "2005" }],
      ],
    },
  });

const counts = (of: any[]) => of.map(({ key, and, count }) => [key.id, ...(and ? [and.id] : []), count]);

describe("aggregates", () => {
  onEveryStore(model, small, (service) => {
    test("count, and tell the earliest and the latest date as written, by the first day that it can mean", async () => {
      expect(await service.data("{ commitmentsAggregate { count earliest latest } }")).toEqual({
        commitmentsAggregate: { count: 4, earliest: "2020-12-31", latest: "2021-01" },
      });
      expect(
        await service.data(
          '{ commitmentsAggregate(where: { id: { eq: "d" } }) { count earliest latest countsBy(dimension: MADE_ON_YEAR) { key { id } count } } }',
        ),
      ).toEqual({ commitmentsAggregate: { count: 1, earliest: null, latest: null, countsBy: [{ key: { id: null }, count: 1 }] } });
      expect(
        await service.data(
          "{ commitmentsAggregate(where: { OR: [] }) { count earliest countsBy(dimension: KIND) { count } } themesAggregate { count } }",
        ),
      ).toEqual({ commitmentsAggregate: { count: 0, earliest: null, countsBy: [] }, themesAggregate: { count: 2 } });
    });

    test("count by one dimension or two: the most first, years and numbers in order, what has no value last", async () => {
      const { commitmentsAggregate: by } = await service.data(`{ commitmentsAggregate {
        kinds: countsBy(dimension: KIND) { key { id label node { id } } and { id } count }
        years: countsBy(dimension: MADE_ON_YEAR) { key { id label } count }
        due: countsBy(dimension: DUE_YEAR) { key { id } count }
        themes: countsBy(dimension: THEMES) { key { id label node { __typename ... on Theme { commitments { totalCount } } } } count }
        both: countsBy(dimension: THEMES, and: KIND) { key { id } and { id label } count }
      } }`);
      expect(by.kinds).toEqual([
        { key: { id: "TARGET", label: "TARGET", node: null }, and: null, count: 3 },
        { key: { id: "ACTION", label: "ACTION", node: null }, and: null, count: 1 },
      ]);
      expect(by.years.map(({ key, count }: any) => [key.label, count])).toEqual([
        ["2020", 1],
        ["2021", 2],
        [null, 1],
      ]);
      expect(counts(by.due)).toEqual([
        ["2025", 1],
        ["2030", 1],
        [null, 2],
      ]);
      // a is counted once though it addresses t twice; the nodes' own lists count edges
      expect(by.themes).toEqual([
        { key: { id: "t", label: "T", node: { __typename: "Theme", commitments: { totalCount: 3 } } }, count: 2 },
        { key: { id: "u", label: "U", node: { __typename: "Theme", commitments: { totalCount: 2 } } }, count: 2 },
        { key: { id: null, label: null, node: null }, count: 1 },
      ]);
      expect(counts(by.both)).toEqual([
        ["t", "TARGET", 1],
        ["t", "ACTION", 1],
        ["u", "TARGET", 2],
        [null, "TARGET", 1],
      ]);
    });

    test("of a connection take what it takes: its filter, its edges' own, asOf, and each node once", async () => {
      const data = await service.data(`{
        themes { nodes { id
          all: commitments { totalCount aggregate { count countsBy(dimension: KIND) { key { id } count } } }
          main: commitments(where: { edge: { rank: { eq: 0 } } }, first: 0) { aggregate { count latest } }
        } }
        organizations { nodes { id members(asOf: "2000") { aggregate { count countsBy(dimension: MEMBER_OF) { key { id } count } } } } }
        commitments(where: { kind: { eq: TARGET } }, first: 1) { aggregate { count earliest } }
      }`);
      expect(data).toEqual({
        themes: {
          nodes: [
            {
              id: "t",
              all: {
                totalCount: 3,
                aggregate: {
                  count: 2,
                  countsBy: [
                    { key: { id: "ACTION" }, count: 1 },
                    { key: { id: "TARGET" }, count: 1 },
                  ],
                },
              },
              main: { aggregate: { count: 2, latest: "2021-01" } },
            },
            {
              id: "u",
              all: { totalCount: 2, aggregate: { count: 2, countsBy: [{ key: { id: "TARGET" }, count: 2 }] } },
              main: { aggregate: { count: 1, latest: "2020-12-31" } },
            },
          ],
        },
        organizations: {
          nodes: [
            {
              id: "o",
              members: {
                aggregate: {
                  count: 1,
                  countsBy: [
                    { key: { id: "o" }, count: 1 },
                    { key: { id: "p" }, count: 1 },
                  ],
                },
              },
            },
            { id: "p", members: { aggregate: { count: 0, countsBy: [] } } },
          ],
        },
        commitments: { aggregate: { count: 3, earliest: "2020-12-31" } },
      });
    });

    test("stand below interfaces and in lists that an algorithm finds", async () => {
      const data = await service.data(`{
        actors { nodes { id commitments { aggregate { count } } } }
        overdueCommitments(asOf: "2026") { aggregate { count countsBy(dimension: DUE_YEAR) { key { id } count } } }
      }`);
      expect(data.actors.nodes.map((n: any) => [n.id, n.commitments.aggregate.count])).toEqual([
        ["o", 0],
        ["p", 0],
        ["X", 0],
      ]);
      expect(data.overdueCommitments).toEqual({ aggregate: { count: 1, countsBy: [{ key: { id: "2025" }, count: 1 }] } });
    });
  });

  onEveryStore(model, seedChanges, (service) => {
    // counted by hand in seed/meetings/telmin-2.yaml, where all is that says `madeAt: telmin-2`
    test("of the ministers' meeting of 2002", async () => {
      const { meeting } = await service.data(`{ meeting(id: "telmin-2") { commitments { aggregate {
        count earliest latest
        kinds: countsBy(dimension: KIND) { key { id } count }
        status: countsBy(dimension: STATUS) { key { id } count }
        parties: countsBy(dimension: PARTIES) { key { label } count }
      } } } }`);
      const { kinds, status, parties, ...rest } = meeting.commitments.aggregate;
      expect(rest).toEqual({ count: 7, earliest: "2002-08", latest: "2002-08-28" });
      expect(counts(kinds)).toEqual([
        ["INSTITUTION", 3],
        ["COOPERATION", 2],
        ["ACTION", 1],
        ["PRINCIPLE", 1],
      ]);
      expect(counts(status)).toEqual([
        ["IN_PROGRESS", 3],
        ["ANNOUNCED", 2],
        ["DELIVERED", 2],
      ]);
      expect(parties.map(({ key, count }: any) => [key.label, count])).toEqual([
        ["Association of Southeast Asian Nations", 7],
        ["ASEAN Telecommunications and Information Technology Senior Officials Meeting", 1],
      ]);
    });
  });
});

describe("what would count too much is refused, and says by which bound", () => {
  test.each(stores)(
    "on $name",
    async ({ fill }) => {
      const filled = await fill(model, small());
      try {
        const ask = async (query: string, limits: Partial<typeof DEFAULT_LIMITS>) => {
          const engine = new Engine({ model, store: filled.store, limits: { ...DEFAULT_LIMITS, ...limits } });
          const document = parse(query);
          expect(validate(engine.schema, document, [...specifiedRules, ...documentRules(DEFAULT_LIMITS)])).toEqual([]);
          const result = await engine.execute({ document });
          return "errors" in result ? result.errors.map(({ message, extensions }) => [extensions.code, message]) : "answered";
        };
        // four commitments, each of which is looked at and led to its themes
        const byTheme = "{ commitmentsAggregate { countsBy(dimension: THEMES) { count } } }";
        expect(await ask(byTheme, { counted: 8 })).toBe("answered");
        expect(await ask(byTheme, { counted: 7 })).toEqual([
          ["COST_LIMIT_EXCEEDED", expect.stringMatching(/ 8 .*at most 7 .*called counted/)],
        ]);
        // both of two count
        const twice = byTheme.replace("{ c", "{ again: c").slice(0, -1) + byTheme.slice(1);
        expect(await ask(twice, { counted: 16 })).toBe("answered");
        expect(await ask(twice, { counted: 15 })).toEqual([["COST_LIMIT_EXCEEDED", expect.stringMatching(/ 16 .*called counted/)]]);
        // t, u and none
        expect(await ask(byTheme, { groups: 3 })).toBe("answered");
        expect(await ask(byTheme, { groups: 2 })).toEqual([["COST_LIMIT_EXCEEDED", expect.stringMatching(/at most 2 .*called groups/)]]);
        // two nodes, and four of each
        const nodes =
          "{ commitmentsAggregate { countsBy(dimension: THEMES) { key { node { ... on Theme { commitments(first: 4) { nodes { id } } } } } } } }";
        expect(await ask(nodes, { nodes: 10 })).toBe("answered");
        expect(await ask(nodes, { nodes: 9 })).toEqual([["COST_LIMIT_EXCEEDED", expect.stringMatching(/at most 9 .*called nodes/)]]);
      } finally {
        await filled.close();
      }
    },
    FILL_MS,
  );
});
