/** The store on Neo4j: a plan is one statement, and its answer one record. */
import type { Driver, Session } from "neo4j-driver";
import type { Model } from "../../model/index.js";
import type { Plan, ReadOptions, Store } from "../../plan/index.js";
import type { Answer } from "./answer.js";
import { connect, isPassing, readSession, toServiceError, toStartError, unavailable, type Neo4jConnection } from "./connect.js";
import { Patterns } from "./pattern.js";
import { printPlanAsCypher, printQuestions, type PrintedStatement } from "./print.js";
import { checkVersion, readRevision, readStamp, type Revision } from "./revision.js";
import type { Parameter } from "./statement.js";
import { questionsOf } from "./way.js";

export interface Neo4jOptions extends Neo4jConnection {
  readonly model: Model;
  /** How long a statement may take, in milliseconds. Default: 5,000. The server looks about once a second. */
  readonly timeoutMs?: number;
  /** Told each statement that is sent; its parameters are not told. */
  readonly log?: (statement: string) => void;
}

const DEFAULT_TIMEOUT = 5_000;

/**
 * Opens the graph that was loaded into a Neo4j.
 * @throws StoreUnavailable when the server cannot be reached, refuses us or is too old, or when what it has is not
 * (or not wholly) a graph of this model; the message says what to do.
 */
export async function openNeo4j(options: Neo4jOptions): Promise<Store> {
  const { model, timeoutMs = DEFAULT_TIMEOUT } = options;
  const driver = connect(options);
  const session = readSession(driver, options.database);
  try {
    await checkVersion(session, timeoutMs);
    return new Neo4jStore(driver, options, timeoutMs, await readRevision(session, model, timeoutMs));
  } catch (error) {
    await driver.close();
    throw toStartError(error, timeoutMs);
  } finally {
    await session.close();
  }
}

class Neo4jStore implements Store {
  readonly name = "neo4j";
  readonly atOnce = 50; // half of the driver's connections
  private readonly patterns: Patterns;
  /** Whoever reads the same plan again finds it printed. */
  private readonly printed = new WeakMap<Plan, PrintedStatement>();

  constructor(
    private readonly driver: Driver,
    private readonly options: Neo4jOptions,
    private readonly timeoutMs: number,
    private readonly known: Revision,
  ) {
    this.patterns = new Patterns(options.model);
  }

  get revision(): string {
    return this.known.revision;
  }

  async read(plan: Plan, { signal }: ReadOptions = {}): Promise<string> {
    const printed = this.printed.get(plan) ?? (await this.print(plan, signal));
    this.printed.set(plan, printed);
    const { text, parameters, write } = printed;
    return write(text === null ? null : await this.run(text, parameters, signal));
  }

  /** Prints a plan; what has to be known for that is mostly known from questions before. */
  private async print(plan: Plan, signal: AbortSignal | undefined): Promise<PrintedStatement> {
    const { statistics } = this.known;
    const questions = statistics.unknown([...plan.values()].flatMap((field) => (field.kind === "page" ? questionsOf(field) : [])));
    if (questions.length > 0) {
      const { text, parameters } = printQuestions(questions, this.patterns);
      const answers = (await this.run(text, parameters, signal)) as readonly (readonly number[])[];
      questions.forEach((question, i) =>
        statistics.learn(
          question,
          answers[i]!.reduce((sum, degree) => sum + degree, 0),
        ),
      );
    }
    return printPlanAsCypher(plan, this.patterns, statistics);
  }

  async ready(): Promise<void> {
    const session = readSession(this.driver, this.options.database);
    try {
      const revision = await readStamp(session, this.options.model, this.timeoutMs);
      if (revision !== this.revision)
        throw unavailable("The database was filled with another revision while the service ran. Start it anew.");
    } catch (error) {
      throw toServiceError(error, this.timeoutMs);
    } finally {
      await session.close();
    }
  }

  async close(): Promise<void> {
    await this.driver.close();
  }

  /** Runs a statement that returns one value; once more when the failure was a passing one. */
  private async run(text: string, parameters: Readonly<Record<string, Parameter>>, signal: AbortSignal | undefined): Promise<Answer> {
    this.options.log?.(text);
    try {
      return await this.runOnce(text, parameters, signal).catch((error: unknown) => {
        if (!isPassing(error) || signal?.aborted) throw error;
        return this.runOnce(text, parameters, signal);
      });
    } catch (error) {
      throw toServiceError(error, this.timeoutMs);
    }
  }

  private async runOnce(text: string, parameters: Readonly<Record<string, Parameter>>, signal: AbortSignal | undefined): Promise<Answer> {
    signal?.throwIfAborted();
    const session: Session = readSession(this.driver, this.options.database);
    const result = await session.run(text, parameters, { timeout: this.timeoutMs }).finally(() => session.close());
    return result.records[0]!.get("data") as Answer;
  }
}
