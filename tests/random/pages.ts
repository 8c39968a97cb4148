/** Random arguments of connections: filters, orders of every kind, sizes, and room for a cursor that is yet to come. */
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  Kind,
  type ArgumentNode,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
} from "graphql";
import type { Model, Relationship, Type } from "../../src/model/index.js";
import type { Data } from "./data.js";
import type { Dice } from "./dice.js";
import type { Filters } from "./filters.js";
import { randomSearch } from "./searches.js";
import type { Variables } from "./values.js";

/** A variable that is to hold a cursor out of the connection's own earlier answer. */
export interface FollowUp {
  /** The response key of the connection: the only one of that name. */
  readonly key: string;
  readonly variable: string;
  /** Which of the cursors found, counted around. */
  readonly pick: number;
}

/** What a page is to ask for, whatever else it does. */
export interface PageWish {
  readonly filterBy?: Relationship;
  readonly orderBy?: unknown;
}

export interface PageChoice {
  readonly arguments: ArgumentNode[];
  /** How many edges there can be. */
  readonly size: number;
  readonly followUps: readonly FollowUp[];
}

const DEFAULT_SIZE = 20;
const PAGE = ["first", "after", "last", "before"];

/** About so many records fields give whose number nobody says. */
const RECORDS: Readonly<Record<string, number>> = { countsBy: 60, rows: 20, columns: 20, cells: 60 };

export class Pages {
  constructor(
    private readonly dice: Dice,
    private readonly data: Data,
    private readonly filters: Filters,
    private readonly variables: Variables,
  ) {}

  /** @param most edges to ask for; @param followKey under which response key cursors will be looked for, if they are. */
  choose(
    field: GraphQLField<unknown, unknown>,
    target: Type,
    relationship: Relationship | null,
    most: number,
    followKey: string | null,
    wish: PageWish,
  ): PageChoice {
    const input = (name: string) => getNamedType(field.args.find((a) => a.name === name)!.type) as GraphQLInputObjectType;
    const given: Record<string, unknown> = {};
    if (wish.filterBy) given.where = this.filters.by(wish.filterBy, input("where"), target);
    else if (this.dice.chance(0.65)) given.where = this.filters.where(input("where"), target, relationship);
    if (wish.orderBy) given.orderBy = wish.orderBy;
    else if (this.dice.chance(0.6)) given.orderBy = randomOrder(input("orderBy"), this.dice);
    const asOf = relationship?.asOf;
    if (asOf && this.dice.chance(0.6)) given.asOf = this.asOf(relationship);
    const size = this.size(given, Math.max(1, most), followKey !== null);

    return this.nodes(field, given, size, followKey);
  }

  /** Arguments of a connection whose edges are computed: of its own ones what their types allow. */
  computed(field: GraphQLField<unknown, unknown>, most: number, followKey: string | null, model: Model): PageChoice {
    const given: Record<string, unknown> = {};
    for (const arg of field.args) {
      const { name, type } = arg;
      if (PAGE.includes(name) || (!isRequiredArgument(arg) && this.dice.chance(0.4))) continue;
      const named = getNamedType(type);
      if (field.name === "search" && name === "query") given[name] = randomSearch(this.data, this.dice);
      else if (isListType(type) && isEnumType(named))
        given[name] = this.dice.some(named.getValues(), this.dice.int(0, 4)).map((v) => v.name);
      else given[name] = isListType(type) ? randomOrder(named as GraphQLInputObjectType, this.dice) : this.value(named, model);
    }
    // a filter of commitments and other types are an error
    if (given.where && given.types && field.name === "search") delete given.types;
    if (field.name === "coverage") Object.assign(given, this.dimensions());
    const isPaged = field.args.some(({ name }) => name === "first");
    const size = isPaged ? this.size(given, Math.max(1, most), followKey !== null) : (RECORDS[field.name] ?? 1);
    return this.nodes(field, given, size, followKey);
  }

  /** Two dimensions of a table. One has few values, since every cell may have a list; and some do not go with others. */
  private dimensions(): Record<string, unknown> {
    const few = ["TOP_THEME", "KIND", "STATUS", "DOCUMENT_KIND", "YEAR"];
    const one = this.dice.of([...few, "THEME", "COUNTRY", "COUNTRY", "ACTOR", "MEETING", "SERIES"]);
    const other = this.dice.of(few);
    const [rows, columns] = this.dice.chance(0.5) ? [one, other] : [other, one];
    const themes = [rows, columns].filter((name) => name === "THEME" || name === "TOP_THEME").length;
    const measures = ["COUNT", "SHARE_OF_COLUMN", "SHARE_OF_ROW", ...(themes === 1 ? ["FRACTIONAL", "FRACTIONAL"] : [])];
    return { rows, columns, measure: this.dice.of(measures) };
  }

