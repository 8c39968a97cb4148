/** What is in the database, as its dataset node says. */
import type { Session } from "neo4j-driver";
import type { Model } from "../../model/index.js";
import { StoreUnavailable, type Plan } from "../../plan/index.js";
import { Misconfigured, unavailable } from "./connect.js";
import { CURRENT, DATASET, quoted, REDIRECT } from "./names.js";
import type { PrintedStatement } from "./print.js";
import { formOf } from "./schema.js";
import { Statistics } from "./statistics.js";

/** What the dataset's node says of the graph. */
export interface Stamp {
  readonly revision: string;
  /** Odd while a change may be half applied (lease.ts). */
  readonly sequence: number;
  /** Whether somebody has announced a change, and was killed since. */
  readonly isForgotten: boolean;
}

/** A revision, and what is known of it. */
export class Revision {
  /** Whoever reads the same plan again finds it printed. */
  readonly printed = new WeakMap<Plan, PrintedStatement>();

  constructor(
    readonly revision: string,
    readonly sequence: number,
    readonly statistics: Statistics,
  ) {}

  is({ revision, sequence }: Stamp): boolean {
    return revision === this.revision && sequence === this.sequence;
  }
}

/** There is no whole graph of ours in the database. */
export class EmptyDatabase extends StoreUnavailable {
  constructor() {
    super("The database is empty, or was not filled to the end. Fill it: npm run seed.");
  }
}

const OLDEST = [5, 26] as const;

/** The stamp that is there. @throws StoreUnavailable when there is none, or one of another model; the message says what to do. */
export async function readStamp(session: Session, model: Model, timeout: number): Promise<Stamp> {
  const { records } = await session.run<Stamp & { revision: string | null; form: string | null }>(
    `CYPHER 5 MATCH (d:${DATASET}) WHERE d.id = '${CURRENT}'
     RETURN d.revision AS revision, d.form AS form, d.sequence AS sequence, coalesce(d.leaseUntil < timestamp(), false) AS isForgotten`,
    {},
    { timeout },
  );
  const stamp = records[0]?.toObject();
  if (!stamp || stamp.revision === null) throw new EmptyDatabase();
  if (stamp.form !== formOf(model))
    throw unavailable("The data in the database was written by another version of this service. Write it anew: npm run seed.");
  return stamp;
}

/** Reads what has to be known of a revision before questions can be answered. */
export async function readStatistics(session: Session, model: Model, timeout: number): Promise<Statistics> {
  const counts = model.types.map(({ name }) => `COUNT { (:${quoted(name)}) }`);
  const { records } = await session.run(
    `CYPHER 5 RETURN COLLECT { MATCH (r:${REDIRECT}) RETURN [r.id, r.to] } AS redirects, [${counts.join(", ")}] AS counts`,
    {},
    { timeout },
  );
  const counted = records[0]!.get("counts") as number[];
  const totals = new Map(model.types.map(({ name }, i) => [name, counted[i]!]));
  return new Statistics(totals, new Map(records[0]!.get("redirects") as [string, string][]));
}

/** @throws Misconfigured for a Neo4j that is too old for the statements that are sent. */
export async function checkVersion(session: Session, timeout: number): Promise<void> {
  const result = await session.run(
    "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version",
    {},
    { timeout },
  );
  const version = result.records[0]!.get("version") as string;
  const [major, minor] = version.split(".").map(Number) as [number, number];
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new Misconfigured(`Neo4j ${version} is too old: ${OLDEST.join(".")} or newer is wanted.`);
}
