/** Searches as Cypher: the words are asked of the full-text index, in Lucene's words, as one parameter. */
import neo4j from "neo4j-driver";
import { isAll, typeToken, type MatchesField, type Phrase } from "../../plan/index.js";
import { condition, type Context } from "./filter.js";
import { SEARCH_NAMES, SEARCH_TEXTS, SEARCH_TYPE } from "./names.js";
import type { Printed } from "./answer.js";
import { SEARCH_INDEX } from "./schema.js";

/** The matches as lists. Lucene gives all that match, by a score of its own; the first by their ids are taken. */
export function printMatches(field: MatchesField, context: Context): Printed {
  const { statement } = context;
  const most = statement.parameter(neo4j.int(field.most));
  const found = (question: string) => {
    const node = statement.variable("n");
    const test = isAll(field.where) ? "" : ` WHERE ${condition(field.where, { node, edge: "" }, context)}`;
    const row = `[${[SEARCH_TYPE, "id", SEARCH_NAMES, SEARCH_TEXTS].map((name) => `${node}.${name}`).join(", ")}]`;
    const call = `CALL db.index.fulltext.queryNodes('${SEARCH_INDEX}', ${statement.parameter(question)}) YIELD node AS ${node}`;
    return `COLLECT { ${call} WITH ${node}${test} ORDER BY ${node}.id LIMIT ${most} RETURN ${row} }`;
  };
  const [named, other] = questionsOf(field);
  const [first, all, row] = [statement.variable("l"), statement.variable("l"), statement.variable("x")];
  return {
    // a branch of CASE that is not taken is not run
    text: `COLLECT { WITH ${found(named)} AS ${first} WITH ${first} + CASE WHEN size(${first}) < ${most} THEN ${found(other)} ELSE [] END AS ${all} UNWIND ${all}[..${most}] AS ${row} RETURN ${row} }`,
    write: (answer) => JSON.stringify(answer),
  };
}

/** What is asked of the index: which nodes have all in their names, and which others have it at all. */
function questionsOf({ wanted: { all, none }, types }: MatchesField): [named: string, other: string] {
  const within = (...fields: readonly string[]) => all.map((clause) => `+(${any(fields, clause)})`).join(" ");
  const ofType = `+(${any(
    [SEARCH_TYPE],
    types.map((type) => [typeToken(type)]),
  )})`;
  const without = none.length > 0 ? ` -(${any([SEARCH_NAMES, SEARCH_TEXTS], none)})` : "";
  const named = within(SEARCH_NAMES);
  return [`${named} ${ofType}${without}`, `${within(SEARCH_NAMES, SEARCH_TEXTS)} ${ofType}${without} -(${named})`];
}

/** Phrases of tokens, which are of letters and digits alone: nothing in the quotes could end them. */
const any = (fields: readonly string[], phrases: readonly Phrase[]): string =>
  phrases.flatMap((tokens) => fields.map((field) => `${field}:"${tokens.join(" ")}"`)).join(" ");
