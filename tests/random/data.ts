/** What the data offers to questions: nodes to ask about, values to compare with. */
import type { EdgeType, Property, Relationship, Type, Value } from "../../src/model/index.js";
import type { Graph, GraphNode, Link } from "../oracle/index.js";

type Known = Exclude<Value, null>;

export class Data {
  private readonly memory = new Map<unknown, Map<unknown, readonly unknown[]>>();

  constructor(readonly graph: Graph) {}

  /** Every node of a type, as the end of an edge that says nothing. */
  nodes(type: Type): readonly Link[] {
    return this.once(type, "nodes", () => this.graph.ofType(type).map((node) => ({ node, values: {} }) as Link));
  }

  /** Every edge of a relationship, as its owner sees it. */
  links(relationship: Relationship): readonly Link[] {
    return this.once(relationship, "links", () => this.graph.ofType(relationship.owner).flatMap((node) => node.linksOf(relationship)));
  }

  /** The known values of a property of nodes, or of edges. */
  values(owner: Type | EdgeType, property: Property): readonly Known[] {
    return this.once(owner, property, () => {
      const records: readonly { values: Link["values"] }[] =
        "concretes" in owner
          ? this.graph.ofType(owner)
          : this.graph.ofType(owner.from).flatMap((node: GraphNode) => node.linksOf(outOf(owner)));
      return [...new Set(records.map(({ values }) => values[property.name]).filter((v): v is Known => v !== null && v !== undefined))];
    });
  }

  private once<T>(subject: unknown, of: unknown, make: () => readonly T[]): readonly T[] {
    let known = this.memory.get(subject);
    if (!known) this.memory.set(subject, (known = new Map()));
    if (!known.has(of)) known.set(of, make());
    return known.get(of) as readonly T[];
  }
}

const outOf = (edges: EdgeType) => [...edges.from.relationships.values()].find((r) => r.edges === edges && r.direction === "OUT")!;
