/** The address of a node: a page for a browser, JSON for a program, and what is said where there is no node. */
import { mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse, validate } from "graphql";
import { Engine } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { foundLists, nodeQuery, relationshipQuery } from "../../src/pages/index.js";
import { createLog, createServer, readSettings, type Server } from "../../src/server/index.js";
import { openSqlite } from "../../src/stores/sqlite/index.js";
import { graphOf } from "../support/graph.js";
import { errorsOf, post } from "./support.js";

const parts = Array.from({ length: 145 }, (_, i) => ({ id: `part-${1000 + i}`, title: `Part ${i}`, madeOn: "2021-01" }));
const graph = graphOf(model, {
  nodes: {
    Commitment: [
      {
        id: "cert",
        title: 'Set up a "CERT" <script>alert(1)</script> & more',
        statement: `ASEAN is to set up a regional team for emergencies, ${"as its members agreed at length, ".repeat(5)}by 2025.`,
        kind: "INSTITUTION",
        status: "IN_PROGRESS",
        madeOn: "2021-01-22",
      },
      ...parts,
    ],
    Organization: [{ id: "asean", name: "ASEAN" }],
    Country: [{ id: "SG", name: "Singapore" }],
    Meeting: [{ id: "adgmin-1", title: "1st Meeting", startDate: "2021-01-21" }],
    MeetingSeries: [{ id: "series-adgmin", name: "Digital Ministers" }],
    Document: [{ id: "jms", title: "Joint Statement", issuedOn: "2021-01-22", url: "https://example.org/a?b=1&c=2" }],
    Theme: [{ id: "security", label: "Security" }],
  },
  edges: {
    "Commitment.madeAt": [["cert", "adgmin-1"]],
    "Commitment.statedIn": [["cert", "jms", { locator: "para 12" }], ...parts.map(({ id }) => [id, "jms"] as [string, string])],
    "Commitment.parties": [
      ["cert", "asean", { role: "LEAD" }],
      ["part-1001", "SG", { role: "PARTY" }],
    ],
    "Commitment.buildsOn": [
      ["part-1001", "part-1000", { relation: "CONTINUES" }],
      ["part-1002", "part-1001", { relation: "EXPANDS" }],
    ],
    "Commitment.partOf": parts.map(({ id }) => [id, "cert"]),
    "Meeting.series": [["adgmin-1", "series-adgmin"]],
  },
  redirects: { "old-cert": "cert" },
  withdrawn: { "no-cert": "It was a speaker's wish <b>only</b>." },
});

