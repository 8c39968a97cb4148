/**
 * Connections as SQL. A page is found first, as rows of keys in the order; then JSON is built of those rows alone. Both
 * must stay apart: a JSON value that goes through a sorted subquery comes out as text.
 */
import type { Property } from "../../model/index.js";
import {
  isAll,
  visit,
  withoutAnchor,
  type ConnectionField,
  type EdgeField,
  type Filter,
  type Page,
  type PageInfoField,
  type Position,
  type Selection,
  type Visitor,
} from "../../plan/index.js";
import { chooseAccess, type Access } from "./access.js";
import { anchoredKeys, printFilter } from "./filter.js";
import { jsonFlag, jsonObject, jsonValue } from "./json.js";
import { at, beyond, orderBy, printLegs, sortValueOf, upTo } from "./order.js";
import { idOf, inTime, NodeScope, reached, type Context, type Scope } from "./scope.js";
import { anyOf, column, EMPTY, exists, join, literal, name, sql, TRUE, value, where, type Sql } from "./sql.js";

/** How the node at the end of an edge is printed (select.ts). */
type PrintNode = (select: Selection, node: NodeScope, context: Context) => Sql;

/** A connection as a JSON object; of the edges of a relationship when the key of the node that has it is given. */
export function printPage(page: Page, parent: Sql | null, context: Context, printNode: PrintNode): Sql {
  return new PagePrinter(page, parent, context, printNode).print();
}

/** Edges that pass the filter. Each use of them in a statement has a source of its own. */
interface Source {
  /** FROM and WHERE, of those that also pass some tests. */
  rows(tests: readonly Sql[]): Sql;
  readonly nodeKey: Sql;
  /** The values of the keys of the order. */
  readonly values: readonly Sql[];
  edgeProperty(property: Property): Sql;
}

const NUMBER = "rn";
const KEY = "k";

class PagePrinter {
  private readonly wants: Wants;
  private readonly access: Access;
  /** The name under which all that pass the filter are found once, where they are counted and paged both. */
  private readonly hits: Sql | null;
  /** Whether an index follows the order, so that any place in it is found at once. */
  private readonly indexed: boolean;
  /** The rows of the page, and their columns beside the node's key. */
  private readonly alias: string;
  private readonly node: NodeScope;
  private readonly columns: Sql[] = [];

  constructor(
    private readonly page: Page,
    private readonly parent: Sql | null,
    private readonly context: Context,
    private readonly printNode: PrintNode,
  ) {
    const { target, order } = page;
    this.wants = wantsOf(page);
    const counted = parent === null && !isAll(page.where) && this.wants.total;
    this.access = parent === null ? chooseAccess(page, counted, context) : { by: "choice" };
    this.hits = counted && this.wants.rows ? name(context.alias()) : null;
    this.indexed = parent === null && order[0]!.by === "property" && this.access.by !== "anchor" && !this.hits;
    this.alias = context.alias();
    this.node = NodeScope.of(target, column(this.alias, KEY), context);
  }

  print(): Sql {
    const { shape } = this.page;
    const source = this.source();
    const object = jsonObject([...shape].map(([key, part]) => [key, visit(this.parts, part, source)]));
    const hits = this.hits ? sql`WITH ${this.hits} AS MATERIALIZED (${this.printHits()}) ` : EMPTY;
    if (!this.wants.rows) return sql`(${hits}SELECT ${object})`;
    return sql`(${hits}SELECT ${object} FROM (${this.printRows(source)}) ${name(this.alias)}${this.node.join})`;
  }

  private readonly parts: Visitor<ConnectionField, Sql, [Source]> = {
    typename: (field) => literal(field.value),
    totalCount: () =>
      this.parent === null && isAll(this.page.where)
        ? value(this.context.total(this.page.target))
        : sql`(SELECT count(*)${this.source().rows([])})`,
    summary: () => (this.parent === null ? sql`json('null')` : idOf(this.page.relationship!.owner, this.parent)),
    nodes: ({ select }) => this.list(this.printNode(select, this.node, this.context)),
    edges: ({ fields }, source) => this.list(jsonObject([...fields].map(([key, field]) => [key, visit(this.edgeFields, field, source)]))),
    pageInfo: ({ fields }, source) => jsonObject([...fields].map(([key, field]) => [key, visit(this.pageInfoFields, field, source)])),
  };

