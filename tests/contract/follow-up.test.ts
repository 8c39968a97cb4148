/** What came of commitments, asked of every store: what follows them, what meetings took up again, what is overdue. Answers are worked out by hand. */
import { describe, expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { onEveryStore } from "./service.js";

/**
 * Of a: a milestone certainly later, one of the same year, which may be earlier, and one without a date; a document
 * issued before it. Of b: a document later. c is built on by d, made at another meeting; e has nothing.
 */
const followed = () =>
  graphOf(model, {
    nodes: {
      MeetingSeries: [{ id: "s" }],
      Meeting: [{ id: "m" }, { id: "n" }],
      Commitment: [
        { id: "a", madeOn: "2021", dueYear: 2024, status: "IN_PROGRESS" },
        { id: "b", madeOn: "2021-05", dueYear: 2024, status: "DELIVERED" },
        { id: "c", madeOn: "2022", dueYear: 2026, status: "UNKNOWN" },
        { id: "d", dueYear: 2020, status: "ANNOUNCED" },
        { id: "e", status: "ANNOUNCED" },
      ],
      Milestone: [{ id: "later", date: "2022" }, { id: "same", date: "2021-12" }, { id: "undated" }],
      Document: [
        { id: "before", issuedOn: "2020-12-31" },
        { id: "after", issuedOn: "2021-06" },
      ],
    },
    edges: {
      "Commitment.madeAt": [
        ["c", "m"],
        ["d", "n"],
        ["e", "n"],
      ],
      "Commitment.buildsOn": [
        ["d", "c", { relation: "IMPLEMENTS" }],
        ["d", "e", { relation: "REVIEWS" }],
      ],
      "Commitment.outputs": [
        ["a", "before"],
        ["b", "after"],
      ],
      "Milestone.commitment": [
        ["later", "a"],
        ["same", "a"],
        ["undated", "a"],
      ],
    },
  });

describe("follow-up", () => {
  onEveryStore(model, followed, (service) => {
    const ids = (connection: any) => connection.nodes.map((node: any) => node.id).sort();

    test("is what builds on a commitment, and what is certainly later", async () => {
      const { commitments } = await service.data(
        `{ commitments(orderBy: { id: ASC }) { nodes { id followedUp followUp { totalCount edges { date relation node { __typename id } } } } } }`,
      );
      const told = commitments.nodes.map(({ id, followedUp, followUp }: any) => [
        id,
        followedUp,
        followUp.edges.map(({ date, relation, node }: any) => [node.__typename, node.id, date, relation].join(" ")),
      ]);
      expect(told).toEqual([
        ["a", true, ["Milestone later 2022 "]],
        ["b", true, ["Document after 2021-06 "]],
        ["c", true, ["Commitment d  IMPLEMENTS"]],
        ["d", false, []],
        ["e", true, ["Commitment d  REVIEWS"]],
      ]);
    });

    test("is a filter too, at any depth", async () => {
      const found = async (where: string) => ids((await service.data(`{ commitments(where: ${where}) { nodes { id } } }`)).commitments);
      expect(await found("{ followedUp: true }")).toEqual(["a", "b", "c", "e"]);
      expect(await found("{ followedUp: false }")).toEqual(["d"]);
      expect(await found("{ NOT: { followedUp: false }, buildsOn: { none: {} } }")).toEqual(["a", "b", "c", "e"]);
      expect(await found("{ buildsOn: { all: { followedUp: true } }, followedUp: null }")).toEqual(["a", "b", "c", "d", "e"]);
      expect(await found("{ builtOnBy: { some: { followedUp: false } } }")).toEqual(["c", "e"]);
    });

    test("what a meeting took up again was made elsewhere", async () => {
      const { meetings } = await service.data(`{ meetings { nodes { id carriedOver { totalCount nodes { id } } } } }`);
      expect(Object.fromEntries(meetings.nodes.map((m: any) => [m.id, ids(m.carriedOver)]))).toEqual({ m: [], n: ["c"] });
    });

    test("overdue is what was due in a year that is over, and is not known to be done", async () => {
      // the dataset of the test is as of 2026-01
      const data = await service.data(
        `{ overdueCommitments { totalCount nodes { id overdue early: overdue(asOf: "2020") } } later: overdueCommitments(asOf: "2027-01-01") { nodes { id } }
           some: overdueCommitments(where: { madeOn: { gte: "2021" } }) { nodes { id } } commitments(orderBy: { id: ASC }) { nodes { overdue } } }`,
      );
      expect(ids(data.overdueCommitments)).toEqual(["a", "d"]);
      expect(data.overdueCommitments.nodes[0]).toMatchObject({ overdue: true, early: false });
      expect(ids(data.later)).toEqual(["a", "c", "d"]);
      expect(ids(data.some)).toEqual(["a"]);
      expect(data.commitments.nodes.map((node: any) => node.overdue)).toEqual([true, false, false, true, false]);
    });
  });
});

describe("of a commitment with very many milestones", () => {
  const milestones = Array.from({ length: 5_001 }, (_, i) => ({ id: `m${i}`, date: "2022" }));
  const crowded = () =>
    graphOf(model, {
      nodes: {
        Commitment: [
          { id: "a", madeOn: "2021" },
          { id: "b", madeOn: "2021" },
        ],
        Milestone: milestones,
      },
      edges: { "Milestone.commitment": milestones.map(({ id }) => [id, "a"]) },
    });
  onEveryStore(model, crowded, (service) => {
    test("the follow-up is refused rather than cut short; whether there is one is told", async () => {
      expect(await service.error(`{ commitments { nodes { followUp { totalCount } } } }`)).toEqual({
        code: "COST_LIMIT_EXCEEDED",
        message: expect.stringMatching(/"a" has more than 5000 edges of "milestones"/),
      });
      expect(await service.data(`{ commitments(orderBy: [{ id: ASC }]) { nodes { followedUp milestones { totalCount } } } }`)).toEqual({
        commitments: {
          nodes: [
            { followedUp: true, milestones: { totalCount: 5_001 } },
            { followedUp: false, milestones: { totalCount: 0 } },
          ],
        },
      });
      expect(await service.data(`{ commitment(id: "b") { followUp { totalCount } } }`)).toEqual({
        commitment: { followUp: { totalCount: 0 } },
      });
    });
  });
});
