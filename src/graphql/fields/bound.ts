import { Arg, Args, Ctx, FieldResolver, Resolver } from "type-graphql";
import { Bound } from "../../analysis/index.js";
import { Enum } from "../../model/index.js";
import type { ComputedField, PageWithValues, Read, Json } from "../../plan/index.js";
import type { Planning } from "../planner.js";
import { GraphQLPartialDate } from "../scalars.js";
import type { Input } from "../where.js";
import { OrderArg, PageArgs, WhereArg, type FieldMaker } from "./types.js";

const Through = Enum("BoundThrough", "By what a country is bound.", {
  DIRECT: "It made the commitment itself, as a party or in the lead.",
  COLLECTIVE: "ASEAN made the commitment, and the country was a member.",
});

const Certain = Enum("Certainty", "Whether what is said is certain.", {
  CERTAIN: "It is certain.",
  UNCERTAIN: "The dates, as precise as the sources give them, leave it open.",
});

const UNCERTAIN =
  "Whether to take in what is uncertain: what ASEAN promised on a day that is not known, or in a month or year in which the accession falls.";

const WHO =
  "A country is bound by what it made itself, as a party or in the lead (who only supports is not), and by what ASEAN made while the country was a member.";

export const bound: FieldMaker = (types) => {
  if (!types.model.has("Country")) return null;
  const analysis = new Bound(types.model);
  const values = {
    through: { type: types.value(Through), description: "By what the country is bound; by its own promise, where both hold." },
    since: { type: GraphQLPartialDate, nullable: true, description: "Since when: when the commitment was made." },
    certainty: { type: types.value(Certain), description: "Whether that is certain." },
  };
  const commitments = types.connection("BoundBy", "Commitment", "A commitment that binds the country.", values);
  const countries = types.connection("BoundCountries", "Country", "A country that the commitment binds.", values);

  const field = (
    name: string,
    page: PageWithValues,
    answer: (page: PageWithValues, ids: readonly string[], read: Read) => Promise<readonly Json[]>,
  ): ComputedField => ({ kind: "computed", name, shows: [page], answer: (ids, read) => answer(page, ids, read) });

  @Resolver(() => types.node("Country"))
  class BoundByResolver {
    @FieldResolver(() => commitments, { description: `The commitments that bind it. ${WHO}` })
    boundBy(
      @Arg("includeUncertain", () => Boolean, { description: UNCERTAIN, defaultValue: false }) uncertain: boolean,
      @WhereArg(types, "Commitment") where: Input | null,
      @OrderArg(types, "Commitment", "newest first")
      orderBy: Input[] | null,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() planning: Planning,
    ): ComputedField {
      return field("boundBy", planning.page(types.model.type("Commitment"), { ...page, where, orderBy }), (page, ids, read) =>
        analysis.boundBy(page, ids, uncertain, read),
      );
    }
  }

  @Resolver(() => types.node("Commitment"))
  class BoundCountriesResolver {
    @FieldResolver(() => countries, { description: `The countries that it binds. ${WHO}` })
    boundCountries(
      @Arg("includeUncertain", () => Boolean, { description: UNCERTAIN, defaultValue: false }) uncertain: boolean,
      @WhereArg(types, "Country") where: Input | null,
      @OrderArg(types, "Country", "by name")
      orderBy: Input[] | null,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() planning: Planning,
    ): ComputedField {
      return field("boundCountries", planning.page(types.model.type("Country"), { ...page, where, orderBy }), (page, ids, read) =>
        analysis.boundCountries(page, ids, uncertain, read),
      );
    }
  }
  return [BoundByResolver, BoundCountriesResolver];
};
