/** Reading by link: answers to GET, as JSON and as CSV, and how they are kept. */
import { request as httpRequest } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { errorsOf, post, startStub, type Stub } from "./support.js";

let stub: Stub;
beforeAll(async () => void (stub = await startStub()));
afterAll(() => stub.server.close());

const link = (query: string, more: Record<string, string> = {}) => `${stub.url}/graphql?${new URLSearchParams({ query, ...more })}`;
const LONG = "é – 😀 ".repeat(300);
const long = () => link("query ($of: String!) { text(of: $of) }", { variables: JSON.stringify({ of: LONG }) });

describe("a plain link", () => {
  test("is answered, with variables and the name of the operation", async () => {
    const query = "query A { ok } query B($of: String!) { text(of: $of) }";
    const response = await fetch(link(query, { operationName: "B", variables: '{"of":"there"}' }));
    expect([response.status, response.headers.get("content-type"), await response.json()]).toEqual([
      200,
      "application/json; charset=utf-8",
      { data: { text: "there" } },
    ]);
  });

  test("says with HEAD what GET would", async () => {
    const [get, head] = [await fetch(link("{ ok }")), await fetch(link("{ ok }"), { method: "HEAD" })];
    const [of, ofHead] = [get, head].map(({ headers }) => ["content-length", "content-type", "etag"].map((name) => headers.get(name)));
    expect([head.status, ofHead, await head.text()]).toEqual([200, of, ""]);
  });

  test.each(["mutation { ok }", "mutation { change }", "subscription { ok }"])("never changes anything: %s", async (query) => {
    const response = await fetch(link(query));
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect((await errorsOf(response)).length).toBeGreaterThan(0);
  });
});

describe("an answer to a link", () => {
  test("may be kept for a while, and is then asked for by its tag", async () => {
    const first = await fetch(link("{ ok }"));
    const etag = first.headers.get("etag")!;
    expect(first.headers.get("cache-control")).toBe("public, max-age=60");
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await fetch(link("{ ok }"), { headers: { "if-none-match": known } });
      expect([again.status, again.headers.get("etag"), again.headers.get("cache-control"), await again.text()]).toEqual([
        304,
        etag,
        "public, max-age=60",
        "",
      ]);
    }
    const other = await fetch(link("{ loop { ok } }"), { headers: { "if-none-match": etag } });
    expect([other.status, await other.json()]).toEqual([200, { data: { loop: { ok: "yes" } } }]);
  });

  test("is not kept when it is an error, nor when it came by POST", async () => {
    for (const query of ["{ nope }", "{", "{ fail(with: TIMEOUT) }"]) {
      const { headers } = await fetch(link(query));
      expect([headers.get("cache-control"), headers.has("etag")]).toEqual(["no-store", false]);
    }
    const { headers } = await post(stub.url, { query: "{ ok }" });
    expect([headers.has("cache-control"), headers.has("etag")]).toEqual([false, false]);
  });
});

/** What is sent, byte by byte: fetch would unpack it. */
const bytesOf = (address: string, headers: Record<string, string>) =>
  new Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }>((resolve, reject) => {
    const asked = httpRequest(address, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, bytes: Buffer.concat(chunks) }));
    });
    asked.on("error", reject).end();
  });

describe("a large answer", () => {
  test.each([
    ["gzip", "gzip, deflate", gunzipSync],
    ["br", "gzip, deflate, br", brotliDecompressSync],
    ["gzip", "br;q=0, gzip;q=0.5", gunzipSync],
  ] as const)("is sent as %s to those who take %s", async (encoding, accepted, unpack) => {
    const plain = await bytesOf(long(), {});
    const packed = await bytesOf(long(), { "accept-encoding": accepted });
    expect(packed.headers).toMatchObject({ "content-encoding": encoding, vary: "accept, accept-encoding" });
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 4);
    expect(unpack(packed.bytes)).toEqual(plain.bytes);
    // other bytes, another tag
    expect(packed.headers.etag).toBe(`"${String(plain.headers.etag).slice(1, -1)}-${encoding}"`);
    const again = await bytesOf(long(), { "accept-encoding": accepted, "if-none-match": String(packed.headers.etag) });
    expect([again.status, again.bytes.length, again.headers["content-encoding"]]).toEqual([304, 0, undefined]);
  });

  test.each([undefined, "identity", "br;q=0"])("is sent as it is to others: %s", async (accepted) => {
    const answer = await bytesOf(long(), accepted === undefined ? {} : { "accept-encoding": accepted });
    expect(answer.headers["content-encoding"]).toBeUndefined();
    expect(String(answer.bytes)).toBe(JSON.stringify({ data: { text: LONG } }));
  });

  test("is compressed for POST too, and a small one is not", async () => {
    const large = await post(stub.url, { query: "query ($of: String!) { text(of: $of) }", variables: { of: LONG } });
    expect([large.headers.get("content-encoding") !== null, await large.json()]).toEqual([true, { data: { text: LONG } }]);
    expect((await post(stub.url, { query: "{ ok }" })).headers.has("content-encoding")).toBe(false);
  });
});
