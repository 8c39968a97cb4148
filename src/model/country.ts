import { Actor } from "./actor.js";
import { EdgeProperties, NodeType, Property, Relationship } from "./declare.js";
import { Document } from "./document.js";
import { Organization } from "./organization.js";
import { Enum, Int, PartialDate, Text } from "./scalars.js";

export const AseanMembership = Enum("AseanMembership", "How a country stands to ASEAN.", {
  MEMBER: "A member state.",
  DIALOGUE_PARTNER: "A partner with which ASEAN holds a dialogue.",
});

@EdgeProperties({ description: "A country's membership of an organization." })
export class MemberOf {
  @Property(PartialDate, "The day of accession.", { nullable: true, sortable: true })
  since?: string;
}

@EdgeProperties({ description: "A national digital strategy, as a document shows it." })
export class HasStrategy {
  @Property(Text, "The title of the strategy.", { sortable: true })
  title!: string;
  @Property(Int, "The year of the strategy; null where the source has none.", { nullable: true, sortable: true })
  year?: number;
}

@NodeType({
  description: "A state: a member of ASEAN or one of its partners.",
  plural: "countries",
  implements: [Actor],
  order: [{ name: "ASC" }],
})
export class Country extends Actor {
  @Property(Text, "The three-letter code of ISO 3166-1.", { sortable: true, searchable: 6 })
  iso3!: string;
  @Property(Text, "The full official name.", { sortable: true, searchable: 6, alternative: true })
  officialName!: string;
  @Property(Text, "The name in the country's own language and script.", { nullable: true, searchable: 6, alternative: true })
  localName?: string;
  @Property(Text, "The capital.", { nullable: true, sortable: true, searchable: 1 })
  capital?: string;
  @Property(AseanMembership, "Whether it is a member of ASEAN or a partner.", { nullable: true, sortable: true })
  aseanMembership?: string;
  @Property(Text, "The ministry that speaks for it on digital matters.", { nullable: true })
  digitalMinistry?: string;

  @Relationship({
    type: "MEMBER_OF",
    to: () => Organization,
    properties: () => MemberOf,
    asOf: "since",
    description: "The organizations of which it is a member, each with the day of accession.",
    inverse: { name: "members", description: "The countries that are members, each with the day of accession.", asOf: "since" },
  })
  memberOf!: Organization[];

  @Relationship({
    type: "HAS_STRATEGY",
    to: () => Document,
    properties: () => HasStrategy,
    order: [{ edge: { year: "ASC" } }],
    description: "Its national digital strategies, oldest first, each with the document that shows it.",
    inverse: { name: "strategyOf", description: "The countries whose national strategy this document shows." },
  })
  strategies!: Document[];

  @Relationship({
    type: "REPORTED_IN",
    to: () => Document,
    source: true,
    description: "The sources of what is said of it here.",
    inverse: { name: "reportsOnCountries", description: "The countries for which this document is a source." },
  })
  reportedIn!: Document[];
}
