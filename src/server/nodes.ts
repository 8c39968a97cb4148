/**
 * The address of a node, `/id/<id>`: a page for a browser, JSON for a program. Both come through the API like anybody's
 * question, so they show what it answers and are bounded and timed like it.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { parse, type DocumentNode } from "graphql";
import { JsonText } from "../graphql/index.js";
import type { Relationship, Type } from "../model/index.js";
import {
  foundLists,
  introduction,
  nodePage,
  nodeQuery,
  PAGE_HEADERS,
  problemPage,
  relationshipQuery,
  type Introduction,
} from "../pages/index.js";
import { BadUserInput, type Limits } from "../plan/index.js";
import { hangUpSignal } from "./apollo.js";
import type { Code } from "./error-codes.js";
import { presentable, refuse } from "./errors.js";
import type { Executor } from "./measured.js";
import { nearIds } from "./near-ids.js";
import { wantsPage } from "./playground.js";
import { PUBLIC, vary } from "./sending.js";

const OWN_MACHINE = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/** Nodes of each relationship on a node's page, and of one that is read on. */
const [FEW, MANY] = [20, 100];

/** Why something cannot be shown. */
interface Problem {
  readonly status: number;
  readonly code: Code;
  readonly title: string;
  /** For programs, and on the page too where it has no text of its own. */
  readonly message: string;
  readonly text?: string;
  readonly perhaps?: readonly string[];
}

/** The handler of `/id/:id`. `list` and `after` read one relationship on. */
export function nodeHandler(engine: Executor, limits: Limits) {
  const ask = asker(engine);
  const size = (wanted: number) => Math.min(wanted, limits.pageSize);

  return async (request: FastifyRequest, reply: FastifyReply): Promise<string | FastifyReply> => {
    const { id } = request.params as { id: string };
    const { list, after } = request.query as { list?: unknown; after?: unknown };
    const signal = hangUpSignal(reply);
    vary(reply, "accept");
    try {
      const { node, dataset } = await ask<Introduction>(introduction, { id }, signal, request);
      if (!node) return refuseNode(await missing(id, dataset, signal, request), dataset, request, reply);
      reply.header("cache-control", PUBLIC);
      if (node.id !== id) return reply.redirect(`/id/${node.id}${request.url.slice(request.url.split("?", 1)[0]!.length)}`, 301);
      const type = engine.model.type(node.__typename);
      const only = list === undefined ? null : relationshipOf(type, list);
      const found = foundLists(engine.schema, engine.model, type);
      const query = only ? relationshipQuery(type, only, size(MANY)) : nodeQuery(type, found, size(FEW));
      const variables = only && typeof after === "string" ? { id, after } : { id };
      const answer = (await ask<Record<string, never>>(query, variables, signal, request))[type.singular]!;
      if (!wantsPage(request)) return reply.type("application/json; charset=utf-8").send(JSON.stringify(answer));
      const playground = `/#${new URLSearchParams({ query, variables: JSON.stringify(variables) }).toString()}`;
      // an address that only this machine has is none to cite
      const address = OWN_MACHINE.test(request.hostname) ? `id ${id}` : `${request.protocol}://${request.host}/id/${id}`;
      return reply.headers(PAGE_HEADERS).send(nodePage(engine.model, answer, { dataset, address, playground, only, found }));
    } catch (error) {
      const { message, extensions } = presentable(error, request);
      const { status, headers } = extensions.http as { status: number; headers: Map<string, string> };
      reply.headers(Object.fromEntries(headers));
      return refuseNode({ status, code: extensions.code as Code, title: "This cannot be shown", message }, null, request, reply);
    }
  };

  async function missing(
    id: string,
    { withdrawn }: Introduction["dataset"],
    signal: AbortSignal,
    request: FastifyRequest,
  ): Promise<Problem> {
    const gone = withdrawn.find((entry) => entry.id === id);
    if (gone) return { status: 410, code: "GONE", title: `${id} was withdrawn`, message: `The id ${id} was withdrawn: ${gone.reason}` };
    const perhaps = await nearIds(id, limits, (query, variables) => ask(query, variables, signal, request));
    const hint = perhaps.length > 0 ? ` Perhaps ${perhaps.join(", ")}?` : "";
    const text = `There is nothing of the id ${JSON.stringify(id)}.`;
    return { status: 404, code: "NOT_FOUND", title: "There is nothing of this id", message: `${text}${hint}`, text, perhaps };
  }
}

function relationshipOf(type: Type, name: unknown): Relationship {
  const lists = [...type.relationships.values()].filter((r) => !r.one);
  const found = lists.find((r) => r.name === name);
  if (!found) throw new BadUserInput(`list: a ${type.name} has no list of that name; ${lists.map((r) => r.name).join(", ")} are wanted.`);
  return found;
}

/** Asks the engine as the API does. @throws what the engine returned as errors. */
function asker(engine: Executor) {
  const documents = new Map<string, DocumentNode>();
  return async <Data>(query: string, variables: Record<string, unknown>, signal: AbortSignal, { log }: FastifyRequest): Promise<Data> => {
    let document = documents.get(query);
    if (!document) documents.set(query, (document = parse(query)));
    const result = await engine.execute({ document, variables, signal }, log);
    if ("errors" in result) throw result.errors[0]!;
    return (result.data instanceof JsonText ? JSON.parse(result.data.text) : result.data) as Data;
  };
}

const refuseNode = (
  problem: Problem,
  dataset: Introduction["dataset"] | null,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => refuseReadably(problem, dataset, request, reply.header("cache-control", "no-store"));

/** Refuses a request by a page where one is wanted, else in JSON. */
export function refuseReadably(
  { status, code, title, message, text, perhaps }: Problem,
  dataset: Introduction["dataset"] | null,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (!wantsPage(request)) return refuse(request, reply, status, code, message);
  request.errorCodes = [code];
  return reply
    .code(status)
    .headers(PAGE_HEADERS)
    .send(problemPage(title, text ?? message, perhaps, dataset));
}
