import { Actor } from "./actor.js";
import { NodeType, Property } from "./declare.js";
import { Enum, Text, Url } from "./scalars.js";

export const OrganizationKind = Enum("OrganizationKind", "What sort of body an organization is.", {
  ASSOCIATION: "ASEAN itself: its member states acting together.",
  SECTORAL_BODY: "A meeting of ministers or senior officials with a field of its own, or a body under one.",
  SECRETARIAT: "A secretariat.",
  DIALOGUE_PARTNER_BODY: "A body of a dialogue partner.",
  INTERNATIONAL_ORGANIZATION: "An international organization.",
  CENTRE: "A centre.",
  WORKING_GROUP: "A working group or task force.",
});

@NodeType({
  description: "A body that makes commitments or takes part in them; ASEAN as a whole is `asean`.",
  plural: "organizations",
  implements: [Actor],
  order: [{ name: "ASC" }],
})
export class Organization extends Actor {
  @Property(Text, "The short form of its name.", { nullable: true, sortable: true, searchable: 6, alternative: true })
  abbreviation?: string;
  @Property(OrganizationKind, "What sort of body it is.", { sortable: true })
  kind!: string;
  @Property(Url, "Where it tells of itself.", { nullable: true })
  url?: string;
}
