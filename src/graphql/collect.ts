/** CollectFields of the GraphQL specification (section 6.3.2), for one concrete type at a time. */
import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { Relationship } from "../model/index.js";
import { checkDepth, type Meter, type NodeField } from "../plan/index.js";

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly meter: Meter;
  /** Whether the type is to be read of nodes that may be of several (answer.ts). */
  readonly marksTypes: boolean;
  /** What fields of fields/ have yet to say of themselves. */
  readonly pending: Promise<void>[];
  /** In how many relationships what is being planned is nested. */
  readonly depth: number;
  /** What has been planned of relationships so far, by what asked for it (planner.ts). */
  readonly shared: Map<Relationship, { readonly nodes: readonly FieldNode[]; readonly field: NodeField; readonly size: number }[]>;
}

/** The same for what is nested in one relationship more. @throws CostLimitExceeded */
export function below(operation: Operation): Operation {
  const depth = operation.depth + 1;
  checkDepth(depth, operation.meter.limits);
  return { ...operation, depth };
}

/** Response key → the field nodes that stand under it; their selection sets belong together. */
export type Collected = Map<string, FieldNode[]>;

/** The fields that an object of a type answers, in the order of the response. */
export function collectFields(operation: Operation, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Collected {
  const fields: Collected = new Map();
  const seen = new Set<string>();
  const visitSet = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (!included(operation, node)) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const nodes = fields.get(key);
        if (nodes) nodes.push(node);
        else fields.set(key, [node]);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : named(operation, node, seen);
      if (fragment && applies(operation, fragment, type)) visitSet(fragment.selectionSet);
    }
  };
  sets.forEach(visitSet);
  operation.meter.grow(fields.size);
  return fields;
}

function included({ variables }: Operation, node: SelectionNode): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false
  );
}

function named({ fragments }: Operation, { name }: FragmentSpreadNode, seen: Set<string>): FragmentDefinitionNode | undefined {
  if (seen.has(name.value)) return undefined;
  seen.add(name.value);
  return fragments.get(name.value);
}

function applies({ schema }: Operation, { typeCondition }: FragmentDefinitionNode | InlineFragmentNode, type: GraphQLObjectType): boolean {
  if (!typeCondition) return true;
  const condition = typeFromAST(schema, typeCondition);
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}

/** The selection sets of the nodes under one response key. */
export const selectionSets = (nodes: readonly FieldNode[]): SelectionSetNode[] => nodes.flatMap((n) => n.selectionSet ?? []);
