/** The playground as its readers meet it: questions, variables, links, keys. */
import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { questions } from "../support/questions.js";
import { answerTo, describeInBrowser, execute, expectSoon, shownIn } from "./browser.js";

const LED = "What has Viet Nam led?";
const choose = (page: Page, title: string) => page.getByRole("button", { name: title, exact: true }).click();

describeInBrowser("the playground", (use) => {
  test("says what it is, as of when, and that ASEAN does not publish it", async () => {
    const page = await use.open();
    const response = await page.request.post(`${use.url}/graphql`, { data: { query: "{ dataset { asOf notice } }" } });
    const { asOf, notice } = (await response.json()).data.dataset as { asOf: string; notice: string };
    await page.getByText(`as of ${asOf}`).waitFor();
    await page.getByText(notice).waitFor();
    await page.getByText("Not a publication of ASEAN.").waitFor();
  });

  test("answers every question of its shelf", async () => {
    const page = await use.open();
    for (const { title, name, reading } of questions) {
      await page.getByText(reading.replaceAll("`", ""), { exact: true }).waitFor(); // code is marked otherwise
      const { errors } = await answerTo(page, name, () => choose(page, title));
      expect({ title, errors }).toEqual({ title, errors: undefined });
    }
    // each took the place of the one before, since none was changed
    expect(await page.locator(".graphiql-tab").count()).toBe(1);
  });

  test("opens a question in a new tab when there is something of the reader's own", async () => {
    const page = await use.open();
    await page.locator(".graphiql-query-editor .view-line").first().click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText("query Mine { dataset { asOf } }");
    await answerTo(page, "LedBy", () => choose(page, LED));
    await page.getByRole("button", { name: "Mine", exact: true }).click();
    await expectSoon(async () => (await shownIn(page, ".graphiql-query-editor")) === "queryMine{dataset{asOf}}");
  });

  test("lets variables be picked from lists", async () => {
    const page = await use.open();
    await answerTo(page, "LedBy", () => choose(page, LED));
    const list = page.getByLabel("$member");
    expect(await list.inputValue()).toBe("VN");
    expect(await list.locator("option").count()).toBe(11);
    const { sent, data } = await answerTo(page, "LedBy", () => list.selectOption({ label: "Thailand" }));
    expect(sent.variables).toEqual({ member: "TH" });
    expect(data.commitments.totalCount).toBeGreaterThan(0);
    await answerTo(page, "FollowUps", () => choose(page, "Which AI commitments have a follow-up, and which have none?"));
    const themes = await page.getByLabel("$theme").locator("option").allInnerTexts();
    expect(themes).toContain("Digital trust and security");
    expect(themes.map((theme) => theme.trim())).toContain("Incident response and CERT cooperation");
  });

  test.each([
    ["Execute", "AiSince2021", execute],
    ["a question", "LedBy", (page: Page) => choose(page, LED)],
  ])("does not lose a click on %s before its editor is there", async (_what, operation, click) => {
    const page = await use.open("/playground/docs/queries.html");
    let load = () => {};
    const loading = new Promise<void>((resolve) => (load = resolve));
    await page.route("**/monaco-editor-*.js", (route) => loading.then(() => route.continue()));
    await page.goto(use.url);
    await click(page);
    await answerTo(page, operation, async () => load());
  });

  test("makes links of ids and addresses in an answer", async () => {
    const page = await use.open();
    const { data } = await answerTo(page, "LedBy", () => choose(page, LED));
    const [first] = data.commitments.nodes;
    const follow = async (text: string) => {
      const [opened] = await Promise.all([
        page.context().waitForEvent("page"),
        page.locator(".result-window .view-line").getByText(text).first().click(),
      ]);
      await opened.waitForURL(/^http/, { waitUntil: "commit" });
      return opened.url();
    };
    await page.context().route(/^https:/, (route) => route.fulfill({ body: "there" }));
    expect(await follow(first.id)).toBe(`${use.url}/id/${first.id}`);
    expect(await follow("https:")).toBe(first.statedIn.edges[0].node.url);
  });

  test("opens what the page of a node was made of", async () => {
    const page = await use.open("/id/adm2030-talent");
    await page.getByRole("heading", { name: "Develop digital talent and human capital" }).waitFor();
    const link = page.getByRole("link", { name: "Open in the playground" });
    const { data } = await answerTo(page, "Commitment", () => link.click());
    expect(data.commitment.id).toBe("adm2030-talent");
    // however long the query, only its editor scrolls
    await page.setViewportSize({ width: 1280, height: 720 });
    await expectSoon(async () => (await page.evaluate("document.documentElement.scrollHeight")) === 720);
  });

  test("leads to the documentation", async () => {
    const page = await use.open();
    await page.getByRole("link", { name: "How to ask" }).click();
    await page.getByRole("heading", { name: "How to ask", level: 1 }).waitFor();
    await page.getByRole("link", { name: "settings.md" }).click();
    await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  });
});

describeInBrowser("the playground by keys alone", (use) => {
  /** Tab, until what has the focus is such. @throws when it is not within 120 steps. */
  async function tabTo(
    page: Page,
    is: (focused: { textContent: string; matches(selector: string): boolean }) => boolean,
    key = "Tab",
  ): Promise<void> {
    for (let step = 0; step < 120; step++) {
      await page.keyboard.press(key);
      if (await page.evaluate(`(${is.toString()})(document.activeElement)`)) return;
    }
    throw new Error(`the focus does not reach ${is.toString()}`);
  }

  test("a question is chosen, its query changed and run, the answer read and downloaded", async () => {
    const page = await use.open();
    await page.getByRole("button", { name: LED }).waitFor();
    await tabTo(page, (e) => e.textContent === "What has Viet Nam led?");
    await answerTo(page, "LedBy", () => page.keyboard.press("Enter"));

    await tabTo(page, (e) => e.matches(".graphiql-query-editor .graphiql-editor"));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("# changed");
    const { data, sent } = await answerTo(page, "LedBy", () => page.keyboard.press("Control+Enter"));
    expect(sent.query).toContain("# changed");

    // out of the editor again, over the variable's list, and into the answer
    await tabTo(page, (e) => e.matches(".result-window"));
    await page.keyboard.press("Enter");
    const line = JSON.stringify({ data }, null, 2)
      .split("\n")
      .findIndex((text) => text.includes('"id":'));
    await page.keyboard.press("Control+Home");
    for (let step = 0; step < line; step++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    const [opened] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("Enter")]);
    await opened.waitForURL(`${use.url}/id/${data.commitments.nodes[0].id}`, { waitUntil: "commit" });
    await page.bringToFront();

    await tabTo(page, (e) => e.textContent === "CSV");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    expect(download.suggestedFilename()).toBe("LedBy.csv");
  });
});
