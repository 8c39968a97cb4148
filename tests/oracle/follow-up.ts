/** What came of commitments, looked at one by one. */
import type { Relationship } from "../../src/model/index.js";
import { interval } from "./dates.js";
import type { Graph, GraphNode, Link } from "./graph.js";
import type { Position } from "./order.js";
import { connection, listConnection, type PageArguments } from "./page.js";
import { byCodePoint } from "./text.js";

const linksOf = (node: GraphNode, name: string) => node.linksOf(node.type.relationships.get(name) as Relationship);

/** Whether a date is after another one, whatever days the two mean. */
const isAfter = (a: unknown, b: unknown) => typeof a === "string" && typeof b === "string" && interval(a).first > interval(b).last;

export function followedUp(_graph: unknown, node: GraphNode): boolean {
  return (
    linksOf(node, "builtOnBy").length > 0 ||
    linksOf(node, "milestones").some((link) => isAfter(link.node.values.date, node.values.madeOn)) ||
    linksOf(node, "outputs").some((link) => isAfter(link.node.values.issuedOn, node.values.madeOn))
  );
}

export function followUp(_graph: Graph, node: GraphNode, page: PageArguments) {
  const event = (link: Link, date: unknown, relation: unknown) => ({
    node: link.node,
    values: { date, relation },
    position: [typeof date === "string" ? interval(date).first : null, link.node.id, relation] as Position,
  });
  const events = [
    ...linksOf(node, "builtOnBy").map((link) => event(link, link.node.values.madeOn, link.values.relation)),
    ...linksOf(node, "milestones")
      .filter((link) => isAfter(link.node.values.date, node.values.madeOn))
      .map((link) => event(link, link.node.values.date, null)),
    ...linksOf(node, "outputs")
      .filter((link) => isAfter(link.node.values.issuedOn, node.values.madeOn))
      .map((link) => event(link, link.node.values.issuedOn, null)),
  ];
  return listConnection(
    events.sort((a, b) => compare(a.position, b.position)),
    page,
    compare,
  );
}

/** By day, what has none last; then by id, then by the relation. */
function compare([dayA, ...a]: Position, [dayB, ...b]: Position): number {
  if (dayA !== dayB) return dayA === null ? 1 : dayB === null ? -1 : byCodePoint(String(dayA), String(dayB));
  return byCodePoint(String(a[0]), String(b[0])) || byCodePoint(String(a[1] ?? ""), String(b[1] ?? ""));
}

interface OverdueArguments extends PageArguments {
  readonly asOf?: string | null;
}

export function overdue(graph: Graph, node: GraphNode, { asOf }: OverdueArguments): boolean {
  const year = Number(interval(asOf ?? graph.dataset.asOf).first.slice(0, 4));
  const { dueYear, status } = node.values;
  return typeof dueYear === "number" && dueYear < year && status !== "DELIVERED" && status !== "SUPERSEDED";
}

export const overdueCommitments = (graph: Graph, { asOf, ...page }: OverdueArguments) =>
  commitmentsThat(graph, page, (node) => overdue(graph, node, { asOf: asOf ?? null }));

export function carriedOver(graph: Graph, meeting: GraphNode, page: PageArguments) {
  const isMadeHere = (node: GraphNode) => linksOf(node, "madeAt").some((link) => link.node === meeting);
  return commitmentsThat(graph, page, (node) => !isMadeHere(node) && linksOf(node, "builtOnBy").some((link) => isMadeHere(link.node)));
}

function commitmentsThat(graph: Graph, page: PageArguments, holds: (node: GraphNode) => boolean) {
  const type = graph.model.type("Commitment");
  const links = graph.ofType(type).flatMap((node) => (holds(node) ? [{ node, values: {} } as Link] : []));
  return connection(links, page, type, null);
}
