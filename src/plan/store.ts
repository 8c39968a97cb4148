import type { Plan } from "./plan.js";

export interface ReadOptions {
  /** Ended when the one who asked has gone. */
  readonly signal?: AbortSignal;
}

/** A place where the graph is kept. Both answer every plan alike; the contract tests hold them to it. */
export interface Store {
  readonly name: "sqlite" | "neo4j";
  /** Milliseconds after which a read ends in a Timeout. */
  readonly timeoutMs: number;
  /** How many reads it can work on at a time without getting slower than one after the other. */
  readonly atOnce: number;
  /** The revision of the data that is being served. */
  readonly revision: string;
  /** Becomes another with every change of the data, also with one that brings an earlier revision back. */
  readonly generation: number;
  /**
   * Answers a whole plan by one read.
   * @returns the `data` of the response, as JSON text: keys in the order of the plan, no white space.
   * @throws Timeout, StoreUnavailable, Overloaded
   */
  read(plan: Plan, options?: ReadOptions): Promise<string>;
  /** Resolves when the store can answer. @throws StoreUnavailable otherwise. Cheap enough to ask every second. */
  ready(): Promise<void>;
  close(): Promise<void>;
}
