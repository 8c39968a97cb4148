/**
 * The rules that a whole graph keeps, whoever brings it: the seed and every change set are held against the same ones.
 * Everything is read from the model; each rule runs in time about linear in the nodes and edges.
 */
import { certainlyAfter, type EdgeType, type Model, type Relationship, type Value } from "../model/index.js";
import type { NodeChange } from "./change.js";
import { circles } from "./circles.js";
import { endKey, type Draft, type Placed } from "./draft.js";
import { an, type Fault, type Place } from "./faults.js";
import { grouped } from "./grouped.js";
import { nearest } from "./nearest.js";
import { listKey } from "./records.js";

export interface Findings {
  readonly faults: Fault[];
  /** What is unusual but may be right. */
  readonly notes: Fault[];
}

type Edge = Draft["edges"][number];

const at = ({ file, line }: Place) => `${file}:${line}`;

/** Holds a draft against the model. Values are not looked at here: they were when they were read. */
export function checkGraph(model: Model, draft: Draft): Findings {
  const findings: Findings = { faults: [], notes: [] };
  const nodes = checkIds(draft, findings.faults);
  checkValuesOfNodes(model, draft, findings.faults);
  const renamed = new Map(draft.redirects.map(({ change }) => [change.id, change.to]));
  const byKind = new Map<EdgeType, Edge[]>(model.edges.map((kind) => [kind, []]));
  const kinds = new Map(model.edges.map((kind) => [kind.key, kind]));
  for (const edge of draft.edges) byKind.get(kinds.get(edge.change.edge)!)!.push(edge);
  for (const [kind, edges] of byKind) {
    const sound = edges.filter((edge) => checkEnds(model, kind, edge, nodes, renamed, draft.unread, findings.faults));
    checkNumbers(kind, edges, sound, nodes, draft, findings.faults);
    checkTwins(sound, findings.faults);
    checkPositions(kind, sound, findings.faults);
    if (kind.acyclic) checkCircles(kind, sound, findings.faults);
    if (kind.chronology) checkChronology(kind, sound, nodes, findings);
  }
  return findings;
}

type Nodes = ReadonlyMap<string, Placed<NodeChange>>;

/** Every id once, over all types; nor may two differ in capitals alone: in a file's name or on paper they would be one. */
function checkIds(draft: Draft, faults: Fault[]): Nodes {
  const nodes = new Map<string, Placed<NodeChange>>();
  const alike = new Map<string, Placed<NodeChange>>();
  for (const node of draft.nodes) {
    const first = nodes.get(node.change.id);
    const other = alike.get(node.change.id.toLowerCase());
    alike.set(node.change.id.toLowerCase(), node);
    if (!first) {
      nodes.set(node.change.id, node);
      if (other)
        faults.push({
          ...node.place,
          message: `the id \`${node.change.id}\` differs from \`${other.change.id}\` at ${at(other.place)} in capitals alone; give this ${node.change.type} another one`,
        });
    } else
      faults.push({
        ...node.place,
        message: `the id \`${node.change.id}\` is that of the ${first.change.type} at ${at(first.place)} already; give this ${node.change.type} another one`,
      });
  }
  return nodes;
}

/** What the values of a node say to each other, and to those of the other nodes of its type. */
function checkValuesOfNodes(model: Model, draft: Draft, faults: Fault[]): void {
  const seen = new Map<string, Placed<NodeChange>>();
  const rules = new Map(model.nodes.map((type) => [type.name, [...type.properties.values()].filter((p) => p.unique || p.notBefore)]));
  for (const node of draft.nodes) {
    const { type, id, properties } = node.change;
    for (const { name, unique, notBefore } of rules.get(type)!) {
      const value = properties[name] ?? null;
      if (value === null) continue;
      const fault = (message: string) => faults.push({ ...node.place, message: `the ${type} \`${id}\`: \`${name}\` ${message}` });
      const key = JSON.stringify([type, name, value]);
      const first = unique && seen.get(key);
      if (first) fault(`is that of \`${first.change.id}\` at ${at(first.place)} already; refer to that one, or give this one its own`);
      else seen.set(key, node);
      const from = notBefore && properties[notBefore];
      if (typeof from === "string" && certainlyAfter(from, value as string))
        fault(`is ${value}, before its \`${notBefore}\`, ${from}; a date not before it is wanted`);
    }
  }
}

/** Both ends are known and of fitting types. */
function checkEnds(
  model: Model,
  kind: EdgeType,
  { change, place }: Edge,
  nodes: Nodes,
  renamed: ReadonlyMap<string, string>,
  unread: readonly string[],
  faults: Fault[],
): boolean {
  const name = kind.key.slice(kind.key.indexOf(".") + 1);
  for (const [id, wanted] of [
    [change.from, kind.from],
    [change.to, kind.to],
  ] as const) {
    const found = nodes.get(id)?.change.type;
    if (found !== undefined && wanted.concretes.includes(model.type(found))) continue;
    if (found !== undefined) {
      faults.push({ ...place, message: `\`${name}\` leads to \`${id}\`, ${an(found)}; the id of ${an(wanted.name)} is wanted` });
    } else if (!unread.some((text) => text.includes(id))) {
      const fitting = function* () {
        for (const node of nodes.values()) if (wanted.concretes.includes(model.type(node.change.type))) yield node.change.id;
      };
      const near = nearest(id, fitting());
      const lists = wanted.concretes.map((type) => `\`${listKey(type)}\``).join(" or ");
      const right = renamed.has(id)
        ? `it was renamed, write \`${renamed.get(id)}\``
        : near
          ? `did you mean \`${near}\`?`
          : `add it to a list ${lists}`;
      faults.push({ ...place, message: `\`${name}\`: no ${wanted.name} has the id \`${id}\`; ${right}` });
    }
    return false;
  }
  return true;
}

