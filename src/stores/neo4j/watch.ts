/**
 * What a running service knows of the database, from looking at it a few times a second on a connection of its own:
 * whether it is there, and which revision it has. So nobody who asks waits for a database that is away, and nobody reads
 * while the graph changes (lease.ts).
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Driver } from "neo4j-driver";
import type { Model } from "../../model/index.js";
import { StoreUnavailable } from "../../plan/index.js";
import { connect, Misconfigured, readSession, toStartError, unavailable, type Neo4jConnection } from "./connect.js";
import { forgetKilled, GRACE_MS } from "./lease.js";
import { checkVersion, readStamp, readStatistics, Revision } from "./revision.js";

/** Milliseconds from one look to the next: as a rule, while the graph changes, and when waiting does not help. */
const EVERY = { rule: 250, change: 20, misconfigured: 30_000 };
/** After so many milliseconds without an answer the database counts as away. */
const PATIENCE = 3_000;
/** One to look by, and some in whose place it comes when they hang. */
const CONNECTIONS = 5;

export interface WatchOptions extends Neo4jConnection {
  readonly model: Model;
  /** Told when the database is away, empty or otherwise of no use, and of null when it is of use again. */
  readonly onChange?: (fault: StoreUnavailable | null) => void;
}

export class Watch {
  private readonly driver: Driver;
  private known: Revision | null = null;
  private fault: StoreUnavailable | null = null;
  /** When the question was sent whose answer was that the graph is as known, and that no change was announced. */
  private seen = -Infinity;
  /** Whether a change has been announced. */
  private isChanging = false;
  private isNewEnough = false;
  private looking: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly options: WatchOptions) {
    this.driver = connect(options, CONNECTIONS, PATIENCE);
  }

  /** Looks for the first time. @throws Misconfigured when there is no use in looking again. */
  async start(): Promise<void> {
    await this.look();
    if (this.fault instanceof Misconfigured) throw this.fault;
    this.schedule();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.driver.close();
  }

  /** The revision that is there, as far as is known; null when there is none. */
  get revision(): Revision | null {
    return this.known;
  }

  /** What keeps questions from being answered; null when they are. */
  get trouble(): StoreUnavailable | null {
    return this.fault ?? (this.known ? null : changing());
  }

  /** The revision that may be read now. While the graph changes, waits until a time. @throws StoreUnavailable */
  async current(until: number): Promise<Revision> {
    for (;;) {
      if (this.fault) throw this.fault;
      if (this.known && (!this.isChanging || this.isCertain(performance.now()))) return this.known;
      if (performance.now() >= until) throw changing();
      await delay(EVERY.change);
      await this.look();
    }
  }

  /** Whether the graph was that of a revision until now: mostly known without asking. @throws StoreUnavailable */
  async vouchesFor(revision: Revision): Promise<boolean> {
    const now = performance.now();
    while (this.known === revision && !this.isChanging && !this.isCertain(now)) {
      if (this.fault) throw this.fault;
      await this.look();
    }
    return this.known === revision && this.isCertain(now);
  }

  /** Whoever finds the database away says so: others then need not find it out. */
  lost(fault: StoreUnavailable): void {
    if (!this.fault) this.tell(fault);
  }

  /** Whether no change can have begun before a time. */
  private isCertain(time: number): boolean {
    return time < this.seen + GRACE_MS;
  }

  private schedule(): void {
    if (this.isClosed) return;
    const wait = this.isChanging ? EVERY.change : this.fault instanceof Misconfigured ? EVERY.misconfigured : EVERY.rule;
    this.timer = setTimeout(() => void this.look().then(() => this.schedule()), wait).unref();
  }

  /** Looks at the database, or waits for whoever does so already. */
  private look(): Promise<void> {
    return (this.looking ??= this.lookOnce().finally(() => (this.looking = null)));
  }

  private async lookOnce(): Promise<void> {
    const session = readSession(this.driver, this.options.database);
    const timer = new AbortController();
    try {
      const late = delay(PATIENCE, undefined, { signal: timer.signal, ref: false }).then(() => Promise.reject(unavailable(undefined)));
      await Promise.race([this.ask(session), late]);
      this.tell(null);
    } catch (error) {
      const fault = toStartError(error, PATIENCE);
      this.tell(fault instanceof StoreUnavailable ? fault : unavailable(undefined, fault));
    } finally {
      timer.abort();
      session.close().catch(() => {});
    }
  }

  private async ask(session: ReturnType<typeof readSession>): Promise<void> {
    const { model, database } = this.options;
    if (!this.isNewEnough) await checkVersion(session, PATIENCE);
    this.isNewEnough = true;
    const sent = performance.now();
    const stamp = await readStamp(session, model, PATIENCE);
    this.isChanging = stamp.sequence % 2 === 1;
    if (this.isChanging) {
      if (stamp.isForgotten) await forgetKilled(this.driver, database);
      return;
    }
    if (!this.known?.is(stamp)) {
      const statistics = await readStatistics(session, model, PATIENCE);
      if (performance.now() >= sent + GRACE_MS) return; // they may be of two revisions: the next look is quicker
      this.known = new Revision(stamp.revision, stamp.sequence, statistics);
    }
    this.seen = sent;
  }

  private tell(fault: StoreUnavailable | null): void {
    if (fault?.message !== this.fault?.message) this.options.onChange?.(fault);
    this.fault = fault;
  }
}

const changing = (): StoreUnavailable => new StoreUnavailable("The data are being changed at this moment. Try again in a little while.");
