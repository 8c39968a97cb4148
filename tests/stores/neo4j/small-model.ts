/** A model that has what matters to the store, and nothing of the project's own. */
import {
  EdgeProperties,
  Enum,
  Int,
  Model,
  Node,
  NodeType,
  PartialDate,
  PropertyOf as Property,
  RelationshipOf as Relationship,
  Text,
} from "../../../src/model/index.js";

const Size = Enum("Size", "A size.", { LARGE: "Large.", SMALL: "Small." });

@EdgeProperties({ description: "How a box holds a thing." })
class Holds {
  @Property(Text, "Where in it.", { nullable: true, sortable: true })
  corner?: string;
}

@NodeType({ description: "A thing.", plural: "things", implements: [Node], order: [{ made: "DESC" }] })
class Thing extends Node {
  @Property(Text, "Its name.", { sortable: true })
  name!: string;
  @Property(Text, "A note.", { nullable: true })
  note?: string;
  @Property(PartialDate, "When it was made.", { nullable: true, sortable: true })
  made?: string;
  @Property(Size, "Its size.", { sortable: true })
  size!: string;
  @Property(Int, "How many there are.", { nullable: true, sortable: true })
  stock?: number;
}

@NodeType({ description: "A box.", plural: "boxes", implements: [Node], order: [{ id: "ASC" }], hierarchy: "inside" })
class Box extends Node {
  @Relationship({
    type: "HOLDS",
    to: () => Thing,
    properties: () => Holds,
    order: [{ name: "ASC" }],
    description: "What is in it.",
    inverse: { name: "boxes", description: "In what it is." },
  })
  things!: Thing[];
  @Relationship({
    type: "INSIDE",
    to: () => Box,
    one: true,
    acyclic: true,
    description: "The box around it.",
    inverse: { name: "boxes", description: "The boxes in it." },
  })
  inside?: Box;
}

export const smallModel = new Model([Thing, Box]);