  private readonly edgeFields: Visitor<EdgeField, Sql, [Source]> = {
    typename: (field) => literal(field.value),
    cursor: (_, source) => this.cursor(source),
    property: ({ property }, source) => jsonValue(property, this.carry(source.edgeProperty(property))),
    node: ({ select }) => this.printNode(select, this.node, this.context),
  };

  private readonly pageInfoFields: Visitor<PageInfoField, Sql, [Source]> = {
    typename: (field) => literal(field.value),
    hasNextPage: () => jsonFlag(this.hasMore(this.page.backward, this.page.before, false)),
    hasPreviousPage: () => jsonFlag(this.hasMore(!this.page.backward, this.page.after, true)),
    startCursor: (_, source) => this.endmost(source, this.page.backward ? sql`max` : sql`min`),
    endCursor: (_, source) => this.endmost(source, this.page.backward ? sql`min` : sql`max`),
  };

  /** The rows of the page as an array; not the one more that tells whether others follow. */
  private list(member: Sql): Sql {
    return sql`json_group_array(${member})${this.inPage}`;
  }

  private get inPage(): Sql {
    return this.wants.overflow ? sql` FILTER (WHERE ${column(this.alias, NUMBER)}<=${value(this.page.size)})` : EMPTY;
  }

  /** Takes a value along with the rows of the page. */
  private carry(expression: Sql): Sql {
    let i = this.columns.findIndex((c) => c.text === expression.text);
    if (i < 0) i = this.columns.push(expression) - 1;
    return column(this.alias, `c${i}`);
  }

  /** As encodeCursor of src/plan/cursor.ts has it. */
  private cursor(source: Source): Sql {
    const values = this.page.order.map((key, i) => {
      const carried = this.carry(source.values[i]!);
      return key.by === "count" ? carried : jsonValue(key.property, carried);
    });
    return sql`hex(json_array(${join([literal(this.page.mark), ...values], ",")}))`;
  }

  /** The cursor of the row with the least or greatest number. */
  private endmost(source: Source, extreme: Sql): Sql {
    return sql`substr(${extreme}(printf('%06d',${column(this.alias, NUMBER)})||${this.cursor(source)})${this.inPage},7)`;
  }

  /**
   * Whether the list goes on beyond the page on one side: on the far side of the journey when there was one row more than
   * the size; on either when an edge lies at the bound given there, or beyond it.
   */
  private hasMore(near: boolean, bound: Position | null, towardsStart: boolean): Sql {
    const tests: Sql[] = [];
    if (!near) tests.push(sql`count(*)>${value(this.page.size)}`);
    if (bound) tests.push(this.existsFrom(bound, towardsStart));
    return anyOf(tests);
  }

  private existsFrom(bound: Position, towardsStart: boolean): Sql {
    const { order } = this.page;
    const source = this.source();
    const tests = [at(source.values, bound), ...printLegs(order, source.values, bound, towardsStart).map((leg) => leg.test)];
    // one by one where an index finds each at once
    return anyOf((this.indexed ? tests : [anyOf(tests)]).map((test) => exists(sql`SELECT 1${source.rows([test])}`)));
  }

  private printRows(source: Source): Sql {
    const { numbered } = this.wants;
    const { backward } = this.page;
    const journey = this.printJourney(source);
    if (!numbered) return journey;
    // the rows are numbered as they come, which is the order of travel
    return sql`SELECT *,row_number() OVER () AS ${name(NUMBER)} FROM (${journey})${backward ? sql` ORDER BY ${name(NUMBER)} DESC` : EMPTY}`;
  }

  /** The rows in the order of travel. Where an index follows the order, those after a cursor come in legs, each of which it answers. */
  private printJourney(source: Source): Sql {
    const { order, backward } = this.page;
    const [start, end] = backward ? [this.page.before, this.page.after] : [this.page.after, this.page.before];
    const { values } = source;
    const limit = sql` LIMIT ${value(this.page.size + (this.wants.overflow ? 1 : 0))}`;
    const chosen = sql`SELECT ${join([sql`${source.nodeKey} AS ${name(KEY)}`, ...this.columns.map((c, i) => sql`${c} AS ${name(`c${i}`)}`)], ",")}`;
    const tests = end ? [(this.indexed && upTo(order, values, end, backward)) || TRUE, beyond(order, values, end, !backward)] : [];
    if (!start || !this.indexed) {
      if (start) tests.push(beyond(order, values, start, backward));
      return sql`${chosen}${source.rows(tests)}${orderBy(order, values, backward)}${limit}`;
    }
    const legs = printLegs(order, values, start, backward).map(
      ({ test, from }) => sql`${chosen}${source.rows([test, ...tests])}${orderBy(order, values, backward, from)}${limit}`,
    );
    // SQLite runs them in turn, and none when those before it have filled the page
    return legs.length === 1
      ? legs[0]!
      : sql`${join(
          legs.map((leg) => sql`SELECT * FROM (${leg})`),
          " UNION ALL ",
        )}${limit}`;
  }

