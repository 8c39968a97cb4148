/** The graph of a change set as objects that point at each other. */
import type { ChangeSet, DatasetInfo } from "../../src/dataset/index.js";
import type { EdgeType, Model, Relationship, Type, Value } from "../../src/model/index.js";

export class GraphNode {
  /** The links of each relationship's end, by `OUT Commitment.themes`. */
  private readonly links = new Map<string, Link[]>();

  constructor(
    readonly type: Type,
    readonly id: string,
    readonly values: Readonly<Record<string, Value>>,
  ) {}

  linksOf(relationship: Relationship): readonly Link[] {
    return this.links.get(`${relationship.direction} ${relationship.edges.key}`) ?? [];
  }

  link(direction: "OUT" | "IN", link: Link): void {
    const key = `${direction} ${link.edges.key}`;
    this.links.set(key, [...(this.links.get(key) ?? []), link]);
  }
}

/** An edge seen from one end: the properties of the edge and the node at the other end. */
export interface Link {
  readonly edges: EdgeType;
  readonly node: GraphNode;
  readonly values: Readonly<Record<string, Value>>;
}

export class Graph {
  readonly nodes = new Map<string, GraphNode>();
  readonly redirects = new Map<string, string>();
  readonly dataset: DatasetInfo;

  constructor(
    readonly model: Model,
    { dataset, changes }: ChangeSet,
  ) {
    this.dataset = dataset;
    for (const change of changes) {
      if (change.op === "node") {
        this.nodes.set(change.id, new GraphNode(model.type(change.type), change.id, { id: change.id, ...change.properties }));
      } else if (change.op === "edge") {
        const [from, to] = [this.nodes.get(change.from)!, this.nodes.get(change.to)!];
        const edges = model.edges.find((e) => e.key === change.edge)!;
        from.link("OUT", { edges, node: to, values: change.properties });
        to.link("IN", { edges, node: from, values: change.properties });
      } else {
        this.redirects.set(change.id, change.to);
      }
    }
  }

  /** The node of an id, or of the id that took its place, if it is of the type. */
  find(id: string, type: Type): GraphNode | null {
    const node = this.nodes.get(this.redirects.get(id) ?? id);
    return node && type.concretes.includes(node.type) ? node : null;
  }

  ofType(type: Type): GraphNode[] {
    return [...this.nodes.values()].filter((node) => type.concretes.includes(node.type));
  }
}
