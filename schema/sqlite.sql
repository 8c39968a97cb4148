-- The SQLite file that the service reads, derived from the model. Keys are numbers of this file alone; ids are stable.

CREATE TABLE "Node" ( -- Anything in the graph that has an id of its own.
  "node_key" INTEGER PRIMARY KEY, -- Unique over the whole graph.
  "node_type" TEXT NOT NULL, -- The node's type, and the table that has all of it: Commitment, Country, Organization, Meeting, MeetingSeries, Document, Theme, Milestone.
  "id" TEXT NOT NULL UNIQUE -- A readable, stable id, unique over the whole graph: `adgmin-6`, `VN`, `ai-governance`.
) STRICT;

CREATE TABLE "Actor" ( -- Who makes commitments, benefits from them or attends meetings: a country or an organization.
  "node_key" INTEGER PRIMARY KEY REFERENCES "Node" ("node_key"), -- Unique over the whole graph.
  "node_type" TEXT NOT NULL, -- The node's type, and the table that has all of it: Country, Organization.
  "id" TEXT NOT NULL UNIQUE, -- A readable, stable id, unique over the whole graph: `adgmin-6`, `VN`, `ai-governance`.
  "name" TEXT NOT NULL, -- The name in common use.
  "alternativeLabels" TEXT, -- Other names in use, separated by semicolons: `Vietnam; Viet-Nam`.
  "name_folded" TEXT NOT NULL, -- name without case and accents, for comparison.
  "alternativeLabels_folded" TEXT -- alternativeLabels without case and accents, for comparison.
) STRICT;

CREATE TABLE "Commitment" ( -- A promise made in public by ASEAN, its members or their partners, as a source states it.
  "node_key" INTEGER PRIMARY KEY REFERENCES "Node" ("node_key"), -- Unique over the whole graph.
  "id" TEXT NOT NULL UNIQUE, -- A readable, stable id, unique over the whole graph: `adgmin-6`, `VN`, `ai-governance`.
  "title" TEXT NOT NULL, -- A short title, a verb first: `Establish an ASEAN regional CERT`.
  "statement" TEXT NOT NULL, -- Who is to do what, for whom, by when: in our own words, in one or two sentences.
  "kind" TEXT NOT NULL, -- What sort of promise it is. One of ACTION, TARGET, POLICY, INSTITUTION, INSTRUMENT, CAPACITY_BUILDING, FUNDING, COOPERATION, PRINCIPLE.
  "status" TEXT NOT NULL, -- Where it stood, as of the latest source. One of ANNOUNCED, IN_PROGRESS, DELIVERED, SUPERSEDED, UNKNOWN.
  "madeOn" TEXT, -- When it was made, as precisely as the source tells.
  "dueYear" INTEGER, -- The year by which it is due, where one was named.
  "title_folded" TEXT NOT NULL, -- title without case and accents, for comparison.
  "statement_folded" TEXT NOT NULL, -- statement without case and accents, for comparison.
  "madeOn_day" TEXT -- madeOn as the earliest day that it can mean, for comparison and order.
) STRICT;

CREATE TABLE "Country" ( -- A state: a member of ASEAN or one of its partners.
  "node_key" INTEGER PRIMARY KEY REFERENCES "Node" ("node_key"), -- Unique over the whole graph.
  "id" TEXT NOT NULL UNIQUE, -- A readable, stable id, unique over the whole graph: `adgmin-6`, `VN`, `ai-governance`.
  "name" TEXT NOT NULL, -- The name in common use.
  "alternativeLabels" TEXT, -- Other names in use, separated by semicolons: `Vietnam; Viet-Nam`.
  "iso3" TEXT NOT NULL, -- The three-letter code of ISO 3166-1.
  "officialName" TEXT NOT NULL, -- The full official name.
  "localName" TEXT, -- The name in the country's own language and script.
  "capital" TEXT, -- The capital.
  "aseanMembership" TEXT, -- Whether it is a member of ASEAN or a partner. One of MEMBER, DIALOGUE_PARTNER.
  "digitalMinistry" TEXT, -- The ministry that speaks for it on digital matters.
  "name_folded" TEXT NOT NULL, -- name without case and accents, for comparison.
  "alternativeLabels_folded" TEXT, -- alternativeLabels without case and accents, for comparison.
  "iso3_folded" TEXT NOT NULL, -- iso3 without case and accents, for comparison.
  "officialName_folded" TEXT NOT NULL, -- officialName without case and accents, for comparison.
  "localName_folded" TEXT, -- localName without case and accents, for comparison.
  "capital_folded" TEXT, -- capital without case and accents, for comparison.
  "digitalMinistry_folded" TEXT, -- digitalMinistry without case and accents, for comparison.
  FOREIGN KEY ("node_key") REFERENCES "Actor" ("node_key")
) STRICT;

