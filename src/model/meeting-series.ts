import { NodeType, Property, Relationship } from "./declare.js";
import { Node } from "./node.js";
import { Text } from "./scalars.js";

@NodeType({
  description: "A series of meetings, such as the ASEAN Digital Ministers' Meeting.",
  plural: "allMeetingSeries",
  implements: [Node],
  order: [{ name: "ASC" }],
})
export class MeetingSeries extends Node {
  @Property(Text, "The full official name.", { sortable: true, searchable: 3 })
  name!: string;
  @Property(Text, "The abbreviation by which it is known: ADGMIN, TELMIN.", {
    nullable: true,
    sortable: true,
    searchable: 3,
    alternative: true,
  })
  abbreviation?: string;

  @Relationship({
    type: "SUCCEEDS",
    to: () => MeetingSeries,
    one: true,
    acyclic: true,
    description: "The series whose place it took.",
    inverse: { name: "successor", one: true, description: "The series that took its place." },
  })
  predecessor?: MeetingSeries;
}
