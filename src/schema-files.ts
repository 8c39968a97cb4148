import { deriveSchema, printSchemaText } from "./graphql/index.js";
import type { Model } from "./model/index.js";
import { neo4jSchema } from "./stores/neo4j/index.js";
import { sqliteSchema } from "./stores/sqlite/index.js";

/** The files of schema/ and what stands in them: the same model, as each of its readers has it. */
export const schemaFiles = (model: Model): Readonly<Record<string, string>> => ({
  "schema.graphql": printSchemaText(deriveSchema(model).schema),
  "sqlite.sql": sqliteSchema(model),
  "neo4j.cypher": neo4jSchema(model)
    .map((statement) => `${statement};\n`)
    .join(""),
});
