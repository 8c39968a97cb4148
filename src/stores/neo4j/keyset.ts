/**
 * Orders and places in them, as Cypher. The values compared are sort keys (stored.ts), so a missing value is one that
 * is above all others; in an ascending order it is last by itself, in a descending one a term of its own puts it there.
 */
import neo4j from "neo4j-driver";
import { legs, mayBeMissing, travel, type Condition, type OrderKey, type Position } from "../../plan/index.js";
import { quoted } from "./names.js";
import type { Context, Scope } from "./filter.js";
import type { Statement } from "./statement.js";
import { sortKeyOf, type SortKey } from "./stored.js";

/** A key of an order in a scope: an expression whose values are compared. */
interface Term {
  readonly key: OrderKey;
  readonly text: string;
  /** Null for a number of edges, which is its own. */
  readonly sortKey: SortKey | null;
  /** How a missing value is written; null where there is none. */
  readonly missing: string | null;
}

/** A place in an order. Its values become parameters when they are first used, so that none is sent in vain. */
export class Place {
  private readonly parameters: string[] = [];

  constructor(
    readonly position: Position,
    private readonly terms: readonly Term[],
    private readonly statement: Statement,
  ) {}

  isMissing(key: number): boolean {
    return this.position[key] === null;
  }

  value(key: number): string {
    return (this.parameters[key] ??= this.statement.parameter(this.stored(key)));
  }

  private stored(key: number) {
    const value = this.position[key]!;
    return this.terms[key]!.sortKey?.of(value) ?? neo4j.int(value as number);
  }
}

export class Keyset {
  private readonly terms: readonly Term[];

  constructor(
    private readonly order: readonly OrderKey[],
    private readonly scope: Scope,
    private readonly context: Context,
  ) {
    this.terms = order.map((key) => this.term(key));
  }

  place(position: Position): Place {
    return new Place(position, this.terms, this.context.statement);
  }

  /** The values themselves, as a cursor holds them. */
  get values(): readonly string[] {
    return this.terms.map(({ key, text }) =>
      key.by === "count" ? text : `${key.by === "edge" ? this.scope.edge : this.scope.node}.${quoted(key.property.name)}`,
    );
  }

  /** The properties of the index in which the order is that of its first key: null where there can be none. */
  get index(): readonly string[] | null {
    const { key, sortKey } = this.terms[0]!;
    if (key.by !== "property") return null;
    return key.property.name === "id" ? ["id"] : [sortKey!.name, "id"];
  }

  /**
   * What an ORDER BY says, travelling forward or backward.
   * @param settled whether the first key is known to be there, or known to be missing, in all rows.
   */
  orderBy(backward: boolean, settled: boolean): string {
    return this.terms
      .flatMap(({ key, text, missing }, i) => {
        const direction = travel(key.direction, backward);
        const term = `${text}${direction === "DESC" ? " DESC" : ""}`;
        const apart = missing !== null && key.direction === "DESC" && !(settled && i === 0);
        return apart ? [`${text} = ${missing}${backward ? " DESC" : ""}`, term] : [term];
      })
      .join(", ");
  }

  /** What lies strictly beyond a place. */
  beyond(place: Place, backward: boolean): string {
    return `(${legs(this.order, place.position, backward)
      .map((leg) => this.all(leg, place, backward))
      .join(" OR ")})`;
  }

  /** What is at a place itself. */
  at(place: Place): string {
    return this.all(
      this.order.map((_, key) => this.same(place, key)),
      place,
      false,
    );
  }

  /**
   * What lies between two places (or an end of the order), cut into parts that follow each other in the order of
   * travel and that an index with the first key and `id` answers, each in order. The parts are those of the first key:
   * it is the same as at the start, beyond it, or missing.
   */
  parts(start: Place | null, end: Place | null, backward: boolean): (readonly string[])[] {
    const parts = start ? this.partsFrom(start, backward) : this.wholeOrder(backward);
    if (!end) return parts.map((p) => p.conditions);
    const rest = this.beyond(end, !backward);
    return parts.filter((p) => this.reaches(p, end, backward)).map((p) => [...p.conditions, ...this.upTo(p, end, backward), rest]);
  }

  private wholeOrder(backward: boolean): Part[] {
    const { text, missing, key } = this.terms[0]!;
    if (missing === null || key.direction === "ASC") return [this.part("any", [`${text} IS NOT NULL`])];
    const parts = [this.part("present", [`${text} < ${missing}`]), this.part("missing", [`${text} = ${missing}`])];
    return backward ? parts.reverse() : parts;
  }

