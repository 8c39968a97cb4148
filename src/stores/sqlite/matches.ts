/** Searches as SQL: the words are asked of the index of FTS5 (https://sqlite.org/fts5.html), as one parameter. */
import { typeToken, type MatchesField, type Phrase, type SearchText } from "../../plan/index.js";
import { printFilter } from "./filter.js";
import { ID, NODE_KEY, SEARCH, SEARCH_TYPE } from "./names.js";
import { inTime, NodeScope, type Context } from "./scope.js";
import { column, join, name, sql, value, where, type Sql } from "./sql.js";

type Column = keyof SearchText;

/** A JSON array of the matches. The rows of the index are in the order of ids, so that it ends where there are enough. */
export function printMatches(field: MatchesField, context: Context): Sql {
  const most = sql` LIMIT ${value(field.most)}`;
  const found = (question: string) => {
    const [alias, row] = [context.alias(), (n: string) => column(alias, n)] as const;
    const [type] = field.types;
    const node = NodeScope.of(type!, row(NODE_KEY), context);
    const test = printFilter(field.where, { node, edge: null }, context);
    const columns = [SEARCH_TYPE, ID, "names", "texts"].map((n) => sql`${row(n)} AS ${name(n)}`);
    const conditions = [sql`${row(SEARCH)} MATCH ${value(question)}`, inTime(row("rowid")), test];
    return sql`SELECT * FROM (SELECT ${join(columns, ",")} FROM ${name(SEARCH)} ${name(alias)}${node.join}${where(conditions)} ORDER BY ${row("rowid")}${most})`;
  };
  const [named, other] = questionsOf(field);
  const members = join([SEARCH_TYPE, ID, "names", "texts"].map(name), ",");
  return sql`(SELECT json_group_array(json_array(${members})) FROM (${found(named)} UNION ALL ${found(other)}${most}))`;
}

/** What is asked of the index: which nodes have all in their names, and which others have it at all. */
function questionsOf({ wanted: { all, none }, types }: MatchesField): [named: string, other: string] {
  const within = (columns: readonly Column[]) => `{${columns.join(" ")}} : (${all.map((clause) => `(${any(clause)})`).join(" AND ")})`;
  const ofType = `${SEARCH_TYPE} : (${any(types.map((type) => [typeToken(type)]))})`;
  const without = none.length > 0 ? ` NOT ({names texts} : (${any(none)}))` : "";
  const named = within(["names"]);
  return [`((${named}) AND (${ofType}))${without}`, `((${within(["names", "texts"])}) AND (${ofType}))${without} NOT (${named})`];
}

/** Phrases of tokens, which are of letters and digits alone: nothing in the quotes could end them. */
const any = (phrases: readonly Phrase[]): string => phrases.map((tokens) => `"${tokens.join(" ")}"`).join(" OR ");