CREATE TABLE "Organization" ( -- A body that makes commitments or takes part in them; ASEAN as a whole is `asean`.
  "node_key" INTEGER PRIMARY KEY REFERENCES "Node" ("node_key"), -- Unique over the whole graph.
  "id" TEXT NOT NULL UNIQUE, -- A readable, stable id, unique over the whole graph: `adgmin-6`, `VN`, `ai-governance`.
  "name" TEXT NOT NULL, -- The name in common use.
  "alternativeLabels" TEXT, -- Other names in use, separated by semicolons: `Vietnam; Viet-Nam`.
  "abbreviation" TEXT, -- The short form of its name.
  "kind" TEXT NOT NULL, -- What sort of body it is. One of ASSOCIATION, SECTORAL_BODY, SECRETARIAT, DIALOGUE_PARTNER_BODY, INTERNATIONAL_ORGANIZATION, CENTRE, WORKING_GROUP.
  "url" TEXT, -- Where it tells of itself.
  "name_folded" TEXT NOT NULL, -- name without case and accents, for comparison.
  "alternativeLabels_folded" TEXT, -- alternativeLabels without case and accents, for comparison.
  "abbreviation_folded" TEXT, -- abbreviation without case and accents, for comparison.
  "url_folded" TEXT, -- url without case and accents, for comparison.
  FOREIGN KEY ("node_key") REFERENCES "Actor" ("node_key")
) STRICT;

CREATE TABLE "Meeting" ( -- A meeting at which commitments were made or taken up.
  "node_key" INTEGER PRIMARY KEY REFERENCES "Node" ("node_key"), -- Unique over the whole graph.
  "id" TEXT NOT NULL UNIQUE, -- A readable, stable id, unique over the whole graph: `adgmin-6`, `VN`, `ai-governance`.
  "title" TEXT NOT NULL, -- The title: `6th ASEAN Digital Ministers' Meeting`.
  "ordinal" INTEGER, -- Its number in its series, where a source gives it.
  "motto" TEXT, -- The meeting's own theme line, quoted.
  "startDate" TEXT, -- The first day.
  "endDate" TEXT, -- The last day.
  "city" TEXT, -- The city where it was held.
  "format" TEXT, -- How it was held. One of IN_PERSON, VIRTUAL, HYBRID.
  "title_folded" TEXT NOT NULL, -- title without case and accents, for comparison.
  "motto_folded" TEXT, -- motto without case and accents, for comparison.
  "startDate_day" TEXT, -- startDate as the earliest day that it can mean, for comparison and order.
  "endDate_day" TEXT, -- endDate as the earliest day that it can mean, for comparison and order.
  "city_folded" TEXT -- city without case and accents, for comparison.
) STRICT;

CREATE TABLE "MeetingSeries" ( -- A series of meetings, such as the ASEAN Digital Ministers' Meeting.
  "node_key" INTEGER PRIMARY KEY REFERENCES "Node" ("node_key"), -- Unique over the whole graph.
  "id" TEXT NOT NULL UNIQUE, -- A readable, stable id, unique over the whole graph: `adgmin-6`, `VN`, `ai-governance`.
  "name" TEXT NOT NULL, -- The full official name.
  "abbreviation" TEXT, -- The abbreviation by which it is known: ADGMIN, TELMIN.
  "name_folded" TEXT NOT NULL, -- name without case and accents, for comparison.
  "abbreviation_folded" TEXT -- abbreviation without case and accents, for comparison.
) STRICT;

