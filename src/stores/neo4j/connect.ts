/** The connection to Neo4j: the driver's settings, and what its errors mean to the one who asked. */
import neo4j, { Neo4jError, type Driver, type Session } from "neo4j-driver";
import { Overloaded, StoreUnavailable, Timeout } from "../../plan/index.js";

export interface Neo4jConnection {
  /** `neo4j://host:7687` or `bolt://host:7687`. */
  readonly uri: string;
  readonly user?: string;
  /** Empty or null where the server asks for none. */
  readonly password?: string | null;
  /** The database; by default the user's home database. */
  readonly database?: string;
}

/**
 * @param connections how many statements may run at once; others wait for a moment, and are then refused.
 * @param patienceMs how long a connection may take to come about. The driver's own default is half a minute.
 */
export function connect({ uri, user = "neo4j", password }: Neo4jConnection, connections: number, patienceMs: number): Driver {
  const auth = password ? neo4j.auth.basic(user, password) : undefined;
  // every number of ours has 32 bits, so none is lost when the driver gives JavaScript's own
  return neo4j.driver(uri, auth, {
    connectionTimeout: patienceMs,
    connectionAcquisitionTimeout: 1.5 * patienceMs,
    maxConnectionPoolSize: connections,
    disableLosslessIntegers: true,
    telemetryDisabled: true,
    notificationFilter: { minimumSeverityLevel: "OFF" },
  });
}

/** A session that cannot write, whatever its statements say. In it a statement that is run is one round trip. */
export const readSession = (driver: Driver, database: string | undefined): Session =>
  driver.session({ defaultAccessMode: neo4j.session.READ, ...(database && { database }) });

export const writeSession = (driver: Driver, database: string | undefined): Session =>
  driver.session({ defaultAccessMode: neo4j.session.WRITE, ...(database && { database }) });

const TIMED_OUT = /^Neo\.ClientError\.Transaction\.TransactionTimedOut/;
const REFUSED = /^Neo\.ClientError\.Security\./;

export const isOutOfMemory = (error: unknown): boolean => error instanceof Neo4jError && /OutOfMemory/.test(error.code);

/** No connection could be had in time; the driver has no code for that. */
export const hasNoConnection = (error: unknown): boolean =>
  error instanceof Neo4jError && /^Connection acquisition timed out/.test(error.message);

/** Whether the same statement may well succeed when it is sent again: a pooled connection was dead, a leader changed. */
export const isPassing = (error: unknown): boolean => error instanceof Neo4jError && error.retriable && !isOutOfMemory(error);

/** Waiting does not help: the settings are wrong, or the server is. The message is for the operator. */
export class Misconfigured extends StoreUnavailable {}

/**
 * An error of the driver as one that a user may see. What is a fault of ours is given back as it is.
 * @param timeoutMs how long a statement was allowed to take.
 */
export function toServiceError(error: unknown, timeoutMs: number): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (TIMED_OUT.test(error.code)) return new Timeout(timeoutMs);
  if (isOutOfMemory(error)) return caused(new Overloaded(), error);
  const isOurs = /^Neo\.(ClientError|DatabaseError)\./.test(error.code) && !REFUSED.test(error.code);
  return isOurs ? error : unavailable(undefined, error);
}

/** The same for whoever starts the service or loads: it names the settings that may be wrong. */
export function toStartError(error: unknown, timeoutMs: number): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (REFUSED.test(error.code)) return caused(new Misconfigured("Neo4j does not let us in: check NEO4J_USER and NEO4J_PASSWORD."), error);
  if (error.code === "Neo.ClientError.Database.DatabaseNotFound")
    return caused(new Misconfigured("Neo4j has no database of that name: check NEO4J_DATABASE."), error);
  if (error.code === "ServiceUnavailable") return unavailable("Neo4j cannot be reached: check that it runs, and NEO4J_URI.", error);
  return toServiceError(error, timeoutMs);
}

export const unavailable = (message: string | undefined, cause?: unknown): StoreUnavailable => caused(new StoreUnavailable(message), cause);

/** The cause is for the log; what the user sees has nothing of it. */
function caused<E extends Error>(error: E, cause: unknown): E {
  error.cause = cause;
  return error;
}
