/**
 * Walking a list page by page, forward and backward, in random orders and sizes, comes by each edge once, in one order.
 * RANDOM_SEED repeats a run.
 */
import { describe, expect, test } from "@jest/globals";
import { buildSchema, getNamedType, type GraphQLInputObjectType, type GraphQLObjectType } from "graphql";
import { model, type Relationship, type Type } from "../../src/model/index.js";
import { Data } from "../random/data.js";
import { diceOf } from "../random/dice.js";
import { randomGraphs } from "../random/graphs.js";
import { randomOrder } from "../random/pages.js";
import { SEED } from "../random/run.js";
import { Graph } from "../oracle/index.js";
import { graphOf } from "../support/graph.js";
import { sdl } from "../support/seed.js";
import { onEveryStore, type Service } from "./service.js";

const schema = buildSchema(sdl());
const dice = diceOf(SEED);

/** A list of the API: that of all nodes of a type, or of a relationship of one node. */
interface List {
  readonly field: string;
  readonly owner: string;
  readonly relationship: Relationship | null;
  /** What stands around it. */
  readonly around: (inner: string) => string;
  readonly in: (data: any) => any;
}

const rootList = (type: Type): List => ({
  field: type.plural!,
  owner: "Query",
  relationship: null,
  around: (inner) => inner,
  in: (data) => data,
});

function listOf(relationship: Relationship, owner: Type, id: string): List {
  return {
    field: relationship.name,
    owner: owner.name,
    relationship,
    around: (inner) => `${owner.singular}(id: "${id}") { ${inner} }`,
    in: (data) => data[owner.singular],
  };
}

interface Edge {
  readonly cursor: string;
  /** What tells it from every other edge of the list. */
  readonly key: string;
}

interface Page {
  readonly edges: readonly Edge[];
  readonly totalCount: number;
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

class Walker {
  constructor(
    private readonly service: Service,
    private readonly list: List,
    private readonly orderBy: unknown,
  ) {}

