import { Arg, Ctx, Field, Float, ID, Int, ObjectType, Query, Resolver } from "type-graphql";
import { Coverage, COVERAGE_DIMENSIONS, MEASURES, type CoverageOptions } from "../../analysis/index.js";
import { Enum } from "../../model/index.js";
import { ALL, showsOf, type ComputedField } from "../../plan/index.js";
import { addField } from "../builder.js";
import type { Planning } from "../planner.js";
import type { Input } from "../where.js";
import { WhereArg, type FieldMaker } from "./types.js";

const Dimension = Enum("Dimension", "What commitments can be counted by in a table.", COVERAGE_DIMENSIONS);
const Measure = Enum("Measure", "What the figures of a table are.", MEASURES);
const Basis = Enum("CountryBasis", "For which countries a commitment counts.", {
  MADE_BY: "Those that made it, in whatever part, also as supporters.",
  BOUND: "Those that it certainly binds: they made it themselves, as a party or in the lead, or ASEAN did while they were members.",
});

/** So often the filter stands in a statement: for the rows, the columns and the cells. */
const TIMES = 3;

export const coverage: FieldMaker = (types) => {
  if (!types.model.has("Commitment") || !types.model.has("MeetingSeries")) return null;
  const analysis = new Coverage(types.model);
  const [dimension, measure, basis, key] = [types.value(Dimension), types.value(Measure), types.value(Basis), types.key()];
  const commitments = (type: new () => object, which: string) =>
    addField(type, "commitments", {
      type: types.plainConnection("Commitment"),
      description: `The commitments of the ${which}.`,
      args: types.pageArguments("Commitment"),
    });

  @ObjectType("CoverageLine", { description: "A row or a column of a table." })
  class CoverageLine {
    @Field(() => key, { description: "What its commitments have in common." })
    key!: object;
    @Field(() => Int, { description: "How many commitments it has, each once: not the sum of its cells, in several of which one may be." })
    count!: number;
  }
  commitments(CoverageLine, "row or column");

  @ObjectType("CoverageCell", { description: "A cell of a table." })
  class CoverageCell {
    @Field(() => key, { description: "Its row." })
    row!: object;
    @Field(() => key, { description: "Its column." })
    column!: object;
    @Field(() => Float, { description: "The figure that was asked for, with four decimals at most." })
    figure!: number;
    @Field(() => Int, { description: "How many commitments it has, each once." })
    count!: number;
  }
  commitments(CoverageCell, "cell");

  @ObjectType("Coverage", { description: "Commitments counted by two dimensions, as a table." })
  class CoverageTable {
    @Field(() => Int, { description: "How many commitments are in the table, each once." })
    total!: number;
    @Field(() => [CoverageLine], {
      description: "Years and meetings in time, others by how many commitments they have, the most first; what has no value is last.",
    })
    rows!: object[];
    @Field(() => [CoverageLine], { description: "In the same order." })
    columns!: object[];
  }
  addField(CoverageTable, "cells", {
    type: [CoverageCell],
    description: "The cells, row by row, those without commitments too.",
    args: [
      { name: "row", type: ID, description: "Only those of the row of this id; of the row of what has no value, if it is null." },
      { name: "column", type: ID, description: "Only those of the column of this id; of the column of what has no value, if it is null." },
    ],
  });

  @Resolver()
  class CoverageResolver {
    @Query(() => CoverageTable, {
      description:
        "Commitments counted by two dimensions. One counts once in a cell, and in every cell where it belongs: with two themes in both their rows, so shares may add up to more than 1.",
    })
    coverage(
      @Arg("rows", () => dimension, { description: "What the rows are." }) rows: CoverageOptions["rows"],
      @Arg("columns", () => dimension, { description: "What the columns are." }) columns: CoverageOptions["columns"],
      @WhereArg(types, "Commitment") where: Input | null,
      @Arg("measure", () => measure, { description: "What the figures are.", defaultValue: "COUNT" }) measured: CoverageOptions["measure"],
      @Arg("rollUpThemes", () => Boolean, {
        description: "Whether a commitment counts at all themes above its own, once at each, or at its own alone.",
        defaultValue: true,
      })
      rollUpThemes: boolean,
      @Arg("mainThemeOnly", () => Boolean, { description: "Whether only a commitment's main theme counts.", defaultValue: false })
      mainThemeOnly: boolean,
      @Arg("basis", () => basis, { description: "For which countries a commitment counts.", defaultValue: "MADE_BY" })
      countryBasis: CoverageOptions["basis"],
      @Ctx() planning: Planning,
    ): ComputedField {
      const options: CoverageOptions = { rows, columns, measure: measured, rollUpThemes, mainThemeOnly, basis: countryBasis };
      analysis.check(options);
      const filter = planning.filter(where, types.model.type("Commitment"), "where", TIMES) ?? ALL;
      const shape = planning.shape();
      return {
        kind: "computed",
        name: "coverage",
        shows: showsOf(shape),
        answer: async (_, read) => [await analysis.show(shape, filter, options, planning.limits, read)],
      };
    }
  }
  return CoverageResolver;
};
