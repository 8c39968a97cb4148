/**
 * Look-ups that come together go together: most of what one costs is the way to the database and back, for the service
 * and for the database. None waits for others to come; but those that have come in the same turn of the event loop, and
 * read alike, are one statement. Where the service has little to do that is a statement each.
 */
import type { Answer } from "./answer.js";

/** Asks for the nodes of some ids. @returns an answer for each, in their order. */
type Ask = (text: string, ids: readonly string[], signal: AbortSignal | undefined) => Promise<readonly Answer[]>;

interface LookUp {
  readonly id: string;
  readonly signal: AbortSignal | undefined;
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

export class LookUps {
  /** Those of this turn, by the text of their statement. */
  private readonly gathered = new Map<string, LookUp[]>();

  constructor(private readonly ask: Ask) {}

  /** The answer for one id. @throws what asking throws; the reason of the signal as soon as that ends it. */
  find(text: string, id: string, signal: AbortSignal | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const lookUp = { id, signal, resolve, reject };
      const others = this.gathered.get(text);
      if (others) others.push(lookUp);
      else {
        this.gathered.set(text, [lookUp]);
        setImmediate(() => void this.send(text));
      }
    });
  }

  private async send(text: string): Promise<void> {
    const all = this.gathered.get(text)!;
    this.gathered.delete(text);
    const wanted = all.filter(({ signal, reject }) => {
      if (signal?.aborted) reject(signal.reason);
      return !signal?.aborted;
    });
    if (wanted.length === 0) return;
    try {
      const ids = wanted.map(({ id }) => id);
      const answers = await this.ask(text, ids, wanted.length === 1 ? wanted[0]!.signal : whenAllAreGone(wanted));
      wanted.forEach(({ resolve }, i) => resolve(answers[i]!));
    } catch (error) {
      for (const { reject } of wanted) reject(error);
    }
  }
}

/** Whoever has gone is let go at once; when nobody waits any more the statement ends. */
function whenAllAreGone(lookUps: readonly LookUp[]): AbortSignal {
  const all = new AbortController();
  let left = lookUps.length;
  for (const { signal, reject } of lookUps)
    signal?.addEventListener("abort", () => {
      reject(signal.reason);
      if (--left === 0) all.abort(signal.reason);
    });
  return all.signal;
}
