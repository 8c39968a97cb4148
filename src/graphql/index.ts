/** The door of the API: the schema of a model, and the engine that answers operations on it. */
export { Engine, JsonText, type EngineOptions, type Request, type Result, type Trace } from "./engine.js";
export { withHint } from "./hints.js";
export { documentRules } from "./rules.js";
export { deriveSchema, printSchemaText } from "./schema.js";
