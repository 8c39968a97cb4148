import { Arg, Args, Ctx, FieldResolver, Query, Resolver } from "type-graphql";
import { asOfDataset, carriedOver, compareEvents, followedUp, followUpOf, overdue, passing } from "../../analysis/index.js";
import { showLists, showPages, type ComputedField, type Filter, type PageWithValues, type Read } from "../../plan/index.js";
import type { Planning } from "../planner.js";
import { GraphQLPartialDate } from "../scalars.js";
import type { Input } from "../where.js";
import { OrderArg, PageArgs, WhereArg, type FieldMaker } from "./types.js";

const OVERDUE = "the year in which it was due is over, and it is announced, in progress or unknown";
const AS_OF = "As of when; by default as of when the dataset is, never today.";

export const followUp: FieldMaker = (types) => {
  if (!types.model.has("Milestone")) return null;
  const commitment = types.model.type("Commitment");
  const relation = commitment.relationships.get("buildsOn")!.edges.properties.get("relation")!;
  const events = types.connection("FollowUp", "Node", "An event that followed the commitment.", {
    date: { type: GraphQLPartialDate, nullable: true, description: "When it was: made, reached or issued." },
    relation: { type: types.value(relation.type), nullable: true, description: "Of a commitment that builds on this one: how." },
  });
  const commitments = types.plainConnection("Commitment");

  /** A connection of commitments by a filter for each node that has the field. */
  const pages = (
    name: string,
    page: PageWithValues,
    filters: (ids: readonly string[], read: Read) => Promise<Filter[]>,
  ): ComputedField => ({
    kind: "computed",
    name,
    shows: [page],
    answer: async (ids, read) =>
      showPages(
        page,
        await filters(ids, read),
        () => new Map(),
        () => ({}),
        read,
      ),
  });

  @Resolver(() => types.node("Commitment"))
  class FollowUpResolver {
    @FieldResolver(() => Boolean, {
      description:
        "Whether something came of it: a commitment builds on it, or a milestone or a document that delivers it is certainly later.",
    })
    followedUp(): ComputedField {
      return {
        kind: "computed",
        name: "followedUp",
        shows: [],
        answer: (ids, read) => passing(commitment, ids, followedUp(commitment), read),
      };
    }

    @FieldResolver(() => events, {
      description:
        "What came of it, the earliest first: commitments that build on it, and milestones and documents that are certainly later.",
    })
    followUp(@Args(() => PageArgs) page: PageArgs, @Ctx() planning: Planning): ComputedField {
      const list = planning.list(types.model.type("Node"), page, ["text or null", "text", "text or null"]);
      return {
        kind: "computed",
        name: "followUp",
        shows: [list],
        answer: async (ids, read) => showLists(list, await followUpOf(commitment, ids, read), compareEvents, read),
      };
    }

    @FieldResolver(() => Boolean, { description: `Whether it is overdue: ${OVERDUE}.` })
    overdue(@Arg("asOf", () => GraphQLPartialDate, { nullable: true, description: AS_OF }) asOf: string | null): ComputedField {
      return {
        kind: "computed",
        name: "overdue",
        shows: [],
        answer: async (ids, read) => passing(commitment, ids, overdue(commitment, asOf ?? (await asOfDataset(read))), read),
      };
    }
  }

  @Resolver(() => types.node("Meeting"))
  class CarriedOverResolver {
    @FieldResolver(() => commitments, {
      description: "The commitments made elsewhere that this meeting took up again: what was made here builds on them.",
    })
    carriedOver(
      @WhereArg(types, "Commitment") where: Input | null,
      @OrderArg(types, "Commitment", "newest first")
      orderBy: Input[] | null,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() planning: Planning,
    ): ComputedField {
      return pages("carriedOver", planning.page(commitment, { ...page, where, orderBy }), (ids, read) =>
        carriedOver(commitment, ids, read),
      );
    }
  }

  @Resolver()
  class OverdueResolver {
    @Query(() => commitments, { description: `The commitments that are overdue: ${OVERDUE}.` })
    overdueCommitments(
      @Arg("asOf", () => GraphQLPartialDate, { nullable: true, description: AS_OF }) asOf: string | null,
      @WhereArg(types, "Commitment") where: Input | null,
      @OrderArg(types, "Commitment", "newest first")
      orderBy: Input[] | null,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() planning: Planning,
    ): ComputedField {
      return pages("overdueCommitments", planning.page(commitment, { ...page, where, orderBy }), async (_, read) => [
        overdue(commitment, asOf ?? (await asOfDataset(read))),
      ]);
    }
  }
  return [FollowUpResolver, CarriedOverResolver, OverdueResolver];
};
