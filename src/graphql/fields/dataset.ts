import { Ctx, Field, Float, ID, Int, ObjectType, Query, Resolver } from "type-graphql";
import type { DatasetField } from "../../plan/index.js";
import type { Planning } from "../planner.js";
import { GraphQLPartialDate } from "../scalars.js";
import type { FieldMaker } from "./types.js";

@ObjectType({ description: "How many nodes of a type there are." })
class TypeCount {
  @Field(() => String, { description: "The name of the type." })
  type!: string;
  @Field(() => Int, { description: "How many there are." })
  count!: number;
}

@ObjectType({ description: "An id that was published and has been taken back. Nothing else ever gets it." })
class Withdrawal {
  @Field(() => ID, { description: "The id." })
  id!: string;
  @Field(() => String, { description: "Why, in a sentence." })
  reason!: string;
}

@ObjectType({ description: "What the dataset says of itself: what it is, as of when, and how to cite it." })
class Dataset {
  @Field(() => String, { description: "Its name." })
  name!: string;
  @Field(() => GraphQLPartialDate, { description: "The latest day of which any source here tells. What happened later is not in it." })
  asOf!: string;
  @Field(() => String, { description: "A hash of the content: equal revisions have equal data." })
  revision!: string;
  @Field(() => String, { description: "The version of the data." })
  dataVersion!: string;
  @Field(() => String, { description: "The version of the schema." })
  schemaVersion!: string;
  @Field(() => String, { description: "The licence of the data, as an SPDX identifier." })
  licence!: string;
  @Field(() => String, { description: "How to name the source when the data is used." })
  attribution!: string;
  @Field(() => String, { description: "What this is not." })
  notice!: string;
  @Field(() => [TypeCount], { description: "How many nodes of each type there are." })
  counts!: TypeCount[];
  @Field(() => Float, { description: "The share of the commitments for which a place in a document is given, from 0 to 1." })
  shareWithLocator!: number;
  @Field(() => [Withdrawal], { description: "The ids that were withdrawn, each with the reason. Look-ups by them give null." })
  withdrawn!: Withdrawal[];
}

export const dataset: FieldMaker = () => {
  @Resolver()
  class DatasetResolver {
    @Query(() => Dataset, { description: "What the dataset says of itself." })
    dataset(@Ctx() planning: Planning): DatasetField {
      return { kind: "dataset", select: planning.record() };
    }
  }
  return DatasetResolver;
};