CREATE TABLE "Document" ( -- A text in which commitments are stated, by which they are delivered, or which is a source for anything here.
  "node_key" INTEGER PRIMARY KEY REFERENCES "Node" ("node_key"), -- Unique over the whole graph.
  "id" TEXT NOT NULL UNIQUE, -- A readable, stable id, unique over the whole graph: `adgmin-6`, `VN`, `ai-governance`.
  "title" TEXT NOT NULL, -- The title.
  "alternativeLabels" TEXT, -- Other names in use, separated by semicolons: `Model Contractual Clauses; MCC`.
  "kind" TEXT NOT NULL, -- What sort of document it is. One of DECLARATION, JOINT_STATEMENT, MASTERPLAN, FRAMEWORK, GUIDE, AGREEMENT, ROADMAP, STRATEGY, ACTION_PLAN, REPORT, STUDY, TERMS_OF_REFERENCE, SPEECH, NEWS_ARTICLE, WEB_PAGE.
  "issuedOn" TEXT, -- When it was issued.
  "publisher" TEXT, -- Who published it.
  "language" TEXT, -- The language, as a code of ISO 639.
  "url" TEXT, -- Where it can be read.
  "pages" INTEGER, -- The number of pages.
  "title_folded" TEXT NOT NULL, -- title without case and accents, for comparison.
  "alternativeLabels_folded" TEXT, -- alternativeLabels without case and accents, for comparison.
  "issuedOn_day" TEXT, -- issuedOn as the earliest day that it can mean, for comparison and order.
  "publisher_folded" TEXT, -- publisher without case and accents, for comparison.
  "language_folded" TEXT, -- language without case and accents, for comparison.
  "url_folded" TEXT -- url without case and accents, for comparison.
) STRICT;

CREATE TABLE "Theme" ( -- A subject that commitments address. Themes form trees, broader above narrower (as `skos:broader` has it).
  "node_key" INTEGER PRIMARY KEY REFERENCES "Node" ("node_key"), -- Unique over the whole graph.
  "id" TEXT NOT NULL UNIQUE, -- A readable, stable id, unique over the whole graph: `adgmin-6`, `VN`, `ai-governance`.
  "label" TEXT NOT NULL, -- What the theme is called.
  "alternativeLabels" TEXT, -- Other names in use (as `skos:altLabel` has it), separated by semicolons: `AI`.
  "label_folded" TEXT NOT NULL, -- label without case and accents, for comparison.
  "alternativeLabels_folded" TEXT -- alternativeLabels without case and accents, for comparison.
) STRICT;

CREATE TABLE "Milestone" ( -- A dated, sourced step of a commitment: adopted, launched, completed, reported.
  "node_key" INTEGER PRIMARY KEY REFERENCES "Node" ("node_key"), -- Unique over the whole graph.
  "id" TEXT NOT NULL UNIQUE, -- A readable, stable id, unique over the whole graph: `adgmin-6`, `VN`, `ai-governance`.
  "date" TEXT, -- When the step was taken, or reported.
  "status" TEXT NOT NULL, -- Where the commitment stood after it. One of ANNOUNCED, IN_PROGRESS, DELIVERED, SUPERSEDED, UNKNOWN.
  "description" TEXT NOT NULL, -- What happened, in our own words.
  "date_day" TEXT, -- date as the earliest day that it can mean, for comparison and order.
  "description_folded" TEXT NOT NULL -- description without case and accents, for comparison.
) STRICT;

CREATE TABLE "Commitment_madeAt" ( -- MADE_AT, from Commitment to Meeting. The meeting where it was made; null where no source names one.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Commitment" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Meeting" ("node_key")
) STRICT;

