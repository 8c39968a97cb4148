import { Commitment, CommitmentStatus } from "./commitment.js";
import { NodeType, Property, Relationship } from "./declare.js";
import { Document } from "./document.js";
import { Node } from "./node.js";
import { PartialDate, Text } from "./scalars.js";

@NodeType({
  description: "A dated, sourced step of a commitment: adopted, launched, completed, reported.",
  plural: "milestones",
  implements: [Node],
  order: [{ date: "ASC" }],
})
export class Milestone extends Node {
  @Property(PartialDate, "When the step was taken, or reported.", { nullable: true, sortable: true })
  date?: string;
  @Property(CommitmentStatus, "Where the commitment stood after it.", { sortable: true })
  status!: string;
  @Property(Text, "What happened, in our own words.", { searchable: 1 })
  description!: string;

  @Relationship({
    type: "OF",
    to: () => Commitment,
    one: true,
    required: true,
    chronology: { own: "date", other: "madeOn", otherwise: "note" },
    description: "The commitment of which it is a step.",
    inverse: { name: "milestones", description: "Its known steps, oldest first." },
  })
  commitment!: Commitment;

  @Relationship({
    type: "EVIDENCED_BY",
    to: () => Document,
    source: true,
    required: true,
    description: "The documents that show it.",
    inverse: { name: "evidences", description: "The milestones for which this document is the evidence." },
  })
  evidence!: Document[];
}
