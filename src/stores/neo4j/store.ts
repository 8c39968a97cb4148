/** The store on Neo4j: a plan is one statement, and its answer one record. */
import type { Driver } from "neo4j-driver";
import type { Model } from "../../model/index.js";
import { Overloaded, StoreUnavailable, Timeout, type Plan, type ReadOptions, type Store } from "../../plan/index.js";
import type { Answer } from "./answer.js";
import { connect, hasNoConnection, isPassing, readSession, toServiceError } from "./connect.js";
import { rowsOf } from "./group.js";
import { LookUps } from "./look-ups.js";
import { Patterns } from "./pattern.js";
import { IDS, printPlanAsCypher, printQuestions, type PrintedStatement } from "./print.js";
import type { Revision } from "./revision.js";
import type { Parameter } from "./statement.js";
import { Watch, type WatchOptions } from "./watch.js";
import { questionsOf } from "./way.js";

export interface Neo4jOptions extends WatchOptions {
  readonly model: Model;
  /** How long a statement may take, in milliseconds. Default: 5,000. */
  readonly timeoutMs?: number;
  /** How many statements may run at once; who comes later waits for a moment and is then refused. Default: 50. */
  readonly connections?: number;
  /** Told each statement that is sent; its parameters are not told. */
  readonly log?: (statement: string) => void;
}

const DEFAULT_TIMEOUT = 5_000;
const DEFAULT_CONNECTIONS = 50;
/** After about so long, in milliseconds, whoever asks is told that the database is away. */
const CONNECTING_MS = 1_000;
/** So long, in milliseconds, a reader waits for a change of the graph to end. */
const PATIENCE = 3_000;

/**
 * Opens the graph in a Neo4j. The server need not be there yet, nor a graph in it: until then reads and `ready` say what
 * is missing, and afterwards they work.
 * @throws Misconfigured, one of StoreUnavailable, when waiting would not help: the server refuses us or is too old.
 */
export async function openNeo4j(options: Neo4jOptions): Promise<Store> {
  const watch = new Watch(options);
  try {
    await watch.start();
  } catch (error) {
    await watch.close();
    throw error;
  }
  return new Neo4jStore(watch, options);
}

type Parameters = Readonly<Record<string, Parameter>>;

class Neo4jStore implements Store {
  readonly name = "neo4j";
  private readonly patterns: Patterns;
  private readonly driver: Driver;
  readonly timeoutMs: number;
  /** As many as there are connections. */
  readonly atOnce: number;
  private readonly lookUps = new LookUps((text, ids, signal) => this.run(text, { [IDS]: ids }, signal));
  private running = 0;

  constructor(
    private readonly watch: Watch,
    private readonly options: Neo4jOptions,
  ) {
    this.patterns = new Patterns(options.model);
    this.atOnce = options.connections ?? DEFAULT_CONNECTIONS;
    this.driver = connect(options, this.atOnce, CONNECTING_MS);
    this.timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT;
  }

  get revision(): string {
    return this.watch.revision?.revision ?? "";
  }

  get generation(): number {
    return this.watch.revision?.sequence ?? -1;
  }

  async read(plan: Plan, { signal }: ReadOptions = {}): Promise<string> {
    const until = performance.now() + PATIENCE;
    for (;;) {
      const revision = await this.watch.current(until);
      const answer = await this.answer(plan, revision, signal);
      if (await this.watch.vouchesFor(revision)) return answer;
    }
  }

  async ready(): Promise<void> {
    if (this.watch.trouble) throw this.watch.trouble;
  }

  async close(): Promise<void> {
    await Promise.all([this.watch.close(), this.driver.close()]);
  }

  private async answer(plan: Plan, revision: Revision, signal: AbortSignal | undefined): Promise<string> {
    const printed = revision.printed.get(plan) ?? (await this.print(plan, revision, signal));
    revision.printed.set(plan, printed);
    const { text, parameters, write, id } = printed;
    if (text === null) return write(null);
    if (id !== undefined) return write(await this.lookUps.find(text, id, signal));
    return write((await this.run(text, parameters, signal))[0]!);
  }

  /** Prints a plan; what has to be known for that is mostly known from questions before. */
  private async print(plan: Plan, { statistics }: Revision, signal: AbortSignal | undefined): Promise<PrintedStatement> {
    const questions = statistics.unknown(
      [...plan.values()].flatMap((field) =>
        field.kind === "page" ? questionsOf(field.page) : field.kind === "group" ? questionsOf(rowsOf(field.group), true) : [],
      ),
    );
    if (questions.length > 0) {
      const { text, parameters } = printQuestions(questions, this.patterns);
      const answers = (await this.run(text, parameters, signal))[0] as readonly (readonly number[])[];
      questions.forEach((question, i) =>
        statistics.learn(
          question,
          answers[i]!.reduce((sum, degree) => sum + degree, 0),
        ),
      );
    }
    return printPlanAsCypher(plan, this.patterns, statistics);
  }

  /** Runs a statement, once more when the failure was a passing one. @returns the value of each of its rows. */
  private async run(text: string, parameters: Parameters, signal: AbortSignal | undefined): Promise<readonly Answer[]> {
    this.options.log?.(text);
    try {
      return await this.runOnce(text, parameters, signal).catch((error: unknown) => {
        if (!isPassing(error) || signal?.aborted) throw error;
        return this.runOnce(text, parameters, signal);
      });
    } catch (error) {
      // where not all are taken it is the database that is slow to give one
      if (hasNoConnection(error) && this.running >= this.atOnce) throw new Overloaded();
      const fault = toServiceError(error, this.timeoutMs);
      if (fault instanceof StoreUnavailable) this.watch.lost(fault);
      throw fault;
    }
  }

  /** Closing the session ends its statement in the database: when its time is over, or nobody waits for it any more. */
  private async runOnce(text: string, parameters: Parameters, signal: AbortSignal | undefined): Promise<readonly Answer[]> {
    signal?.throwIfAborted();
    this.running++;
    const session = readSession(this.driver, this.options.database);
    let stop = () => {};
    let timer: NodeJS.Timeout | undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(signal!.reason);
      signal?.addEventListener("abort", stop);
      timer = setTimeout(() => reject(new Timeout(this.timeoutMs)), this.timeoutMs);
    });
    try {
      // the database's own limit is for when it cannot be told to stop
      const result = await Promise.race([session.run(text, parameters, { timeout: this.timeoutMs }), stopped]);
      return result.records.map((row) => row.get("data") as Answer);
    } finally {
      this.running--;
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      session.close().catch(() => {});
    }
  }
}