CREATE TABLE "Commitment_statedIn" ( -- STATED_IN, from Commitment to Document. The documents that state it, each with the place in it, the oldest first.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Commitment" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Document" ("node_key"),
  "locator" TEXT, -- The paragraph, section or page: `para 12`, `EA1.3`, `p. 38`; null where it is not known.
  "locator_folded" TEXT -- locator without case and accents, for comparison.
) STRICT;

CREATE TABLE "Commitment_themes" ( -- ADDRESSES, from Commitment to Theme. The themes that it addresses, the main one first.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Commitment" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Theme" ("node_key"),
  "rank" INTEGER NOT NULL -- 0 is the commitment's main theme, 1 the next one, and so on.
) STRICT;

CREATE TABLE "Commitment_parties" ( -- MADE_BY, from Commitment to Actor. Who made it. What all members promised together has the organization `asean` as its party.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Commitment" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Actor" ("node_key"),
  "role" TEXT NOT NULL -- The part that the actor has in it. One of PARTY, LEAD, SUPPORTER.
) STRICT;

CREATE TABLE "Commitment_beneficiaries" ( -- BENEFITS, from Commitment to Actor. Those for whom it was made, where a source names them.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Commitment" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Actor" ("node_key")
) STRICT;

CREATE TABLE "Commitment_partOf" ( -- PART_OF, from Commitment to Commitment. The larger commitment of which this one is a part.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Commitment" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Commitment" ("node_key")
) STRICT;

CREATE TABLE "Commitment_buildsOn" ( -- BUILDS_ON, from Commitment to Commitment. The earlier commitments on which it builds.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Commitment" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Commitment" ("node_key"),
  "relation" TEXT NOT NULL -- What the later commitment does with the earlier one. One of CONTINUES, IMPLEMENTS, EXPANDS, SUPERSEDES, REVIEWS.
) STRICT;

CREATE TABLE "Commitment_outputs" ( -- DELIVERED_BY, from Commitment to Document. The documents that deliver it: the guide, the framework, the agreement that was promised.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Commitment" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Document" ("node_key")
) STRICT;

CREATE TABLE "Country_memberOf" ( -- MEMBER_OF, from Country to Organization. The organizations of which it is a member, each with the day of accession.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Country" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Organization" ("node_key"),
  "since" TEXT, -- The day of accession.
  "since_day" TEXT -- since as the earliest day that it can mean, for comparison and order.
) STRICT;

CREATE TABLE "Country_strategies" ( -- HAS_STRATEGY, from Country to Document. Its national digital strategies, oldest first, each with the document that shows it.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Country" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Document" ("node_key"),
  "title" TEXT NOT NULL, -- The title of the strategy.
  "year" INTEGER, -- The year of the strategy; null where the source has none.
  "title_folded" TEXT NOT NULL -- title without case and accents, for comparison.
) STRICT;

CREATE TABLE "Country_reportedIn" ( -- REPORTED_IN, from Country to Document. The sources of what is said of it here.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Country" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Document" ("node_key")
) STRICT;

CREATE TABLE "Meeting_series" ( -- IN_SERIES, from Meeting to MeetingSeries. The series to which it belongs.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Meeting" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "MeetingSeries" ("node_key")
) STRICT;

CREATE TABLE "Meeting_previous" ( -- FOLLOWS, from Meeting to Meeting. The meeting before it in its series, as far as the dataset has it.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Meeting" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Meeting" ("node_key")
) STRICT;

CREATE TABLE "Meeting_heldIn" ( -- HELD_IN, from Meeting to Country. The country where it was held.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Meeting" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Country" ("node_key")
) STRICT;

CREATE TABLE "Meeting_chairedBy" ( -- CHAIRED_BY, from Meeting to Country. The country in the chair.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Meeting" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Country" ("node_key")
) STRICT;

