/** The end of the process, by signal. */
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
