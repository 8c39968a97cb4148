// There is one node for the dataset itself.
CREATE CONSTRAINT commitments_CommitmentsDataset_id_unique IF NOT EXISTS FOR (n:CommitmentsDataset) REQUIRE n.id IS UNIQUE;
// An id is unique over the whole graph.
CREATE CONSTRAINT commitments_Node_id_unique IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;
// So is an id that was renamed.
CREATE CONSTRAINT commitments_CommitmentsRedirect_id_unique IF NOT EXISTS FOR (n:CommitmentsRedirect) REQUIRE n.id IS UNIQUE;
// The words of every node that searches look in.
CREATE FULLTEXT INDEX commitments_search IF NOT EXISTS FOR (n:Node) ON EACH [n.__searchType, n.__searchNames, n.__searchTexts] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
// Actor: pages in any order, from any place in it.
CREATE RANGE INDEX commitments_Actor_id_range IF NOT EXISTS FOR (n:Actor) ON (n.id);
CREATE RANGE INDEX commitments_Actor___nameKey_id_range IF NOT EXISTS FOR (n:Actor) ON (n.__nameKey, n.id);
// Actor: text that contains something.
CREATE TEXT INDEX commitments_Actor___nameFolded_text IF NOT EXISTS FOR (n:Actor) ON (n.__nameFolded);
CREATE TEXT INDEX commitments_Actor___alternativeLabelsFolded_text IF NOT EXISTS FOR (n:Actor) ON (n.__alternativeLabelsFolded);
// Commitment: pages in any order, from any place in it.
CREATE RANGE INDEX commitments_Commitment_id_range IF NOT EXISTS FOR (n:Commitment) ON (n.id);
CREATE RANGE INDEX commitments_Commitment___titleKey_id_range IF NOT EXISTS FOR (n:Commitment) ON (n.__titleKey, n.id);
CREATE RANGE INDEX commitments_Commitment_kind_id_range IF NOT EXISTS FOR (n:Commitment) ON (n.kind, n.id);
CREATE RANGE INDEX commitments_Commitment_status_id_range IF NOT EXISTS FOR (n:Commitment) ON (n.status, n.id);
CREATE RANGE INDEX commitments_Commitment___madeOnKey_id_range IF NOT EXISTS FOR (n:Commitment) ON (n.__madeOnKey, n.id);
CREATE RANGE INDEX commitments_Commitment___madeOnKeyDesc_id_range IF NOT EXISTS FOR (n:Commitment) ON (n.__madeOnKeyDesc, n.id);
CREATE RANGE INDEX commitments_Commitment___dueYearKey_id_range IF NOT EXISTS FOR (n:Commitment) ON (n.__dueYearKey, n.id);
CREATE RANGE INDEX commitments_Commitment___dueYearKeyDesc_id_range IF NOT EXISTS FOR (n:Commitment) ON (n.__dueYearKeyDesc, n.id);
CREATE RANGE INDEX commitments_Commitment_madeOn_id_range IF NOT EXISTS FOR (n:Commitment) ON (n.madeOn, n.id);
// Commitment: text that contains something.
CREATE TEXT INDEX commitments_Commitment___titleFolded_text IF NOT EXISTS FOR (n:Commitment) ON (n.__titleFolded);
CREATE TEXT INDEX commitments_Commitment___statementFolded_text IF NOT EXISTS FOR (n:Commitment) ON (n.__statementFolded);
// Country: pages in any order, from any place in it.
CREATE RANGE INDEX commitments_Country_id_range IF NOT EXISTS FOR (n:Country) ON (n.id);
CREATE RANGE INDEX commitments_Country___nameKey_id_range IF NOT EXISTS FOR (n:Country) ON (n.__nameKey, n.id);
CREATE RANGE INDEX commitments_Country___iso3Key_id_range IF NOT EXISTS FOR (n:Country) ON (n.__iso3Key, n.id);
CREATE RANGE INDEX commitments_Country___officialNameKey_id_range IF NOT EXISTS FOR (n:Country) ON (n.__officialNameKey, n.id);
CREATE RANGE INDEX commitments_Country___capitalKey_id_range IF NOT EXISTS FOR (n:Country) ON (n.__capitalKey, n.id);
CREATE RANGE INDEX commitments_Country___capitalKeyDesc_id_range IF NOT EXISTS FOR (n:Country) ON (n.__capitalKeyDesc, n.id);
CREATE RANGE INDEX commitments_Country___aseanMembershipKey_id_range IF NOT EXISTS FOR (n:Country) ON (n.__aseanMembershipKey, n.id);
CREATE RANGE INDEX commitments_Country___aseanMembershipKeyDesc_id_range IF NOT EXISTS FOR (n:Country) ON (n.__aseanMembershipKeyDesc, n.id);
// Country: text that contains something.
CREATE TEXT INDEX commitments_Country___nameFolded_text IF NOT EXISTS FOR (n:Country) ON (n.__nameFolded);
CREATE TEXT INDEX commitments_Country___alternativeLabelsFolded_text IF NOT EXISTS FOR (n:Country) ON (n.__alternativeLabelsFolded);
CREATE TEXT INDEX commitments_Country___iso3Folded_text IF NOT EXISTS FOR (n:Country) ON (n.__iso3Folded);
CREATE TEXT INDEX commitments_Country___officialNameFolded_text IF NOT EXISTS FOR (n:Country) ON (n.__officialNameFolded);
CREATE TEXT INDEX commitments_Country___localNameFolded_text IF NOT EXISTS FOR (n:Country) ON (n.__localNameFolded);
CREATE TEXT INDEX commitments_Country___capitalFolded_text IF NOT EXISTS FOR (n:Country) ON (n.__capitalFolded);
CREATE TEXT INDEX commitments_Country___digitalMinistryFolded_text IF NOT EXISTS FOR (n:Country) ON (n.__digitalMinistryFolded);
// Organization: pages in any order, from any place in it.
CREATE RANGE INDEX commitments_Organization_id_range IF NOT EXISTS FOR (n:Organization) ON (n.id);
CREATE RANGE INDEX commitments_Organization___nameKey_id_range IF NOT EXISTS FOR (n:Organization) ON (n.__nameKey, n.id);
CREATE RANGE INDEX commitments_Organization___abbreviationKey_id_range IF NOT EXISTS FOR (n:Organization) ON (n.__abbreviationKey, n.id);
CREATE RANGE INDEX commitments_Organization___abbreviationKeyDesc_id_range IF NOT EXISTS FOR (n:Organization) ON (n.__abbreviationKeyDesc, n.id);
CREATE RANGE INDEX commitments_Organization_kind_id_range IF NOT EXISTS FOR (n:Organization) ON (n.kind, n.id);
// Organization: text that contains something.
CREATE TEXT INDEX commitments_Organization___nameFolded_text IF NOT EXISTS FOR (n:Organization) ON (n.__nameFolded);
CREATE TEXT INDEX commitments_Organization___alternativeLabelsFolded_text IF NOT EXISTS FOR (n:Organization) ON (n.__alternativeLabelsFolded);
CREATE TEXT INDEX commitments_Organization___abbreviationFolded_text IF NOT EXISTS FOR (n:Organization) ON (n.__abbreviationFolded);
CREATE TEXT INDEX commitments_Organization___urlFolded_text IF NOT EXISTS FOR (n:Organization) ON (n.__urlFolded);
// Meeting: pages in any order, from any place in it.
CREATE RANGE INDEX commitments_Meeting_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.id);
CREATE RANGE INDEX commitments_Meeting___titleKey_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.__titleKey, n.id);
CREATE RANGE INDEX commitments_Meeting___ordinalKey_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.__ordinalKey, n.id);
CREATE RANGE INDEX commitments_Meeting___ordinalKeyDesc_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.__ordinalKeyDesc, n.id);
CREATE RANGE INDEX commitments_Meeting___startDateKey_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.__startDateKey, n.id);
CREATE RANGE INDEX commitments_Meeting___startDateKeyDesc_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.__startDateKeyDesc, n.id);
CREATE RANGE INDEX commitments_Meeting___endDateKey_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.__endDateKey, n.id);
CREATE RANGE INDEX commitments_Meeting___endDateKeyDesc_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.__endDateKeyDesc, n.id);
CREATE RANGE INDEX commitments_Meeting___cityKey_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.__cityKey, n.id);
CREATE RANGE INDEX commitments_Meeting___cityKeyDesc_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.__cityKeyDesc, n.id);
CREATE RANGE INDEX commitments_Meeting___formatKey_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.__formatKey, n.id);
CREATE RANGE INDEX commitments_Meeting___formatKeyDesc_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.__formatKeyDesc, n.id);
CREATE RANGE INDEX commitments_Meeting_startDate_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.startDate, n.id);
CREATE RANGE INDEX commitments_Meeting_endDate_id_range IF NOT EXISTS FOR (n:Meeting) ON (n.endDate, n.id);
// Meeting: text that contains something.
CREATE TEXT INDEX commitments_Meeting___titleFolded_text IF NOT EXISTS FOR (n:Meeting) ON (n.__titleFolded);
CREATE TEXT INDEX commitments_Meeting___mottoFolded_text IF NOT EXISTS FOR (n:Meeting) ON (n.__mottoFolded);
CREATE TEXT INDEX commitments_Meeting___cityFolded_text IF NOT EXISTS FOR (n:Meeting) ON (n.__cityFolded);
// MeetingSeries: pages in any order, from any place in it.
CREATE RANGE INDEX commitments_MeetingSeries_id_range IF NOT EXISTS FOR (n:MeetingSeries) ON (n.id);
CREATE RANGE INDEX commitments_MeetingSeries___nameKey_id_range IF NOT EXISTS FOR (n:MeetingSeries) ON (n.__nameKey, n.id);
CREATE RANGE INDEX commitments_MeetingSeries___abbreviationKey_id_range IF NOT EXISTS FOR (n:MeetingSeries) ON (n.__abbreviationKey, n.id);
CREATE RANGE INDEX commitments_MeetingSeries___abbreviationKeyDesc_id_range IF NOT EXISTS FOR (n:MeetingSeries) ON (n.__abbreviationKeyDesc, n.id);
// MeetingSeries: text that contains something.
CREATE TEXT INDEX commitments_MeetingSeries___nameFolded_text IF NOT EXISTS FOR (n:MeetingSeries) ON (n.__nameFolded);
CREATE TEXT INDEX commitments_MeetingSeries___abbreviationFolded_text IF NOT EXISTS FOR (n:MeetingSeries) ON (n.__abbreviationFolded);
// Document: pages in any order, from any place in it.
CREATE RANGE INDEX commitments_Document_id_range IF NOT EXISTS FOR (n:Document) ON (n.id);
CREATE RANGE INDEX commitments_Document___titleKey_id_range IF NOT EXISTS FOR (n:Document) ON (n.__titleKey, n.id);
CREATE RANGE INDEX commitments_Document_kind_id_range IF NOT EXISTS FOR (n:Document) ON (n.kind, n.id);
CREATE RANGE INDEX commitments_Document___issuedOnKey_id_range IF NOT EXISTS FOR (n:Document) ON (n.__issuedOnKey, n.id);
CREATE RANGE INDEX commitments_Document___issuedOnKeyDesc_id_range IF NOT EXISTS FOR (n:Document) ON (n.__issuedOnKeyDesc, n.id);
CREATE RANGE INDEX commitments_Document___publisherKey_id_range IF NOT EXISTS FOR (n:Document) ON (n.__publisherKey, n.id);
CREATE RANGE INDEX commitments_Document___publisherKeyDesc_id_range IF NOT EXISTS FOR (n:Document) ON (n.__publisherKeyDesc, n.id);
CREATE RANGE INDEX commitments_Document___languageKey_id_range IF NOT EXISTS FOR (n:Document) ON (n.__languageKey, n.id);
CREATE RANGE INDEX commitments_Document___languageKeyDesc_id_range IF NOT EXISTS FOR (n:Document) ON (n.__languageKeyDesc, n.id);
CREATE RANGE INDEX commitments_Document___pagesKey_id_range IF NOT EXISTS FOR (n:Document) ON (n.__pagesKey, n.id);
CREATE RANGE INDEX commitments_Document___pagesKeyDesc_id_range IF NOT EXISTS FOR (n:Document) ON (n.__pagesKeyDesc, n.id);
CREATE RANGE INDEX commitments_Document_issuedOn_id_range IF NOT EXISTS FOR (n:Document) ON (n.issuedOn, n.id);
// Document: text that contains something.
CREATE TEXT INDEX commitments_Document___titleFolded_text IF NOT EXISTS FOR (n:Document) ON (n.__titleFolded);
CREATE TEXT INDEX commitments_Document___alternativeLabelsFolded_text IF NOT EXISTS FOR (n:Document) ON (n.__alternativeLabelsFolded);
CREATE TEXT INDEX commitments_Document___publisherFolded_text IF NOT EXISTS FOR (n:Document) ON (n.__publisherFolded);
CREATE TEXT INDEX commitments_Document___languageFolded_text IF NOT EXISTS FOR (n:Document) ON (n.__languageFolded);
CREATE TEXT INDEX commitments_Document___urlFolded_text IF NOT EXISTS FOR (n:Document) ON (n.__urlFolded);
// Theme: pages in any order, from any place in it.
CREATE RANGE INDEX commitments_Theme_id_range IF NOT EXISTS FOR (n:Theme) ON (n.id);
CREATE RANGE INDEX commitments_Theme___labelKey_id_range IF NOT EXISTS FOR (n:Theme) ON (n.__labelKey, n.id);
// Theme: text that contains something.
CREATE TEXT INDEX commitments_Theme___labelFolded_text IF NOT EXISTS FOR (n:Theme) ON (n.__labelFolded);
CREATE TEXT INDEX commitments_Theme___alternativeLabelsFolded_text IF NOT EXISTS FOR (n:Theme) ON (n.__alternativeLabelsFolded);
// Milestone: pages in any order, from any place in it.
CREATE RANGE INDEX commitments_Milestone_id_range IF NOT EXISTS FOR (n:Milestone) ON (n.id);
CREATE RANGE INDEX commitments_Milestone___dateKey_id_range IF NOT EXISTS FOR (n:Milestone) ON (n.__dateKey, n.id);
CREATE RANGE INDEX commitments_Milestone___dateKeyDesc_id_range IF NOT EXISTS FOR (n:Milestone) ON (n.__dateKeyDesc, n.id);
CREATE RANGE INDEX commitments_Milestone_status_id_range IF NOT EXISTS FOR (n:Milestone) ON (n.status, n.id);
CREATE RANGE INDEX commitments_Milestone_date_id_range IF NOT EXISTS FOR (n:Milestone) ON (n.date, n.id);
// Milestone: text that contains something.
CREATE TEXT INDEX commitments_Milestone___descriptionFolded_text IF NOT EXISTS FOR (n:Milestone) ON (n.__descriptionFolded);
// Edges that come in to a node, in the order of the list at its end.
CREATE RANGE INDEX commitments_MADE_AT___to___from___madeOnKeyDesc___from_range IF NOT EXISTS FOR ()-[n:MADE_AT]-() ON (n.__to, n.__from___madeOnKeyDesc, n.__from);
CREATE RANGE INDEX commitments_STATED_IN___to___from___madeOnKeyDesc___from_range IF NOT EXISTS FOR ()-[n:STATED_IN]-() ON (n.__to, n.__from___madeOnKeyDesc, n.__from);
CREATE RANGE INDEX commitments_ADDRESSES___to___from___madeOnKeyDesc___from_range IF NOT EXISTS FOR ()-[n:ADDRESSES]-() ON (n.__to, n.__from___madeOnKeyDesc, n.__from);
CREATE RANGE INDEX commitments_MADE_BY___to___from___madeOnKeyDesc___from_range IF NOT EXISTS FOR ()-[n:MADE_BY]-() ON (n.__to, n.__from___madeOnKeyDesc, n.__from);
CREATE RANGE INDEX commitments_BENEFITS___to___from___madeOnKeyDesc___from_range IF NOT EXISTS FOR ()-[n:BENEFITS]-() ON (n.__to, n.__from___madeOnKeyDesc, n.__from);
CREATE RANGE INDEX commitments_PART_OF___to___from___madeOnKeyDesc___from_range IF NOT EXISTS FOR ()-[n:PART_OF]-() ON (n.__to, n.__from___madeOnKeyDesc, n.__from);
CREATE RANGE INDEX commitments_BUILDS_ON___to___from___madeOnKeyDesc___from_range IF NOT EXISTS FOR ()-[n:BUILDS_ON]-() ON (n.__to, n.__from___madeOnKeyDesc, n.__from);
CREATE RANGE INDEX commitments_DELIVERED_BY___to___from___madeOnKeyDesc___from_range IF NOT EXISTS FOR ()-[n:DELIVERED_BY]-() ON (n.__to, n.__from___madeOnKeyDesc, n.__from);
CREATE RANGE INDEX commitments_MEMBER_OF___to___from___nameKey___from_range IF NOT EXISTS FOR ()-[n:MEMBER_OF]-() ON (n.__to, n.__from___nameKey, n.__from);
CREATE RANGE INDEX commitments_HAS_STRATEGY___to___from___nameKey___from_range IF NOT EXISTS FOR ()-[n:HAS_STRATEGY]-() ON (n.__to, n.__from___nameKey, n.__from);
CREATE RANGE INDEX commitments_REPORTED_IN___to___from___nameKey___from_range IF NOT EXISTS FOR ()-[n:REPORTED_IN]-() ON (n.__to, n.__from___nameKey, n.__from);
CREATE RANGE INDEX commitments_IN_SERIES___to___from___startDateKeyDesc___from_range IF NOT EXISTS FOR ()-[n:IN_SERIES]-() ON (n.__to, n.__from___startDateKeyDesc, n.__from);
CREATE RANGE INDEX commitments_HELD_IN___to___from___startDateKeyDesc___from_range IF NOT EXISTS FOR ()-[n:HELD_IN]-() ON (n.__to, n.__from___startDateKeyDesc, n.__from);
CREATE RANGE INDEX commitments_CHAIRED_BY___to___from___startDateKeyDesc___from_range IF NOT EXISTS FOR ()-[n:CHAIRED_BY]-() ON (n.__to, n.__from___startDateKeyDesc, n.__from);
CREATE RANGE INDEX commitments_VICE_CHAIRED_BY___to___from___startDateKeyDesc___from_range IF NOT EXISTS FOR ()-[n:VICE_CHAIRED_BY]-() ON (n.__to, n.__from___startDateKeyDesc, n.__from);
CREATE RANGE INDEX commitments_ATTENDED_BY___to___from___startDateKeyDesc___from_range IF NOT EXISTS FOR ()-[n:ATTENDED_BY]-() ON (n.__to, n.__from___startDateKeyDesc, n.__from);
CREATE RANGE INDEX commitments_REPORTED_IN___to___from___startDateKeyDesc___from_range IF NOT EXISTS FOR ()-[n:REPORTED_IN]-() ON (n.__to, n.__from___startDateKeyDesc, n.__from);
CREATE RANGE INDEX commitments_ADOPTED_AT___to___from___issuedOnKeyDesc___from_range IF NOT EXISTS FOR ()-[n:ADOPTED_AT]-() ON (n.__to, n.__from___issuedOnKeyDesc, n.__from);
CREATE RANGE INDEX commitments_BROADER___to___from___labelKey___from_range IF NOT EXISTS FOR ()-[n:BROADER]-() ON (n.__to, n.__from___labelKey, n.__from);
CREATE RANGE INDEX commitments_OF___to___from___dateKey___from_range IF NOT EXISTS FOR ()-[n:OF]-() ON (n.__to, n.__from___dateKey, n.__from);
CREATE RANGE INDEX commitments_EVIDENCED_BY___to___from___dateKey___from_range IF NOT EXISTS FOR ()-[n:EVIDENCED_BY]-() ON (n.__to, n.__from___dateKey, n.__from);
