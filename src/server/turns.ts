/**
 * Whose turn it is. Requests are worked on a few at a time, and of those that wait each client has one in turn: whoever
 * sends hundreds waits behind their own, not everybody behind them.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { Overloaded } from "../plan/index.js";

export interface TurnOptions {
  /** How many are worked on at a time. */
  readonly atOnce: number;
  /** How many of one client's may be under way, from their arrival until their answers are sent. */
  readonly perClient: number;
  /** Milliseconds after which one that still waits is refused. */
  readonly waitMs: number;
}

interface Waiting {
  start(): void;
}

/** After so many milliseconds of work without a pause, what has arrived in the meantime is read first. */
const PAUSE_AFTER = 10;

export class Turns {
  private readonly underWay = new Map<string, number>();
  /** Clients whose requests wait, in the order of their turns. */
  private readonly waiting = new Map<string, Set<Waiting>>();
  private running = 0;
  /** Milliseconds of work since what has arrived was last read. */
  private worked = 0;
  private pausing = false;
  /** What came in so far. */
  private arrivals = 0;

  constructor(private readonly options: TurnOptions) {}

  /** How many are worked on, and how many wait for their turn. */
  get counts(): { readonly running: number; readonly waiting: number } {
    let waiting = 0;
    for (const queue of this.waiting.values()) waiting += queue.size;
    return { running: this.running, waiting };
  }

  /**
   * Counts a request of a client as under way until `leave` is called.
   * @throws Overloaded when the client has too many.
   */
  enter(client: string): { leave(): void } {
    this.arrived();
    const { perClient } = this.options;
    const count = this.underWay.get(client) ?? 0;
    if (count >= perClient)
      throw new Overloaded(
        `You have ${count} requests under way, and ${perClient} are the most that one client may have. Wait for an answer before you send the next.`,
      );
    this.underWay.set(client, count + 1);
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      const now = this.underWay.get(client)! - 1;
      if (now > 0) this.underWay.set(client, now);
      else this.underWay.delete(client);
    };
    return { leave };
  }

  /**
   * Does some work when it is the client's turn: at once when there is room.
   * @throws Overloaded when its turn does not come in time; and what the work throws.
   */
  async take<T>(client: string, work: () => Promise<T>): Promise<T> {
    if (this.hasRoom) this.running++;
    else await this.wait(client);
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.running--;
      this.worked += performance.now() - start;
      this.next();
    }
  }

  /** Requests that arrive together come here one after the other, each when the one before it is done: so time counts too. */
  private get hasRoom(): boolean {
    return this.running < this.options.atOnce && this.worked <= PAUSE_AFTER;
  }

  private wait(client: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(client) ?? new Set();
      this.waiting.set(client, queue);
      const timer = setTimeout(() => {
        queue.delete(waiting);
        if (queue.size === 0) this.waiting.delete(client);
        reject(new Overloaded());
      }, this.options.waitMs);
      const waiting: Waiting = {
        start: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      queue.add(waiting);
    });
  }

  /** Says that something came in, a connection or a request, and that more may stand behind it. */
  arrived(): void {
    this.arrivals++;
  }

  /** Hands room that has become free to those who wait; after some work not before others have been let in. */
  private next(): void {
    if (this.worked <= PAUSE_AFTER) this.hand();
    else if (!this.pausing) {
      this.pausing = true;
      this.letIn(performance.now() + this.worked);
    }
  }

  /**
   * Goes round the event loop, which takes in one connection a round and reads it in the next, until nothing comes any
   * more; or, whoever comes without end, for as long as the work took.
   */
  private letIn(end: number): void {
    const { arrivals } = this;
    setImmediate(() =>
      setImmediate(() => {
        if (this.arrivals > arrivals && performance.now() < end) return this.letIn(end);
        this.pausing = false;
        this.worked = 0;
        this.hand();
      }),
    );
  }

  private hand(): void {
    while (this.hasRoom && this.waiting.size > 0) {
      const [[client, queue]] = this.waiting as unknown as [[string, Set<Waiting>]];
      const [waiting] = queue;
      queue.delete(waiting!);
      this.waiting.delete(client);
      if (queue.size > 0) this.waiting.set(client, queue); // to the end of the row
      this.running++;
      waiting!.start();
    }
  }
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<string | FastifyReply>;

/** A handler whose requests take turns. An answer that is not read yet counts as under way too: it fills memory. */
export function inTurn(turns: Turns, handler: Handler): Handler {
  return async (request, reply) => {
    const { leave } = turns.enter(request.ip);
    reply.raw.once("close", leave);
    return turns.take(request.ip, () => handler(request, reply));
  };
}