CREATE TABLE "Meeting_viceChairedBy" ( -- VICE_CHAIRED_BY, from Meeting to Country. The country that was vice-chair.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Meeting" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Country" ("node_key")
) STRICT;

CREATE TABLE "Meeting_attendees" ( -- ATTENDED_BY, from Meeting to Actor. Who attended, as far as sources name them.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Meeting" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Actor" ("node_key"),
  "capacity" TEXT NOT NULL -- The capacity in which it was there. One of MEMBER, PARTNER, OBSERVER.
) STRICT;

CREATE TABLE "Meeting_reportedIn" ( -- REPORTED_IN, from Meeting to Document. The sources of what is said of it here.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Meeting" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Document" ("node_key")
) STRICT;

CREATE TABLE "MeetingSeries_predecessor" ( -- SUCCEEDS, from MeetingSeries to MeetingSeries. The series whose place it took.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "MeetingSeries" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "MeetingSeries" ("node_key")
) STRICT;

CREATE TABLE "Document_adoptedAt" ( -- ADOPTED_AT, from Document to Meeting. The meeting that adopted it.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Document" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Meeting" ("node_key")
) STRICT;

CREATE TABLE "Theme_broader" ( -- BROADER, from Theme to Theme. The theme directly above; null for a top theme.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Theme" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Theme" ("node_key")
) STRICT;

CREATE TABLE "Milestone_commitment" ( -- OF, from Milestone to Commitment. The commitment of which it is a step.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Milestone" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Commitment" ("node_key")
) STRICT;

CREATE TABLE "Milestone_evidence" ( -- EVIDENCED_BY, from Milestone to Document. The documents that show it.
  "edge_key" INTEGER PRIMARY KEY,
  "source_key" INTEGER NOT NULL REFERENCES "Milestone" ("node_key"),
  "target_key" INTEGER NOT NULL REFERENCES "Document" ("node_key")
) STRICT;

CREATE TABLE "id_redirect" ( -- Ids that were renamed. Look-ups by id follow them, filters do not.
  "id" TEXT NOT NULL PRIMARY KEY, -- The old id.
  "target_id" TEXT NOT NULL -- The id in use.
) STRICT;

CREATE TABLE "store_meta" ( -- One row, about the file as a whole.
  "stamp" TEXT NOT NULL, -- Of what data, model and form of file this was built; the service builds it anew when it differs.
  "dataset" TEXT NOT NULL, -- What the dataset says of itself, as JSON.
  "vocabulary" TEXT NOT NULL -- Every word of the index of searches, with the number of nodes that have it, and what has several names; as JSON.
) STRICT;

-- The words of every node that searches look in, a row a node, in the order of ids: those that name it, and the others.
CREATE VIRTUAL TABLE "node_search" USING fts5("id" UNINDEXED, "node_key" UNINDEXED, "type", "names", "texts", tokenize = 'ascii', columnsize = 0);

