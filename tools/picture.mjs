/**
 * Takes the README's picture from the real page of a service that runs: `node tools/picture.mjs [address] [file]`.
 * Needs a Chromium; CHROMIUM names it when it is not /usr/bin/chromium.
 */
import { chromium } from "playwright-core";

const [address = "http://localhost:4000", file = "docs/playground.png"] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, colorScheme: "light" });
  await page.goto(address, { waitUntil: "networkidle" }); // the editor knows its query a moment after it shows it
  await page.getByRole("button", { name: /execute query/i }).click();
  await page.locator(".result-window").getByText("totalCount").first().waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500); // the editor colours the answer a moment later
  await page.screenshot({ path: file });
} finally {
  await browser.close();
}
