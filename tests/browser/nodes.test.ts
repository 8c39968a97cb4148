/** The pages of nodes in a browser: readable by everybody, without a script, and a way on from each. */
import { expect, test } from "@jest/globals";
import { model } from "../../src/model/index.js";
import { faultsOf } from "./axe.js";
import { answerTo, describeInBrowser } from "./browser.js";

/** One node of each type: the one with most to show would be best, the first one is enough. */
async function oneOfEach(url: string): Promise<string[]> {
  const lists = model.nodes.map((type) => `${type.plural}(first: 1) { nodes { id } }`);
  const response = await fetch(`${url}/graphql?${new URLSearchParams({ query: `{ ${lists.join(" ")} }` })}`);
  const { data } = (await response.json()) as { data: Record<string, { nodes: { id: string }[] }> };
  return Object.values(data).map(({ nodes }) => nodes[0]!.id);
}

describeInBrowser("a node's page", (use) => {
  test.each([
    ["wide and light", 1280, "light"],
    ["narrow and dark", 360, "dark"],
  ] as const)("axe finds nothing on one of each type, %s, and nothing is wider than the window", async (_name, width, colorScheme) => {
    for (const id of [...(await oneOfEach(use.url)), "asean?list=commitments"]) {
      const page = await use.open(`/id/${id}`, { viewport: { width, height: 800 }, colorScheme });
      expect([id, await faultsOf(page)]).toEqual([id, []]);
      expect(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")).toBeLessThanOrEqual(0);
      await page.context().close();
    }
  });

  test("is gone through by links alone, without a script", async () => {
    const page = await use.open("/id/asean", { javaScriptEnabled: false });
    await page
      .getByRole("link", { name: /^and \d+ more$/ })
      .first()
      .click();
    await page.getByRole("link", { name: /^The next ones of/ }).click();
    await page.locator("li a").first().click();
    await page.getByRole("heading", { name: "Cite" }).waitFor();
    await page.getByRole("link", { name: "Association of Southeast Asian Nations" }).first().click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Association of Southeast Asian Nations");
  });

  test("opens in the playground, which asks what the page asked", async () => {
    const page = await use.open("/id/adgmin-6");
    const { data } = await answerTo(page, "Meeting", () => page.getByRole("link", { name: "Open in the playground" }).click());
    expect(data.meeting).toMatchObject({ id: "adgmin-6", series: { id: "series-adgmin" } });
  });
});
