/** An engine whose work is timed, and whose slow operations are lines in the log. */
import type { FastifyBaseLogger } from "fastify";
import type { Engine, Request, Result, Trace } from "../graphql/index.js";
import { printPlan } from "../plan/index.js";
import type { Metrics } from "./metrics.js";

/** What the server needs of an engine. */
export type BareEngine = Pick<Engine, "model" | "schema" | "execute">;

export interface Executor extends Pick<Engine, "model" | "schema"> {
  /** `log` is that of the request, whose lines bear its id. */
  execute(request: Request, log: FastifyBaseLogger): Promise<Result>;
}

/** The lines of a plan that help to know it; a plan can have thousands. */
const LONGEST_PLAN = 4_000;

const rounded = (milliseconds: number | undefined) => milliseconds && Math.round(milliseconds * 10) / 10;

/** Times an engine. An operation that takes `slowMs` or longer to plan and read is logged with its plan's shape, never its values. */
export function measured(engine: BareEngine, metrics: Metrics, slowMs: number): Executor {
  const finish = (trace: Trace, { operationName }: Request, log: FastifyBaseLogger) => {
    metrics.traced(trace);
    const { plan, planMs = 0, storeMs = 0 } = trace;
    if (!plan || planMs + storeMs < slowMs) return;
    const shape = printPlan(plan);
    log.warn(
      {
        operation: operationName ?? undefined,
        planMs: rounded(planMs),
        storeMs: rounded(storeMs),
        plan: shape.length <= LONGEST_PLAN ? shape : `${shape.slice(0, LONGEST_PLAN)} …`,
      },
      "slow query",
    );
  };
  return {
    model: engine.model,
    schema: engine.schema,
    async execute(request, log) {
      const trace: Trace = {};
      try {
        return await engine.execute({ ...request, trace });
      } finally {
        finish(trace, request, log);
      }
    },
  };
}
