/** From the arguments of a connection to the page of a plan. */
import type { Direction, OrderKey, Property, Relationship, Type } from "../model/index.js";
import {
  ALL,
  and,
  applyOperator,
  BadUserInput,
  completeOrder,
  cursorMark,
  decodeCursor,
  decodeListCursor,
  exceeded,
  listMark,
  operatorsFor,
  type ConnectionField,
  type Fields,
  type Filter,
  type Limits,
  type List,
  type ListField,
  type Meter,
  type Page,
  type PagedField,
  type PageWithValues,
  type PlaceForm,
} from "../plan/index.js";
import { WhereReader, type Input } from "./where.js";

const lte = operatorsFor("PartialDate").find((o) => o.name === "lte")!;

export class PageReader {
  private readonly limits: Limits;

  constructor(private readonly meter: Meter) {
    this.limits = meter.limits;
  }

  /** @throws BadUserInput, CostLimitExceeded naming the argument. */
  read(field: string, args: Input, target: Type, relationship: Relationship | null, shape: Fields<ConnectionField>): Page {
    return { ...this.frame(field, args, target, relationship), shape };
  }

  /** A page of all nodes of a type whose edges have values that are computed. */
  withValues(field: string, args: Input, target: Type, shape: Fields<PagedField>): PageWithValues {
    return { ...this.frame(field, args, target, null), shape };
  }

  private frame(field: string, args: Input, target: Type, relationship: Relationship | null): Omit<Page, "shape"> {
    const path = (argument: string) => `${field}(${argument}:)`;
    const { size, backward } = this.size(args, path);
    const given = this.order((args.orderBy ?? []) as Input[], target, relationship, path("orderBy"));
    const order = completeOrder(given.length > 0 ? given : (relationship?.order ?? target.order), target, relationship?.edges ?? null);
    const mark = cursorMark(relationship ? `${relationship.owner.name}.${relationship.name}` : `Query.${field}`, order);
    const position = (argument: "after" | "before") => {
      const cursor = args[argument] as string | null | undefined;
      return cursor === null || cursor === undefined ? null : decodeCursor(cursor, mark, order, path(argument));
    };
    const [after, before] = [position("after"), position("before")];
    // from a cursor a page is read in legs (order.ts), each of which holds the filter and tests up to all the keys
    const legs = after || before ? order.length : 1;
    this.meter.addConditions((legs * (legs - 1)) / 2, path("orderBy"));
    const where = this.filter(args.where as Input | null | undefined, target, relationship, path("where"), legs) ?? ALL;
    const asOf =
      relationship?.asOf &&
      applyOperator(lte, { on: "edge", property: relationship.asOf }, args.asOf, { type: target, mode: "EXACT" }, path("asOf"));
    return {
      relationship,
      target,
      where: asOf ? and([where, asOf]) : where,
      order,
      size,
      backward,
      after,
      before,
      mark,
    };
  }

  /** The filter of an argument, which will stand in the statement so many times; null when it asks for nothing. */
  filter(input: Input | null | undefined, target: Type, relationship: Relationship | null, path: string, times: number): Filter | null {
    return new WhereReader(this.meter, times).read(input, target, relationship, path);
  }

  /** The page of a connection whose edges are computed. A cursor is only good for the same arguments. */
  list(field: string, args: Input, target: Type, form: PlaceForm, shape: Fields<ListField>): List {
    const path = (argument: string) => `${field}(${argument}:)`;
    const { first: _f, last: _l, after: _a, before: _b, ...others } = args;
    const mark = listMark(field, others);
    const position = (argument: "after" | "before") => {
      const cursor = args[argument] as string | null | undefined;
      return cursor === null || cursor === undefined ? null : decodeListCursor(cursor, mark, form, path(argument));
    };
    return { ...this.size(args, path), target, after: position("after"), before: position("before"), mark, shape };
  }

  private size(args: Input, path: (argument: string) => string): { size: number; backward: boolean } {
    const first = args.first as number | null | undefined;
    const last = args.last as number | null | undefined;
    if (typeof first === "number" && typeof last === "number")
      throw new BadUserInput(
        `${path("first")} and ${path("last")} are both given. Give one: first for the start of the list, last for its end.`,
      );
    const backward = typeof last === "number";
    const size = last ?? first ?? this.limits.defaultPageSize;
    const argument = path(backward ? "last" : "first");
    if (size < 0) throw new BadUserInput(`${argument} is ${size}; it must be between 0 and ${this.limits.pageSize}.`);
    if (size > this.limits.pageSize)
      throw new BadUserInput(
        `${argument} is ${size}; it must be between 0 and ${this.limits.pageSize}. Read on with after: endCursor (or before: startCursor).`,
      );
    return { size, backward };
  }

  private order(input: readonly Input[], target: Type, relationship: Relationship | null, path: string): OrderKey[] {
    if (input.length > this.limits.orderKeys) throw exceeded(`keys in the order ${path}`, input.length, "orderKeys", this.limits);
    return input.flatMap((entry, i): OrderKey[] => {
      const key = oneKey(entry, `${path}[${i}]`);
      if (!key) return [];
      const [name, value] = key;
      if (name === "edge") {
        const edgeKey = oneKey(value as Input, `${path}[${i}].edge`);
        return edgeKey ? [byProperty("edge", relationship!.edges.properties.get(edgeKey[0])!, edgeKey[1])] : [];
      }
      const property = target.properties.get(name);
      if (property) return [byProperty("property", property, value)];
      const count = oneKey(value as Input, `${path}[${i}].${name}`);
      return count ? [{ by: "count", relationship: target.relationships.get(name)!, direction: count[1] as Direction }] : [];
    });
  }
}

const byProperty = (by: "property" | "edge", property: Property, direction: unknown): OrderKey => ({
  by,
  property,
  direction: direction as Direction,
});

/** The one member of an object that is not null. Of several the first would be a guess: objects have no order. */
function oneKey(input: Input, path: string): [string, unknown] | null {
  const keys = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  if (keys.length > 1) {
    throw new BadUserInput(
      `${path} has ${keys.length} keys (${keys.map(([name]) => name).join(", ")}), so which one comes first is not said. Write a list with one key in each object.`,
    );
  }
  return keys[0] ?? null;
}
