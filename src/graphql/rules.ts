/** The bounds that a document is held to before it is planned: what validation itself must not be made to pay for. */
import { GraphQLError, type ASTVisitor, type ValidationContext, type ValidationRule } from "graphql";
import { exceeded, type Limits } from "../plan/index.js";

const report = (context: ValidationContext, found: number, what: string, bound: keyof Limits, limits: Limits) => {
  const error = exceeded(what, found, bound, limits);
  context.reportError(new GraphQLError(error.message, { originalError: error, extensions: { code: error.code } }));
};

/** Validation rules for the bounds on a document's text. How deep introspection may go is graphql-js's own rule. */
export function documentRules(limits: Limits): ValidationRule[] {
  return [
    (context): ASTVisitor => {
      let aliases = 0;
      return {
        Field: ({ alias }) => void (alias && aliases++),
        Document: { leave: () => (aliases > limits.aliases ? report(context, aliases, "aliases", "aliases", limits) : undefined) },
      };
    },
    (context): ASTVisitor => {
      let aliases = 0;
      const asksOfSchema = (name: string) => name === "__schema" || context.getParentType()?.name.startsWith("__");
      return {
        Field: ({ name, alias }) => void (alias && asksOfSchema(name.value) && aliases++),
        Document: {
          leave: () =>
            aliases > limits.schemaAliases
              ? report(context, aliases, "aliases in what it asks of the schema", "schemaAliases", limits)
              : undefined,
        },
      };
    },
  ];
}