  private source(): Source {
    return this.hits ? this.hitSource(this.hits) : this.plainSource();
  }

  private plainSource(): Source {
    const { page, parent, context } = this;
    if (parent !== null) {
      const scope = reached(page.relationship!, context);
      const filter = printFilter(page.where, scope, context);
      return this.sourceOf(
        scope,
        (tests) =>
          sql` FROM ${scope.edge.table}${scope.node.join}${where([inTime(scope.edge.key), sql`${scope.edge.near}=${parent}`, ...tests, filter])}`,
      );
    }
    const { node, rows } = nodesThatPass(page, this.access, context);
    return this.sourceOf({ node, edge: null }, rows);
  }

  private sourceOf(scope: Scope, rows: Source["rows"]): Source {
    const values = () => this.page.order.map((key) => sortValueOf(key, scope, this.context));
    let printed: readonly Sql[] | undefined;
    return {
      rows,
      nodeKey: scope.node.key,
      // only when asked for: a mere count of edges is to read no nodes
      get values() {
        return (printed ??= values());
      },
      edgeProperty: (property) => scope.edge!.property(property, "value"),
    };
  }

  private printHits(): Sql {
    const source = this.plainSource();
    return sql`SELECT ${join([sql`${source.nodeKey} AS ${name(KEY)}`, ...source.values.map((v, i) => sql`${v} AS ${name(`v${i}`)}`)], ",")}${source.rows([])}`;
  }

  private hitSource(hits: Sql): Source {
    const alias = this.context.alias();
    const nodeKey = column(alias, KEY);
    return {
      rows: (tests) => sql` FROM ${hits} ${name(alias)}${where([inTime(nodeKey), ...tests])}`,
      nodeKey,
      values: this.page.order.map((_, i) => column(alias, `v${i}`)),
      edgeProperty: (property) => {
        throw new Error(`nodes of a type are reached by no edge that could have ${property.name}`);
      },
    };
  }
}

/** Nodes of a type that pass a filter: FROM and WHERE, of those that also pass some tests. */
export function nodesThatPass(
  { target, where: filter }: Pick<Page, "target" | "where">,
  access: Access,
  context: Context,
): { readonly node: NodeScope; readonly rows: Source["rows"] } {
  const node = NodeScope.scanned(target, context.alias());
  const read = (from: Sql, filter: Filter, tested = node) => {
    const test = printFilter(filter, { node: tested, edge: null }, context);
    return { node, rows: (tests: readonly Sql[]) => sql` FROM ${from}${where([inTime(node.key), ...tests, test])}` };
  };
  if (access.by === "choice") return read(node.table, filter);
  if (access.by === "order") return read(node.table, filter, NodeScope.indexedBy(access.column, node));
  const anchored = name(context.alias());
  // CROSS JOIN: SQLite is to start from the anchor
  return read(
    sql`(${anchoredKeys(access.anchor, context)}) ${anchored} CROSS JOIN ${node.table} ON ${node.key}=${anchored}.k`,
    withoutAnchor(filter, access.anchor),
  );
}

interface Wants {
  readonly total: boolean;
  /** Anything that needs the rows of the page. */
  readonly rows: boolean;
  /** One row more than the size, to see whether others follow. */
  readonly overflow: boolean;
  /** The rows' numbers in the order of travel. */
  readonly numbered: boolean;
}

/** What a page's shape needs; nothing is worked out that nobody asked for. */
function wantsOf({ shape, backward }: Page): Wants {
  const parts = [...shape.values()];
  const listed = parts.some((p) => p.kind === "nodes" || p.kind === "edges");
  const info = new Set(parts.flatMap((p) => (p.kind === "pageInfo" ? [...p.fields.values()].map((f) => f.kind) : [])));
  const overflow = info.has(backward ? "hasPreviousPage" : "hasNextPage");
  const ends = info.has("startCursor") || info.has("endCursor");
  return {
    total: parts.some((p) => p.kind === "totalCount"),
    rows: listed || overflow || ends,
    overflow,
    numbered: overflow || ends || (backward && listed),
  };
}
