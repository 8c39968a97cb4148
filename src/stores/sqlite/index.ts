/** The door of the SQLite store. */
export { sqliteSchema } from "./schema.js";
export { openSqlite, type SqliteLogEntry, type SqliteOptions } from "./store.js";
