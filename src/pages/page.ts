/** The page of a node, from its type in the model and from what the API answered of it. */
import { Text, Url, type Model, type Property, type Relationship, type Type, type Value } from "../model/index.js";
import { citation, edgeFacts, titleOf, withoutStop } from "./citation.js";
import type { FoundList } from "./found.js";
import { Html, markup } from "./html.js";
import { addressesOf, dateOf, type Connection, type Introduction, type NodeAnswer, type Reference } from "./query.js";
import { STYLE } from "./style.js";
import { described, inWords, meaningOf, valueInWords } from "./words.js";

/** What stands on a page beside the node. */
export interface About {
  readonly dataset: Introduction["dataset"];
  /** Where the node is found, as it is cited. */
  readonly address: string;
  /** A link that opens what was asked for the page in the playground. */
  readonly playground: string;
  /** The one relationship that the page shows, from a cursor on; null on the page of the node as a whole. */
  readonly only: Relationship | null;
  /** The lists that were found of the node, beside its relationships. */
  readonly found: readonly FoundList[];
}

/** Longer texts stand as paragraphs, not among the facts. */
const SHORT = 90;

/** The page of a node, as a whole document. */
export function nodePage(model: Model, node: NodeAnswer, about: About): string {
  const type = model.type(node.__typename);
  const title = titleOf(node, type);
  const relationships = [...type.relationships.values()].filter((r) => !r.one && node[r.name] !== undefined);
  const lists = [...relationships.filter((r) => !r.source), ...relationships.filter((r) => r.source)].map((r) => list(node, r, about));
  const whole = about.only === null;
  const main = markup`<p class="kind">${inWords(type.name)}</p>
<h1>${whole ? title : markup`<a href="/id/${node.id}">${title}</a>`}</h1>
${whole ? [texts(node, type), facts(node, type)] : null}
${lists}
${whole ? about.found.map((found) => foundList(node, found, about)) : null}
${whole ? markup`<h2>Cite</h2>\n<p class="citation">${citation(node, type, about.dataset, about.address)}</p>` : null}
<p class="ways"><a href="${about.playground}">Open in the playground</a></p>`;
  return document(title, main, about.dataset);
}

/** A page that says why there is no node; `perhaps` are ids that may have been meant. */
export function problemPage(
  title: string,
  text: string,
  perhaps: readonly string[] = [],
  dataset: Introduction["dataset"] | null = null,
): string {
  const ids = perhaps.map((id) => markup`<li><a href="/id/${id}">${id}</a></li>\n`);
  const main = markup`<h1 class="alone">${title}</h1>
<p class="lead">${text}</p>
${ids.length > 0 ? markup`<p>Perhaps:</p>\n<ul>\n${ids}</ul>` : null}`;
  return document(title, main, dataset);
}

