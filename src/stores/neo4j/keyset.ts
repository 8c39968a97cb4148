/**
 * Orders and places in them, as Cypher. What is compared are sort keys (stored.ts): none is missing, and a missing value
 * has the one that comes last, so that every order is a plain one.
 */
import neo4j from "neo4j-driver";
import { travel, type OrderKey, type Position } from "../../plan/index.js";
import type { Context, Scope } from "./filter.js";
import type { Incoming } from "./incoming.js";
import { FROM, quoted, TO } from "./names.js";
import type { Statement } from "./statement.js";
import { sortKeyOf, stored, type SortKey } from "./stored.js";

/** A key of an order in a scope. */
interface Term {
  readonly key: OrderKey;
  /** What is compared. */
  readonly text: string;
  /** The value itself, as a cursor has it. */
  readonly value: string;
  /** Null for a number of edges, which is its own. */
  readonly sortKey: SortKey | null;
}

/** A term of an ORDER BY. */
export interface Ordered {
  readonly text: string;
  readonly descends: boolean;
}

/** A place in an order. Its values become parameters when they are first used, so that none is sent in vain. */
export class Place {
  private readonly parameters: string[] = [];

  constructor(
    private readonly position: Position,
    private readonly terms: readonly Term[],
    private readonly statement: Statement,
  ) {}

  value(key: number): string {
    return (this.parameters[key] ??= this.statement.parameter(this.stored(key)));
  }

  private stored(key: number) {
    const value = this.position[key]!;
    const { sortKey } = this.terms[key]!;
    return sortKey ? sortKey.of(value) : neo4j.int(value as number);
  }
}

export class Keyset {
  private readonly terms: readonly Term[];

  /** @param incoming where rows are edges that an index of theirs has in this order: then what the edge repeats is compared. */
  constructor(
    order: readonly OrderKey[],
    private readonly scope: Scope,
    private readonly context: Context,
    private readonly incoming: Incoming | null,
  ) {
    this.terms = order.map((key) => this.term(key));
  }

  place(position: Position): Place {
    return new Place(position, this.terms, this.context.statement);
  }

  /** The values themselves, as a cursor holds them. */
  get values(): readonly string[] {
    return this.terms.map(({ value }) => value);
  }

  /** The properties of the index in which rows stand by the first key and then by `id`: null where there can be none. */
  get index(): readonly string[] | null {
    if (this.incoming) return this.incoming.index;
    const { key, sortKey } = this.terms[0]!;
    if (key.by !== "property") return null;
    return isId(key) ? ["id"] : [sortKey!.name, "id"];
  }

  /** What an ORDER BY says, travelling forward or backward. */
  orderBy(backward: boolean): readonly Ordered[] {
    return this.terms.map((term) => ({ text: term.text, descends: this.descends(term, backward) }));
  }

  /** The same along the index. What is equal in all rows is named too: the database knows the order of an index only as a whole. */
  orderByIndex(backward: boolean): readonly Ordered[] {
    const order = this.orderBy(backward);
    return this.incoming ? [{ text: `${this.scope.edge}.${TO}`, descends: order[0]!.descends }, ...order] : order;
  }

  /** What lies strictly beyond a place in the direction of travel. */
  beyond(place: Place, backward: boolean): string {
    return this.beyondFrom(0, place, backward);
  }

  /** What is at a place itself. */
  at(place: Place): string {
    return this.terms.map((_, i) => this.same(i, place)).join(" AND ");
  }

  /**
   * What lies between two places (or an end of the order), cut into parts that follow each other in the order of travel,
   * each of which the index answers: what has the first key of the start, and what lies beyond that.
   */
  parts(start: Place | null, end: Place | null, backward: boolean): (readonly string[])[] {
    const [first, second] = this.terms as [Term, Term?];
    // an index answers only where all of its properties are asked for
    const forIndex = isId(first.key) ? [] : [`${this.idText} IS NOT NULL`];
    const rest = end ? [this.beyond(end, !backward)] : [];
    const upTo = end ? [this.upTo(0, end, backward)] : [];
    if (!start) return [[`${first.text} IS NOT NULL`, ...forIndex, ...upTo, ...rest]];
    const after = [this.past(0, start, backward), ...forIndex, ...upTo, ...rest];
    if (!second) return [after];
    const from = isId(second.key) && this.terms.length > 2 ? [this.upTo(1, start, !backward)] : [];
    return [[this.same(0, start), ...from, this.beyondFrom(1, start, backward), ...forIndex, ...rest], after];
  }

  /** What lies beyond a place by its keys from one on: by that key, or alike in it and beyond by the next ones. */
  private beyondFrom(first: number, place: Place, backward: boolean): string {
    const cases = this.terms.slice(first).map((_, i) => {
      const same = Array.from({ length: i }, (_, j) => this.same(first + j, place));
      return [...same, this.past(first + i, place, backward)].join(" AND ");
    });
    return cases.length === 1
      ? cases[0]!
      : `(${cases
          .reverse()
          .map((c) => `(${c})`)
          .join(" OR ")})`;
  }

  private same(key: number, place: Place): string {
    return `${this.terms[key]!.text} = ${place.value(key)}`;
  }

  private past(key: number, place: Place, backward: boolean): string {
    const term = this.terms[key]!;
    return `${term.text} ${this.descends(term, backward) ? "<" : ">"} ${place.value(key)}`;
  }

  /** A bound for the index: by this key no further than a place. */
  private upTo(key: number, place: Place, backward: boolean): string {
    const term = this.terms[key]!;
    return `${term.text} ${this.descends(term, backward) ? ">=" : "<="} ${place.value(key)}`;
  }

  private descends({ key }: Term, backward: boolean): boolean {
    return travel(key.direction, backward) === "DESC";
  }

  private get idText(): string {
    return this.incoming ? `${this.scope.edge}.${FROM}` : `${this.scope.node}.id`;
  }

  private term(key: OrderKey): Term {
    const { node, edge } = this.scope;
    if (key.by === "count") {
      const text = `COUNT { (${node})${this.context.patterns.step(key.relationship, "", "")} }`;
      return { key, text, value: text, sortKey: null };
    }
    const sortKey = sortKeyOf(key.property, key.by === "edge" ? "edge" : "node", key.direction)!;
    const variable = key.by === "edge" ? edge : node;
    const value = `${variable}.${quoted(key.property.name)}`;
    if (isId(key)) return { key, text: this.idText, value, sortKey };
    if (key.written) return { key, text: value, value, sortKey: { name: key.property.name, of: stored, missing: null } };
    const isRepeated = this.incoming !== null && key.by === "property" && key.property === this.incoming.property;
    return { key, text: isRepeated ? `${edge}.${quoted(this.incoming!.copy)}` : `${variable}.${quoted(sortKey.name)}`, value, sortKey };
  }
}

const isId = (key: OrderKey): boolean => key.by === "property" && key.property.name === "id";