-- One for each property by which nodes can be ordered; the id makes the order total.
CREATE INDEX "Actor_by_name" ON "Actor" ("name", "id");
CREATE INDEX "Commitment_by_title" ON "Commitment" ("title", "id");
CREATE INDEX "Commitment_by_kind" ON "Commitment" ("kind", "id");
CREATE INDEX "Commitment_by_status" ON "Commitment" ("status", "id");
CREATE INDEX "Commitment_by_madeOn" ON "Commitment" ("madeOn_day", "id");
CREATE INDEX "Commitment_by_madeOn_written" ON "Commitment" ("madeOn", "id");
CREATE INDEX "Commitment_by_dueYear" ON "Commitment" ("dueYear", "id");
CREATE INDEX "Country_by_name" ON "Country" ("name", "id");
CREATE INDEX "Country_by_iso3" ON "Country" ("iso3", "id");
CREATE INDEX "Country_by_officialName" ON "Country" ("officialName", "id");
CREATE INDEX "Country_by_capital" ON "Country" ("capital", "id");
CREATE INDEX "Country_by_aseanMembership" ON "Country" ("aseanMembership", "id");
CREATE INDEX "Organization_by_name" ON "Organization" ("name", "id");
CREATE INDEX "Organization_by_abbreviation" ON "Organization" ("abbreviation", "id");
CREATE INDEX "Organization_by_kind" ON "Organization" ("kind", "id");
CREATE INDEX "Meeting_by_title" ON "Meeting" ("title", "id");
CREATE INDEX "Meeting_by_ordinal" ON "Meeting" ("ordinal", "id");
CREATE INDEX "Meeting_by_startDate" ON "Meeting" ("startDate_day", "id");
CREATE INDEX "Meeting_by_startDate_written" ON "Meeting" ("startDate", "id");
CREATE INDEX "Meeting_by_endDate" ON "Meeting" ("endDate_day", "id");
CREATE INDEX "Meeting_by_endDate_written" ON "Meeting" ("endDate", "id");
CREATE INDEX "Meeting_by_city" ON "Meeting" ("city", "id");
CREATE INDEX "Meeting_by_format" ON "Meeting" ("format", "id");
CREATE INDEX "MeetingSeries_by_name" ON "MeetingSeries" ("name", "id");
CREATE INDEX "MeetingSeries_by_abbreviation" ON "MeetingSeries" ("abbreviation", "id");
CREATE INDEX "Document_by_title" ON "Document" ("title", "id");
CREATE INDEX "Document_by_kind" ON "Document" ("kind", "id");
CREATE INDEX "Document_by_issuedOn" ON "Document" ("issuedOn_day", "id");
CREATE INDEX "Document_by_issuedOn_written" ON "Document" ("issuedOn", "id");
CREATE INDEX "Document_by_publisher" ON "Document" ("publisher", "id");
CREATE INDEX "Document_by_language" ON "Document" ("language", "id");
CREATE INDEX "Document_by_pages" ON "Document" ("pages", "id");
CREATE INDEX "Theme_by_label" ON "Theme" ("label", "id");
CREATE INDEX "Milestone_by_date" ON "Milestone" ("date_day", "id");
CREATE INDEX "Milestone_by_date_written" ON "Milestone" ("date", "id");
CREATE INDEX "Milestone_by_status" ON "Milestone" ("status", "id");

