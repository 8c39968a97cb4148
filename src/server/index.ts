/** The door of the server. */
export { CODES, describeErrors, type Code } from "./error-codes.js";
export { createLog } from "./log.js";
export { fillNeo4j, openStore } from "./open-store.js";
export { serve } from "./serve.js";
export { createServer, type Server, type ServerOptions } from "./server.js";
export { describeSettings, readSettings, SettingsError, type Settings } from "./settings.js";
export { StartError } from "./start-error.js";