/** At most one at the end of a to-one relationship, at least one where there must be one; from both ends. */
function checkNumbers(kind: EdgeType, edges: readonly Edge[], sound: readonly Edge[], nodes: Nodes, draft: Draft, faults: Fault[]): void {
  const out = [...kind.from.relationships.values()].find((r) => r.edges === kind && r.direction === "OUT")!;
  for (const relationship of [out, out.inverse] as Relationship[]) {
    const [near, far] = relationship.direction === "OUT" ? (["from", "to"] as const) : (["to", "from"] as const);
    if (relationship.one) {
      const first = new Map<string, Edge>();
      for (const edge of sound) {
        const before = first.get(edge.change[near]);
        if (!before) first.set(edge.change[near], edge);
        else
          faults.push({
            ...edge.place,
            message: `\`${edge.change[near]}\` has a second \`${relationship.name}\`, \`${edge.change[far]}\`, besides \`${before.change[far]}\` (${at(before.place)}); one of them is wanted`,
          });
      }
    }
    if (relationship.required) {
      const has = new Set(edges.map((edge) => edge.change[near]));
      const types = relationship.owner.concretes.map((type) => type.name);
      for (const { change, place } of nodes.values()) {
        if (!types.includes(change.type) || has.has(change.id) || draft.spoilt.has(endKey(change.id, kind.key))) continue;
        const right = `${relationship.one ? `the id of ${an(relationship.target.name)}` : `at least one ${relationship.target.name}`} is wanted`;
        faults.push({ ...place, message: `the ${change.type} \`${change.id}\` has no \`${relationship.name}\`; ${right}` });
      }
    }
  }
}

/** No edge twice: one that says nothing new is a slip. Two that differ in a property are two (a document cited at two places). */
function checkTwins(edges: readonly Edge[], faults: Fault[]): void {
  const seen = new Map<string, Edge>();
  for (const edge of edges) {
    const { from, to, properties } = edge.change;
    const key = JSON.stringify([from, to, ...Object.entries(properties).sort()]);
    const first = seen.get(key);
    if (!first) seen.set(key, edge);
    else
      faults.push({
        ...edge.place,
        message: `\`${from}\` leads to \`${to}\` a second time with nothing that tells them apart (${at(first.place)}); keep one of them`,
      });
  }
}

/** Where a property is the edge's place in a list, places are 0, 1, 2 and so on, and nothing stands there twice. */
function checkPositions(kind: EdgeType, edges: readonly Edge[], faults: Fault[]): void {
  const property = [...kind.properties.values()].find((p) => p.position);
  if (!property) return;
  const lists = grouped(edges, (edge) => edge.change.from);
  for (const list of lists.values()) {
    const ends = new Map<string, Value>();
    for (const { change, place } of list) {
      const position = change.properties[property.name]!;
      if (ends.has(change.to)) faults.push({ ...place, message: `\`${change.to}\` stands at two places of one list; keep one of them` });
      ends.set(change.to, position);
    }
    const places = list.map(({ change }) => change.properties[property.name] as number).sort((a, b) => a - b);
    if (places.some((value, index) => value !== index)) {
      const { change, place } = list[0]!;
      faults.push({
        ...place,
        message: `\`${property.name}\` of \`${change.from}\` is ${places.join(", ")}; each place from 0 once is wanted: leave \`${property.name}\` out, the order of the list says it`,
      });
    }
  }
}

function checkCircles(kind: EdgeType, edges: readonly Edge[], faults: Fault[]): void {
  const name = kind.key.slice(kind.key.indexOf(".") + 1);
  for (const { path, closing } of circles(edges, (edge) => edge.change)) {
    faults.push({ ...closing.place, message: `\`${name}\` leads in a circle: ${path.join(" → ")}; take one step out` });
  }
}

/** Only what is certain: dates as precise as their sources may overlap. */
function checkChronology(kind: EdgeType, edges: readonly Edge[], nodes: Nodes, { faults, notes }: Findings): void {
  const { own, other, otherwise } = kind.chronology!;
  for (const { change, place } of edges) {
    const [ours, theirs] = [nodes.get(change.from)!.change.properties[own], nodes.get(change.to)!.change.properties[other]];
    if (typeof ours !== "string" || typeof theirs !== "string" || !certainlyAfter(theirs, ours)) continue;
    const name = kind.key.slice(kind.key.indexOf(".") + 1);
    const message = `\`${name}\` leads from \`${change.from}\` (${own} ${ours}) to the later \`${change.to}\` (${other} ${theirs})`;
    if (otherwise === "fault") faults.push({ ...place, message: `${message}; a date not before it is wanted, or another end` });
    else notes.push({ ...place, message: `${message}; see whether both dates are right` });
  }
}
