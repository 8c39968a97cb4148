/**
 * The fields that the registry cannot derive, one file each: a type-graphql resolver whose declaration is the schema
 * and whose method returns a plan node. The planner calls it with a `Planning` as its context; it never reads a store.
 */
import { bound } from "./bound.js";
import { coverage } from "./coverage.js";
import { dataset } from "./dataset.js";
import { followUp } from "./follow-up.js";
import { lineage } from "./lineage.js";
import { search } from "./search.js";
import { timeline } from "./timeline.js";
import type { FieldMaker } from "./types.js";

export const FIELDS: readonly FieldMaker[] = [dataset, lineage, bound, followUp, timeline, search, coverage];
