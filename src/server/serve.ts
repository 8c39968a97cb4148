/** The service put together: settings, store, engine, server. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Engine } from "../graphql/index.js";
import { model } from "../model/index.js";
import { createLog } from "./log.js";
import { openStore } from "./open-store.js";
import { keepPrepared } from "./prepare.js";
import { createServer } from "./server.js";
import { readSettings, type Settings } from "./settings.js";
import { StartError } from "./start-error.js";
import { stopOnSignals } from "./stop.js";

/**
 * Starts the service and says where it is. Resolves when it listens.
 * @throws SettingsError, SeedError, StartError, StoreUnavailable; each message is for the operator.
 */
export async function serve(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<void> {
  const { settings, warnings } = readSettings(env);
  warnings.forEach(say);
  const log = createLog(settings.logLevel);
  const store = await openStore(settings, model, log, say);
  const onPlan = log.isLevelEnabled("debug") ? (plan: string) => log.debug({ plan }, "plan") : undefined;
  const engine = new Engine({ model, store, limits: settings.limits, onPlan });
  const server = await createServer({ engine, store, settings, log });
  try {
    const address = await server.listen();
    stopOnSignals(server, log);
    say(
      await store.ready().then(
        () => welcome(address),
        ({ message }: Error) => `\nThe service answers at ${address} but has no data yet: ${message}\n`,
      ),
    );
    // SQLite prepares a statement in less time than it would take to ask
    if (store.name === "neo4j") keepPrepared(QUESTIONS, engine, store, log);
  } catch (error) {
    await server.close();
    throw explainListening(error, settings);
  }
}

function explainListening(error: unknown, { host, port }: Settings): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return new StartError(`Port ${port} of ${host} is in use. The setting PORT names another: PORT=${port + 1} npm start`);
  if (code === "EACCES")
    return new StartError(`Port ${port} of ${host} is not for this user. The setting PORT names another: PORT=4000 npm start`);
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new StartError(`${host} is no address of this machine. The setting HOST names another: 127.0.0.1, or 0.0.0.0 for all of them.`);
  return error;
}

/** The playground's shelf. */
const QUESTIONS = fileURLToPath(new URL("../../web/questions", import.meta.url));

function welcome(address: string): string {
  // what the playground opens with; a service without its sources has none to show
  const query = readIfThere(join(QUESTIONS, "analysts/01-ai-since-2021.graphql"));
  const first = query && ["", "A first query, for the playground or for POST /graphql:", "", query.replace(/^/gm, "  ").trimEnd()];
  return ["", `The service answers at ${address} (open it in a browser for the playground).`, ...(first || []), ""].join("\n");
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
