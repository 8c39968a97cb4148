/** The seed, through the whole service: an article's commitments, each with the paragraph that states it. */
import { expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { seedChanges } from "../support/seed.js";
import { onEveryStore } from "./service.js";

onEveryStore(model, seedChanges, (service) => {
  test("the Vietnam.vn article of 9 February 2026", async () => {
    const { document } = await service.data(`{
      document(id: "vietnam-vn-2026-02-09") {
        title issuedOn url
        commitments(first: 200, orderBy: { id: ASC }) { totalCount edges { locator node { id title statement } } }
      }
    }`);
    expect(document).toMatchObject({ issuedOn: "2026-02-09", url: expect.stringContaining("https://www.vietnam.vn/") });
    const { totalCount, edges } = document.commitments;
    expect(totalCount).toBeGreaterThanOrEqual(24);
    expect(new Set(edges.map((edge: any) => edge.node.id)).size).toBeGreaterThanOrEqual(24);
    for (const { locator, node } of edges) expect(`${node.id}: ${locator}`).toMatch(/: para \d+/);
  });

  test("what was promised about artificial intelligence since 2021, by whom and where it is written", async () => {
    const { commitments } = await service.data(`{
      commitments(
        where: { madeOn: { gte: "2021" }, themes: { some: { id: { within: "artificial-intelligence" }, edge: { rank: { eq: 0 } } } } }
        orderBy: [{ madeOn: DESC }, { title: ASC }]
        first: 200
      ) {
        totalCount
        nodes { title madeOn parties { nodes { __typename name } } statedIn { edges { locator node { title url } } } themes(first: 1) { edges { rank node { id } } } }
      }
    }`);
    expect(commitments.totalCount).toBeGreaterThan(20);
    for (const { madeOn, parties, statedIn, themes } of commitments.nodes) {
      expect(madeOn >= "2021").toBe(true);
      expect(parties.nodes.length).toBeGreaterThan(0);
      expect(statedIn.edges.length).toBeGreaterThan(0);
      expect(themes.edges[0].rank).toBe(0);
    }
    const dates = commitments.nodes.map((node: any) => `${node.madeOn}-01-01`.slice(0, 10));
    expect(dates).toEqual(dates.toSorted().toReversed());
  });
});
