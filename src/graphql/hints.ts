/**
 * What graphql-js says of a mistake that nearly every beginner makes here, and what would be right. The mistakes follow
 * from the shape of the schema (names.ts), so the hints do too.
 */
import { isInputObjectType, isObjectType, type GraphQLSchema } from "graphql";

type Hint = (groups: Readonly<Record<string, string>>, schema: GraphQLSchema) => string | null;

const HINTS: readonly (readonly [RegExp, Hint])[] = [
  [/Expected value of type "\w+Filter", found (?<found>.+)\.$/s, ({ found }) => `A filter says how to compare: { eq: ${found} }.`],
  [
    /got invalid value (?<found>.+) at ".+"; Expected type "\w+Filter" to be an object\.$/s,
    ({ found }) => `A filter says how to compare: { "eq": ${found} }.`,
  ],
  [
    /^Cannot query field "(?<field>\w+)" on type "(?<type>\w+)"\./,
    ({ field, type }, schema) => {
      for (const around of ["node", "nodes"])
        if (fieldsBelow(schema, type!, around).includes(field!)) return `Write ${around} { ${field} }.`;
      const others = typesWith(schema, field!);
      return others.length > 0 && others.length <= FEW_TYPES ? `${others.join(" and ")} ${others.length > 1 ? "have" : "has"} it.` : null;
    },
  ],
  [
    /^Enum "\w+" cannot represent non-enum value: "(?<found>\w+)"\./,
    ({ found }) => `In a query the values of an enum have no quotes: ${found}.`,
  ],
  [
    /Field "(?<field>\w+)" is not defined by type "\w+Quantifier"\./,
    ({ field }) => `Say of how many it must hold: { some: { ${field}: … } }, or none, all, single.`,
  ],
  [
    /Field "\w+" is not defined by type "(?<type>\w+)"\./,
    ({ type }, schema) => {
      const input = schema.getType(type!);
      return isInputObjectType(input) ? `It has ${Object.keys(input.getFields()).join(", ")}.` : null;
    },
  ],
];

/** The fields of the type of a field; none where there is no such field. */
function fieldsBelow(schema: GraphQLSchema, type: string, field: string): string[] {
  const object = schema.getType(type);
  const below = isObjectType(object) ? object.getFields()[field]?.type : undefined;
  const inner = below && schema.getType(String(below).replace(/[[\]!]/g, ""));
  return inner && "getFields" in inner ? Object.keys(inner.getFields()) : [];
}

/** Of so many types at most it is worth saying that they have what another one lacks. */
const FEW_TYPES = 3;

const typesWith = (schema: GraphQLSchema, field: string): string[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith("__") && field in type.getFields())
    .map(({ name }) => name);

/** A message of graphql-js, with a hint where there is one for it. */
export function withHint(message: string, schema: GraphQLSchema): string {
  for (const [pattern, hint] of HINTS) {
    const match = pattern.exec(message);
    const words = match && hint(match.groups!, schema);
    if (words) return `${message} ${words}`;
  }
  return message;
}
