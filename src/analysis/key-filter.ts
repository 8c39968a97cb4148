/** Which nodes have a key: the filter that says of a node what grouping said of it. */
import { firstDay, lastDay } from "../model/index.js";
import { ALL, and, NONE, not, type Filter, type GroupKey } from "../plan/index.js";
import { missing, some, test } from "./filters.js";

type ValueKey = Extract<GroupKey, { kind: "value" }>;

/** @param keys all keys that there are: a node has none when it has none of these. */
export function filterOfKey(key: ValueKey, value: string | null, keys: readonly (string | null)[]): Filter {
  const subject = { on: "node", property: key.property } as const;
  if (value === null && key.steps.length === 0) return missing(subject);
  if (value === null) return not(along(key, any(key, keys)));
  const above = key.steps.find((step) => step.kind === "above");
  if (above) return along(key, { kind: "within", hierarchy: above.hierarchy, id: value });
  return along(
    key,
    key.year ? and([test(subject, "gte", firstDay(value)), test(subject, "lte", lastDay(value))]) : test(subject, "eq", value),
  );
}

/** At the end of a key's steps there is a node that passes. */
const along = ({ steps }: ValueKey, filter: Filter): Filter =>
  steps.reduceRight<Filter>((inner, step) => (step.kind === "to" ? some(step.relationship, step.where, inner) : inner), filter);

/** Whatever node stands at the end of a key's steps; where these take but nodes of some type, those that there are. */
function any({ steps, property }: ValueKey, keys: readonly (string | null)[]): Filter {
  if (!steps.some((step) => step.kind === "to" && step.target !== step.relationship.target)) return ALL;
  const operand = keys.filter((key) => key !== null);
  return operand.length === 0 ? NONE : test({ on: "node", property }, "in", operand);
}
