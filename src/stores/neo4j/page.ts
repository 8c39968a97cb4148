/** Pages: the rows of a connection, their number, and whether there are more. */
import neo4j from "neo4j-driver";
import {
  encodeCursor,
  sortValue,
  visit,
  type ConnectionField,
  type EdgeField,
  type OrderKey,
  type Page,
  type PageInfoField,
  type Position,
  type Selection,
  type Visitor,
} from "../../plan/index.js";
import { array, List, members, object, plain, type Answer, type Printed, type Write } from "./answer.js";
import type { Context, Scope } from "./filter.js";
import { Keyset, type Ordered, type Place } from "./keyset.js";
import { quoted } from "./names.js";
import { sourceOf, type Source } from "./source.js";
import type { Statistics } from "./statistics.js";
import { wayTo, type Way } from "./way.js";

/** Prints what is wanted of the node that a variable holds. */
export type PrintSelection = (select: Selection, node: string) => Printed;

type Side = "next" | "previous";

/** What was read of a page. */
interface Read {
  readonly rows: readonly Answer[];
  readonly total: Answer;
  /** The id of the node whose edges they are. */
  readonly parent: Answer;
  readonly has: Record<Side, boolean>;
}

/** Prints a page of all nodes of a type, or of the edges of a node. */
export function printPage(page: Page, parent: string | null, context: Context, statistics: Statistics, select: PrintSelection): Printed {
  return new OnePage(page, parent, context, statistics, select).print();
}

/** A page while it is printed: its members ask for what they need, and nothing else is read. */
class OnePage {
  private readonly scope: Scope;
  private readonly way: Way;
  private readonly keyset: Keyset;
  private readonly list = new List();
  private readonly row = new List();
  private rowsAreWanted = false;
  private moreIsWanted = false;
  private total: ((answer: Answer) => Answer) | null = null;
  private parentId: ((answer: Answer) => Answer) | null = null;
  private readonly cutOff: { [S in Side]?: (answer: Answer) => Answer } = {};
  private writeCursor: Write | null = null;
  private madeSource: Source | null = null;
  private readonly after: Place | null;
  private readonly before: Place | null;

  constructor(
    private readonly page: Page,
    private readonly parent: string | null,
    private readonly context: Context,
    private readonly statistics: Statistics,
    private readonly select: PrintSelection,
  ) {
    const [first] = page.order as [OrderKey];
    const descending = first.by === "property" && first.direction === "DESC" ? first.property : null;
    this.scope = { node: context.statement.variable("n"), edge: context.statement.variable("r"), descending };
    this.way = wayTo(page, false, statistics);
    this.keyset = new Keyset(page.order, this.scope, context, this.way.incoming);
    this.after = page.after && this.keyset.place(page.after);
    this.before = page.before && this.keyset.place(page.before);
  }

  print(): Printed {
    const write = object(members(this.page.shape, (field) => visit(MEMBERS, field, this)));
    const readRows = this.rowsAreWanted || this.moreIsWanted ? this.printRows() : null;
    const { page, total, parentId, cutOff } = this;
    return {
      text: this.list.isEmpty ? null : this.list.text,
      write: (answer) => {
        const { rows, more } = readRows?.(answer) ?? { rows: [], more: false };
        return write({
          rows: page.backward ? rows.toReversed() : rows,
          total: total?.(answer) ?? null,
          parent: parentId?.(answer) ?? null,
          has: {
            next: (more && !page.backward) || cutOff.next?.(answer) === true,
            previous: (more && page.backward) || cutOff.previous?.(answer) === true,
          },
        });
      },
    };
  }

  // what the members of the shape ask for

  wantTotal(): void {
    this.total ??= this.list.read(
      sourceOf(wayTo(this.page, true, this.statistics), this.page, this.parent, this.scope, this.context).count(),
    );
  }

  wantParent(): void {
    if (this.parent !== null) this.parentId ??= this.list.read(`${this.parent}.id`);
  }

  /** Whether there is more on a side: rows that do not fit on the page, or such as a cursor cuts off. */
  wantMore(side: Side): void {
    if ((side === "next") !== this.page.backward) this.moreIsWanted = true;
    const cut = side === "next" ? this.before : this.after;
    if (cut) this.cutOff[side] ??= this.list.read(this.anyFrom(cut, side === "previous"));
  }

