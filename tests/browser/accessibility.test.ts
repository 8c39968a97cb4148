/** The pages held against WCAG 2.2 by axe, wide and narrow, light and dark. */
import { describe, expect, test } from "@jest/globals";
import { faultsOf } from "./axe.js";
import { answerTo, describeInBrowser } from "./browser.js";

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
      await page.getByRole("button", { name: "CSV", exact: true }).click();
      expect(await faultsOf(page)).toEqual([]);

      await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
      await page.getByText("Root Types").waitFor();
      expect(await faultsOf(page)).toEqual([]);

      await page.goto(`${use.url}/playground/docs/queries.html`);
      expect(await faultsOf(page)).toEqual([]);
    });
  });
});
