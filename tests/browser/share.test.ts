/** What leaves the playground: links, files, programs. */
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { outputOf, testWith } from "../support/clients.js";
import { answerTo, describeInBrowser, execute, expectSoon, shownIn } from "./browser.js";

const LED = "What has Viet Nam led?";
const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
/** Where a link leads that carries a query. */
const carrying = (query: string) => `/#${new URLSearchParams({ query })}`;

async function copied(page: Page, button: string, said: string): Promise<string> {
  await press(page, button);
  await page.getByText(said).waitFor();
  return page.evaluate("navigator.clipboard.readText()");
}

describeInBrowser("a link", (use) => {
  const linkOf = (page: Page) => copied(page, "Share link", "Link copied.");

  test("carries query and variables to a fresh profile, and runs there", async () => {
    const page = await use.open("/", clipboard);
    await answerTo(page, "LedBy", () => press(page, LED));
    const { data } = await answerTo(page, "LedBy", () => page.getByLabel("$member").selectOption("TH"));
    const link = await linkOf(page);

    const elsewhere = await use.open("/playground/docs/queries.html");
    const there = await answerTo(elsewhere, "LedBy", () => elsewhere.goto(link));
    expect(there.data).toEqual(data);
    expect(there.sent.variables).toEqual({ member: "TH" });
    await expectSoon(async () => (await elsewhere.getByLabel("$member").inputValue()) === "TH");
  });

  test.each([["/"], ["/playground/docs/queries.html"]])(
    "is still there when the page is loaded again, by who came from %s",
    async (before) => {
      const page = await use.open(before);
      if (before === "/") {
        await answerTo(page, "LedBy", () => press(page, LED));
        await page.waitForTimeout(1_000); // GraphiQL stores what is open half a second later
      }
      const query = "query Shared($id: ID!) { country(id: $id) { name } }";
      const link = `${use.url}/#${new URLSearchParams({ query, variables: '{"id":"TH"}' })}`;
      const { data } = await answerTo(page, "Shared", () => page.goto(link));
      expect(data).toEqual({ country: { name: "Thailand" } });
      for (let times = 0; times < 2; times++) {
        await page.waitForTimeout(1_000);
        await page.reload();
        const again = await answerTo(page, "Shared", () => execute(page));
        expect([again.sent.query, again.sent.variables]).toEqual([query, { id: "TH" }]);
      }
    },
  );

  test("leaves what its reader had in the editor", async () => {
    const page = await use.open();
    await answerTo(page, "LedBy", () => press(page, LED));
    await page.waitForTimeout(1_000); // GraphiQL stores what is open half a second later
    await answerTo(page, "Shared", () => page.goto(use.url + carrying("query Shared { dataset { asOf } }")));
    await press(page, "LedBy");
    await expectSoon(async () => (await shownIn(page, ".graphiql-query-editor")).startsWith("#WhathasVietNamled?"));
  });

  test("carries 8 KB, and says so when there is more", async () => {
    const beginning = "query Long { dataset { asOf } }\n# Việt Nam ";
    const question = (bytes: number) => beginning + "x".repeat(bytes - Buffer.byteLength(beginning));
    const page = await use.open("/playground/docs/queries.html", clipboard);
    const { sent } = await answerTo(page, "Long", () => page.goto(use.url + carrying(question(8 * 1024))));
    const link = await linkOf(page);
    const elsewhere = await use.open("/playground/docs/queries.html");
    expect((await answerTo(elsewhere, "Long", () => elsewhere.goto(link))).sent.query).toBe(sent.query);

    const longer = await use.open("/playground/docs/queries.html", clipboard);
    await answerTo(longer, "Long", () => longer.goto(use.url + carrying(question(8 * 1024 + 1))));
    await press(longer, "Share link");
    await longer.getByText("a link carries 8 KB").waitFor();
  });
});

