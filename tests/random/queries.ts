/** Random valid queries over a whole schema, about the data that is there, as an arbitrary of fast-check. */
import fc, { type Random, type Stream } from "fast-check";
import { Kind, parse, print, type DocumentNode, type GraphQLSchema } from "graphql";
import type { Oracle } from "../oracle/index.js";
import { Data } from "./data.js";
import { Dice } from "./dice.js";
import { Filters } from "./filters.js";
import { Focuses, type Focus } from "./focus.js";
import { Pages, type FollowUp } from "./pages.js";
import { Selections } from "./selections.js";
import { operationOf, smaller } from "./shrink.js";
import { Variables } from "./values.js";

/** The service's own bound on a document. */
const MOST_TOKENS = 2_000;

export class Query {
  constructor(
    readonly document: DocumentNode,
    readonly variables: Readonly<Record<string, unknown>>,
    /** Variables that get a cursor out of the first answer, for a second question. */
    readonly followUps: readonly FollowUp[],
  ) {}

  /** How fast-check shows a query. */
  [fc.toStringMethod](): string {
    return `\n${print(this.document)}\nvariables: ${JSON.stringify(this.variables)}\n`;
  }
}

export class QueryArbitrary extends fc.Arbitrary<Query> {
  private readonly data: Data;
  private readonly schema: GraphQLSchema;
  private readonly focuses: Focuses;

  /** @param made counts the queries made so far; it says on which focus the next one has its turn. */
  constructor(
    oracle: Oracle,
    private made: number,
  ) {
    super();
    this.data = new Data(oracle.graph);
    this.schema = oracle.schema;
    this.focuses = new Focuses(oracle.schema, oracle.graph.model);
  }

  /** Each query has another focus, so that none is left to chance: hence a run is repeated whole, by its seed. */
  generate(random: Random): fc.Value<Query> {
    const dice = new Dice(random);
    const focus = this.focuses.at(this.made++);
    for (;;) {
      const query = this.make(dice, focus);
      if (isShortEnough(query.document)) return new fc.Value(query, undefined);
    }
  }

  private make(dice: Dice, focus: Focus): Query {
    const variables = new Variables(dice);
    const filters = new Filters(dice, this.data);
    const pages = new Pages(dice, this.data, filters, variables);
    const selections = new Selections(dice, this.schema, this.data.graph.model, this.data, filters, pages, variables);
    const selectionSet = selections.root(focus);
    const operation = {
      kind: Kind.OPERATION_DEFINITION,
      operation: "query",
      variableDefinitions: variables.definitions,
      selectionSet,
    } as const;
    const document = { kind: Kind.DOCUMENT, definitions: dice.some([operation, ...selections.fragments], 999) } as unknown as DocumentNode;
    return new Query(parse(print(document)), variables.values, selections.followUps);
  }

  canShrinkWithoutContext(value: unknown): value is Query {
    return value instanceof Query;
  }

  shrink(query: Query): Stream<fc.Value<Query>> {
    const { variables, followUps, document } = query;
    const candidates = function* (schema: GraphQLSchema) {
      for (const doc of smaller(document, variables, schema)) {
        const defined = new Set(operationOf(doc).variableDefinitions?.map((d) => d.variable.name.value));
        const kept = Object.fromEntries(Object.entries(variables).filter(([name]) => defined.has(name)));
        yield new fc.Value(
          new Query(
            doc,
            kept,
            followUps.filter((f) => defined.has(f.variable)),
          ),
          undefined,
        );
      }
    };
    return fc.stream(candidates(this.schema));
  }
}

function isShortEnough(document: DocumentNode): boolean {
  try {
    parse(print(document), { maxTokens: MOST_TOKENS - 1 });
    return true;
  } catch {
    return false;
  }
}
