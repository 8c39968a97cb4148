/**
 * Counts of nodes by what they have in common, as SQL. The rows that are grouped hold keys, which are numbers, and no ids:
 * SQLite sorts the rows of a group by, and numbers sort soonest. The ids of the few groups are looked up at the end.
 */
import type { Type } from "../../model/index.js";
import { endOf, mayRepeat, visit, type Group, type GroupKey, type Step, type ToStep, type Visitor } from "../../plan/index.js";
import { chooseAccess } from "./access.js";
import { printFilter } from "./filter.js";
import { jsonValue } from "./json.js";
import { nodesThatPass } from "./page.js";
import { EdgeScope, idOf, inTime, NodeScope, reached, type Context } from "./scope.js";
import { allOf, column, EMPTY, exists, join, list, name, sql, value, where, type Sql } from "./sql.js";
import { NODE_KEY, tableOf } from "./names.js";

const NODE = "k";
const PARENT = "p";
const DATE = "d";
const COUNT = "n";

/** The groups, as JSON: a list of lists. */
export function printGroup(group: Group, context: Context): Sql {
  return new GroupPrinter(group, context).print();
}

/** How a key of a row is found. */
interface PrintedKey {
  /** What is joined to the row. */
  readonly joins: Sql;
  /** What rows are grouped by. */
  readonly grouped: Sql;
  /** The key of a group as JSON, from what it is grouped by. */
  readonly shown: (grouped: Sql) => Sql;
  /** The key of the node to which the first step leads, where a node counts once for each of them. */
  readonly link: Sql | null;
}

class GroupPrinter {
  /** A row: a node, and what is taken along of its own. */
  private readonly row: string;
  private readonly taken: Sql[] = [];
  private readonly key: Sql;

  constructor(
    private readonly group: Group,
    private readonly context: Context,
  ) {
    this.row = context.alias();
    this.key = column(this.row, NODE);
  }

  print(): Sql {
    const { from, date, most } = this.group;
    const { node, rows, parent } = this.source();
    const keys = [...(parent ? [this.parentKey()] : []), ...this.group.keys.map((key) => visit(this.keys, key, node))];
    const link = keys.find((key) => key.link)?.link;
    const repeats = (from && from.relationship.edges.properties.size > 0) || this.group.keys.some(mayRepeat);
    const counted = link ? sql`${this.key}||' '||coalesce(${link},'')` : this.key;
    const dated = date ? sql`${node.property(date, "day")}||' '||${node.property(date, "value")}` : sql`NULL`;
    const columns = [sql`${node.key} AS ${name(NODE)}`, sql`${dated} AS ${name(DATE)}`];
    if (parent) columns.push(sql`${parent} AS ${name(PARENT)}`);
    columns.push(...this.taken.map((taken, i) => sql`${taken} AS ${name(`t${i}`)}`));
    const source = sql`(SELECT ${join(columns, ",")}${rows()}) ${name(this.row)}`;
    const groupedBy = keys.map((_, i) => name(`g${i}`));
    const figures = [
      sql`count(${repeats ? sql`DISTINCT ${counted}` : sql`*`}) AS ${name(COUNT)}`,
      ...["min", "max"].map((f) => sql`${name(f)}(${column(this.row, DATE)}) AS ${name(f)}`),
    ];
    const grouped = sql`SELECT ${join([...keys.map(({ grouped }, i) => sql`${grouped} AS ${groupedBy[i]!}`), ...figures], ",")} FROM ${source}${join(
      keys.map(({ joins }) => joins),
      "",
    )}${keys.length > 0 ? sql` GROUP BY ${join(groupedBy, ",")}` : EMPTY} LIMIT ${value(most)}`;
    const shown = [...keys.map(({ shown }, i) => shown(groupedBy[i]!)), ...[COUNT, "min", "max"].map(name)];
    return sql`(SELECT json_group_array(json_array(${join(shown, ",")})) FROM (${grouped}))`;
  }

  /** The nodes that are grouped, and of those that were reached from others the keys of these. */
  private source(): { readonly node: NodeScope; readonly rows: () => Sql; readonly parent: Sql | null } {
    const { target, where: filter, from } = this.group;
    const { context } = this;
    if (!from) {
      const order = [{ by: "property", property: target.properties.get("id")!, direction: "ASC" }] as const;
      const access = chooseAccess({ target, where: filter, order, size: Infinity }, true, context);
      const { node, rows } = nodesThatPass(this.group, access, context);
      return { node, rows: () => rows([]), parent: null };
    }
    const { edge, node } = reached(from.relationship, context);
    const test = printFilter(filter, { edge, node }, context);
    const parents = NodeScope.scanned(from.relationship.owner, context.alias());
    const named = sql`${parents.column("id")} IN ${list(from.ids)}`;
    return {
      node,
      // CROSS JOIN: SQLite is to start from the named nodes
      rows: () =>
        sql` FROM ${parents.table} CROSS JOIN ${edge.table} ON ${edge.near}=${parents.key}${node.join}${where([named, inTime(edge.key), test])}`,
      parent: parents.key,
    };
  }

