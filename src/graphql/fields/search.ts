import { Arg, Args, Ctx, Field, Float, ObjectType, Query, Resolver } from "type-graphql";
import { readQuestion, Search, TIMES_IN_MATCHES } from "../../analysis/index.js";
import { constantCase, Enum } from "../../model/index.js";
import { ALL, BadUserInput, isSearchable, type ComputedField } from "../../plan/index.js";
import type { Planning } from "../planner.js";
import type { Input } from "../where.js";
import { PageArgs, type FieldMaker } from "./types.js";

@ObjectType({ description: "Where in a node a search found something." })
class SearchHighlight {
  @Field(() => String, { description: "The field of the node." })
  field!: string;
  @Field(() => [String], {
    description: "Pieces of its text as HTML: the words that were found stand in `<mark>`, and everything else is escaped.",
  })
  fragments!: string[];
}

export const search: FieldMaker = (types) => {
  if (!types.model.has("Commitment")) return null;
  const analysis = new Search(types.model);
  const commitment = types.model.type("Commitment");
  const searched = types.model.nodes.filter(isSearchable);
  const NodeType = Enum(
    "NodeType",
    "A type of nodes.",
    Object.fromEntries(searched.map((type) => [constantCase(type.name), type.description])),
  );
  const nodeType = types.value(NodeType);
  const connection = types.connection(
    "Search",
    "Node",
    "A node that was found.",
    {
      score: { type: Float, description: "How well it fits: compares nodes of one answer, and means nothing beyond." },
      highlights: { type: [SearchHighlight], description: "Where it was found." },
    },
    {
      isPart: {
        type: Boolean,
        description:
          "Whether more than 1,000 nodes match, of which these 1,000 were ranked: first those whose names match, then the others, by id.",
      },
      hasAllWords: {
        type: Boolean,
        description:
          "Whether all words were asked for. Where no node has all of three or more words, those are given that have two thirds of them.",
      },
    },
  );

  @Resolver()
  class SearchResolver {
    @Query(() => connection, {
      description:
        'Searches titles, statements, names and what else nodes are called: all words, in any order, `"in quotes"` as they stand, `-without`. The last word may be a beginning; plural, accents, joined words, other names and abbreviations do not matter, nor one typo in a word of five letters or more that is not known.',
    })
    search(
      @Arg("query", () => String, { description: "The words." }) query: string,
      @Arg("types", () => [nodeType], { nullable: true, description: "Of which types; of all by default." }) names: string[] | null,
      @Arg("where", () => types.where("Commitment"), {
        nullable: true,
        description: "Commitments alone, and which of them; `{}` is all of them.",
      })
      where: Input | null,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() planning: Planning,
    ): ComputedField {
      const question = readQuestion(planning.text(query, "query"), planning.limits);
      const filter = planning.filter(where, commitment, "where", TIMES_IN_MATCHES);
      let wanted = searched.filter(({ name }) => names?.includes(constantCase(name)) ?? true);
      if (filter) {
        if (names && !wanted.includes(commitment))
          throw new BadUserInput(
            "search(where:) is about commitments, and search(types:) leaves them out. Give one of the two, or add COMMITMENT.",
          );
        wanted = [commitment];
      }
      const list = planning.list(types.model.type("Node"), { ...page, query, types: names, where } as PageArgs, ["count", "id"]);
      const asked = { question, types: wanted, where: filter ?? ALL, limits: planning.limits };
      return { kind: "computed", name: "search", shows: [list], answer: async (_, read) => [await analysis.answer(list, asked, read)] };
    }
  }
  return SearchResolver;
};
