/** The door of the model: its types, and what they are declared and resolved by. */
import { Commitment } from "./commitment.js";
import { Country } from "./country.js";
import { Document } from "./document.js";
import { Meeting } from "./meeting.js";
import { MeetingSeries } from "./meeting-series.js";
import { Milestone } from "./milestone.js";
import { Model } from "./model.js";
import { Organization } from "./organization.js";
import { Theme } from "./theme.js";

/** The graph of ASEAN's digital commitments. A list, not a scan of the folder: it fixes the order of all that is derived. */
export const model = new Model([Commitment, Country, Organization, Meeting, MeetingSeries, Document, Theme, Milestone]);

export {
  EdgeProperties,
  InterfaceType,
  NodeType,
  Property as PropertyOf,
  Relationship as RelationshipOf,
  type Direction,
} from "./declare.js";
export { Model, toProperty, type EdgeType, type OrderKey, type Property, type Relationship, type Type } from "./model.js";
export { Node } from "./node.js";
export { constantCase, Enum, Flag, ID, Int, PartialDate, Text, Url, type Scalar, type Value, type ValueType } from "./scalars.js";
export { certainlyAfter, firstDay, lastDay } from "./partial-date.js";
export { compareText, fold, normalize, textFault } from "./text.js";
export { isIdle, wordsOf, type Word } from "./words.js";
