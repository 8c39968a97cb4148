/**
 * What the service counts and times of itself, for `/metrics` (Prometheus). Every label has few values, all of which the
 * code knows: nothing that a client can choose is one.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Trace } from "../graphql/index.js";
import type { Store } from "../plan/index.js";
import type { Turns } from "./turns.js";
import { version } from "./version.js";

/** Where the time of a request goes, in the order in which it does. */
export type Stage = "parse" | "validate" | "plan" | "store" | "send";

/** Seconds, from what a look-up takes to the longest deadline. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The process's own: memory, CPU, garbage collection, the delay of the event loop. Once, however many servers there are. */
let ofProcess: Registry | undefined;
function processMetrics(): Registry {
  if (!ofProcess) collectDefaultMetrics({ register: (ofProcess = new Registry()), eventLoopMonitoringPrecision: 20 });
  return ofProcess;
}

export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Counter({
    name: "http_requests_total",
    help: "Requests that have been answered, by route and by outcome: OK, or the code of the error.",
    labelNames: ["route", "outcome"],
    registers: [this.registry],
  });
  private readonly durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "From the arrival of a request's head to the last byte of its answer.",
    labelNames: ["route"],
    buckets: BUCKETS,
    registers: [this.registry],
  });
  private readonly stages = new Histogram({
    name: "graphql_stage_duration_seconds",
    help: "Where the time of operations goes. What was remembered is not parsed, validated or planned again.",
    labelNames: ["stage"],
    buckets: BUCKETS,
    registers: [this.registry],
  });
  private readonly remembered = new Counter({
    name: "graphql_cache_lookups_total",
    help: "Documents and plans that were looked for among those that are remembered.",
    labelNames: ["cache", "result"],
    registers: [this.registry],
  });

  constructor(private readonly store: Pick<Store, "name" | "revision" | "ready">) {
    const info = new Gauge({
      name: "commitments_info",
      help: "What is served: the version of the software, the store, and the revision of the data.",
      labelNames: ["version", "store", "revision"],
      registers: [this.registry],
      collect: () => {
        info.reset();
        info.set({ version: version(), store: store.name, revision: store.revision }, 1);
      },
    });
    const ready: Gauge = new Gauge({
      name: "store_ready",
      help: "Whether the store can answer.",
      registers: [this.registry],
      collect: async () =>
        ready.set(
          await store.ready().then(
            () => 1,
            () => 0,
          ),
        ),
    });
  }

  /** Shows how many requests have their turn, and how many wait for it. */
  watch(turns: Pick<Turns, "counts">): void {
    const gauge: Gauge = new Gauge({
      name: "http_requests_in_turn",
      help: "Requests to the store that are worked on now, and that wait for their turn.",
      labelNames: ["state"],
      registers: [this.registry],
      collect: () => {
        for (const [state, count] of Object.entries(turns.counts)) gauge.set({ state }, count);
      },
    });
  }

  /** Counts a request when its answer has been sent, or its client has gone. */
  observe(request: FastifyRequest, reply: FastifyReply): void {
    const start = performance.now();
    reply.raw.once("close", () => {
      const route = request.routeOptions.url ?? "none";
      const failure = reply.raw.writableFinished ? request.errorCodes?.[0] : "CLIENT_GONE";
      this.requests.inc({ route, outcome: failure ?? (reply.raw.statusCode < 400 ? "OK" : "OTHER") });
      this.durations.observe({ route }, (performance.now() - start) / 1_000);
    });
  }

  stage(stage: Stage, milliseconds: number): void {
    this.stages.observe({ stage }, milliseconds / 1_000);
  }

  cache(cache: "document" | "plan", hit: boolean): void {
    this.remembered.inc({ cache, result: hit ? "hit" : "miss" });
  }

  /** What the engine did for one operation. */
  traced({ remembered, planMs, storeMs }: Trace): void {
    if (remembered !== undefined) this.cache("plan", remembered);
    if (planMs !== undefined) this.stage("plan", planMs);
    if (storeMs !== undefined) this.stage("store", storeMs);
  }

  /** All of it as text, in Prometheus' form. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    const all = Registry.merge([this.registry, processMetrics()]);
    return { type: all.contentType, body: await all.metrics() };
  }
}
