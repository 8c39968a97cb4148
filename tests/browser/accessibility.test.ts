/** The pages held against WCAG 2.2 by axe, wide and narrow, light and dark. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { answerTo, describeInBrowser } from "./browser.js";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** What axe finds by all its rules, also by that of WCAG 2.2 which it leaves out unless it is asked. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run({ rules: { "target-size": { enabled: true } } })`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describeInBrowser("axe finds nothing", (use) => {
  describe.each([
    ["wide", 1280, 760],
    ["narrow", 390, 844],
  ])("%s", (_width, width, height) => {
    test.each(["light", "dark"] as const)("and %s", async (colorScheme) => {
      const page = await use.open("/", { viewport: { width, height }, colorScheme });
      await page.getByText("as of 20").waitFor();
      expect(await faultsOf(page)).toEqual([]);

      await answerTo(page, "LedBy", () => page.getByRole("button", { name: "What has Viet Nam led?" }).click());
      await page.getByRole("button", { name: "New tab" }).click();
      await page.getByRole("button", { name: "LedBy", exact: true }).click();
      await page.getByLabel("$member").waitFor();
      await page.getByRole("button", { name: "CSV" }).click();
      expect(await faultsOf(page)).toEqual([]);

      await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
      await page.getByText("Root Types").waitFor();
      expect(await faultsOf(page)).toEqual([]);

      await page.goto(`${use.url}/playground/docs/queries.html`);
      expect(await faultsOf(page)).toEqual([]);
    });
  });
});
