/**
 * How things of the model are called in the file. Names of the store's own are in snake case, which the model's camel
 * case does not meet.
 */
import type { EdgeType, Property, Relationship, Type } from "../../model/index.js";
import type { Form } from "../../plan/index.js";

export const NODE_KEY = "node_key";
/** In an interface's table: which node type a node has. */
export const NODE_TYPE = "node_type";
export const EDGE_KEY = "edge_key";
export const SOURCE_KEY = "source_key";
export const TARGET_KEY = "target_key";
export const META = "store_meta";
export const REDIRECT = "id_redirect";
/** The index of searches, and its columns beside `names` and `texts`. */
export const SEARCH = "node_search";
export const ID = "id";
export const SEARCH_TYPE = "type";

export const tableOf = (type: Type): string => type.name;

/** `Commitment.themes` is kept in the table `Commitment_themes`. */
export const edgeTableOf = (edges: EdgeType): string => edges.key.replace(".", "_");

/** The column that holds a property, in one of the forms in which it is compared. */
export const columnOf = (property: Property, form: Form): string => (form === "value" ? property.name : `${property.name}_${form}`);

/** The forms in which a property is kept. */
export function formsOf(property: Property): readonly Form[] {
  if (property.type.name === "String") return ["value", "folded"];
  return property.type.name === "PartialDate" ? ["value", "day"] : ["value"];
}

/** The column by which a property is ordered. */
export const sortColumnOf = (property: Property): string => columnOf(property, property.type.name === "PartialDate" ? "day" : "value");

/** The column of an edge table at the end where a relationship starts, and at the end to which it leads. */
export const nearKey = ({ direction }: Relationship): string => (direction === "OUT" ? SOURCE_KEY : TARGET_KEY);
export const farKey = ({ direction }: Relationship): string => (direction === "OUT" ? TARGET_KEY : SOURCE_KEY);