  private parentKey(): PrintedKey {
    const { owner } = this.group.from!.relationship;
    return { joins: EMPTY, grouped: column(this.row, PARENT), shown: (key) => idOf(owner, key), link: null };
  }

  private readonly keys: Visitor<GroupKey, PrintedKey, [NodeScope]> = {
    value: (key, node) => {
      const { steps, property, year, perLink } = key;
      const end = endOf(this.group.target, steps);
      const joins: Sql[] = [];
      const ways: Sql[] = [];
      for (const step of steps) {
        const { join, far } = visit(this.steps, step, ways.at(-1) ?? this.key);
        joins.push(join);
        ways.push(far);
      }
      const link = perLink ? ways[0]! : null;
      const isNode = property.name === "id";
      let grouped = ways.at(-1) ?? this.key;
      if (!isNode) {
        const holder = steps.length === 0 ? node : NodeScope.scanned(end, this.context.alias());
        const stored = holder.property(property, "value");
        const read = year ? sql`substr(${stored},1,4)` : stored;
        if (steps.length > 0) joins.push(sql` LEFT JOIN ${holder.table} ON ${holder.key}=${grouped}`);
        grouped = steps.length === 0 ? this.take(read) : read;
      }
      const shown = (key: Sql) => (isNode ? idOf(end, key) : year ? key : jsonValue(property, key));
      return { joins: join(joins, ""), grouped, shown, link };
    },
    number: ({ step }) => {
      const { edge, tests } = this.edge(step);
      const of = where([sql`${edge.near}=${this.key}`, ...tests]);
      return {
        joins: EMPTY,
        grouped: sql`(SELECT count(DISTINCT ${edge.far}) FROM ${edge.table}${of})`,
        shown: (key) => key,
        link: null,
      };
    },
  };

  private readonly steps: Visitor<Step, { readonly join: Sql; readonly far: Sql }, [Sql]> = {
    to: (step, near) => {
      const { edge, tests } = this.edge(step);
      return { join: sql` LEFT JOIN ${edge.table} ON ${allOf([sql`${edge.near}=${near}`, ...tests])}`, far: edge.far };
    },
    above: (step, near) => {
      const above = this.context.alias();
      return { join: sql` LEFT JOIN (${this.above(step)}) ${name(above)} ON ${column(above, "a")}=${near}`, far: column(above, "b") };
    },
  };

  /** An edge of a step, and what it must be. */
  private edge({ relationship, target, where: filter }: ToStep): { readonly edge: EdgeScope; readonly tests: readonly Sql[] } {
    const { edge, node } = reached(relationship, this.context);
    const tests = [printFilter(filter, { edge, node }, this.context)];
    if (target !== relationship.target) tests.push(isOfType(target, edge.far));
    return { edge, tests };
  }

  /** Pairs of a node and one that is it or above it. UNION, not UNION ALL: a circle comes to an end. */
  private above({ hierarchy, top }: Extract<Step, { kind: "above" }>): Sql {
    const [pairs, edge] = [name(this.context.alias()), new EdgeScope(hierarchy, this.context.alias())];
    const type = name(tableOf(hierarchy.target));
    const selves = sql`SELECT ${name(NODE_KEY)},${name(NODE_KEY)} FROM ${type}`;
    const next = sql`SELECT ${pairs}.a,${edge.far} FROM ${pairs} CROSS JOIN ${edge.table} ON ${edge.near}=${pairs}.b WHERE ${inTime(edge.key)}`;
    const above = new EdgeScope(hierarchy, this.context.alias());
    const tops = sql` WHERE NOT ${exists(sql`SELECT 1 FROM ${above.table} WHERE ${above.near}=${pairs}.b`)}`;
    return sql`WITH RECURSIVE ${pairs}(a,b) AS (${selves} UNION ${next}) SELECT a,b FROM ${pairs}${top ? tops : EMPTY}`;
  }

  /** Takes a value of the node along with its row. */
  private take(expression: Sql): Sql {
    return column(this.row, `t${this.taken.push(expression) - 1}`);
  }
}

const isOfType = (type: Type, key: Sql): Sql => exists(sql`SELECT 1 FROM ${name(tableOf(type))} WHERE ${name(NODE_KEY)}=${key}`);
