import { NodeType, Property, Relationship } from "./declare.js";
import { Meeting } from "./meeting.js";
import { Node } from "./node.js";
import { Enum, Int, PartialDate, Text, Url } from "./scalars.js";

export const DocumentKind = Enum("DocumentKind", "What sort of document it is.", {
  DECLARATION: "A declaration.",
  JOINT_STATEMENT: "A joint statement, joint media statement or chair's statement.",
  MASTERPLAN: "A masterplan or blueprint.",
  FRAMEWORK: "A framework.",
  GUIDE: "A guide, guideline or set of model clauses.",
  AGREEMENT: "An agreement or memorandum.",
  ROADMAP: "A roadmap.",
  STRATEGY: "A strategy.",
  ACTION_PLAN: "An action or work plan.",
  REPORT: "A report.",
  STUDY: "A study.",
  TERMS_OF_REFERENCE: "Terms of reference.",
  SPEECH: "A speech or remarks.",
  NEWS_ARTICLE: "A news article or press release.",
  WEB_PAGE: "A page of a site.",
});

@NodeType({
  description: "A text in which commitments are stated, by which they are delivered, or which is a source for anything here.",
  plural: "documents",
  implements: [Node],
  order: [{ issuedOn: "DESC" }],
})
export class Document extends Node {
  @Property(Text, "The title.", { sortable: true, searchable: 1.5 })
  title!: string;
  @Property(Text, "Other names in use, separated by semicolons: `Model Contractual Clauses; MCC`.", {
    nullable: true,
    searchable: 1.5,
    alternative: true,
  })
  alternativeLabels?: string;
  @Property(DocumentKind, "What sort of document it is.", { sortable: true })
  kind!: string;
  @Property(PartialDate, "When it was issued.", { nullable: true, sortable: true })
  issuedOn?: string;
  @Property(Text, "Who published it.", { nullable: true, sortable: true })
  publisher?: string;
  @Property(Text, "The language, as a code of ISO 639.", { nullable: true, sortable: true })
  language?: string;
  @Property(Url, "Where it can be read.", { nullable: true, unique: true })
  url?: string;
  @Property(Int, "The number of pages.", { nullable: true, sortable: true })
  pages?: number;

  @Relationship({
    type: "ADOPTED_AT",
    to: () => Meeting,
    one: true,
    description: "The meeting that adopted it.",
    inverse: { name: "adopted", description: "The documents that this meeting adopted." },
  })
  adoptedAt?: Meeting;
}