-- Both ends of every relationship. They hold all columns, so that the tables themselves are not read.
CREATE INDEX "Commitment_madeAt_by_source" ON "Commitment_madeAt" ("source_key", "target_key");
CREATE INDEX "Commitment_madeAt_by_target" ON "Commitment_madeAt" ("target_key", "source_key");
CREATE INDEX "Commitment_statedIn_by_source" ON "Commitment_statedIn" ("source_key", "target_key", "locator", "locator_folded");
CREATE INDEX "Commitment_statedIn_by_target" ON "Commitment_statedIn" ("target_key", "source_key", "locator", "locator_folded");
CREATE INDEX "Commitment_themes_by_source" ON "Commitment_themes" ("source_key", "target_key", "rank");
CREATE INDEX "Commitment_themes_by_target" ON "Commitment_themes" ("target_key", "source_key", "rank");
CREATE INDEX "Commitment_parties_by_source" ON "Commitment_parties" ("source_key", "target_key", "role");
CREATE INDEX "Commitment_parties_by_target" ON "Commitment_parties" ("target_key", "source_key", "role");
CREATE INDEX "Commitment_beneficiaries_by_source" ON "Commitment_beneficiaries" ("source_key", "target_key");
CREATE INDEX "Commitment_beneficiaries_by_target" ON "Commitment_beneficiaries" ("target_key", "source_key");
CREATE INDEX "Commitment_partOf_by_source" ON "Commitment_partOf" ("source_key", "target_key");
CREATE INDEX "Commitment_partOf_by_target" ON "Commitment_partOf" ("target_key", "source_key");
CREATE INDEX "Commitment_buildsOn_by_source" ON "Commitment_buildsOn" ("source_key", "target_key", "relation");
CREATE INDEX "Commitment_buildsOn_by_target" ON "Commitment_buildsOn" ("target_key", "source_key", "relation");
CREATE INDEX "Commitment_outputs_by_source" ON "Commitment_outputs" ("source_key", "target_key");
CREATE INDEX "Commitment_outputs_by_target" ON "Commitment_outputs" ("target_key", "source_key");
CREATE INDEX "Country_memberOf_by_source" ON "Country_memberOf" ("source_key", "target_key", "since", "since_day");
CREATE INDEX "Country_memberOf_by_target" ON "Country_memberOf" ("target_key", "source_key", "since", "since_day");
CREATE INDEX "Country_strategies_by_source" ON "Country_strategies" ("source_key", "target_key", "title", "title_folded", "year");
CREATE INDEX "Country_strategies_by_target" ON "Country_strategies" ("target_key", "source_key", "title", "title_folded", "year");
CREATE INDEX "Country_reportedIn_by_source" ON "Country_reportedIn" ("source_key", "target_key");
CREATE INDEX "Country_reportedIn_by_target" ON "Country_reportedIn" ("target_key", "source_key");
CREATE INDEX "Meeting_series_by_source" ON "Meeting_series" ("source_key", "target_key");
CREATE INDEX "Meeting_series_by_target" ON "Meeting_series" ("target_key", "source_key");
CREATE INDEX "Meeting_previous_by_source" ON "Meeting_previous" ("source_key", "target_key");
CREATE INDEX "Meeting_previous_by_target" ON "Meeting_previous" ("target_key", "source_key");
CREATE INDEX "Meeting_heldIn_by_source" ON "Meeting_heldIn" ("source_key", "target_key");
CREATE INDEX "Meeting_heldIn_by_target" ON "Meeting_heldIn" ("target_key", "source_key");
CREATE INDEX "Meeting_chairedBy_by_source" ON "Meeting_chairedBy" ("source_key", "target_key");
CREATE INDEX "Meeting_chairedBy_by_target" ON "Meeting_chairedBy" ("target_key", "source_key");
CREATE INDEX "Meeting_viceChairedBy_by_source" ON "Meeting_viceChairedBy" ("source_key", "target_key");
CREATE INDEX "Meeting_viceChairedBy_by_target" ON "Meeting_viceChairedBy" ("target_key", "source_key");
CREATE INDEX "Meeting_attendees_by_source" ON "Meeting_attendees" ("source_key", "target_key", "capacity");
CREATE INDEX "Meeting_attendees_by_target" ON "Meeting_attendees" ("target_key", "source_key", "capacity");
CREATE INDEX "Meeting_reportedIn_by_source" ON "Meeting_reportedIn" ("source_key", "target_key");
CREATE INDEX "Meeting_reportedIn_by_target" ON "Meeting_reportedIn" ("target_key", "source_key");
CREATE INDEX "MeetingSeries_predecessor_by_source" ON "MeetingSeries_predecessor" ("source_key", "target_key");
CREATE INDEX "MeetingSeries_predecessor_by_target" ON "MeetingSeries_predecessor" ("target_key", "source_key");
CREATE INDEX "Document_adoptedAt_by_source" ON "Document_adoptedAt" ("source_key", "target_key");
CREATE INDEX "Document_adoptedAt_by_target" ON "Document_adoptedAt" ("target_key", "source_key");
CREATE INDEX "Theme_broader_by_source" ON "Theme_broader" ("source_key", "target_key");
CREATE INDEX "Theme_broader_by_target" ON "Theme_broader" ("target_key", "source_key");
CREATE INDEX "Milestone_commitment_by_source" ON "Milestone_commitment" ("source_key", "target_key");
CREATE INDEX "Milestone_commitment_by_target" ON "Milestone_commitment" ("target_key", "source_key");
CREATE INDEX "Milestone_evidence_by_source" ON "Milestone_evidence" ("source_key", "target_key");
CREATE INDEX "Milestone_evidence_by_target" ON "Milestone_evidence" ("target_key", "source_key");
