import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import {
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
  validate,
  validateSchema,
} from "graphql";
import { deriveSchema } from "../../src/graphql/index.js";
import {
  EdgeProperties,
  model,
  Model,
  Node,
  NodeType,
  PropertyOf as Property,
  RelationshipOf as Relationship,
  Text,
} from "../../src/model/index.js";
import { schemaFiles } from "../../src/schema-files.js";

const { schema } = deriveSchema(model);

describe("the schema", () => {
  test("is valid", () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  test.each(Object.entries(schemaFiles(model)))("is the one that schema/%s shows; run `npm run schema` when it is not", (file, text) => {
    expect(readFileSync(`schema/${file}`, "utf8")).toBe(text);
  });

  test("describes every type, field, argument and enum value", () => {
    const silent: string[] = [];
    const check = (name: string, { description }: { description?: string | null }) => void (description?.trim() || silent.push(name));
    for (const type of Object.values(schema.getTypeMap())) {
      if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
      if (type !== schema.getQueryType()) check(type.name, type);
      if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
      if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field);
      if (isObjectType(type) || isInterfaceType(type)) {
        for (const field of Object.values(type.getFields())) {
          check(`${type.name}.${field.name}`, field);
          for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name}:)`, argument);
        }
      }
    }
    expect(silent).toEqual([]);
  });

  test("has an inverse, named on its own, for every relationship", () => {
    for (const { key, from, to } of model.edges) {
      const [, name] = key.split(".");
      const { inverse } = from.relationships.get(name!)!;
      expect(to.relationships.get(inverse.name)).toBe(inverse);
    }
  });

  test("lets the introspection of GraphiQL pass, and refuses deeper circles through it", () => {
    expect(validate(schema, parse(getIntrospectionQuery({ schemaDescription: true, inputValueDeprecation: true })))).toEqual([]);
    const deep = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }";
    expect(validate(schema, parse(deep)).map((e) => e.message)).toEqual([expect.stringContaining("introspection depth")]);
  });
});

@EdgeProperties({ description: "Where." })
class At {
  @Property(Text, "Which page.", { deprecated: "Since 2.0, use `place`." })
  page!: string;
}

@NodeType({ description: "A book.", plural: "books", implements: [Node] })
class Book extends Node {
  @Property(Text, "The title.")
  title!: string;
  @Property(Text, "The title, in short.", { deprecated: "Since 2.0, use `title`." })
  short!: string;
  @Relationship({
    type: "CITES",
    to: () => Book,
    properties: () => At,
    description: "What it cites.",
    deprecated: "Since 2.0, use `sources`.",
    inverse: { name: "citedBy", description: "What cites it." },
  })
  cites!: Book[];
}

test("what the model deprecates stays in the schema, and says what to use instead", () => {
  const { schema } = deriveSchema(new Model([Book]));
  const reasonOf = (type: string, field: string) => {
    const found = schema.getType(type);
    return isObjectType(found) ? found.getFields()[field]!.deprecationReason : null;
  };
  expect(reasonOf("Book", "short")).toBe("Since 2.0, use `title`.");
  expect(reasonOf("Book", "cites")).toBe("Since 2.0, use `sources`.");
  expect(reasonOf("BookCitesEdge", "page")).toBe("Since 2.0, use `place`.");
  for (const field of ["title", "citedBy"]) expect(reasonOf("Book", field)).toBeUndefined();
});
