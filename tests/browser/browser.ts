/**
 * A real browser before the real service, for tests: Chromium, from CHROMIUM or /usr/bin/chromium. Where there is none the
 * tests are skipped, and say so; REQUIRE_BROWSER=1 makes them fail instead.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, jest } from "@jest/globals";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { startReal, type Real } from "../support/real.js";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Milliseconds that a page may take for one thing. */
const PATIENCE = 40_000;

export interface InBrowser {
  readonly url: string;
  /** Opens a page of the service, or one at another address, in a profile of its own, which has seen nothing yet. */
  open(path?: string, options?: BrowserContextOptions): Promise<Page>;
}

let browser: Browser;
let service: Real;
let started = false;
/** What no page may do, of all that were opened by the test that runs: ask another host, log an error, break the page's policy. */
let faults: string[] = [];

/** A suite in the browser. After each test no page of it may have done what it must not, and its profiles are gone. */
export function describeInBrowser(name: string, body: (use: InBrowser) => void): void {
  const isThere = existsSync(CHROMIUM);
  if (!isThere && !process.env.REQUIRE_BROWSER) {
    process.stderr.write(`\n!!! NO TEST RUNS IN A BROWSER: there is no ${CHROMIUM} (CHROMIUM names another)\n\n`);
    return describe.skip(name, () => body({ url: "", open }));
  }
  // a browser beside all else that tests run is slow at times
  jest.setTimeout(120_000);
  // one for all suites of a file
  if (!started) afterAll(() => Promise.all([browser?.close(), service?.close()]));
  started = true;
  describe(name, () => {
    beforeAll(async () => {
      if (!service) await start();
    });
    afterEach(async () => {
      for (const context of browser.contexts()) await context.close();
      const seen = faults;
      faults = [];
      expect(seen).toEqual([]);
    });
    body({
      get url() {
        return service.url;
      },
      open,
    });
  });
}

async function start(): Promise<void> {
  const { status, stderr } = spawnSync(process.execPath, ["tools/start.mjs", "build"], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  [service, browser] = await Promise.all([
    startReal(),
    chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] }),
  ]);
}

async function open(path = "/", options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 760 }, ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const address = new URL(path, service.url);
  page.on("request", (request) => {
    const isOurs = [service.url, address.origin].some((own) => request.url().startsWith(own));
    if (!isOurs && /^\w+:\/\//.test(request.url())) faults.push(`asked ${request.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(address.href);
  return page;
}

/** The text that an editor shows: the answer's is `.result-window`, the query's `.graphiql-query-editor`. White space is left out, since lines are broken to fit. */
export const shownIn = (page: Page, editor: string): Promise<string> =>
  page.locator(`${editor} .view-line`).evaluateAll((lines) =>
    (lines as unknown as { style: { top: string }; textContent: string }[])
      .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
      .map((line) => line.textContent)
      .join("")
      .replaceAll(/\s/g, ""),
  );

/** The next answer to an operation of this name, once the page shows it. @returns what was answered, and what was sent. */
export async function answerTo(page: Page, operation: string, act: () => Promise<unknown>) {
  const [response] = await Promise.all([
    page.waitForResponse((r) => r.request().method() === "POST" && r.request().postDataJSON()?.operationName === operation),
    act(),
  ]);
  const answer = (await response.json()) as { data: any; errors?: unknown };
  const beginning = JSON.stringify(answer).replaceAll(/\s/g, "").slice(0, 100);
  await expectSoon(async () => (await shownIn(page, ".result-window")).startsWith(beginning));
  return { ...answer, sent: response.request().postDataJSON() as { query: string; variables?: Record<string, unknown> } };
}

/** Runs what stands in the editor. */
export const execute = (page: Page): Promise<void> => page.getByRole("button", { name: /Execute query/ }).click();

/** Waits until something holds. @throws when it does not in time. */
export async function expectSoon(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain until ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