  wantNode(select: Selection): Write {
    this.rowsAreWanted = true;
    return this.row.add(this.select(select, this.scope.node));
  }

  wantEdge(fields: Extract<ConnectionField, { kind: "edges" }>["fields"]): Write {
    this.rowsAreWanted = true;
    return object(members(fields, (field) => visit(EDGE_MEMBERS, field, this)));
  }

  wantEdgeProperty(name: string): Write {
    return this.row.add(plain(`${this.scope.edge}.${quoted(name)}`));
  }

  wantCursor(): Write {
    this.rowsAreWanted = true;
    if (this.writeCursor) return this.writeCursor;
    const { order, mark } = this.page;
    const read = this.row.read(`[${this.keyset.values.join(", ")}]`);
    return (this.writeCursor = (row) =>
      JSON.stringify(
        encodeCursor(
          mark,
          (read(row) as Position).map((value, i) => sortValue(order[i]!, value)),
        ),
      ));
  }

  // the parts of the statement

  private get source(): Source {
    return (this.madeSource ??= sourceOf(this.way, this.page, this.parent, this.scope, this.context));
  }

  /** Whether several edges may lead to a row's node: those of the page, or those along which it is found. */
  private get mayBeParallel(): boolean {
    const { relationship } = this.way.kind === "anchored" ? this.way.anchor : this.page;
    return relationship !== null && relationship.edges.properties.size > 0;
  }

  /** The variable from which a row can be found again. */
  private get kept(): string {
    return this.page.relationship && this.mayBeParallel ? this.scope.edge : this.scope.node;
  }

  /** A clause that takes the first rows of an order. */
  private first(order: readonly Ordered[], limit: string): string {
    const { node, edge } = this.scope;
    const by = (name: (ordered: Ordered, i: number) => string) =>
      `ORDER BY ${order.map((o, i) => `${name(o, i)}${o.descends ? " DESC" : ""}`).join(", ")} LIMIT ${limit}`;
    if (this.way.kind === "anchored" && this.way.incoming && this.mayBeParallel) {
      // parallel edges follow each other, so the rows stay in order
      return `WITH DISTINCT ${node}, ${order.map(({ text }, i) => `${text} AS o${i}`).join(", ")} ${by((_, i) => `o${i}`)}`;
    }
    const hasEdge = this.way.incoming !== null || this.kept === edge;
    return `WITH ${hasEdge ? `${node}, ${edge}` : node} ${by(({ text }) => text)}`;
  }

  /** Whether any row lies at a place or beyond it. */
  private anyFrom(place: Place, backward: boolean): string {
    const { keyset, source } = this;
    const { along } = source;
    const any = (clauses: string) => `EXISTS { ${clauses} RETURN ${this.scope.node} }`;
    const { index } = keyset;
    if (!along || !index) return any(source.rows([`(${keyset.at(place)} OR ${keyset.beyond(place, backward)})`]));
    // mostly the row of the cursor is still there, and nothing else has to be looked at
    const parts = [[keyset.at(place)], ...keyset.parts(place, null, backward)];
    return `(${parts.map((part) => any(along(index, part))).join(" OR ")})`;
  }

  /**
   * The rows in the order of travel, and whether there are more than the page holds. For that one more is found. Where
   * rows are found in parts, nothing is read of it; elsewhere it is read like the others, since to avoid that would take
   * another subquery around it, and planning time grows with each.
   */
  private printRows(): (answer: Answer) => { rows: readonly Answer[]; more: boolean } {
    const { size } = this.page;
    const held = this.context.statement.parameter(neo4j.int(size));
    const limit = this.moreIsWanted ? `${held} + 1` : held;
    const parts = this.parts(limit);
    if (parts.length === 1) return this.readRows(parts[0]!);
    const { clauses, found } = this.joined(parts, limit);
    const more = this.moreIsWanted && size > 0 ? this.row.read(`size(${found}) > ${held}`) : null;
    const node =
      this.kept === this.scope.node
        ? ""
        : ` WITH ${found}, ${this.kept}, ${this.page.relationship!.direction === "OUT" ? "endNode" : "startNode"}(${this.kept}) AS ${this.scope.node}`;
    const read = this.readRows(`${clauses} UNWIND ${found}[..${more ? held : limit}] AS ${this.kept}${node}`);
    if (!more) return read;
    return (answer) => {
      const { rows } = read(answer);
      return { rows, more: rows.length > 0 && more(rows[0]!) === true };
    };
  }

