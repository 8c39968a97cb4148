import { Arg, Args, Ctx, Field, Int, ObjectType, Query, Resolver } from "type-graphql";
import { KEYS_OF_EVENTS, TIMES_IN_EVENTS, timelineOf, type Granularity } from "../../analysis/index.js";
import { Enum } from "../../model/index.js";
import { showCuts, type ComputedField } from "../../plan/index.js";
import type { Planning } from "../planner.js";
import { GraphQLPartialDate } from "../scalars.js";
import type { Input } from "../where.js";
import { PageArgs, type FieldMaker } from "./types.js";

const Granularities = Enum("TimelineGranularity", "How long the periods of a timeline are.", {
  MONTH: "A month: `2021-03`.",
  QUARTER: "A quarter of a year: `2021-Q1`.",
  YEAR: "A year: `2021`.",
});

const Kinds = Enum("TimelineKind", "What an event of a timeline is.", {
  MEETING: "A meeting began.",
  COMMITMENT: "A commitment was made.",
  MILESTONE: "A step of a commitment was taken, or reported.",
  DOCUMENT: "A document was issued.",
});

export const timeline: FieldMaker = (types) => {
  if (!types.model.has("Milestone")) return null;
  const granularities = types.value(Granularities);

  @ObjectType("TimelinePeriod", { description: "A period of a timeline, and how many events of each kind the whole list has in it." })
  class Period {
    @Field(() => String, { description: "Its name: `2021`, `2021-Q1` or `2021-03`." })
    period!: string;
    @Field(() => GraphQLPartialDate, { description: "Its first day." })
    from!: string;
    @Field(() => GraphQLPartialDate, { description: "Its last day." })
    to!: string;
    @Field(() => Int, { description: "How many events it has." })
    total!: number;
    @Field(() => Int, { description: "How many meetings." })
    meetings!: number;
    @Field(() => Int, { description: "How many commitments." })
    commitments!: number;
    @Field(() => Int, { description: "How many milestones." })
    milestones!: number;
    @Field(() => Int, { description: "How many documents." })
    documents!: number;
  }

  const connection = types.connection(
    "Timeline",
    "Node",
    "An event: what happened, and when.",
    {
      date: { type: GraphQLPartialDate, description: "When: as precisely as the source tells." },
      period: { type: String, description: "The name of the period in which it stands." },
      kind: { type: types.value(Kinds), description: "What it is." },
    },
    { periods: { type: [Period], description: "All periods in which the list has events, the earliest first." } },
  );

  @Resolver()
  class TimelineResolver {
    @Query(() => connection, {
      description:
        "Meetings, commitments, milestones and documents as dated events of one list, the earliest first. A meeting counts by its first day, a document by when it was issued; what has no date is not among them. Each stands in a period: what is known to the year alone stands in that year, which among quarters and months is a period of its own, before the first of them. Of one date meetings come first, then commitments, milestones and documents.",
    })
    timeline(
      @Arg("where", () => types.where("Commitment"), {
        nullable: true,
        description:
          "The timeline of such commitments: they themselves, the meetings at which they were made, their milestones, and the documents in which they are stated or by which they are delivered; `{}` is all of them. By default all events.",
      })
      where: Input | null,
      @Arg("from", () => GraphQLPartialDate, {
        nullable: true,
        description: "Only what can lie on the first day of this or later: `2021-06` takes in what is known to be of 2021.",
      })
      from: string | null,
      @Arg("to", () => GraphQLPartialDate, { nullable: true, description: "Only what can lie on the last day of this or before." })
      to: string | null,
      @Arg("granularity", () => granularities, { description: "How long the periods are.", defaultValue: "YEAR" })
      granularity: Granularity,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() planning: Planning,
    ): ComputedField {
      const list = planning.list(types.model.type("Node"), { ...page, where, from, to, granularity } as PageArgs, ["date", "count", "id"]);
      const legs = list.after || list.before ? KEYS_OF_EVENTS : 1;
      const span = {
        where: planning.filter(where, types.model.type("Commitment"), "where", TIMES_IN_EVENTS * legs),
        from: from ?? null,
        to: to ?? null,
        granularity,
      };
      return {
        kind: "computed",
        name: "timeline",
        shows: [list],
        answer: async (_, read) => showCuts(list, [await timelineOf(types.model, span, list, planning.limits, read)], read),
      };
    }
  }
  return TimelineResolver;
};
