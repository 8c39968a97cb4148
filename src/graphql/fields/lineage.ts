import { Arg, Args, Ctx, FieldResolver, Int, ObjectType, Field, ID, Resolver } from "type-graphql";
import { compareInLineage, lineageOf, type LineageDirection } from "../../analysis/index.js";
import { Enum } from "../../model/index.js";
import { BadUserInput, showLists, type ComputedField } from "../../plan/index.js";
import type { Planning } from "../planner.js";
import { PageArgs, type FieldMaker } from "./types.js";

const Direction = Enum("LineageDirection", "Which way a lineage leads.", {
  ANCESTORS: "To the earlier commitments on which this one builds.",
  DESCENDANTS: "To the later commitments that build on this one.",
  BOTH: "To both.",
});

const Side = Enum("LineageSide", "On which side of a commitment another one stands.", {
  ANCESTOR: "It is earlier: the commitment builds on it.",
  DESCENDANT: "It is later: it builds on the commitment.",
});

/** So many steps at most: more than any chain of promises has. */
const DEEPEST = 50;

export const lineage: FieldMaker = (types) => {
  if (!types.model.has("Commitment")) return null;
  const { buildsOn } = Object.fromEntries(types.model.type("Commitment").relationships);
  const relationType = types.value(buildsOn!.edges.properties.get("relation")!.type);
  const directionType = types.value(Direction);

  @ObjectType("LineageStep", { description: "One step of a lineage." })
  class Step {
    @Field(() => relationType, { description: "What the later commitment of the two does with the earlier one." })
    relation!: string;
    @Field(() => ID, { description: "The id of the commitment to which the step leads." })
    id!: string;
  }

  const connection = types.connection("Lineage", "Commitment", "A commitment of the lineage, and the way to it.", {
    depth: { type: Int, description: "How many steps away it is, by the shortest way." },
    direction: { type: types.value(Side), description: "On which side it stands." },
    steps: { type: [Step], description: "The steps of that way, from the commitment that was asked; the last one leads here." },
  });

  @Resolver(() => types.node("Commitment"))
  class LineageResolver {
    @FieldResolver(() => connection, {
      description:
        "Everything on which it builds, or that builds on it, over any number of steps: each commitment once, the nearest first, of those the newest.",
    })
    lineage(
      @Arg("direction", () => directionType, { description: "Which way to go.", defaultValue: "BOTH" })
      direction: LineageDirection,
      @Arg("maxDepth", () => Int, { description: `So many steps at most, ${DEEPEST} by default.`, defaultValue: DEEPEST }) maxDepth: number,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() planning: Planning,
    ): ComputedField {
      if (maxDepth < 1 || maxDepth > DEEPEST)
        throw new BadUserInput(`lineage(maxDepth:) is ${maxDepth}; it must be between 1 and ${DEEPEST}.`);
      const list = planning.list(types.model.type("Commitment"), { ...page, direction, maxDepth } as PageArgs, [
        "count",
        "text or null",
        "text",
      ]);
      return {
        kind: "computed",
        name: "lineage",
        shows: [list],
        answer: async (ids, read) => showLists(list, await lineageOf(types.model, ids, direction, maxDepth, read), compareInLineage, read),
      };
    }
  }
  return LineageResolver;
};
