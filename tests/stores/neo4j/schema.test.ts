import { expect, test } from "@jest/globals";
import { Model, model, Node, NodeType, PropertyOf, RelationshipOf, Text } from "../../../src/model/index.js";
import { neo4jSchema } from "../../../src/stores/neo4j/index.js";
import { formOf } from "../../../src/stores/neo4j/schema.js";
import { smallModel } from "./small-model.js";

test("constraints and indexes follow from the model", () => {
  expect(neo4jSchema(smallModel).join(";\n").replaceAll("commitments_", "")).toBe(
    `// There is one node for the dataset itself.
CREATE CONSTRAINT CommitmentsDataset_id_unique IF NOT EXISTS FOR (n:CommitmentsDataset) REQUIRE n.id IS UNIQUE;
// An id is unique over the whole graph.
CREATE CONSTRAINT Node_id_unique IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;
// So is an id that was renamed.
CREATE CONSTRAINT CommitmentsRedirect_id_unique IF NOT EXISTS FOR (n:CommitmentsRedirect) REQUIRE n.id IS UNIQUE;
// Thing: pages in any order, from any place in it.
CREATE RANGE INDEX Thing_id_range IF NOT EXISTS FOR (n:Thing) ON (n.id);
CREATE RANGE INDEX Thing___nameKey_id_range IF NOT EXISTS FOR (n:Thing) ON (n.__nameKey, n.id);
CREATE RANGE INDEX Thing___madeKey_id_range IF NOT EXISTS FOR (n:Thing) ON (n.__madeKey, n.id);
CREATE RANGE INDEX Thing___madeKeyDesc_id_range IF NOT EXISTS FOR (n:Thing) ON (n.__madeKeyDesc, n.id);
CREATE RANGE INDEX Thing_size_id_range IF NOT EXISTS FOR (n:Thing) ON (n.size, n.id);
CREATE RANGE INDEX Thing___stockKey_id_range IF NOT EXISTS FOR (n:Thing) ON (n.__stockKey, n.id);
CREATE RANGE INDEX Thing___stockKeyDesc_id_range IF NOT EXISTS FOR (n:Thing) ON (n.__stockKeyDesc, n.id);
CREATE RANGE INDEX Thing_made_id_range IF NOT EXISTS FOR (n:Thing) ON (n.made, n.id);
// Thing: text that contains something.
CREATE TEXT INDEX Thing___nameFolded_text IF NOT EXISTS FOR (n:Thing) ON (n.__nameFolded);
CREATE TEXT INDEX Thing___noteFolded_text IF NOT EXISTS FOR (n:Thing) ON (n.__noteFolded);
// Box: pages in any order, from any place in it.
CREATE RANGE INDEX Box_id_range IF NOT EXISTS FOR (n:Box) ON (n.id);
// Edges that come in to a node, in the order of the list at its end.
CREATE RANGE INDEX HOLDS___to___from_range IF NOT EXISTS FOR ()-[n:HOLDS]-() ON (n.__to, n.__from);
CREATE RANGE INDEX INSIDE___to___from_range IF NOT EXISTS FOR ()-[n:INSIDE]-() ON (n.__to, n.__from)`,
  );
});

test("an index of edges begins with the key of the list at their end", () => {
  const [statement] = neo4jSchema(model).filter((text) => text.includes("[n:MADE_AT]"));
  expect(statement).toContain("ON (n.__to, n.__from___madeOnKeyDesc, n.__from)");
});

test("each has a name of its own", () => {
  const names = neo4jSchema(model).map((statement) => /(?:INDEX|CONSTRAINT) (\S+) IF/.exec(statement)![1]);
  expect(new Set(names).size).toBe(names.length);
});

test("a type may not have the name of a label of the store's own", () => {
  class CommitmentsDataset extends Node {}
  NodeType({ description: "A dataset.", implements: [Node] })(CommitmentsDataset);
  expect(() => neo4jSchema(new Model([CommitmentsDataset]))).toThrow("the label CommitmentsDataset is the store's own");
});

test("the form of what is stored changes with the order of a list, since edges repeat what it goes by", () => {
  const modelOf = (by: "name" | "code") => {
    class Thing extends Node {}
    for (const name of ["name", "code"]) PropertyOf(Text, "A property.", { sortable: true })(Thing.prototype, name);
    RelationshipOf({
      type: "LIKES",
      to: () => Thing,
      description: "Likes.",
      inverse: { name: "likedBy", description: "Liked by.", order: [{ [by]: "ASC" }] },
    })(Thing.prototype, "likes");
    NodeType({ description: "A thing.", implements: [Node] })(Thing);
    return new Model([Thing]);
  };
  expect(modelOf("name").fingerprint).toBe(modelOf("code").fingerprint);
  expect(formOf(modelOf("name"))).toBe(formOf(modelOf("name")));
  expect(formOf(modelOf("name"))).not.toBe(formOf(modelOf("code")));
});
