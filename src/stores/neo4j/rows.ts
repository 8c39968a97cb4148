/** Nodes and edges as they are stored: their labels or type, and all their properties. */
import type { EdgeChange, NodeChange } from "../../dataset/index.js";
import type { EdgeType, Model } from "../../model/index.js";
import { searchTextOf, typeToken, VocabularyWriter } from "../../plan/index.js";
import { incomingOf } from "./incoming.js";
import { FROM, labelsOf, SEARCH_NAMES, SEARCH_TEXTS, SEARCH_TYPE, TO } from "./names.js";
import { storedProperties, type Stored } from "./stored.js";

export type Properties = Readonly<Record<string, Stored>>;

export interface NodeRow {
  readonly id: string;
  readonly labels: readonly string[];
  readonly properties: Properties;
}

export interface EdgeRow {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly properties: Properties;
}

/** Makes rows of changes. Edges repeat sort keys of the nodes at which they start, so nodes must come first. */
export class Rows {
  private readonly labels: ReadonlyMap<string, readonly string[]>;
  private readonly kinds: ReadonlyMap<string, EdgeType>;
  /** Of each node, the keys that its edges repeat. */
  private readonly keys = new Map<string, Properties>();
  /** Of all nodes that were made rows of. */
  readonly vocabulary = new VocabularyWriter();
  private readonly repeated: ReadonlyMap<string, readonly string[]>;

  constructor(private readonly model: Model) {
    this.labels = new Map(model.nodes.map((type) => [type.name, labelsOf(type)]));
    this.kinds = new Map(model.edges.map((kind) => [kind.key, kind]));
    this.repeated = new Map(
      model.nodes.map((type) => {
        const kinds = model.edges.filter(({ from }) => from.concretes.includes(type));
        return [type.name, [...new Set(kinds.flatMap((kind) => incomingOf(kind)?.key ?? []))]];
      }),
    );
  }

  /** @throws Error for a type that the model does not have. */
  node({ type, id, properties }: NodeChange): NodeRow {
    const labels = this.labels.get(type);
    if (!labels) throw new Error(`${id}: the model has no type ${type}`);
    const nodeType = this.model.type(type);
    const values = { ...properties, id };
    const row = storedProperties(nodeType.properties.values(), values, "node");
    const text = searchTextOf(nodeType, values);
    if (text) {
      this.vocabulary.add(nodeType, text);
      Object.assign(row, { [SEARCH_TYPE]: typeToken(nodeType), [SEARCH_NAMES]: text.names, [SEARCH_TEXTS]: text.texts });
    }
    this.keys.set(id, Object.fromEntries(this.repeated.get(type)!.map((key) => [key, row[key]!])));
    return { id, labels, properties: row };
  }

  /** @throws Error for a kind of edges that the model does not have, or an edge whose ends are not both before it. */
  edge({ edge, from, to, properties }: EdgeChange): EdgeRow {
    const kind = this.kinds.get(edge);
    if (!kind) throw new Error(`${from}: the model has no edges ${edge}`);
    const keys = this.keys.get(from);
    if (!keys || !this.keys.has(to)) throw new Error(`an edge refers to ${keys ? to : from}, which is no node before it in the change set`);
    const incoming = incomingOf(kind);
    return {
      from,
      to,
      type: kind.type,
      properties: {
        ...storedProperties(kind.properties.values(), properties, "edge"),
        [FROM]: from,
        [TO]: to,
        ...(incoming && { [incoming.copy]: keys[incoming.key]! }),
      },
    };
  }
}
