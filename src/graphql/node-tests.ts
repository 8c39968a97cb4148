/**
 * Tests of nodes that no property is behind: a name and a sentence in the filters of a type, and the filter that it
 * stands for. They stand beside the properties in every `where` of the type.
 */
import { followedUp } from "../analysis/index.js";
import type { Type } from "../model/index.js";
import type { Filter } from "../plan/index.js";

export interface NodeTest {
  readonly type: string;
  readonly name: string;
  readonly description: string;
  /** How many tests it is made of, for the bounds. */
  readonly conditions: number;
  filter(type: Type): Filter;
}

const NODE_TESTS: readonly NodeTest[] = [
  {
    type: "Commitment",
    name: "followedUp",
    description:
      "Whether something came of it: a commitment builds on it, or a milestone or a document that delivers it is certainly later.",
    conditions: 3,
    filter: followedUp,
  },
];

/** The tests of a type. */
export const nodeTestsOf = (type: Type): readonly NodeTest[] => NODE_TESTS.filter((test) => test.type === type.name);
