/** The playground for browsers: the page and its assets, as Vite built them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { refuse } from "./errors.js";
import { IMMUTABLE, preferredType } from "./sending.js";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>ASEAN digital commitments</title>
<h1>ASEAN digital commitments</h1>
<p>The playground is not built yet: run <code>npm run build</code> and load this page again.</p>
<p>The API needs no playground: send queries by POST to <code>/graphql</code>.</p>
</html>`;

/**
 * What a page of ours may do: run our own scripts and ask our own host, nothing else, and stand in no other page's frame.
 * Styles may be written in the page, since the editor (Monaco) writes them as it colours and measures text; a style can
 * run nothing, and with no other host to load from it can tell nothing either.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Whether a page is wanted rather than data: what browsers say when an address is opened in them. */
export const wantsPage = (request: FastifyRequest): boolean =>
  (request.method === "GET" || request.method === "HEAD") &&
  (request.headers.accept ?? "").includes("text/html") &&
  preferredType(request, PAGE_TYPES) === "text/html";

const PAGE_TYPES = ["text/html", "application/json", "application/graphql-response+json", "text/csv"] as const;

/** The page, read at each request: it is small, and a build beside the running service shows at once. */
export function playgroundPage(web: string): string {
  const file = path.join(web, "index.html");
  return existsSync(file) ? readFileSync(file, "utf8") : NOT_BUILT;
}

/** Vite puts a hash of the content into the name: under that name the content never changes. */
const HASHED = /-[\w-]{8}\.\w+$/;

/** Serves the assets. Only names of files that are there are served, so no name can lead out of the folder. */
export function serveAssets(app: FastifyInstance, web: string): void {
  let files = new Set<string>();
  app.get<{ Params: { "*": string } }>("/playground/*", async (request, reply) => {
    const name = request.params["*"];
    if (!files.has(name)) files = filesIn(web);
    if (!files.has(name)) return refuse(request, reply, 404, "NOT_FOUND", `The playground has no file ${JSON.stringify(name)}.`);
    return reply
      .type(CONTENT_TYPES[path.extname(name)] ?? "application/octet-stream")
      .header("content-security-policy", PAGE_POLICY)
      .header("cache-control", HASHED.test(name) ? IMMUTABLE : "no-cache")
      .send(await readFile(path.join(web, name)));
  });
}

function filesIn(folder: string): Set<string> {
  if (!existsSync(folder)) return new Set();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Set(
    entries.filter((e) => e.isFile()).map((e) => path.relative(folder, path.join(e.parentPath, e.name)).split(path.sep).join("/")),
  );
}
