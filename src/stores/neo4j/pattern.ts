/** Relationships as patterns of Cypher. */
import type { EdgeType, Model, Relationship, Type } from "../../model/index.js";
import { quoted } from "./names.js";

/** An edge seen from the node written before it: `-[r:ADDRESSES]->`. `inside` is the variable, `range` as in `*0..`. */
export function arrow({ edges, direction }: Relationship, variable = "", range = ""): string {
  const edge = `[${variable}:${quoted(edges.type)}${range}]`;
  return direction === "OUT" ? `-${edge}->` : `<-${edge}-`;
}

export class Patterns {
  constructor(private readonly model: Model) {}

  /**
   * An edge of a relationship and the node to which it leads: `-[r:ADDRESSES]->(t:Theme)`. The label is left out where
   * the edge's type says it already: that saves a look at the node, and a count of edges is read from where they start.
   * @param wanted the type that the node must have.
   */
  step(relationship: Relationship, edge: string, node: string, wanted: Type = relationship.target): string {
    return `${arrow(relationship, edge)}(${node}${this.label(relationship, wanted)})`;
  }

  /** The label that tells nodes of a type from others to which such edges lead: none where all are of it. */
  label(relationship: Relationship, wanted: Type = relationship.target): string {
    return this.isFixed(relationship, wanted) ? "" : `:${quoted(wanted.name)}`;
  }

  /** Whether edges of the relationship's type, from its owner, lead to nodes of a type alone. */
  private isFixed({ edges, direction, owner }: Relationship, wanted: Type): boolean {
    const [near, far] = direction === "OUT" ? (["from", "to"] as const) : (["to", "from"] as const);
    const leadsElsewhere = (kind: EdgeType) =>
      kind.type === edges.type &&
      kind[near].concretes.some((c) => owner.concretes.includes(c)) &&
      kind[far].concretes.some((c) => !wanted.concretes.includes(c));
    return !this.model.edges.some(leadsElsewhere);
  }
}