describeInBrowser("a download", (use) => {
  async function downloaded(page: Page, kind: string): Promise<{ name: string; file: string }> {
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, kind)]);
    return { name: download.suggestedFilename(), file: await download.path() };
  }

  test("as JSON is the answer", async () => {
    const page = await use.open();
    const { data } = await answerTo(page, "LedBy", () => press(page, LED));
    const { name, file } = await downloaded(page, "JSON");
    expect(name).toBe("LedBy.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ data });
  });

  testWith("pandas", "as CSV opens in pandas, a row an item", async () => {
    const page = await use.open();
    const { data } = await answerTo(page, "LedBy", () => press(page, LED));
    const { name, file } = await downloaded(page, "CSV");
    expect(name).toBe("LedBy.csv");
    const read = `import pandas, sys; print(pandas.read_csv(sys.argv[1], keep_default_na=False).to_json(orient="split"))`;
    const table = JSON.parse(await outputOf("python3", ["-c", read, file])) as { columns: string[]; data: string[][] };
    expect(table.columns).toEqual(
      ["id", "title", "madeOn", "status", "madeAt.title"].concat(
        ["locator", "node.title", "node.url"].map((column) => `statedIn.edges.${column}`),
      ),
    );
    const joined = (values: (string | null)[]) => values.map((value) => value ?? "").join("; ");
    expect(table.data).toEqual(
      data.commitments.nodes.map((node: any) => [
        ...[node.id, node.title, node.madeOn, node.status, node.madeAt?.title ?? ""],
        ...[
          joined(node.statedIn.edges.map((edge: any) => edge.locator)),
          joined(node.statedIn.edges.map((edge: any) => edge.node.title)),
          joined(node.statedIn.edges.map((edge: any) => edge.node.url)),
        ],
      ]),
    );
  });

  test("says why there is none", async () => {
    const page = await use.open();
    await page.getByRole("button", { name: "CSV", exact: true }).waitFor();
    await press(page, "CSV");
    await page.getByText("There is no answer to download yet").waitFor();
    const two = "query Two { themes(first: 1) { nodes { id } } countries(first: 1) { nodes { id } } }";
    await page.goto(`${use.url}/playground/docs/queries.html`);
    await answerTo(page, "Two", () => page.goto(use.url + carrying(two)));
    await press(page, "CSV");
    await page.getByText("Ask for one at a time of: themes.nodes, countries.nodes.").waitFor();
  });
});

describeInBrowser("a question copied as a program", (use) => {
  const programs = [
    ["curl", "curl", async (text: string) => JSON.parse(await outputOf("bash", [], { input: text })).data],
    ["python", "Python", async (text: string) => JSON.parse(await outputOf("python3", ["-"], { input: text }))],
  ] as const;
  for (const [client, button, run] of programs)
    testWith(client, `runs with ${button}`, async () => {
      const page = await use.open("/", clipboard);
      await answerTo(page, "LedBy", () => press(page, LED));
      const { data } = await answerTo(page, "LedBy", () => page.getByLabel("$member").selectOption("TH"));
      expect(await run(await copied(page, button, `Copied as ${button}.`))).toEqual(data);
    });

  test("is a link that gives its table", async () => {
    const page = await use.open("/", clipboard);
    await answerTo(page, "LedBy", () => press(page, LED));
    const { data } = await answerTo(page, "LedBy", () => page.getByLabel("$member").selectOption("TH"));
    const table = await (await fetch(await copied(page, "CSV link", "Copied as CSV link."))).text();
    const { nodes } = (data as { commitments: { nodes: { title: string }[] } }).commitments;
    expect(nodes.length).toBeGreaterThan(0);
    for (const { title } of nodes) expect(table).toContain(title.replaceAll('"', '""'));
  });

  test("runs as fetch", async () => {
    const page = await use.open("/", clipboard);
    const { data } = await answerTo(page, "LedBy", () => press(page, LED));
    const text = (await copied(page, "fetch", "Copied as fetch.")).replace("console.log(data)", "console.log(JSON.stringify(data))");
    expect(JSON.parse(await outputOf(process.execPath, ["--input-type=module"], { input: text }))).toEqual(data);
  });
});
