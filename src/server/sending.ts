/**
 * How answers are sent: with a validator, so that whoever has them already is told so in a few bytes (RFC 9110, section
 * 13), and compressed where they are large. Nothing secret stands in any answer, so there is nothing that the length of a
 * compressed one could betray (the attack called BREACH).
 */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import Negotiator from "negotiator";

/** For what is the same for everybody: kept for a minute by whoever likes, then asked for again with its ETag. */
export const PUBLIC = "public, max-age=60";
/** For what never changes under its name. */
export const IMMUTABLE = "public, max-age=31536000, immutable";

/** Below, a compressed answer takes as many packets as a plain one. */
const WORTH_COMPRESSING = 1_400;
const COMPRESSIBLE = /^(text\/|image\/svg|application\/(javascript|json|wasm|graphql-response\+json|ld\+json))/;
/** What was compressed of files that never change: all of the playground's take some two megabytes. */
const KEPT_BYTES = 8_000_000;

type Encoding = "br" | "gzip";
const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/** By the thread pool, so that other requests go on meanwhile. */
const pack = (body: string | Buffer, encoding: Encoding, quality: number): Promise<Buffer> =>
  encoding === "br"
    ? brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } })
    : zip(body, { level: Math.min(quality, 9) });

/** Fast for answers, of which each is sent once; small for files that never change. Measured in docs/measurements.md. */
const [FAST, SMALL] = [4, 9];

/** Has every answer of a server sent so. An answer to GET that names its `cache-control` gets an ETag. */
export function prepareSending(app: FastifyInstance): void {
  const kept = new LRUCache<string, Buffer>({ maxSize: KEPT_BYTES, sizeCalculation: (packed) => packed.length });
  const packed = async (body: string | Buffer, encoding: Encoding, name: string | null): Promise<Buffer> => {
    const known = name === null ? undefined : kept.get(name);
    if (known) return known;
    const fresh = await pack(body, encoding, name === null ? FAST : SMALL);
    if (name !== null) kept.set(name, fresh);
    return fresh;
  };
  app.addHook<string | Buffer | null>("onSend", (request, reply, body, done) => {
    if (typeof body !== "string" && !Buffer.isBuffer(body)) return done(null, body);
    const encoding = encodingFor(request, reply, body);
    if (isKnown(request, reply, body, encoding)) {
      reply.code(304).removeHeader("content-type");
      return done(null, "");
    }
    if (!encoding) return done(null, body);
    const name = reply.getHeader("cache-control") === IMMUTABLE ? `${encoding} ${request.url.split("?", 1)[0]}` : null;
    packed(body, encoding, name).then((bytes) => {
      reply.header("content-encoding", encoding).removeHeader("content-length");
      done(null, bytes);
    }, done);
  });
}

function encodingFor(request: FastifyRequest, reply: FastifyReply, body: string | Buffer): Encoding | null {
  if (body.length < WORTH_COMPRESSING || !COMPRESSIBLE.test(String(reply.getHeader("content-type")))) return null;
  vary(reply, "accept-encoding");
  if (request.headers["accept-encoding"] === undefined) return null;
  const taken = new Negotiator(request.raw).encodings(["br", "gzip"]) as Encoding[];
  return taken.includes("br") ? "br" : (taken[0] ?? null);
}

/** Marks a cacheable answer with a hash of what is sent, and says whether the client has that already. */
function isKnown(request: FastifyRequest, reply: FastifyReply, body: string | Buffer, encoding: Encoding | null): boolean {
  const caching = reply.getHeader("cache-control");
  if (request.method === "POST" || reply.statusCode !== 200 || caching === undefined || caching === "no-store") return false;
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 22);
  // a strong validator is one of the bytes as they are sent
  const tag = `"${encoding ? `${hash}-${encoding}` : hash}"`;
  reply.header("etag", tag);
  const known = request.headers["if-none-match"];
  return known !== undefined && (known.trim() === "*" || known.split(",").some((one) => one.trim().replace(/^W\//, "") === tag));
}

/** Says that an answer depends on a header of the request. */
export function vary(reply: FastifyReply, header: string): void {
  const before = reply.getHeader("vary");
  reply.header("vary", before ? `${String(before)}, ${header}` : header);
}

/** The one of some media types that a client likes best, the first of equals; null when it takes none of them. */
export function preferredType<T extends string>(request: FastifyRequest, types: readonly T[]): T | null {
  // all that is sent is UTF-8, whichever character set is asked for
  const accept = request.headers.accept?.replace(/;\s*charset=[^;,]*/gi, "");
  return (new Negotiator({ headers: { accept } }).mediaType([...types]) as T | undefined) ?? null;
}
