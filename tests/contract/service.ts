/** One suite for every store: the same data, the same questions, the same answers, by way of the whole service. */
import { afterAll, beforeAll, describe, test } from "@jest/globals";
import { parse, specifiedRules, validate, type GraphQLError } from "graphql";
import type { ChangeSet } from "../../src/dataset/index.js";
import { documentRules, JsonText, type Engine } from "../../src/graphql/index.js";
import type { Model } from "../../src/model/index.js";
import { DEFAULT_LIMITS } from "../../src/plan/index.js";
import { FILL_MS, stores, SwitchableEngine, type Filled } from "../support/stores.js";
import { neo4jObstacle } from "../support/neo4j.js";

export type Variables = Readonly<Record<string, unknown>>;

export interface Service {
  /** The answer's data. Fails when there is an error. */
  data(query: string, variables?: Variables): Promise<any>;
  /** The first error: its code and its message. Fails when there is none. */
  error(query: string, variables?: Variables): Promise<{ code: unknown; message: string }>;
}

/** Runs a suite once for each store, on data of a model. */
export function onEveryStore(model: Model, changes: () => ChangeSet, suite: (service: Service) => void): void {
  describe.each(stores.map((kind) => [kind.name, kind] as const))("%s", (_name, kind) => {
    const engine = new SwitchableEngine(model);
    let filled: Filled;
    beforeAll(async () => engine.use((filled = await kind.fill(model, changes()))), FILL_MS);
    afterAll(() => filled?.close());
    suite(serviceOf(engine));
  });
  if (!stores.some(({ name }) => name === "neo4j")) test.skip(`the same on Neo4j, of which there is none: ${neo4jObstacle()}`, () => {});
}

function serviceOf(engine: Engine): Service {
  const ask = async (query: string, variables: Variables = {}): Promise<{ data?: unknown; errors?: readonly GraphQLError[] }> => {
    const document = parse(query);
    const invalid = validate(engine.schema, document, [...specifiedRules, ...documentRules(DEFAULT_LIMITS)]);
    return invalid.length > 0 ? { errors: invalid } : engine.execute({ document, variables });
  };
  return {
    async data(query, variables) {
      const { data, errors } = await ask(query, variables);
      if (errors) throw new Error(`an error instead of data: ${errors[0]!.message}`, { cause: errors[0]!.originalError });
      return data instanceof JsonText ? JSON.parse(data.text) : data;
    },
    async error(query, variables) {
      const { data, errors } = await ask(query, variables);
      if (!errors?.[0]) throw new Error(`data instead of an error: ${data instanceof JsonText ? data.text : JSON.stringify(data)}`);
      return { code: errors[0].extensions.code, message: errors[0].message };
    },
  };
}