  async page(args: Readonly<Record<string, unknown>>): Promise<Page> {
    const { field, owner, relationship, around } = this.list;
    const input = (schema.getType(owner) as GraphQLObjectType).getFields()[field]!.args.find((a) => a.name === "orderBy")!.type;
    const properties = [...(relationship?.edges.properties.keys() ?? [])].join(" ");
    const inner = `${field}(orderBy: $order, first: $first, last: $last, after: $after, before: $before) { totalCount edges { cursor ${properties} node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
    const query = `query ($order: ${String(input)}, $first: Int, $last: Int, $after: String, $before: String) { ${around(inner)} }`;
    const { edges, ...rest } = this.list.in(await this.service.data(query, { order: this.orderBy, ...args }))[field];
    return { ...rest, edges: edges.map(({ cursor, ...key }: any) => ({ cursor, key: JSON.stringify(key) })) };
  }

  /** Every edge, in the order in which it is met. */
  async forward(first: number): Promise<Edge[]> {
    const met: Edge[] = [];
    for (let after: string | null = null; ;) {
      const { edges, pageInfo, totalCount } = await this.page({ first, after });
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      met.push(...edges);
      if (!pageInfo.hasNextPage || met.length > totalCount) return met;
      expect(edges).toHaveLength(first);
      after = pageInfo.endCursor;
    }
  }

  /** The same from the end. */
  async backward(last: number): Promise<Edge[]> {
    const met: Edge[] = [];
    for (let before: string | null = null; ;) {
      const { edges, pageInfo, totalCount } = await this.page({ last, before });
      expect(pageInfo.hasNextPage).toBe(before !== null);
      met.unshift(...edges);
      if (!pageInfo.hasPreviousPage || met.length > totalCount) return met;
      expect(edges).toHaveLength(last);
      before = pageInfo.startCursor;
    }
  }
}

async function walk(service: Service, list: List): Promise<void> {
  const input = (schema.getType(list.owner) as GraphQLObjectType).getFields()[list.field]!.args.find((a) => a.name === "orderBy")!.type;
  const orderBy = randomOrder(getNamedType(input) as GraphQLInputObjectType, dice);
  const walker = new Walker(service, list, orderBy);
  const { edges: all, totalCount } = await walker.page({ first: 200 });
  try {
    expect(all).toHaveLength(totalCount);
    expect(new Set(all.map((edge) => edge.key)).size).toBe(totalCount);
    expect(new Set(all.map((edge) => edge.cursor)).size).toBe(totalCount);
    const size = dice.of([1, 2, 3, 4, 5, 7]);
    expect(await walker.forward(size)).toEqual(all);
    expect(await walker.backward(size)).toEqual(all);
  } catch (error) {
    throw new Error(
      `${list.owner}.${list.field} in the order ${JSON.stringify(orderBy)} (RANDOM_SEED=${SEED}): ${(error as Error).message}`,
    );
  }
}

const WALKS = 3;

describe("few values, many edges of one node", () => {
  const commitments = Array.from({ length: 12 }, (_, i) => ({
    id: `c${i}`,
    title: "abc"[i % 3]!,
    madeOn: [null, "2021", "2021-01", "2021-01-01"][i % 4]!,
    dueYear: [null, 2025][i % 2]!,
  }));
  const graph = () =>
    graphOf(model, {
      nodes: { Commitment: commitments, Document: [{ id: "d" }], Organization: [{ id: "o" }], Country: [{ id: "x" }, { id: "y" }] },
      edges: {
        "Commitment.statedIn": commitments.flatMap(({ id }, i) =>
          [null, "1", "2"].slice(0, 1 + (i % 3)).map((locator) => [id, "d", { locator }] as const),
        ),
        "Commitment.parties": commitments.flatMap(({ id }, i) =>
          ["PARTY", "LEAD", "SUPPORTER"].slice(i % 3).map((role) => [id, "o", { role }] as const),
        ),
        "Country.memberOf": [null, "2020", "2021-05"].flatMap(
          (since) =>
            [
              ["x", "o", { since }],
              ["y", "o", { since }],
            ] as const,
        ),
      },
    });
  const relationship = (type: string, name: string) => model.type(type).relationships.get(name)!;
  onEveryStore(model, graph, (service) => {
    test.each([
      ["commitments", rootList(model.type("Commitment"))],
      ["Document.commitments", listOf(relationship("Document", "commitments"), model.type("Document"), "d")],
      ["Organization.commitments", listOf(relationship("Organization", "commitments"), model.type("Organization"), "o")],
      ["Actor.commitments", listOf(relationship("Actor", "commitments"), model.type("Actor"), "o")],
      ["Organization.members", listOf(relationship("Organization", "members"), model.type("Organization"), "o")],
    ])("%s", async (_name, list) => {
      for (let i = 0; i < WALKS; i++) await walk(service, list);
    });
  });
});

describe("a random graph", () => {
  const changes = randomGraphs(model, 1, SEED)[0]!;
  const data = new Data(new Graph(model, changes));
  const roots = model.types.filter((type) => type.plural).map(rootList);
  // of each relationship the longest list
  const nested = model.nodes.flatMap((type) =>
    [...type.relationships.values()]
      .filter((r) => !r.one)
      .flatMap((r) => {
        const nodes = data
          .nodes(type)
          .map(({ node }) => node)
          .sort((a, b) => b.linksOf(r).length - a.linksOf(r).length);
        return nodes[0] ? [listOf(r, type, nodes[0].id)] : [];
      }),
  );
  onEveryStore(
    model,
    () => changes,
    (service) => {
      test.each([...roots, ...nested].map((list) => [`${list.owner}.${list.field}`, list] as const))("%s", (_name, list) =>
        walk(service, list),
      );
    },
  );
});
