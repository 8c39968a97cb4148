/** Smaller queries out of one: each with one part left out, the largest parts first; then with variables written out. */
import {
  astFromValue,
  isInputType,
  Kind,
  typeFromAST,
  validate,
  visit,
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
} from "graphql";

/** What may be left out. What cannot stand alone (the last selection of a set) is found out by validation. */
const REMOVABLE: ReadonlySet<string> = new Set([
  Kind.FIELD,
  Kind.INLINE_FRAGMENT,
  Kind.FRAGMENT_SPREAD,
  Kind.ARGUMENT,
  Kind.DIRECTIVE,
  Kind.OBJECT_FIELD,
]);

export function* smaller(
  document: DocumentNode,
  values: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
): Generator<DocumentNode> {
  for (let n = 0; ; n++) {
    const without = withoutPart(document, n);
    if (!without) break;
    const tidy = withoutUnused(without);
    if (isValid(tidy, schema)) yield tidy;
  }
  for (const { variable, type, defaultValue } of operationOf(document).variableDefinitions ?? []) {
    const inputType = typeFromAST(schema, type as never);
    const name = variable.name.value;
    const given = name in values && isInputType(inputType) ? astFromValue(values[name], inputType) : defaultValue;
    if (!given) continue;
    const written = withoutUnused(
      visit(document, { VariableDefinition: () => false, Variable: (v) => (v.name.value === name ? (given as never) : undefined) }),
    );
    if (isValid(written, schema)) yield written;
  }
}

const isValid = (document: DocumentNode, schema: GraphQLSchema) => validate(schema, document).length === 0;

export const operationOf = (document: DocumentNode) =>
  document.definitions.find((d): d is OperationDefinitionNode => d.kind === Kind.OPERATION_DEFINITION)!;

/** Leaves out the nth part, or returns null when there are not so many. A member of a list of values is a part too. */
function withoutPart(document: DocumentNode, n: number): DocumentNode | null {
  let seen = 0;
  let found = false;
  const leave = (node: ASTNode, isPart: boolean) => {
    if (!isPart || seen++ !== n) return undefined;
    found = true;
    return null;
  };
  const isMember = (node: ASTNode, parent: unknown) =>
    Array.isArray(parent) && (node.kind === Kind.OBJECT || node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.ENUM);
  const visitor: ASTVisitor = {
    VariableDefinition: () => false,
    enter: (node, _key, parent) => leave(node, REMOVABLE.has(node.kind) || isMember(node, parent)),
  };
  const result = visit(document, visitor);
  return found ? result : null;
}

/** Leaves out definitions of fragments and variables that nothing refers to any more. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const spread = namesIn(document, Kind.FRAGMENT_SPREAD);
  const kept = {
    ...document,
    definitions: document.definitions.filter((d) => d.kind !== Kind.FRAGMENT_DEFINITION || spread.has(d.name.value)),
  };
  if (kept.definitions.length < document.definitions.length) return withoutUnused(kept);
  const used = namesIn(visit(document, { VariableDefinition: () => null }), Kind.VARIABLE);
  return visit(document, { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null) });
}

function namesIn(document: DocumentNode, kind: Kind.FRAGMENT_SPREAD | Kind.VARIABLE): Set<string> {
  const names = new Set<string>();
  visit(document, {
    enter: (node) => void (node.kind === kind && names.add((node as ValueNode & { name: { value: string } }).name.value)),
  });
  return names;
}