function document(title: string, main: Html, dataset: Introduction["dataset"] | null): string {
  const foot = dataset
    ? markup`<p>${dataset.attribution} As of ${dataset.asOf}, version ${dataset.dataVersion}. What no source says is left out.</p>
<p>${dataset.notice}</p>`
    : markup`<p><a href="/">To the playground</a></p>`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ASEAN digital commitments</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<header><a href="/">ASEAN digital commitments</a> <span class="quiet">Not a publication of ASEAN</span></header>
<main>
${main}
</main>
<footer class="quiet">
${foot}
</footer>
</body>
</html>
`.text;
}

const known = (node: NodeAnswer, type: Type): [Property, NonNullable<Value>][] =>
  [...type.properties.values()].flatMap((p) => {
    const value = node[p.name] as Value;
    return value === null || p === type.label ? [] : [[p, value]];
  });

const isLong = (value: Value, { type }: Property): boolean => type === Text && String(value).length > SHORT;

const texts = (node: NodeAnswer, type: Type): Html[] =>
  known(node, type).flatMap(([property, value]) => (isLong(value, property) ? markup`<p class="lead">${String(value)}</p>\n` : []));

/** Short properties, and the nodes at the other ends of to-one relationships. */
function facts(node: NodeAnswer, type: Type): Html {
  const own = known(node, type)
    .filter(([property, value]) => !isLong(value, property))
    .map(([property, value]) => row(property.name, [valueOf(value, property), meaning(value, property)]));
  const related = [...type.relationships.values()].flatMap((relationship) => {
    const other = relationship.one ? (node[relationship.name] as Reference | null) : null;
    return other ? row(relationship.name, link(other, relationship.target)) : [];
  });
  return markup`<dl>\n${[...own, ...related]}</dl>`;
}

const row = (name: string, value: Html | readonly (Html | null)[]): Html => markup`<dt>${inWords(name)}</dt><dd>${value}</dd>\n`;

function meaning(value: NonNullable<Value>, property: Property): Html | null {
  const text = meaningOf(value, property);
  return text === null ? null : markup` <span class="quiet">${described(text)}</span>`;
}

function valueOf(value: NonNullable<Value>, property: Property): Html {
  if (property.type === Url) return markup`<a href="${String(value)}">${String(value)}</a>`;
  if (property.type.name === "ID") return markup`<code>${String(value)}</code>`;
  return markup`${valueInWords(value, property)}`;
}

/** A link to the page of another node; beside it what is told of the way there, its date, and where it can be read. */
function link(node: Reference, type: Type, told: readonly string[] = []): Html {
  const date = dateOf(type);
  const dated = date && node[date.name] != null ? markup`, <time>${String(node[date.name])}</time>` : null;
  const hosts = addressesOf(type).flatMap((p) => {
    const address = node[p.name];
    return address == null ? [] : markup`, <a href="${String(address)}">${new URL(String(address)).hostname}</a>`;
  });
  const beside = markup`${told.map((text) => `, ${text}`)}${dated}${hosts}`;
  const title = titleOf(node, type);
  return markup`<a href="/id/${node.id}">${beside.text ? withoutStop(title) : title}</a>${beside.text && markup`<span class="quiet">${beside}</span>`}`;
}

/** The nodes of a to-many relationship, and the way to the rest of them; nothing where there are none. */
function list(node: NodeAnswer, relationship: Relationship, { only }: About): Html | null {
  const { totalCount, edges, pageInfo } = node[relationship.name] as Connection;
  const told = (edge: Edge) => edgeFacts(edge, relationship.edges.properties.values());
  const rest = new URLSearchParams({ list: relationship.name, after: pageInfo.endCursor ?? "" }).toString();
  const words = only ? `The next ones of ${totalCount}` : `and ${totalCount - edges.length} more`;
  return section(node, relationship, told, markup`<p><a href="/id/${node.id}?${rest}">${words}</a></p>`);
}

/** The same of a list that was found; the way to the rest of it is the playground. */
function foundList(node: NodeAnswer, found: FoundList, { playground }: About): Html | null {
  const { totalCount, edges } = node[found.name] as Connection;
  const told = (edge: Edge) => [...found.values].flatMap(([name, inWords]) => (edge[name] == null ? [] : inWords(edge[name])));
  return section(node, found, told, markup`<p><a href="${playground}">and ${totalCount - edges.length} more</a></p>`);
}

type Edge = Connection["edges"][number];

function section(
  node: NodeAnswer,
  { name, description, target }: Pick<FoundList, "name" | "description" | "target">,
  told: (edge: Edge) => readonly string[],
  rest: Html,
): Html | null {
  const { totalCount, edges, pageInfo } = node[name] as Connection;
  if (totalCount === 0) return null;
  return markup`<h2>${inWords(name)} (${totalCount})</h2>
<p class="quiet">${described(description)}</p>
<ul>
${edges.map((edge) => markup`<li>${link(edge.node, target, told(edge))}</li>\n`)}</ul>
${pageInfo.hasNextPage ? rest : null}
`;
}
