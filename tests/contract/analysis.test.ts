/** Fields that are computed, on every store: answers worked out by hand. */
import { describe, expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { graphOf } from "../support/graph.js";
import { seedChanges } from "../support/seed.js";
import { onEveryStore } from "./service.js";

/**
 * d builds on b and c, both build on a; e reviews d. So d is two steps from a, by way of b, whose name comes first; and
 * f stands alone.
 */
const chain = () =>
  graphOf(model, {
    nodes: {
      Commitment: [
        { id: "a", madeOn: "2019" },
        { id: "b", madeOn: "2020-02" },
        { id: "c", madeOn: "2020" },
        { id: "d", madeOn: "2021" },
        { id: "e", madeOn: "2022" },
        { id: "f" },
      ],
    },
    edges: {
      "Commitment.buildsOn": [
        ["b", "a", { relation: "EXPANDS" }],
        ["c", "a", { relation: "IMPLEMENTS" }],
        ["d", "b", { relation: "CONTINUES" }],
        ["d", "b", { relation: "SUPERSEDES" }],
        ["d", "c", { relation: "CONTINUES" }],
        ["e", "d", { relation: "REVIEWS" }],
      ],
    },
  });

/** X acceded on 2025-10-26, Y at some time in 1995, Z is no member. ASEAN made seven commitments, the others one each. */
const members = () =>
  graphOf(model, {
    nodes: {
      Country: [
        { id: "X", name: "X" },
        { id: "Y", name: "Y" },
        { id: "Z", name: "Z" },
      ],
      Organization: [{ id: "asean" }, { id: "other" }],
      Commitment: [
        { id: "before", madeOn: "2025-10-25" },
        { id: "day", madeOn: "2025-10-26" },
        { id: "month", madeOn: "2025-10" },
        { id: "year", madeOn: "2025" },
        { id: "undated" },
        { id: "later", madeOn: "2026" },
        { id: "early", madeOn: "1995-06" },
        { id: "own", madeOn: "2000" },
        { id: "led", madeOn: "2025" },
        { id: "supported", madeOn: "2030" },
        { id: "of-other", madeOn: "2030" },
      ],
    },
    edges: {
      "Country.memberOf": [
        ["X", "asean", { since: "2025-10-26" }],
        ["Y", "asean", { since: "1995" }],
        ["Z", "other", { since: "1990" }],
      ],
      "Commitment.parties": [
        ...["before", "day", "month", "year", "undated", "later", "early"].map((id) => [id, "asean", { role: "PARTY" }] as const),
        ["own", "X", { role: "PARTY" }],
        ["own", "Z", { role: "SUPPORTER" }],
        ["led", "X", { role: "LEAD" }],
        ["led", "asean", { role: "LEAD" }],
        ["supported", "asean", { role: "SUPPORTER" }],
        ["of-other", "other", { role: "PARTY" }],
      ],
    },
  });

describe("lineage", () => {
  onEveryStore(model, chain, (service) => {
    const of = async (id: string, args = "") => {
      const { commitment } = await service.data(
        `{ commitment(id: "${id}") { lineage${args} { totalCount edges { depth direction steps { relation id } node { id } } } } }`,
      );
      return commitment.lineage.edges.map((edge: any) => ({
        ...edge,
        steps: edge.steps.map((s: any) => `${s.relation} ${s.id}`),
        node: edge.node.id,
      }));
    };

    test("has each commitment once, by the shortest way, the nearest first and of those the newest", async () => {
      expect(await of("d")).toEqual([
        { node: "e", depth: 1, direction: "DESCENDANT", steps: ["REVIEWS e"] },
        { node: "b", depth: 1, direction: "ANCESTOR", steps: ["CONTINUES b"] },
        { node: "c", depth: 1, direction: "ANCESTOR", steps: ["CONTINUES c"] },
        { node: "a", depth: 2, direction: "ANCESTOR", steps: ["CONTINUES b", "EXPANDS a"] },
      ]);
    });

    test("goes one way, and so far, as it is asked", async () => {
      expect((await of("a", "(direction: DESCENDANTS)")).map((edge: any) => `${edge.node} ${edge.depth}`)).toEqual([
        "b 1",
        "c 1",
        "d 2",
        "e 3",
      ]);
      expect(await of("a", "(direction: ANCESTORS)")).toEqual([]);
      expect((await of("a", "(maxDepth: 2)")).map((edge: any) => edge.node)).toEqual(["b", "c", "d"]);
      expect(await of("f")).toEqual([]);
      expect(await service.error(`{ commitment(id: "a") { lineage(maxDepth: 0) { totalCount } } }`)).toEqual({
        code: "BAD_USER_INPUT",
        message: "lineage(maxDepth:) is 0; it must be between 1 and 50.",
      });
    });

    test("is paged, of many commitments at once, and below interfaces", async () => {
      const page = async (args: string) =>
        (
          await service.data(
            `{ commitment(id: "a") { lineage(${args}) { totalCount nodes { id } pageInfo { hasPreviousPage hasNextPage endCursor startCursor } } } }`,
          )
        ).commitment.lineage;
      const first = await page("first: 3");
      expect(first).toMatchObject({
        totalCount: 4,
        nodes: [{ id: "b" }, { id: "c" }, { id: "d" }],
        pageInfo: { hasPreviousPage: false, hasNextPage: true },
      });
      expect(await page(`first: 3, after: "${first.pageInfo.endCursor}"`)).toMatchObject({
        nodes: [{ id: "e" }],
        pageInfo: { hasPreviousPage: true, hasNextPage: false },
      });
      expect(await page(`last: 1, before: "${first.pageInfo.endCursor}"`)).toMatchObject({ nodes: [{ id: "c" }] });
      expect(
        await service.error(`{ commitment(id: "a") { lineage(maxDepth: 2, after: "${first.pageInfo.endCursor}") { totalCount } } }`),
      ).toMatchObject({ code: "BAD_USER_INPUT" });
      const { nodes } = await service.data(
        `{ nodes(ids: ["a", "f", "e"]) { id ... on Commitment { lineage(first: 1) { nodes { id lineage(first: 1) { nodes { id } } } } } } }`,
      );
      expect(nodes).toEqual([
        { id: "a", lineage: { nodes: [{ id: "b", lineage: { nodes: [{ id: "d" }] } }] } },
        { id: "f", lineage: { nodes: [] } },
        { id: "e", lineage: { nodes: [{ id: "d", lineage: { nodes: [{ id: "e" }] } }] } },
      ]);
    });
  });
});

describe("who is bound", () => {
  onEveryStore(model, members, (service) => {
    const boundBy = async (id: string, args = "") => {
      const { country } = await service.data(
        `{ country(id: "${id}") { boundBy${args} { edges { through certainty since node { id } } totalCount } } }`,
      );
      expect(country.boundBy.totalCount).toBe(country.boundBy.edges.length);
      return Object.fromEntries(country.boundBy.edges.map((edge: any) => [edge.node.id, `${edge.through} ${edge.certainty}`]));
    };

    test("a country by its own promises and by ASEAN's since its accession, as far as that is certain", async () => {
      expect(await boundBy("X")).toEqual({
        own: "DIRECT CERTAIN",
        led: "DIRECT CERTAIN",
        day: "COLLECTIVE CERTAIN",
        later: "COLLECTIVE CERTAIN",
      });
    });

    test("and by what is uncertain, where that is asked for", async () => {
      expect(await boundBy("X", "(includeUncertain: true)")).toEqual({
        own: "DIRECT CERTAIN",
        led: "DIRECT CERTAIN",
        day: "COLLECTIVE CERTAIN",
        later: "COLLECTIVE CERTAIN",
        month: "COLLECTIVE UNCERTAIN",
        year: "COLLECTIVE UNCERTAIN",
        undated: "COLLECTIVE UNCERTAIN",
      });
      expect(await boundBy("Y", '(includeUncertain: true, where: { madeOn: { lte: "1999" } })')).toEqual({ early: "COLLECTIVE UNCERTAIN" });
      expect(await boundBy("Y")).not.toHaveProperty("early");
      expect(await boundBy("Z", "(includeUncertain: true)")).toEqual({});
    });

    test("one stands within the other", async () => {
      const data = await service.data(
        `{ country(id: "X") { boundBy(first: 1, orderBy: [{ madeOn: ASC }]) { nodes { id boundCountries { nodes { id boundBy(first: 1) { nodes { id lineage { totalCount } } } } } } } } }`,
      );
      // by date the own promise of 2000 is the first, and what has no date would be the last
      const last = { nodes: [{ id: "later", lineage: { totalCount: 0 } }] };
      expect(data).toEqual({ country: { boundBy: { nodes: [{ id: "own", boundCountries: { nodes: [{ id: "X", boundBy: last }] } }] } } });
    });

    test("the other way round it is the same", async () => {
      const { commitments } = await service.data(`{ commitments { nodes { id
        certain: boundCountries { totalCount nodes { id } edges { through since } }
        all: boundCountries(includeUncertain: true) { edges { node { id } certainty } } } } }`);
      const by = (key: string, of: (c: any) => unknown) => Object.fromEntries(commitments.nodes.map((c: any) => [c.id, of(c[key])]));
      expect(by("certain", (c) => c.nodes.map((n: any) => n.id).join(" "))).toEqual({
        before: "Y",
        day: "X Y",
        month: "Y",
        year: "Y",
        undated: "",
        later: "X Y",
        early: "",
        own: "X",
        led: "X Y",
        supported: "",
        "of-other": "",
      });
      expect(by("all", (c) => c.edges.map((e: any) => `${e.node.id}${e.certainty === "CERTAIN" ? "" : "?"}`).join(" "))).toEqual({
        before: "Y",
        day: "X Y",
        month: "X? Y",
        year: "X? Y",
        undated: "X? Y?",
        later: "X Y",
        early: "Y?",
        own: "X",
        led: "X Y",
        supported: "",
        "of-other": "",
      });
    });
  });
});

describe("of the dataset", () => {
  onEveryStore(model, seedChanges, (service) => {
    // worked out by following `buildsOn` in seed/meetings/telmin-15.yaml, adgmin-4.yaml and adgmin-5.yaml
    test("the regional CERT of 2025 goes back to the priority of 2015 and the masterplan before it", async () => {
      const { commitment } = await service.data(
        `{ commitment(id: "adgmin-5-regional-cert") { lineage(direction: ANCESTORS) { edges { depth steps { relation } node { id madeOn } } } } }`,
      );
      const found = commitment.lineage.edges.map((e: any) => [
        e.node.id,
        e.depth,
        e.node.madeOn,
        e.steps.map((s: any) => s.relation).join(", "),
      ]);
      expect(found).toEqual(
        expect.arrayContaining([
          ["adgmin-4-cert-host-and-fund", 1, "2024-02-02", "CONTINUES"],
          ["regional-cert", 1, "2015-11", "CONTINUES"],
          ["aim2020-cyber-emergency-response", 2, expect.anything(), "CONTINUES, IMPLEMENTS"],
        ]),
      );
    });

    // 11 commitments build on it, 12 on those, and the facility is the one on those, by a framework and an offer to be its host
    test("the regional CERT leads from its first mention to its facility", async () => {
      const { commitment } = await service.data(
        `{ commitment(id: "regional-cert") { lineage(direction: DESCENDANTS, first: 200) { totalCount edges { depth steps { relation id } node { id } } } } }`,
      );
      const { totalCount, edges } = commitment.lineage;
      expect([totalCount, ...[1, 2, 3].map((depth) => edges.filter((e: any) => e.depth === depth).length)]).toEqual([24, 11, 12, 1]);
      expect(edges.at(-1)).toEqual({
        depth: 3,
        node: { id: "regional-cert-facility" },
        steps: [
          { relation: "IMPLEMENTS", id: "adgmin-3-cert-operational-framework" },
          { relation: "CONTINUES", id: "adgmin-4-cert-host-and-fund" },
          { relation: "IMPLEMENTS", id: "regional-cert-facility" },
        ],
      });
    });

    test("nothing that ASEAN promised before 26 October 2025 certainly binds Timor-Leste", async () => {
      const { country } = await service.data(`{ country(id: "TL") { boundBy(first: 200) { totalCount edges { through since } } } }`);
      const collective = country.boundBy.edges.filter((edge: any) => edge.through === "COLLECTIVE");
      expect(collective.length).toBeGreaterThan(50);
      for (const { since } of collective) expect(since >= "2025-10-26").toBe(true);
      expect(country.boundBy.totalCount).toBe(country.boundBy.edges.length);
    });
  });
});
