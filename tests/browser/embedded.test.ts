/** The pages of docs/apps.md that ask the service from elsewhere. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { blocks } from "../docs/documents.js";
import { describeInBrowser } from "./browser.js";

describeInBrowser("a page of another service", (use) => {
  let elsewhere: Server;
  afterEach(() => {
    elsewhere.closeAllConnections();
    elsewhere.close();
  });

  /** Opens a page that docs/apps.md has, from another address. */
  async function open(name: string): Promise<Page> {
    const { code } = blocks(readFileSync("docs/apps.md", "utf8"), "html").find((block) => block.name === name)!;
    const html = code.replaceAll("http://localhost:4000", use.url);
    elsewhere = createServer(({ url }, response) => response.setHeader("content-type", "text/html").end(url === "/" ? html : ""));
    await once(elsewhere.listen(0, "127.0.0.1"), "listening");
    return use.open(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
  }

  async function follows(page: Page): Promise<void> {
    await page.locator("li a").first().click();
    await page.waitForURL(`${use.url}/id/*`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  }

  test("shows what it asks for, as docs/apps.md has it", async () => {
    const page = await open("page.html");
    await page.locator("li").nth(4).waitFor();
    expect(await page.locator("li").count()).toBe(5);
    await follows(page);
  });

  test("suggests while one types, as docs/apps.md has it", async () => {
    const page = await open("suggest.html");
    const box = page.getByRole("searchbox", { name: "Search" });
    await box.pressSequentially("cybersecurty cent", { delay: 20 });
    await page.locator("li", { hasText: "ASEAN-Japan Cybersecurity Capacity Building Centre" }).first().waitFor();
    expect(await page.locator("li").count()).toBe(8);
    expect(await page.locator("li").first().locator("mark").count()).toBeGreaterThan(1);
    await box.fill("  ");
    await page.locator("li").first().waitFor({ state: "detached" });
    await box.fill("viet nam");
    await page.locator("li a", { hasText: /^Viet Nam$/ }).waitFor();
    await follows(page);
  });
});
