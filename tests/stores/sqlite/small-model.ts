/**
 * A model with everything that a model can have, small enough that random questions meet all of it; some of its names
 * are words of SQL.
 */
import {
  Enum,
  Flag,
  ID,
  Int,
  Model,
  PartialDate,
  PropertyOf as Property,
  RelationshipOf as Relationship,
  EdgeProperties,
  InterfaceType,
  NodeType,
  Text,
} from "../../../src/model/index.js";

const Mood = Enum("Mood", "A mood.", { GLAD: "Glad.", CALM: "Calm.", SAD: "Sad." });

@InterfaceType({ description: "Anything." })
abstract class Node {
  @Property(ID, "Its id.", { sortable: true })
  id!: string;
}

@EdgeProperties({ description: "How one likes another." })
class Likes {
  @Property(Int, "How much.", { nullable: true, sortable: true })
  weight?: number;
  @Property(PartialDate, "Since when.", { nullable: true, sortable: true })
  since?: string;
  @Property(Text, "From whom one knows.", { nullable: true, sortable: true })
  source?: string;
  @Property(Flag, "Whether the other one knows.", { sortable: true })
  open!: boolean;
}

@InterfaceType({ description: "Who lives.", plural: "beings", implements: [Node], order: [{ name: "ASC" }] })
abstract class Being extends Node {
  @Property(Text, "Its name.", { nullable: true, sortable: true })
  name?: string;
  @Property(Flag, "Whether it is awake.", { nullable: true, sortable: true })
  awake?: boolean;
  @Relationship({
    type: "LIKES",
    to: () => Being,
    properties: () => Likes,
    order: [{ edge: { weight: "DESC" } }],
    description: "Whom it likes.",
    inverse: { name: "likedBy", description: "Who likes it." },
  })
  likes!: Being[];
  @Relationship({ type: "OWNS", to: () => Node, description: "What it owns.", inverse: { name: "owners", description: "Whose it is." } })
  owns!: Node[];
}

@NodeType({ description: "A person.", plural: "people", implements: [Being], order: [{ born: "DESC" }] })
class Person extends Being {
  @Property(Int, "Years.", { nullable: true, sortable: true })
  age?: number;
  @Property(PartialDate, "When born.", { nullable: true, sortable: true })
  born?: string;
  @Property(Mood, "How it feels.", { nullable: true, sortable: true })
  mood?: string;
  @Relationship({
    type: "LIVES_IN",
    to: () => Place,
    one: true,
    description: "Where it lives.",
    inverse: { name: "residents", description: "Who lives there." },
  })
  home?: Place;
}

@NodeType({ description: "A robot.", plural: "robots", implements: [Being], order: [{ made: "ASC" }] })
class Robot extends Being {
  @Property(PartialDate, "When made.", { sortable: true })
  made!: string;
  @Property(Text, "With which others it was made.")
  group!: string;
}

@NodeType({ description: "A place.", plural: "places", implements: [Node], order: [{ label: "ASC" }], hierarchy: "broader" })
class Place extends Node {
  @Property(Text, "What it is called.", { sortable: true })
  label!: string;
  @Relationship({
    type: "BROADER",
    to: () => Place,
    one: true,
    description: "In what it lies.",
    inverse: { name: "narrower", description: "What lies in it." },
  })
  broader?: Place;
}

export const smallModel = new Model([Person, Robot, Place]);
