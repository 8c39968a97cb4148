/**
 * Counting nodes by what they have in common. A group is the nodes that have the same keys; a node stands in several where
 * a key has several values for it (its themes), and counts once in each.
 */
import type { Property, Relationship, Type } from "../model/index.js";
import type { Filter } from "./filter.js";

export interface Group {
  readonly target: Type;
  readonly where: Filter;
  /**
   * Null for all nodes of the type. Else those to which a relationship leads from the nodes of some ids, for each of these
   * apart: its id stands before the keys, and `where` may test the edges too.
   */
  readonly from: { readonly relationship: Relationship; readonly ids: readonly string[] } | null;
  readonly keys: readonly GroupKey[];
  /** A property of the nodes: the earliest and the latest of its dates are wanted, by the first day that they can mean. */
  readonly date: Property | null;
  /** So many groups at most; which ones, of more, is open. */
  readonly most: number;
}

/** What nodes are grouped by. */
export type GroupKey =
  /** A property of the node, or of the nodes to which steps lead; of a date only its year, as text. Null where there is none. */
  | {
      readonly kind: "value";
      readonly steps: readonly Step[];
      readonly property: Property;
      readonly year: boolean;
      /** A node counts in a group once for each node to which the first step leads, and not once. One key of a group at most. */
      readonly perLink: boolean;
    }
  /** How many different nodes a step leads to. */
  | { readonly kind: "number"; readonly step: ToStep };

export type Step = ToStep | AboveStep;

/** Along the edges of a relationship, to nodes of a type that it leads to. */
export interface ToStep {
  readonly kind: "to";
  readonly relationship: Relationship;
  readonly target: Type;
  /** Tests of the edge alone. */
  readonly where: Filter;
}

/** From a node to itself and all that are above it in the tree; or to the one at the top alone. */
export interface AboveStep {
  readonly kind: "above";
  readonly hierarchy: Relationship;
  readonly top: boolean;
}

/** The type of the nodes at the end of a key's steps. */
export const endOf = (target: Type, steps: readonly Step[]): Type =>
  steps.reduce((type, step) => (step.kind === "to" ? step.target : type), target);

/** Whether a key may have several values for a node, or the same one twice. */
export const mayRepeat = (key: GroupKey): boolean =>
  key.kind === "value" && key.steps.some((step) => (step.kind === "to" ? !step.relationship.one : !step.top));

/** How much is looked at for each node of a group: the node itself, and one for each step. */
export const readsPerNode = ({ keys }: Group): number => keys.reduce((sum, key) => sum + (key.kind === "value" ? key.steps.length : 1), 1);
