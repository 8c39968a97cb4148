/** The page of docs/apps.md that asks the service from elsewhere. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { blocks } from "../docs/documents.js";
import { describeInBrowser } from "./browser.js";

describeInBrowser("a page of another service", (use) => {
  test("shows what it asks for, as docs/apps.md has it", async () => {
    const html = blocks(readFileSync("docs/apps.md", "utf8"), "html")[0]!.code.replaceAll("http://localhost:4000", use.url);
    const elsewhere = createServer(({ url }, response) => response.setHeader("content-type", "text/html").end(url === "/" ? html : ""));
    await once(elsewhere.listen(0, "127.0.0.1"), "listening");
    const page = await use.open(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
    await page.locator("li").nth(4).waitFor();
    expect(await page.locator("li").count()).toBe(5);
    await page.locator("li a").first().click();
    await page.waitForURL(`${use.url}/id/*`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    elsewhere.closeAllConnections();
    elsewhere.close();
  });
});
