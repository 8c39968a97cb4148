/** The end of the service: in order, and by signal. */
import { once } from "node:events";
import type { Server as HttpServer, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import type { Logger } from "pino";
import type { Server } from "./server.js";

const SIGNALS = { SIGINT: 2, SIGTERM: 15 } as const;

/** Stops cleanly at the first signal (exit code 0, or 1 when something could not be closed), at once at the second. */
export function stopOnSignals(server: Pick<Server, "close">, log: Logger): void {
  let asked = false;
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      // the shell's convention for an end by signal
      if (asked) process.exit(128 + number);
      asked = true;
      log.info({ signal }, "stopping");
      server.close().then(
        () => {
          log.info("stopped");
          process.exit(0);
        },
        (err: unknown) => {
          log.error({ err }, "not everything could be closed");
          process.exit(1);
        },
      );
    });
  }
}

/**
 * Takes no more connections, and waits until every answer is sent. Not by `close` of the HTTP server alone: that takes
 * a connection for idle whose answer is written but not yet read, and cuts it off.
 */
export async function drain(server: HttpServer, answers: ReadonlySet<ServerResponse>): Promise<void> {
  NetServer.prototype.close.call(server);
  for (const answer of answers) if (!answer.closed) await once(answer, "close");
}
