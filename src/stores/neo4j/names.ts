/** How things are called in the database, and how a name is written in Cypher. */
import type { Type } from "../../model/index.js";

/** The label of every node of the graph; the one constraint is on it. */
export const NODE = "Node";
/** The label of the one node that says which revision is there, and who is changing it. It is nobody else's. */
export const DATASET = "CommitmentsDataset";
/** Its id. */
export const CURRENT = "current";
/** The label of the nodes that lead from an id that was renamed to the one in use. */
export const REDIRECT = "CommitmentsRedirect";

/** What stands beside the model's properties begins with two underscores, as no name in a GraphQL schema may. */
export const derivedName = (property: string, form: "Key" | "KeyDesc" | "Folded"): string => `__${property}${form}`;

/** On a node: what searches look in (plan/search.ts). */
export const SEARCH_TYPE = "__searchType";
export const SEARCH_NAMES = "__searchNames";
export const SEARCH_TEXTS = "__searchTexts";

/** On an edge: the ids of its ends. */
export const FROM = "__from";
export const TO = "__to";
/** On an edge: what it repeats of a property of the node from which it leads. */
export const fromName = (property: string): string => `__from_${property}`;

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A label, type or property name as Cypher has it. Names come from the model alone, never from a question. */
export const quoted = (name: string): string => (PLAIN.test(name) ? name : `\`${name.replaceAll("`", "``")}\``);

/** Every label of a node of a type. */
export const labelsOf = (type: Type): readonly string[] => [...new Set([NODE, ...type.interfaces.map((i) => i.name), type.name])];
