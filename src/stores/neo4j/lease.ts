/**
 * Who may change the graph, and how readers learn that it is about to change. Both stand in the dataset's own node.
 *
 * A load holds a lease, renews it while it lives, and checks it once more in the transaction that changes the graph. A
 * load that was killed is forgotten when its lease ends.
 *
 * A statement of Cypher may see a transaction half applied (read committed). So the node has a sequence number, which is
 * odd while that may happen: a load makes it odd, waits for GRACE_MS, commits, and makes it even. A reader that saw an
 * even number less than GRACE_MS ago knows that no commit has begun since: it need not look again for every statement,
 * as it would by the usual protocol for sequence numbers (a seqlock), in which each reads the number before and after.
 */
import { randomUUID } from "node:crypto";
import type { Driver, RecordShape } from "neo4j-driver";
import { StoreUnavailable } from "../../plan/index.js";
import { writeSession } from "./connect.js";
import { CURRENT, DATASET } from "./names.js";

/** For so long, in milliseconds, a lease holds that is not renewed. */
export const LEASE_MS = 10_000;
const RENEW_MS = 2_500;
/** For so long, in milliseconds, nothing is committed after it was announced. Readers of every version must agree on it. */
export const GRACE_MS = 1_000;

/** A graph is being loaded by somebody else. */
export class LoadRunning extends StoreUnavailable {
  constructor() {
    super(
      `Another load into this database is running. Wait for its end; one that was killed is forgotten after ${LEASE_MS / 1000} seconds.`,
    );
  }
}

const NODE = `(d:${DATASET} {id: '${CURRENT}'})`;
/** A write comes first and takes the node's lock: what is read after it stays true until the transaction ends. */
const LOCK = "SET d.asked = timestamp() WITH d";
/** All that one SET is given is worked out before any of it is set. */
const EVEN = "d.sequence = coalesce(d.sequence, 0) + coalesce(d.sequence, 0) % 2";

/** What the dataset's node says when a lease is taken. */
export interface Found {
  /** Null when there is no whole graph. */
  readonly revision: string | null;
  readonly form: string | null;
  /** Whether there was ever one: somebody may be reading. */
  readonly isNew: boolean;
  /** Every label that nodes of ours ever had. */
  readonly labels: readonly string[];
}

export class Lease {
  private readonly id = randomUUID();
  private renewal: NodeJS.Timeout | undefined;

  constructor(
    private readonly driver: Driver,
    private readonly database: string | undefined,
  ) {}

  /** Takes the lease. @throws LoadRunning when another load has it. */
  async take(labels: readonly string[]): Promise<Found> {
    const [record] = await this.run<Found & { isFree: boolean }>(
      `MERGE ${NODE} ${LOCK}, d.lease IS NULL OR d.leaseUntil < timestamp() AS isFree, d.sequence IS NULL AS isNew
       FOREACH (_ IN CASE WHEN isFree THEN [1] ELSE [] END |
         SET d.lease = $id, d.leaseUntil = timestamp() + ${LEASE_MS}, ${EVEN},
             d.labels = coalesce(d.labels, []) + [label IN $labels WHERE NOT label IN coalesce(d.labels, [])])
       RETURN isFree, isNew, d.revision AS revision, d.form AS form, d.labels AS labels`,
      { labels },
    );
    if (!record!.isFree) throw new LoadRunning();
    // a failure to renew shows when the lease is asked for
    this.renewal = setInterval(() => {
      this.run(`MATCH ${NODE} WHERE d.lease = $id SET d.leaseUntil = timestamp() + ${LEASE_MS}`).catch(() => {});
    }, RENEW_MS);
    return record!;
  }

  /** Tells readers that the graph will be changed in GRACE_MS. @throws LoadRunning when the lease is lost. */
  async announce(): Promise<void> {
    this.hold(await this.run(`MATCH ${NODE} ${LOCK} WHERE d.lease = $id SET d.sequence = d.sequence + 1 RETURN d.lease AS lease`));
  }

  /**
   * The clauses that say what is there, to be the last of the transaction that changes the graph: from here on nobody
   * else gets the lease before that has ended. They give no record when the lease is lost.
   */
  stamp(revision: string, form: string, info: string, vocabulary: string): readonly [string, Record<string, unknown>] {
    clearInterval(this.renewal);
    return [
      `MATCH ${NODE} ${LOCK} WHERE d.lease = $id SET d.revision = $revision, d.form = $form, d.info = $info, d.vocabulary = $vocabulary RETURN d.lease AS lease`,
      { id: this.id, revision, form, info, vocabulary },
    ];
  }

  /** @throws LoadRunning unless a statement that asks for the lease has found it. */
  hold(records: readonly unknown[]): void {
    if (records.length === 0) throw new LoadRunning();
  }

  /** Gives the lease back, and tells readers that the graph is whole. */
  async release(): Promise<void> {
    clearInterval(this.renewal);
    await this.run(`MATCH ${NODE} ${LOCK} WHERE d.lease = $id SET ${EVEN} REMOVE d.lease, d.leaseUntil`);
  }

  private run<R extends RecordShape = RecordShape>(statement: string, parameters: Record<string, unknown> = {}): Promise<R[]> {
    return inLock<R>(this.driver, this.database, statement, { ...parameters, id: this.id });
  }
}

/**
 * Forgets a load that announced a change and was killed before it could say that it is done: the graph is whole, since
 * its transaction has ended, or else this waits for that.
 */
export async function forgetKilled(driver: Driver, database: string | undefined): Promise<void> {
  await inLock(driver, database, `MATCH ${NODE} ${LOCK} WHERE d.leaseUntil < timestamp() SET ${EVEN} REMOVE d.lease, d.leaseUntil`, {});
}

async function inLock<R extends RecordShape>(
  driver: Driver,
  database: string | undefined,
  statement: string,
  parameters: object,
): Promise<R[]> {
  const session = writeSession(driver, database);
  const result = await session.run<R>(`CYPHER 5 ${statement}`, parameters, { timeout: LOCK_TIMEOUT }).finally(() => session.close());
  return result.records.map((record) => record.toObject());
}

/** How long the node's lock may be waited for: as long as the largest commit takes. */
const LOCK_TIMEOUT = 60_000;