  private partsFrom(start: Place, backward: boolean): Part[] {
    const all = legs(this.order, start.position, backward);
    const within = all.filter((leg) => leg.length > 1); // the first key is the same as at the start
    const after = all.filter((leg) => leg.length === 1).map(([condition]) => condition!);
    const parts: Part[] = [];
    if (within.length > 0) {
      const rest = within.map((leg) => this.all(leg.slice(1), start, backward));
      const forIndex = rest.length > 1 ? this.idFrom(start, backward) : [];
      parts.push(
        this.part("same", [
          this.test(this.same(start, 0), start, backward),
          ...forIndex,
          rest.length === 1 ? rest[0]! : `(${rest.join(" OR ")})`,
        ]),
      );
    }
    const [first, second] = after;
    // ascending, the missing ones follow by themselves
    if (first?.is === "beyond" && second?.is === "missing" && this.order[0]!.direction === "ASC")
      return [...parts, this.part("any", [`${this.terms[0]!.text} > ${start.value(0)}`])];
    return [...parts, ...after.map((c) => this.part(c.is === "missing" ? "missing" : "present", [this.test(c, start, backward)]))];
  }

  /** Where `id` is the second key: that it is at a place or beyond, which the index answers. */
  private idFrom(place: Place, backward: boolean): string[] {
    const { key, text } = this.terms[1]!;
    if (key.by !== "property" || key.property.name !== "id") return [];
    return [`${text} ${travel(key.direction, backward) === "ASC" ? ">=" : "<="} ${place.value(1)}`];
  }

  /** Whether any of a part lies before the end, as far as missing first keys tell. */
  private reaches({ first }: Part, end: Place, backward: boolean): boolean {
    return backward ? !(end.isMissing(0) && first === "present") : !(!end.isMissing(0) && first === "missing");
  }

  /** A bound on the first key at the end, for the index. */
  private upTo({ first }: Part, end: Place, backward: boolean): string[] {
    const { key, text, missing } = this.terms[0]!;
    const ascending = travel(key.direction, backward) === "ASC";
    if (first !== "any" && first !== "present") return [];
    if (end.isMissing(0)) return backward ? [`${text} >= ${missing}`] : [];
    return [`${text} ${ascending ? "<=" : ">="} ${end.value(0)}`];
  }

  private part(first: Part["first"], conditions: readonly string[]): Part {
    const idIsTested = this.order[0]!.by === "property" && this.index!.length === 1;
    return { first, conditions: [...conditions, ...(idIsTested ? [] : [`${this.scope.node}.id IS NOT NULL`])] };
  }

  private same(place: Place, key: number): Condition {
    const value = place.position[key]!;
    return value === null ? { key, is: "missing" } : { key, is: "equal", value };
  }

  private all(conditions: readonly Condition[], place: Place, backward: boolean): string {
    const tests = conditions.map((c) => this.test(c, place, backward));
    return tests.length === 1 ? tests[0]! : `(${tests.join(" AND ")})`;
  }

  private test({ key, is }: Condition, place: Place, backward: boolean): string {
    const { text, missing, key: orderKey } = this.terms[key]!;
    if (is === "missing") return `${text} = ${missing}`;
    if (is === "present") return `${text} < ${missing}`;
    if (is === "equal") return `${text} = ${place.value(key)}`;
    if (travel(orderKey.direction, backward) === "DESC") return `${text} < ${place.value(key)}`;
    return missing === null ? `${text} > ${place.value(key)}` : `(${text} > ${place.value(key)} AND ${text} < ${missing})`;
  }

  private term(key: OrderKey): Term {
    const { node, edge } = this.scope;
    if (key.by === "count")
      return { key, text: `COUNT { (${node})${this.context.patterns.step(key.relationship, "", "")} }`, sortKey: null, missing: null };
    const [variable, on] = key.by === "edge" ? ([edge, "edge"] as const) : ([node, "node"] as const);
    const sortKey = sortKeyOf(key.property, on)!;
    return { key, text: `${variable}.${quoted(sortKey.name)}`, sortKey, missing: mayBeMissing(key) ? sortKey.missing : null };
  }
}

interface Part {
  /** What is known of the first key of its rows. */
  readonly first: "same" | "missing" | "present" | "any";
  readonly conditions: readonly string[];
}
