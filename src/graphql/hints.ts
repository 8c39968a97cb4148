/**
 * What graphql-js says of a mistake that nearly every beginner makes here, and what would be right. The mistakes follow
 * from the shape of the schema (names.ts), so the hints do too.
 */
import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from "graphql";

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
      if (others.length > 0 && others.length <= FEW_TYPES) return `${others.join(" and ")} ${others.length > 1 ? "have" : "has"} it.`;
      const own = schema.getType(type!);
      return isObjectType(own) || isInterfaceType(own) ? listed(Object.keys(own.getFields())) : null;
    },
  ],
  [/^Int cannot represent non-integer value: "(?<found>-?\d+)"/, ({ found }) => `A number has no quotes: ${found}.`],
  [
    /^Value "\w+" does not exist in "(?<type>\w+)" enum\./,
    ({ type }, schema) => {
      const values = schema.getType(type!);
      return isEnumType(values) ? listed(values.getValues().map(({ name }) => name)) : null;
    },
  ],
  [
    /Expected value of type "\w+Quantifier", found (?<found>"[\w-]+")\.$/,
    ({ found }) => `Say of how many what must hold: { some: { id: { eq: ${found} } } }.`,
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
    /Field "(?<field>\w+)" is not defined by type "(?<type>\w+)"\./,
    ({ field, type }, schema) => {
      const input = schema.getType(type!);
      if (!isInputObjectType(input)) return null;
      const fields = input.getFields();
      const ofEdge = fields.edge && getNamedType(fields.edge.type);
      if (isInputObjectType(ofEdge) && field! in ofEdge.getFields()) return `It is of the edge: { edge: { ${field}: … } }.`;
      return listed(Object.keys(fields));
    },
  ],
];

/** So many names help; of more the documentation tells. */
const FEW_NAMES = 40;

const listed = (names: readonly string[]): string | null => (names.length <= FEW_NAMES ? `It has ${names.join(", ")}.` : null);

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
