/** One structured line for each request, and the id by which a line, an answer and a complaint are brought together. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { pino, type Logger } from "pino";

declare module "fastify" {
  interface FastifyRequest {
    operationName: string | null;
    errorCodes: readonly string[] | null;
  }
}

/** The log, one JSON object a line on standard output; what people read at the start goes to standard error. */
export function createLog(level: string): Logger {
  const output = pino.destination({ fd: process.stdout.fd, sync: true });
  // whoever read the log may have gone; that must keep nothing from being answered or ended
  output.on("error", () => {});
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, output);
}

/** The request's own id where it is a plain token, which cannot forge a header or fill the log; else a new one. */
export function requestId({ headers }: IncomingMessage): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && /^[\w.:+/=-]{1,64}$/.test(given) ? given : randomUUID();
}

/** They are asked every few seconds, and would be most of the log. */
const QUIET = new Set(["/healthz", "/readyz", "/metrics"]);

/**
 * Gives the answer its id, and writes the line when the answer has been sent or its client has gone. No values of
 * variables: so neither the body nor what follows the question mark.
 */
export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const start = performance.now();
  reply.header("x-request-id", request.id);
  reply.raw.once("close", () => {
    const path = request.url.split("?", 1)[0]!;
    request.log[QUIET.has(path) ? "debug" : "info"](
      {
        method: request.method,
        path,
        status: reply.raw.statusCode,
        ms: Math.round((performance.now() - start) * 10) / 10,
        operation: request.operationName ?? undefined,
        errors: request.errorCodes ?? undefined,
        gone: reply.raw.writableFinished ? undefined : true,
      },
      "request",
    );
  });
}
