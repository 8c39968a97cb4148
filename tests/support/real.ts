/** The server as it is served: the real engine, on the seed, on a free port. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Engine } from "../../src/graphql/index.js";
import { model } from "../../src/model/index.js";
import { createLog, createServer, openStore, readSettings } from "../../src/server/index.js";

export interface Real {
  readonly url: string;
  close(): Promise<void>;
}

export async function startReal(): Promise<Real> {
  const directory = mkdtempSync(path.join(tmpdir(), "commitments-"));
  const { settings } = readSettings({ PORT: "0", DATA_DIR: directory });
  const log = createLog("silent");
  const store = await openStore(settings, model, log, () => {});
  const server = await createServer({ engine: new Engine({ model, store, limits: settings.limits }), store, settings, log });
  const close = async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  };
  return { url: await server.listen(), close };
}
