import { Actor } from "./actor.js";
import { Country } from "./country.js";
import { EdgeProperties, NodeType, Property, Relationship } from "./declare.js";
import { Document } from "./document.js";
import { MeetingSeries } from "./meeting-series.js";
import { Node } from "./node.js";
import { Enum, Int, PartialDate, Text } from "./scalars.js";

export const MeetingFormat = Enum("MeetingFormat", "How a meeting was held.", {
  IN_PERSON: "At one place.",
  VIRTUAL: "By video.",
  HYBRID: "Both.",
});

export const AttendeeCapacity = Enum("AttendeeCapacity", "In what capacity an actor attended a meeting.", {
  MEMBER: "As a member of ASEAN at that time; also ASEAN itself, where a source names its members together.",
  PARTNER: "As a partner or guest: another country, an international organization, or a body such as the ASEAN Secretariat.",
  OBSERVER: "As an observer.",
});

@EdgeProperties({ description: "How an actor attended a meeting." })
export class AttendedBy {
  @Property(AttendeeCapacity, "The capacity in which it was there.", { sortable: true })
  capacity!: string;
}

@NodeType({
  description: "A meeting at which commitments were made or taken up.",
  plural: "meetings",
  implements: [Node],
  order: [{ startDate: "DESC" }],
})
export class Meeting extends Node {
  @Property(Text, "The title: `6th ASEAN Digital Ministers' Meeting`.", { sortable: true, searchable: 4 })
  title!: string;
  @Property(Int, "Its number in its series, where a source gives it.", { nullable: true, sortable: true })
  ordinal?: number;
  @Property(Text, "The meeting's own theme line, quoted.", { nullable: true, searchable: 1 })
  motto?: string;
  @Property(PartialDate, "The first day.", { nullable: true, sortable: true })
  startDate?: string;
  @Property(PartialDate, "The last day.", { nullable: true, sortable: true, notBefore: "startDate" })
  endDate?: string;
  @Property(Text, "The city where it was held.", { nullable: true, sortable: true, searchable: 1 })
  city?: string;
  @Property(MeetingFormat, "How it was held.", { nullable: true, sortable: true })
  format?: string;

  @Relationship({
    type: "IN_SERIES",
    to: () => MeetingSeries,
    one: true,
    required: true,
    description: "The series to which it belongs.",
    inverse: { name: "meetings", description: "The meetings of this series." },
  })
  series!: MeetingSeries;

  @Relationship({
    type: "FOLLOWS",
    to: () => Meeting,
    one: true,
    acyclic: true,
    chronology: { own: "startDate", other: "startDate", otherwise: "fault" },
    description: "The meeting before it in its series, as far as the dataset has it.",
    inverse: { name: "next", one: true, description: "The meeting after it in its series, as far as the dataset has it." },
  })
  previous?: Meeting;

  @Relationship({
    type: "HELD_IN",
    to: () => Country,
    one: true,
    description: "The country where it was held.",
    inverse: { name: "hosted", description: "The meetings held in this country." },
  })
  heldIn?: Country;

  @Relationship({
    type: "CHAIRED_BY",
    to: () => Country,
    one: true,
    description: "The country in the chair.",
    inverse: { name: "chaired", description: "The meetings that this country chaired." },
  })
  chairedBy?: Country;

  @Relationship({
    type: "VICE_CHAIRED_BY",
    to: () => Country,
    one: true,
    description: "The country that was vice-chair.",
    inverse: { name: "viceChaired", description: "The meetings at which this country was vice-chair." },
  })
  viceChairedBy?: Country;

  @Relationship({
    type: "ATTENDED_BY",
    to: () => Actor,
    properties: () => AttendedBy,
    order: [{ edge: { capacity: "ASC" } }, { name: "ASC" }],
    description: "Who attended, as far as sources name them.",
    inverse: { name: "attended", description: "The meetings that this actor attended." },
  })
  attendees!: Actor[];

  @Relationship({
    type: "REPORTED_IN",
    to: () => Document,
    source: true,
    required: true,
    description: "The sources of what is said of it here.",
    inverse: { name: "reportsOnMeetings", description: "The meetings for which this document is a source." },
  })
  reportedIn!: Document[];
}
