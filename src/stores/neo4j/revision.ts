/** What is in the database, as its dataset node says. */
import type { Session } from "neo4j-driver";
import type { Model } from "../../model/index.js";
import { StoreUnavailable } from "../../plan/index.js";
import { unavailable } from "./connect.js";
import { CURRENT, DATASET, quoted, REDIRECT } from "./names.js";
import { formOf } from "./schema.js";
import { Statistics } from "./statistics.js";

export interface Revision {
  readonly revision: string;
  readonly statistics: Statistics;
}

/** There is no whole graph of ours in the database. */
export class EmptyDatabase extends StoreUnavailable {
  constructor() {
    super("The database is empty, or was not filled to the end. Fill it: npm run seed.");
  }
}

const OLDEST = [5, 26] as const;

/** The revision that is there. @throws StoreUnavailable when there is none, or one of another model; the message says what to do. */
export async function readStamp(session: Session, model: Model, timeout: number): Promise<string> {
  const { records } = await session.run(
    `CYPHER 5 MATCH (d:${DATASET}) WHERE d.id = '${CURRENT}' RETURN d.revision AS revision, d.form AS form`,
    {},
    { timeout },
  );
  const revision = records[0]?.get("revision") as string | null | undefined;
  if (!revision) throw new EmptyDatabase();
  if (records[0]!.get("form") !== formOf(model))
    throw unavailable("The data in the database was written by another version of this service. Write it anew: npm run seed.");
  return revision;
}

/** Reads what has to be known of a revision before questions can be answered. @throws StoreUnavailable like readStamp */
export async function readRevision(session: Session, model: Model, timeout: number): Promise<Revision> {
  const revision = await readStamp(session, model, timeout);
  const counts = model.types.map(({ name }) => `COUNT { (:${quoted(name)}) }`);
  const { records } = await session.run(
    `CYPHER 5 RETURN COLLECT { MATCH (r:${REDIRECT}) RETURN [r.id, r.to] } AS redirects, [${counts.join(", ")}] AS counts`,
    {},
    { timeout },
  );
  const counted = records[0]!.get("counts") as number[];
  const totals = new Map(model.types.map(({ name }, i) => [name, counted[i]!]));
  return { revision, statistics: new Statistics(totals, new Map(records[0]!.get("redirects") as [string, string][])) };
}

/** @throws StoreUnavailable for a Neo4j that is too old for the statements that are sent. */
export async function checkVersion(session: Session, timeout: number): Promise<void> {
  const result = await session.run(
    "CYPHER 5 CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version",
    {},
    { timeout },
  );
  const version = result.records[0]!.get("version") as string;
  const [major, minor] = version.split(".").map(Number) as [number, number];
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw unavailable(`Neo4j ${version} is too old: ${OLDEST.join(".")} or newer is wanted.`);
}
