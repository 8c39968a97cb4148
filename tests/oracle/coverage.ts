/** Tables of commitments: each commitment looked at for each cell. */
import type { Relationship } from "../../src/model/index.js";
import { keyOf, keyOrder } from "./aggregate.js";
import { bindsForCertain } from "./bound.js";
import { interval } from "./dates.js";
import { passes, type Where } from "./filter.js";
import type { Graph, GraphNode, Link } from "./graph.js";
import { connection, type PageArguments } from "./page.js";

interface Arguments {
  readonly rows: string;
  readonly columns: string;
  readonly where?: Where | null;
  readonly measure: "COUNT" | "SHARE_OF_COLUMN" | "SHARE_OF_ROW" | "FRACTIONAL";
  readonly rollUpThemes: boolean;
  readonly mainThemeOnly: boolean;
  readonly basis: "MADE_BY" | "BOUND";
}

/** A key that a commitment has, the node that it names, and how much of the commitment counts there if it is divided. */
interface Value {
  readonly id: string | null;
  readonly node: GraphNode | null;
  readonly share: number;
}

const linksOf = (node: GraphNode, name: string) => node.linksOf(node.type.relationships.get(name) as Relationship);
const nodesOf = (node: GraphNode, name: string) => linksOf(node, name).map((link) => link.node);

export function coverage(graph: Graph, args: Arguments) {
  const type = graph.model.type("Commitment");
  const commitments = graph.ofType(type).filter((node) => passes(args.where ?? {}, node, null));
  const table = commitments.map((node) => ({
    node,
    row: valuesOf(graph, node, args.rows, args),
    column: valuesOf(graph, node, args.columns, args),
  }));
  type Entry = (typeof table)[number];
  const list = (of: readonly Entry[]) => (page: PageArguments) =>
    connection(
      of.map(({ node }) => ({ node, values: {} }) as Link),
      page,
      type,
      null,
    );
  const lines = (side: "row" | "column", dimension: string) => {
    const found = new Map<string | null, { key: Value; entries: Entry[] }>();
    for (const entry of table)
      for (const key of entry[side]) {
        if (!found.has(key.id)) found.set(key.id, { key, entries: [] });
        found.get(key.id)!.entries.push(entry);
      }
    const day = (id: string | null) => {
      const date = found.get(id)!.key.node!.values.startDate;
      return typeof date === "string" ? Number(interval(date).first.replaceAll("-", "")) : Infinity;
    };
    const order =
      dimension === "MEETING"
        ? keyOrder(false, (id) => (id === null ? 0 : -day(id)))
        : keyOrder(dimension === "YEAR", (id) => found.get(id)!.entries.length);
    return [...found.values()].sort((a, b) => order(a.key.id, b.key.id));
  };
  const rows = lines("row", args.rows);
  const columns = lines("column", args.columns);
  const shown = ({ key, entries }: (typeof rows)[number]) => ({
    key: keyOf(key.id, key.node),
    count: entries.length,
    commitments: list(entries),
  });
  const has = (values: readonly Value[], key: Value) => values.find(({ id }) => id === key.id);
  const cell = (row: (typeof rows)[number], column: (typeof rows)[number]) => {
    const entries = row.entries.filter((entry) => has(entry.column, column.key));
    const figures = {
      COUNT: () => entries.length,
      SHARE_OF_COLUMN: () => entries.length / column.entries.length,
      SHARE_OF_ROW: () => entries.length / row.entries.length,
      FRACTIONAL: () => entries.reduce((sum, entry) => sum + has(entry.row, row.key)!.share * has(entry.column, column.key)!.share, 0),
    };
    return {
      row: keyOf(row.key.id, row.key.node),
      column: keyOf(column.key.id, column.key.node),
      count: entries.length,
      figure: Math.round(figures[args.measure]() * 10_000) / 10_000,
      commitments: list(entries),
    };
  };
  return {
    total: table.length,
    rows: rows.map(shown),
    columns: columns.map(shown),
    cells: (only: { row?: string | null; column?: string | null }) =>
      rows
        .filter(({ key }) => only.row === undefined || key.id === only.row)
        .flatMap((row) =>
          columns.filter(({ key }) => only.column === undefined || key.id === only.column).map((column) => cell(row, column)),
        ),
  };
}

/** All keys that a commitment has by a dimension, each once. */
function valuesOf(graph: Graph, node: GraphNode, dimension: string, args: Arguments): readonly Value[] {
  const values = valuesThere(graph, node, dimension, args);
  return values.length > 0 ? values : [{ id: null, node: null, share: 1 }];
}

function valuesThere(graph: Graph, node: GraphNode, dimension: string, args: Arguments): readonly Value[] {
  const nodes = (of: readonly GraphNode[]) => [...new Set(of)].map((each) => ({ id: each.id, node: each, share: 1 }));
  const texts = (of: readonly unknown[]) => [...new Set(of)].map((each) => ({ id: String(each), node: null, share: 1 }));
  switch (dimension) {
    case "THEME":
    case "TOP_THEME":
      return themesOf(node, dimension, args);
    case "COUNTRY":
      return nodes(
        args.basis === "BOUND"
          ? graph.ofType(graph.model.type("Country")).filter((country) => bindsForCertain(country, node))
          : nodesOf(node, "parties").filter((party) => party.type.name === "Country"),
      );
    case "ACTOR":
      return nodes(nodesOf(node, "parties"));
    case "MEETING":
      return nodes(nodesOf(node, "madeAt"));
    case "SERIES":
      return nodes(nodesOf(node, "madeAt").flatMap((meeting) => nodesOf(meeting, "series")));
    case "YEAR":
      return texts(typeof node.values.madeOn === "string" ? [node.values.madeOn.slice(0, 4)] : []);
    case "DOCUMENT_KIND":
      return texts(nodesOf(node, "statedIn").map((document) => document.values.kind));
    default:
      return texts([node.values[dimension.toLowerCase()]]);
  }
}

/** A theme above others gets what they get, if a commitment is divided. */
function themesOf(node: GraphNode, dimension: string, { rollUpThemes, mainThemeOnly }: Arguments): readonly Value[] {
  const own = [...new Set(linksOf(node, "themes").flatMap((link) => (mainThemeOnly && link.values.rank !== 0 ? [] : [link.node])))];
  const found = new Map<GraphNode, number>();
  for (const theme of own) {
    const above: GraphNode[] = [];
    for (let at: GraphNode | undefined = theme; at; at = nodesOf(at, "broader")[0]) above.push(at);
    const counted = dimension === "TOP_THEME" ? above.slice(-1) : rollUpThemes ? above : [theme];
    for (const each of counted) found.set(each, (found.get(each) ?? 0) + 1);
  }
  return [...found].map(([theme, ways]) => ({ id: theme.id, node: theme, share: ways / own.length }));
}