  private value(type: GraphQLNamedType, model: Model): unknown {
    if (isEnumType(type)) return this.dice.of(type.getValues()).name;
    if (isInputObjectType(type)) return this.filters.where(type, model.type(type.name.replace(/Where$/, "")), null);
    if (type.name === "PartialDate") return this.dice.of(["2020", "2024-12-31", "2026", null]);
    if (type.name === "Boolean") return this.dice.chance(0.5);
    if (type.name === "ID") return this.dice.of([null, ...this.data.graph.nodes.keys(), "DELIVERED", "2024"]);
    if (type.name === "Int") return this.dice.int(1, 4);
    throw new Error(`it is not known how to choose a ${type.name}`);
  }

  private nodes(field: GraphQLField<unknown, unknown>, given: Record<string, unknown>, size: number, followKey: string | null): PageChoice {
    const nodes: ArgumentNode[] = this.dice
      .some(Object.keys(given), 9)
      .map((name) => argument(name, this.variables.valueNode(given[name], field.args.find((a) => a.name === name)!.type)));
    const followUps: FollowUp[] = [];
    if (followKey) {
      const sides = this.dice.of([["after"], ["after"], ["before"], ["before"], ["after", "before"]]);
      for (const side of sides) {
        const variable = this.variables.define("String");
        followUps.push({ key: followKey, variable, pick: this.dice.int(0, 99) });
        nodes.push(argument(side, { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } }));
      }
    }
    return { arguments: nodes, size, followUps };
  }

  private size(given: Record<string, unknown>, most: number, follow: boolean): number {
    const sizes = follow ? [1, 2, 3, 5, 8] : [0, 1, 2, 3, 5, 10, 20, 50, 200];
    const size = Math.min(most, this.dice.of(sizes));
    const way = this.dice.weighted([
      [4, "first"],
      [3, "last"],
      [most >= DEFAULT_SIZE && !follow ? 3 : 0, "default"],
    ]);
    if (way !== "default") given[way] = size;
    // of no size at all, or by null
    if (this.dice.chance(0.03) && way !== "first") given.first = null;
    if (this.dice.chance(0.03) && way !== "last") given.last = null;
    return way === "default" ? DEFAULT_SIZE : size;
  }

  private asOf(relationship: Relationship): unknown {
    const since = this.data.links(relationship).map(({ values }) => values[relationship.asOf!.name] ?? null);
    return since.length > 0 ? this.dice.of(since) : this.dice.of(["2000", null]);
  }
}

/** An `orderBy` of any kind that an input allows. */
export function randomOrder(input: GraphQLInputObjectType, dice: Dice): unknown {
  if (dice.chance(0.05)) return dice.of([null, []]);
  const fields = Object.values(input.getFields());
  const isOf = (kind: "count" | "edge" | "property") => (f: (typeof fields)[number]) => {
    const type = getNamedType(f.type);
    return kind === (!isInputObjectType(type) ? "property" : f.name === "edge" ? "edge" : "count");
  };
  const groups = (
    [
      [5, "property"],
      [3, "count"],
      [14, "edge"],
    ] as const
  )
    .map(([weight, kind]) => [weight, fields.filter(isOf(kind))] as const)
    .filter(([, group]) => group.length > 0);
  return dice.times(dice.of([1, 1, 1, 1, 1, 2, 2, 2, 2, 3]), () => {
    if (dice.chance(0.02)) return {};
    const field = dice.of(dice.weighted(groups));
    const type = getNamedType(field.type);
    const direction = dice.of(["ASC", "DESC", "ASC", "DESC", "ASC", "DESC", null]);
    if (!isInputObjectType(type)) return { [field.name]: direction };
    return { [field.name]: dice.chance(0.03) ? {} : { [dice.of(Object.keys(type.getFields()))]: direction } };
  });
}

export const argument = (name: string, value: ArgumentNode["value"]): ArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: { kind: Kind.NAME, value: name },
  value,
});
