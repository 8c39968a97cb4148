import { EdgeProperties, NodeType, Property, Relationship } from "./declare.js";
import { Actor } from "./actor.js";
import { Document } from "./document.js";
import { Meeting } from "./meeting.js";
import { Node } from "./node.js";
import { Enum, Int, PartialDate, Text } from "./scalars.js";
import { Theme } from "./theme.js";

export const CommitmentKind = Enum("CommitmentKind", "What sort of promise a commitment is.", {
  ACTION: "Something is to be done: a project, a study, an event.",
  TARGET: "A level is to be reached, often by a year.",
  POLICY: "A direction that the parties agreed to follow.",
  INSTITUTION: "A body, network or centre is to be set up or strengthened.",
  INSTRUMENT: "A text is to be drawn up or adopted: a framework, guide, agreement or set of clauses.",
  CAPACITY_BUILDING: "People or bodies are to be trained or helped.",
  FUNDING: "Money is promised.",
  COOPERATION: "Parties are to work together, with each other or with a partner.",
  PRINCIPLE: "A rule of conduct that the parties affirmed.",
});

export const CommitmentStatus = Enum("CommitmentStatus", "Where a commitment stood, as of the latest source.", {
  ANNOUNCED: "Said, and no source shows a next step yet.",
  IN_PROGRESS: "A source says that the work has begun or goes on.",
  DELIVERED: "A source reports it as done.",
  SUPERSEDED: "A later commitment took its place.",
  UNKNOWN: "Its time is over, and no source says what came of it.",
});

export const PartyRole = Enum("PartyRole", "What part an actor has in a commitment.", {
  PARTY: "One of those who made it.",
  LEAD: "Leads the work.",
  SUPPORTER: "Supports it, without being bound by it.",
});

export const BuildsOnRelation = Enum("BuildsOnRelation", "How a commitment relates to the earlier one that it builds on.", {
  CONTINUES: "Goes on with it.",
  IMPLEMENTS: "Carries it out.",
  EXPANDS: "Widens it.",
  SUPERSEDES: "Takes its place.",
  REVIEWS: "Looks back on it.",
});

@EdgeProperties({ description: "Where in a document a commitment is stated." })
export class StatedIn {
  @Property(Text, "The paragraph, section or page: `para 12`, `EA1.3`, `p. 38`; null where it is not known.", {
    nullable: true,
    sortable: true,
  })
  locator?: string;
}

@EdgeProperties({ description: "How a commitment addresses a theme." })
export class Addresses {
  @Property(Int, "0 is the commitment's main theme, 1 the next one, and so on.", { sortable: true, position: true })
  rank!: number;
}

@EdgeProperties({ description: "In what part an actor made a commitment." })
export class MadeBy {
  @Property(PartyRole, "The part that the actor has in it.", { sortable: true })
  role!: string;
}

@EdgeProperties({ description: "How a commitment builds on an earlier one." })
export class BuildsOn {
  @Property(BuildsOnRelation, "What the later commitment does with the earlier one.", { sortable: true })
  relation!: string;
}

@NodeType({
  description: "A promise made in public by ASEAN, its members or their partners, as a source states it.",
  plural: "commitments",
  implements: [Node],
  order: [{ madeOn: "DESC" }],
  hierarchy: "partOf",
})
export class Commitment extends Node {
  @Property(Text, "A short title, a verb first: `Establish an ASEAN regional CERT`.", { sortable: true, searchable: 4 })
  title!: string;
  @Property(Text, "Who is to do what, for whom, by when: in our own words, in one or two sentences.", { searchable: 2 })
  statement!: string;
  @Property(CommitmentKind, "What sort of promise it is.", { sortable: true })
  kind!: string;
  @Property(CommitmentStatus, "Where it stood, as of the latest source.", { sortable: true })
  status!: string;
  @Property(PartialDate, "When it was made, as precisely as the source tells.", { nullable: true, sortable: true })
  madeOn?: string;
  @Property(Int, "The year by which it is due, where one was named.", { nullable: true, sortable: true })
  dueYear?: number;

  @Relationship({
    type: "MADE_AT",
    to: () => Meeting,
    one: true,
    description: "The meeting where it was made; null where no source names one.",
    inverse: { name: "commitments", description: "The commitments made at this meeting." },
  })
  madeAt?: Meeting;

  @Relationship({
    type: "STATED_IN",
    to: () => Document,
    source: true,
    required: true,
    properties: () => StatedIn,
    order: [{ issuedOn: "ASC" }],
    description: "The documents that state it, each with the place in it, the oldest first.",
    inverse: { name: "commitments", description: "The commitments stated in this document." },
  })
  statedIn!: Document[];

  @Relationship({
    type: "ADDRESSES",
    to: () => Theme,
    properties: () => Addresses,
    order: [{ edge: { rank: "ASC" } }],
    description: "The themes that it addresses, the main one first.",
    inverse: {
      name: "commitments",
      description: "The commitments that address this very theme (use the filter `within` to take in narrower ones).",
    },
  })
  themes!: Theme[];

  @Relationship({
    type: "MADE_BY",
    to: () => Actor,
    properties: () => MadeBy,
    order: [{ edge: { role: "ASC" } }, { name: "ASC" }],
    description: "Who made it. What all members promised together has the organization `asean` as its party.",
    inverse: {
      name: "commitments",
      description: "The commitments that this actor made itself; those of ASEAN as a whole are at the organization `asean`.",
    },
  })
  parties!: Actor[];

  @Relationship({
    type: "BENEFITS",
    to: () => Actor,
    description: "Those for whom it was made, where a source names them.",
    inverse: { name: "beneficiaryOf", description: "The commitments made for the good of this actor." },
  })
  beneficiaries!: Actor[];

  @Relationship({
    type: "PART_OF",
    to: () => Commitment,
    one: true,
    acyclic: true,
    description: "The larger commitment of which this one is a part.",
    inverse: { name: "parts", description: "The commitments that are parts of this one." },
  })
  partOf?: Commitment;

  @Relationship({
    type: "BUILDS_ON",
    to: () => Commitment,
    properties: () => BuildsOn,
    acyclic: true,
    chronology: { own: "madeOn", other: "madeOn", otherwise: "fault" },
    description: "The earlier commitments on which it builds.",
    inverse: { name: "builtOnBy", description: "The later commitments that build on this one." },
  })
  buildsOn!: Commitment[];

  @Relationship({
    type: "DELIVERED_BY",
    to: () => Document,
    description: "The documents that deliver it: the guide, the framework, the agreement that was promised.",
    inverse: { name: "delivers", description: "The commitments that this document delivers." },
  })
  outputs!: Document[];
}
