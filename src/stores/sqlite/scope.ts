/** What stands where in a statement while it is printed: nodes and edges at hand, and how their columns read. */
import type { EdgeType, Property, Relationship, Type } from "../../model/index.js";
import type { Form } from "../../plan/index.js";
import { columnOf, EDGE_KEY, edgeTableOf, farKey, nearKey, NODE_KEY, tableOf } from "./names.js";
import { column, EMPTY, name, sql, type Sql } from "./sql.js";

/** What the printer asks while it prints. */
export interface Context {
  /** A new alias; the same statement always gets the same ones. */
  alias(): string;
  /** How many nodes there are of a type. */
  total(type: Type): number;
  /** What a statement counts, asked once a revision. It is printed with a context of its own, so that it leaves no trace in what is being printed. */
  count(print: (context: Context) => Sql): number;
}

/** A node whose key is at hand. Its table is joined only when one of its columns is asked for. */
export class NodeScope {
  private used = false;

  private constructor(
    readonly type: Type,
    readonly key: Sql,
    private readonly alias: string,
    /** Its table is what is being read, so that its own `id` is as near as its key. */
    readonly scanned: boolean,
    private readonly indexed: string | null = null,
  ) {}

  /** The node of a row of its type's table. */
  static scanned(type: Type, alias: string): NodeScope {
    return new NodeScope(type, column(alias, NODE_KEY), alias, true);
  }

  /** The same node for tests that no index is to answer but one on a certain column: SQLite uses none for `+column`. */
  static indexedBy(indexed: string, { type, key, alias }: NodeScope): NodeScope {
    return new NodeScope(type, key, alias, true, indexed);
  }

  /** The node of a key that something else gives. */
  static of(type: Type, key: Sql, context: Context): NodeScope {
    return new NodeScope(type, key, context.alias(), false);
  }

  column(columnName: string): Sql {
    this.used = true;
    return column(this.alias, columnName);
  }

  property(property: Property, form: Form): Sql {
    const columnName = columnOf(property, form);
    const read = this.column(columnName);
    return this.indexed !== null && this.indexed !== columnName ? sql`+${read}` : read;
  }

  /** Its table, for a FROM clause in which nothing stands before. */
  get table(): Sql {
    return sql`${name(tableOf(this.type))} ${name(this.alias)}`;
  }

  /** What is to follow in the FROM clause. CROSS JOIN: SQLite is to look the node up, never to start from it. To be asked when all else is printed. */
  get join(): Sql {
    return this.used && !this.scanned ? sql` CROSS JOIN ${this.table} ON ${column(this.alias, NODE_KEY)}=${this.key}` : EMPTY;
  }
}

/** An edge of a relationship, as a row of its table. */
export class EdgeScope {
  readonly key: Sql;
  /** The key of the node that has the relationship, and of the one to which it leads. */
  readonly near: Sql;
  readonly far: Sql;
  private readonly edges: EdgeType;

  constructor(
    relationship: Relationship,
    private readonly alias: string,
  ) {
    this.edges = relationship.edges;
    this.key = column(alias, EDGE_KEY);
    this.near = column(alias, nearKey(relationship));
    this.far = column(alias, farKey(relationship));
  }

  property(property: Property, form: Form): Sql {
    return column(this.alias, columnOf(property, form));
  }

  get table(): Sql {
    return sql`${name(edgeTableOf(this.edges))} ${name(this.alias)}`;
  }
}

/** What a filter or an order looks at. */
export interface Scope {
  readonly node: NodeScope;
  /** The edge by which the node was reached. */
  readonly edge: EdgeScope | null;
}

/** An edge and the node to which it leads. */
export function reached(relationship: Relationship, context: Context): Scope & { readonly edge: EdgeScope } {
  const edge = new EdgeScope(relationship, context.alias());
  return { edge, node: NodeScope.of(relationship.target, edge.far, context) };
}

/** The id of the node of a key. */
export const idOf = (type: Type, key: Sql): Sql => sql`(SELECT ${name("id")} FROM ${name(tableOf(type))} WHERE ${name(NODE_KEY)}=${key})`;

/**
 * The deadline, for the start of the WHERE of every scan: a function that throws when the time is up. Calling it costs
 * more than looking at a row, so it is called for one key in 5, the first of a table among them: small
 * tables are scanned many times where tests stand within tests.
 * It must be tested first: behind a test that is false it would never be called.
 */
export const inTime = (key: Sql): Sql => sql`(${key}%5<>1 OR deadline())`;
