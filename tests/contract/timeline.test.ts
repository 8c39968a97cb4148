/** The timeline, on every store: answers worked out by hand. */
import { describe, expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { seedChanges } from "../support/seed.js";
import { onEveryStore, type Service } from "./service.js";

/**
 * Two commitments made at m, in 2021 and in January 2021, one of them with a milestone and two documents; and others on
 * and about the first day of 2021, which a year, a month and a day can all begin with. Nobody knows when `never` was.
 */
const days = () =>
  graphOf(model, {
    nodes: {
      MeetingSeries: [{ id: "s" }],
      Meeting: [{ id: "m", startDate: "2021-01-01", endDate: "2021-02-01" }, { id: "alone", startDate: "2020-12-31" }, { id: "never" }],
      Commitment: [
        { id: "year", madeOn: "2021" },
        { id: "month", madeOn: "2021-01" },
        { id: "day", madeOn: "2021-01-01" },
        { id: "undated" },
      ],
      Milestone: [
        { id: "step", date: "2021-05" },
        { id: "other-step", date: "2021-05-01" },
      ],
      Document: [
        { id: "article", issuedOn: "2021" },
        { id: "guide", issuedOn: "2022-04-09" },
        { id: "elsewhere", issuedOn: "2022" },
      ],
    },
    edges: {
      "Commitment.madeAt": [
        ["year", "m"],
        ["month", "m"],
        ["undated", "never"],
      ],
      "Commitment.statedIn": [["year", "article"]],
      "Commitment.outputs": [["year", "guide"]],
      "Milestone.commitment": [
        ["step", "year"],
        ["other-step", "day"],
      ],
    },
  });

async function events(service: Service, args: string): Promise<string[]> {
  const { timeline } = await service.data(`{ timeline(${args}) { totalCount edges { date period kind node { id __typename } } } }`);
  expect(timeline.totalCount).toBe(timeline.edges.length);
  for (const { kind, node } of timeline.edges) expect(kind).toBe(node.__typename.toUpperCase());
  return timeline.edges.map(({ period, node }: any) => `${period} ${node.id}`);
}

describe("a timeline", () => {
  onEveryStore(model, days, (service) => {
    test("has what is known to the year in the year, before the months; of one date meetings first", async () => {
      expect(await events(service, "granularity: MONTH")).toEqual([
        "2020-12 alone",
        "2021 year",
        "2021 article",
        "2021-01 month",
        "2021-01 m",
        "2021-01 day",
        "2021-05 step",
        "2021-05 other-step",
        "2022 elsewhere",
        "2022-04 guide",
      ]);
    });

    test("has the same order in quarters and in years", async () => {
      const ids = (list: string[]) => list.map((event) => event.split(" ")[1]);
      const [months, quarters, years] = [
        await events(service, "granularity: MONTH"),
        await events(service, "granularity: QUARTER"),
        await events(service, "granularity: YEAR"),
      ];
      expect(ids(quarters)).toEqual(ids(months));
      expect(ids(years)).toEqual(ids(months));
      expect(quarters.filter((event) => /Q|^2021 /.test(event))).toEqual([
        "2020-Q4 alone",
        "2021 year",
        "2021 article",
        "2021-Q1 month",
        "2021-Q1 m",
        "2021-Q1 day",
        "2021-Q2 step",
        "2021-Q2 other-step",
        "2022-Q2 guide",
      ]);
      expect(new Set(years.map((event) => event.split(" ")[0]))).toEqual(new Set(["2020", "2021", "2022"]));
    });

    test("takes what can lie between two dates", async () => {
      const between = async (args: string) => (await events(service, args)).map((event) => event.split(" ")[1]).join(" ");
      expect(await between('from: "2021-01-02", to: "2021-01"')).toBe("year article month");
      expect(await between('from: "2021-02"')).toBe("year article step other-step elsewhere guide");
      expect(await between('from: "2021-05-02", to: "2021-12-31"')).toBe("year article step");
      expect(await between('to: "2020"')).toBe("alone");
      expect(await between('from: "2022", to: "2022-01-01"')).toBe("elsewhere");
      expect(await between('from: "2023", to: "2021"')).toBe("");
      expect(await between("from: null, to: null, where: null")).toBe(await between("granularity: YEAR"));
    });

    test("of commitments has them, where they were made, their milestones and their documents", async () => {
      const of = async (where: string) => (await events(service, `where: ${where}`)).map((event) => event.split(" ")[1]).join(" ");
      expect(await of('{ id: { eq: "year" } }')).toBe("year article m step guide");
      expect(await of('{ id: { eq: "day" } }')).toBe("day other-step");
      expect(await of('{ madeAt: { id: { eq: "m" } } }')).toBe("year article month m step guide");
      expect(await of('{ title: { eq: "no such" } }')).toBe("");
      // every commitment is still a restriction, to what is about commitments
      for (const any of ["{}", "{ title: {} }", "{ OR: [{}] }"])
        expect(await of(any)).toBe("year article month m day step other-step guide");
    });

    test("counts the events of each kind in every period, whatever the page", async () => {
      const { timeline } = await service.data(
        `{ timeline(granularity: QUARTER, first: 1) { periods { period from to total meetings commitments milestones documents } } }`,
      );
      expect(timeline.periods.map((p: any) => Object.values(p).join(" "))).toEqual([
        "2020-Q4 2020-10-01 2020-12-31 1 1 0 0 0",
        "2021 2021-01-01 2021-12-31 2 0 1 0 1",
        "2021-Q1 2021-01-01 2021-03-31 3 1 2 0 0",
        "2021-Q2 2021-04-01 2021-06-30 2 0 0 2 0",
        "2022 2022-01-01 2022-12-31 1 0 0 0 1",
        "2022-Q2 2022-04-01 2022-06-30 1 0 0 0 1",
      ]);
      const { some } = await service.data(`{ some: timeline(where: { id: { eq: "year" } }) { periods { name: period total } } }`);
      expect(some.periods).toEqual([
        { name: "2021", total: 4 },
        { name: "2022", total: 1 },
      ]);
    });

    test("is paged either way, event by event, without one twice or one left out", async () => {
      const whole = (await events(service, "granularity: YEAR")).map((event) => event.split(" ")[1]!);
      for (const size of [1, 2, 3, 4, 10, 11]) {
        for (const [count, cursor, end, more] of [
          ["first", "after", "endCursor", "hasNextPage"],
          ["last", "before", "startCursor", "hasPreviousPage"],
        ] as const) {
          const other = more === "hasNextPage" ? "hasPreviousPage" : "hasNextPage";
          const pages: string[][] = [];
          let at: string | null = null;
          for (let goesOn = true; goesOn;) {
            const { timeline }: any = await service.data(
              `query ($at: String) { timeline(${count}: ${size}, ${cursor}: $at) { nodes { id } pageInfo { ${end} ${more} ${other} } } }`,
              { at },
            );
            pages.push(timeline.nodes.map((node: any) => node.id));
            expect(timeline.pageInfo[other]).toBe(pages.length > 1);
            [at, goesOn] = [timeline.pageInfo[end], timeline.pageInfo[more]];
          }
          expect((count === "first" ? pages : pages.reverse()).flat()).toEqual(whole);
        }
      }
    });

    test("goes on within what it shows", async () => {
      const { timeline } = await service.data(
        `{ timeline(first: 3) { nodes { id ... on Commitment { madeAt { id } followUp { nodes { id } } } ... on Document { commitments { nodes { id } } } } } }`,
      );
      expect(timeline.nodes).toEqual([
        { id: "alone" },
        { id: "year", madeAt: { id: "m" }, followUp: { nodes: [{ id: "guide" }] } },
        { id: "article", commitments: { nodes: [{ id: "year" }] } },
      ]);
    });

    test("refuses a cursor of other arguments, and one that was made up", async () => {
      const { timeline } = await service.data(`{ timeline(first: 1) { edges { cursor } } }`);
      const [{ cursor }] = timeline.edges;
      const isRefused = async (args: string) =>
        expect(await service.error(`{ timeline(${args}) { totalCount } }`)).toMatchObject({ code: "BAD_USER_INPUT" });
      await isRefused(`after: "${cursor}", granularity: MONTH`);
      await isRefused(`before: "${cursor}", from: "2020"`);
      const [mark] = JSON.parse(Buffer.from(cursor, "hex").toString());
      for (const place of [["2021"], ["2021-13", 0, "m"], ["2021", -1, "m"], ["2021", 0, "~"], ["2021", 0, null]])
        await isRefused(
          `after: "${Buffer.from(JSON.stringify([mark, ...place]))
            .toString("hex")
            .toUpperCase()}"`,
        );
    });
  });
});

describe("the timeline of the dataset", () => {
  onEveryStore(model, seedChanges, (service) => {
    // worked out from the two records in seed/meetings/adgmin-4.yaml and amcc-9.yaml: their madeOn, the startDate of
    // their madeAt, the milestones of that file whose commitment they are, and issuedOn of each document in statedIn (one has none)
    test("of the regional CERT's host and facility runs from the offer to what was written of the launch", async () => {
      const { timeline } = await service.data(
        `{ timeline(granularity: MONTH, where: { id: { in: ["adgmin-4-cert-host-and-fund", "regional-cert-facility"] } }) {
             totalCount edges { period date kind node { id } } periods { period meetings commitments milestones documents } } }`,
      );
      expect(timeline.edges.map(({ period, date, kind, node }: any) => `${period}: ${date} ${kind} ${node.id}`)).toEqual([
        "2023-08: 2023-08 MILESTONE adgmin-4-cert-host-and-fund-m1",
        "2024-02: 2024-02 DOCUMENT straitstimes-regional-cert-host-2024",
        "2024-02: 2024-02-01 MEETING adgmin-4",
        "2024-02: 2024-02-02 COMMITMENT adgmin-4-cert-host-and-fund",
        "2024-02: 2024-02-02 DOCUMENT businesstimes-regional-cert-host-2024",
        "2024-02: 2024-02-02 DOCUMENT csa-regional-cert-host-2024",
        "2024-10: 2024-10 DOCUMENT itiger-regional-cert-facility-2024",
        "2024-10: 2024-10-16 MEETING amcc-9",
        "2024-10: 2024-10-16 COMMITMENT regional-cert-facility",
        "2024-10: 2024-10-16 MILESTONE adgmin-4-cert-host-and-fund-m2",
        "2024-10: 2024-10-16 DOCUMENT csa-amcc-9-regional-cert-2024",
        "2024-10: 2024-10-17 DOCUMENT philstartech-regional-cert-2024",
        "2024-10: 2024-10-17 DOCUMENT thestar-regional-cert-2024",
      ]);
      expect(timeline.totalCount).toBe(13);
      expect(timeline.periods).toEqual([
        { period: "2023-08", meetings: 0, commitments: 0, milestones: 1, documents: 0 },
        { period: "2024-02", meetings: 1, commitments: 1, milestones: 0, documents: 3 },
        { period: "2024-10", meetings: 1, commitments: 1, milestones: 1, documents: 4 },
      ]);
    });

    test("has each dated node once, and its periods have them all", async () => {
      const dated = await service.data(
        `{ meetings(where: { startDate: { isNull: false } }) { totalCount } commitments(where: { madeOn: { isNull: false } }) { totalCount }
           milestones(where: { date: { isNull: false } }) { totalCount } documents(where: { issuedOn: { isNull: false } }) { totalCount } }`,
      );
      const { timeline } = await service.data(
        `{ timeline(granularity: MONTH) { totalCount periods { total meetings commitments milestones documents } } }`,
      );
      const sum = (name: string) => timeline.periods.reduce((all: number, period: any) => all + period[name], 0);
      expect(sum("total")).toBe(timeline.totalCount);
      for (const [kind, { totalCount }] of Object.entries<any>(dated)) expect(sum(kind)).toBe(totalCount);
      expect(timeline.totalCount).toBeGreaterThan(2_000);
    });
  });
});
