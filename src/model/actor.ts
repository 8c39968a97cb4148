import { InterfaceType, Property } from "./declare.js";
import { Node } from "./node.js";
import { Text } from "./scalars.js";

@InterfaceType({
  description: "Who makes commitments, benefits from them or attends meetings: a country or an organization.",
  plural: "actors",
  implements: [Node],
  order: [{ name: "ASC" }],
})
export abstract class Actor extends Node {
  @Property(Text, "The name in common use.", { sortable: true, searchable: 6 })
  name!: string;
  @Property(Text, "Other names in use, separated by semicolons: `Vietnam; Viet-Nam`.", { nullable: true, searchable: 6, alternative: true })
  alternativeLabels?: string;
}
