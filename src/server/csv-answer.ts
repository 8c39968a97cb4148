/** Answers of `/graphql` as CSV, for those who ask for that type or by `format=csv`. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { DocumentNode } from "graphql";
import { NoTable, toCsv } from "../csv/index.js";
import { refuse } from "./errors.js";
import { preferredType } from "./sending.js";

const TYPES = ["application/json", "application/graphql-response+json", "text/csv"] as const;

/** Whether an address asks for a table by itself, as a link in a page or a spreadsheet has to. */
export const asksForCsv = ({ query }: FastifyRequest): boolean => (query as { format?: unknown }).format === "csv";

export const wantsCsv = (request: FastifyRequest): boolean => asksForCsv(request) || preferredType(request, TYPES) === "text/csv";

/** The table of an answer in JSON, or an error that says why there is none. Programs read it, so it has no byte order mark. */
export function csvOf(body: string, document: DocumentNode, request: FastifyRequest, reply: FastifyReply): string | FastifyReply {
  try {
    const csv = toCsv(document, (JSON.parse(body) as { data: unknown }).data, request.operationName);
    reply.type("text/csv; charset=utf-8; header=present");
    if (asksForCsv(request)) reply.header("content-disposition", 'attachment; filename="asean-digital-commitments.csv"');
    return csv;
  } catch (error) {
    if (!(error instanceof NoTable)) throw error;
    return refuse(request, reply.header("cache-control", "no-store"), 406, "BAD_REQUEST", error.message);
  }
}