const directory = mkdtempSync(path.join(tmpdir(), "nodes-"));
const engines: Engine[] = [];
let server: Server;
let url: string;
beforeAll(async () => {
  const { settings } = readSettings({ PORT: "0" });
  const store = await openSqlite({ directory, model, stamp: "test", load: async () => graph });
  engines.push(new Engine({ model, store, limits: settings.limits }));
  server = await createServer({ engine: engines[0]!, store, settings, log: createLog("silent") });
  url = await server.listen();
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
const open = (address: string) => fetch(`${url}${address}`, { headers: BROWSER, redirect: "manual" });
const pageOf = async (address: string) => (await open(address)).text();

test("what is asked for a page is valid for every type and relationship of the model", () => {
  const queries = model.nodes.flatMap((type) => [
    nodeQuery(type, foundLists(engines[0]!.schema, model, type), 20),
    ...[...type.relationships.values()].filter((r) => !r.one).map((r) => relationshipQuery(type, r, 100)),
  ]);
  for (const query of queries) expect(validate(engines[0]!.schema, parse(query))).toEqual([]);
  expect(queries.length).toBeGreaterThan(model.nodes.length);
});

describe("a program", () => {
  test("gets the node as the API answers it, with what it is related to", async () => {
    const response = await fetch(`${url}/id/cert`);
    expect([response.status, response.headers.get("content-type"), response.headers.get("cache-control")]).toEqual([
      200,
      "application/json; charset=utf-8",
      "public, max-age=60",
    ]);
    expect(response.headers.get("vary")).toBe("accept, accept-encoding");
    expect(await response.json()).toMatchObject({
      __typename: "Commitment",
      id: "cert",
      status: "IN_PROGRESS",
      dueYear: null,
      madeAt: { __typename: "Meeting", id: "adgmin-1", title: "1st Meeting", startDate: "2021-01-21" },
      partOf: null,
      statedIn: {
        totalCount: 1,
        edges: [{ locator: "para 12", node: { __typename: "Document", id: "jms", url: "https://example.org/a?b=1&c=2" } }],
      },
      parts: { totalCount: 145, pageInfo: { hasNextPage: true } },
    });
  });

  test("reads a relationship on from a cursor, to its end", async () => {
    const seen: string[] = [];
    let after: string | null = "";
    while (after !== null) {
      const response: Response = await fetch(`${url}/id/cert?list=parts${after && `&after=${after}`}`);
      const answer = (await response.json()) as { id: string; parts: any };
      expect(Object.keys(answer)).toEqual(["__typename", "id", "title", "parts"]);
      seen.push(...answer.parts.edges.map((edge: any) => edge.node.id));
      after = answer.parts.pageInfo.hasNextPage ? answer.parts.pageInfo.endCursor : null;
    }
    expect(seen.sort()).toEqual(parts.map(({ id }) => id));
  });

  test.each([
    ["nothing", 404, "NOT_FOUND", 'There is nothing of the id "nothing".'],
    ["ASEAN", 404, "NOT_FOUND", "Perhaps asean?"],
    ["cert-in-2021", 404, "NOT_FOUND", "Perhaps cert?"],
    ["singpore", 404, "NOT_FOUND", "Perhaps SG?"],
    ["sg", 404, "NOT_FOUND", "Perhaps SG?"],
    ["adgmin1", 404, "NOT_FOUND", "Perhaps adgmin-1?"],
    ["no-cert", 410, "GONE", "It was a speaker's wish <b>only</b>."],
    ["cert?list=commitments", 400, "BAD_USER_INPUT", "parts"],
    ["cert?list=parts&after=x", 400, "BAD_USER_INPUT", "after"],
    [`${"x".repeat(90)}%00`, 400, "BAD_USER_INPUT", "id"],
  ])("is told what is wrong with %s", async (id, status, code, words) => {
    const response = await fetch(`${url}/id/${id}`);
    expect([response.status, response.headers.get("cache-control")]).toEqual([status, "no-store"]);
    expect(await errorsOf(response)).toEqual([{ code, message: expect.stringContaining(words) }]);
  });

  test("that kept an answer is told that it still holds", async () => {
    const etag = (await fetch(`${url}/id/cert`)).headers.get("etag")!;
    expect((await fetch(`${url}/id/cert`, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect((await open("/id/cert")).headers.get("etag")).not.toBe(etag);
  });
});

describe("an id that was renamed", () => {
  test.each(["", "?list=parts"])("leads to the one in use: old-cert%s", async (rest) => {
    const response = await open(`/id/old-cert${rest}`);
    expect([response.status, response.headers.get("location")]).toEqual([301, `/id/cert${rest}`]);
  });
});

describe("a browser", () => {
  test("gets a page with what is known of the node, in words", async () => {
    const page = await pageOf("/id/cert");
    for (const part of [
      "<title>Set up a &quot;CERT&quot; &lt;script&gt;",
      "by 2025.</p>",
      '<dt>Status</dt><dd>In progress <span class="quiet">A source says that the work has begun or goes on.</span></dd>',
      "<dt>Made on</dt><dd>2021-01-22</dd>",
      '<dt>Made at</dt><dd><a href="/id/adgmin-1">1st Meeting</a>',
      '<a href="/id/asean">ASEAN</a><span class="quiet">, Lead</span>',
      '<a href="/id/jms">Joint Statement</a><span class="quiet">, para 12, <time>2021-01-22</time>, <a href="https://example.org/a?b=1&amp;c=2">example.org</a>',
      "<h2>Parts (145)</h2>",
      "The commitments that are parts of this one.",
      `Stated in: Joint Statement, para 12 (2021-01-22), https://example.org/a?b=1&amp;c=2. In: A test, version 1 (revision ${graph.dataset.revision}, as of 2026-01), CC-BY-4.0,`,
      "id cert.</p>",
    ])
      expect(page).toContain(part);
    // nothing of the data is markup, and what is not known is not shown
    expect(page).not.toContain("<script");
    expect(page).not.toMatch(/Due year|Builds on|null|undefined|\[object/);
  });

  test("gets a citation with the address under which the service is known", async () => {
    const page = await new Promise<string>((resolve, reject) =>
      get(`${url}/id/cert`, { headers: { ...BROWSER, host: "commitments.example.org" } }, (response) => resolve(text(response))).on(
        "error",
        reject,
      ),
    );
    expect(page).toContain("CC-BY-4.0, http://commitments.example.org/id/cert.</p>");
  });

  test("is shown what a commitment builds on and what builds on it, and whom it binds", async () => {
    const page = await pageOf("/id/part-1001");
    for (const part of [
      "<h2>Lineage (2)</h2>",
      '<a href="/id/part-1000">Part 0</a><span class="quiet">, depth 1, ancestor, <time>2021-01</time></span>',
      '<a href="/id/part-1002">Part 2</a><span class="quiet">, depth 1, descendant, <time>2021-01</time></span>',
      "<h2>Bound countries (1)</h2>",
      '<a href="/id/SG">Singapore</a><span class="quiet">, direct, since 2021-01, certain</span>',
    ])
      expect(page).toContain(part);
    expect(await pageOf("/id/part-1002")).toContain(", depth 2, ancestor, ");
    expect(await pageOf("/id/cert")).not.toMatch(/Lineage|Bound countries/);
  });

  test("goes through a long list page by page", async () => {
    const linksOf = (page: string) => [...page.matchAll(/<li><a href="\/id\/([^"]+)"/g)].map(([, id]) => id!);
    const wayOn = (page: string, words: string) =>
      new RegExp(`<a href="([^"]+)">${words}</a>`).exec(page)?.[1]?.replaceAll("&amp;", "&") ?? null;
    const first = await pageOf("/id/cert");
    const seen = linksOf(first).filter((id) => id.startsWith("part-"));
    expect(seen).toHaveLength(20);
    let way = wayOn(first, "and 125 more");
    for (let pages = 0; way !== null; pages++) {
      expect(pages).toBeLessThan(3);
      const page = await pageOf(way);
      seen.push(...linksOf(page));
      way = wayOn(page, "The next ones of 145");
    }
    expect(seen.sort()).toEqual(parts.map(({ id }) => id));
  });

  test("is told so by a page where there is none, whatever the address", async () => {
    const response = await fetch(`${url}/nowhere`, { headers: BROWSER });
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(await response.text()).toContain("Nothing is at the address /nowhere.");
  });

  test("is let do nothing but show the page", async () => {
    const { headers } = await open("/id/cert");
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
  });

  test("finds on the page a link to the playground with a question that has this answer", async () => {
    const href = /href="([^"]+)">Open in the playground/.exec(await pageOf("/id/cert"))![1]!.replaceAll("&amp;", "&");
    const asked = new URLSearchParams(new URL(href, url).hash.slice(1));
    const response = await post(url, { query: asked.get("query"), variables: JSON.parse(asked.get("variables")!) });
    const json = await (await fetch(`${url}/id/cert`)).json();
    expect(await response.json()).toEqual({ data: { commitment: json } });
  });

  test.each([
    ["nothing", 404, "There is nothing of the id &quot;nothing&quot;."],
    ["ASEAN", 404, '<a href="/id/asean">asean</a>'],
    ["no-cert", 410, "was withdrawn: It was a speaker&#39;s wish &lt;b&gt;only&lt;/b&gt;."],
    ["cert?list=x", 400, "a Commitment has no list of that name"],
  ])("gets a page that says what is wrong: %s", async (id, status, words) => {
    const response = await open(`/id/${id}`);
    expect([response.status, response.headers.get("content-type")]).toEqual([status, "text/html; charset=utf-8"]);
    expect(await response.text()).toContain(words);
  });
});
