import { InterfaceType, Property } from "./declare.js";
import { ID } from "./scalars.js";

@InterfaceType({ description: "Anything in the graph that has an id of its own." })
export abstract class Node {
  @Property(ID, "A readable, stable id, unique over the whole graph: `adgmin-6`, `VN`, `ai-governance`.", { sortable: true })
  id!: string;
}