  private readRows(clauses: string): (answer: Answer) => { rows: readonly Answer[]; more: boolean } {
    const { size } = this.page;
    const read = this.list.read(`COLLECT { ${clauses} RETURN ${this.row.text} }`);
    return (answer) => {
      const rows = read(answer) as readonly Answer[];
      return { rows: rows.slice(0, size), more: rows.length > size };
    };
  }

  /** Clauses that find the first rows between the cursors, in the order of travel: in parts that follow each other. */
  private parts(limit: string): readonly string[] {
    const { keyset, source, page } = this;
    const { backward } = page;
    const { along } = source;
    const [start, end] = backward ? [this.before, this.after] : [this.after, this.before];
    if (along && keyset.index) {
      const order = keyset.orderByIndex(backward);
      return keyset.parts(start, end, backward).map((part) => `${along(keyset.index!, part)} ${this.first(order, limit)}`);
    }
    const bounds = [...(start ? [keyset.beyond(start, backward)] : []), ...(end ? [keyset.beyond(end, !backward)] : [])];
    return [`${source.rows(bounds)} ${this.first(keyset.orderBy(backward), limit)}`];
  }

  /**
   * Clauses that collect the rows of parts into a list, one part after the other. A part is read only where those before
   * it have not filled the page: a branch of CASE that is not taken is not run.
   */
  private joined(parts: readonly string[], limit: string): { clauses: string; found: string } {
    let found = "";
    const clauses = parts.map((part) => {
      const rows = `COLLECT { ${part} RETURN ${this.kept} }`;
      const all = found === "" ? rows : `${found} + CASE WHEN size(${found}) < ${limit} THEN ${rows} ELSE [] END`;
      found = this.context.statement.variable("l");
      return `WITH ${all} AS ${found}`;
    });
    return { clauses: clauses.join(" "), found };
  }
}

const typename = ({ value }: { value: string }) => {
  const json = JSON.stringify(value);
  return () => json;
};

const MEMBERS: Visitor<ConnectionField, Write<Read>, [OnePage]> = {
  typename,
  totalCount: (_, page) => {
    page.wantTotal();
    return ({ total }) => `${total}`;
  },
  summary: (_, page) => {
    page.wantParent();
    return ({ parent }) => JSON.stringify(parent);
  },
  edges: ({ fields }, page) => {
    const write = array(page.wantEdge(fields));
    return ({ rows }) => write(rows);
  },
  nodes: ({ select }, page) => {
    const write = array(page.wantNode(select));
    return ({ rows }) => write(rows);
  },
  pageInfo: ({ fields }, page) => object(members(fields, (field) => visit(PAGE_INFO_MEMBERS, field, page))),
};

const EDGE_MEMBERS: Visitor<EdgeField, Write, [OnePage]> = {
  typename,
  cursor: (_, page) => page.wantCursor(),
  property: ({ property }, page) => page.wantEdgeProperty(property.name),
  node: ({ select }, page) => page.wantNode(select),
};

const PAGE_INFO_MEMBERS: Visitor<PageInfoField, Write<Read>, [OnePage]> = {
  typename,
  hasNextPage: (_, page) => {
    page.wantMore("next");
    return ({ has }) => `${has.next}`;
  },
  hasPreviousPage: (_, page) => {
    page.wantMore("previous");
    return ({ has }) => `${has.previous}`;
  },
  startCursor: (_, page) => {
    const write = page.wantCursor();
    return ({ rows }) => (rows.length > 0 ? write(rows[0]!) : "null");
  },
  endCursor: (_, page) => {
    const write = page.wantCursor();
    return ({ rows }) => (rows.length > 0 ? write(rows.at(-1)!) : "null");
  },
};
