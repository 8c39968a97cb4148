/** Plans written by hand: only what matters in a test is said. */
import type { Relationship, Type } from "../../../src/model/index.js";
import {
  ALL,
  completeOrder,
  type ConnectionField,
  type Fields,
  type Filter,
  type NodeField,
  type OrderKey,
  type Page,
  type PageField,
  type Plan,
  type RootField,
  type Selection,
} from "../../../src/plan/index.js";
import { smallModel } from "./small-model.js";

export const typeOf = (name: string): Type => smallModel.type(name);
export const relationshipOf = (type: string, name: string): Relationship => typeOf(type).relationships.get(name)!;

export const select = (type: Type, fields: (concrete: Type) => Record<string, NodeField>): Selection =>
  new Map(type.concretes.map((c) => [c, new Map(Object.entries(fields(c)))]));

/** The ids alone. */
export const ids = (type: Type): Selection => select(type, (c) => ({ id: { kind: "property", property: c.properties.get("id")! } }));

export const shape = (parts: Record<string, ConnectionField>): Fields<ConnectionField> => new Map(Object.entries(parts));

type Wanted = Partial<Omit<Page, "order">> & { readonly order?: readonly OrderKey[] };

/** A page of 20 nodes' ids, of a type or of a relationship. */
export function page(of: Type | Relationship, wanted: Wanted = {}): PageField {
  const relationship = "edges" in of ? of : null;
  const target = relationship?.target ?? (of as Type);
  const order = completeOrder(wanted.order ?? (relationship ?? target).order, target, relationship?.edges ?? null);
  return {
    kind: "page",
    page: {
      relationship,
      target,
      where: ALL,
      size: 20,
      backward: false,
      after: null,
      before: null,
      mark: "01234567",
      shape: shape({ nodes: { kind: "nodes", select: ids(target) } }),
      ...wanted,
      order,
    },
  };
}

export const plan = (field: RootField): Plan => new Map([["answer", field]]);

export const by = (type: string, property: string, direction: "ASC" | "DESC"): OrderKey => ({
  by: "property",
  property: typeOf(type).properties.get(property)!,
  direction,
});

export const test = (type: string, property: string, comparison: "eq" | "in" | "contains" | "gte", operand: string | number): Filter => ({
  kind: "compare",
  subject: { on: "node", property: typeOf(type).properties.get(property)! },
  form: comparison === "contains" ? "folded" : "value",
  comparison,
  operand,
});

export const some = (type: string, relationship: string, where: Filter = ALL): Filter => ({
  kind: "some",
  relationship: relationshipOf(type, relationship),
  where,
});

export const pageInfo = (...kinds: ("hasNextPage" | "hasPreviousPage" | "startCursor" | "endCursor")[]): ConnectionField => ({
  kind: "pageInfo",
  fields: new Map(kinds.map((kind) => [kind, { kind }])),
});
