import { NodeType, Property, Relationship } from "./declare.js";
import { Node } from "./node.js";
import { Text } from "./scalars.js";

@NodeType({
  description: "A subject that commitments address. Themes form trees, broader above narrower (as `skos:broader` has it).",
  plural: "themes",
  implements: [Node],
  order: [{ label: "ASC" }],
  hierarchy: "broader",
})
export class Theme extends Node {
  @Property(Text, "What the theme is called.", { sortable: true, searchable: 5 })
  label!: string;
  @Property(Text, "Other names in use (as `skos:altLabel` has it), separated by semicolons: `AI`.", {
    nullable: true,
    searchable: 5,
    alternative: true,
  })
  alternativeLabels?: string;

  @Relationship({
    type: "BROADER",
    to: () => Theme,
    one: true,
    acyclic: true,
    description: "The theme directly above; null for a top theme.",
    inverse: { name: "narrower", description: "The themes directly below." },
  })
  broader?: Theme;
}
