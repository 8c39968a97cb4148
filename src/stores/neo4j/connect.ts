/** The connection to Neo4j: the driver's settings, and what its errors mean to the one who asked. */
import neo4j, { Neo4jError, type Driver, type Session } from "neo4j-driver";
import { StoreUnavailable, Timeout } from "../../plan/index.js";

export interface Neo4jConnection {
  /** `neo4j://host:7687` or `bolt://host:7687`. */
  readonly uri: string;
  readonly user?: string;
  /** Empty or null where the server asks for none. */
  readonly password?: string | null;
  /** The database; by default the user's home database. */
  readonly database?: string;
}

/** A server that is gone is told after about a second, not after the driver's default of a minute. */
const PATIENCE = { connectionTimeout: 1_000, connectionAcquisitionTimeout: 1_500, maxTransactionRetryTime: 2_000 };

export function connect({ uri, user = "neo4j", password }: Neo4jConnection): Driver {
  const auth = password ? neo4j.auth.basic(user, password) : undefined;
  // every number of ours has 32 bits, so none is lost when the driver gives JavaScript's own
  return neo4j.driver(uri, auth, {
    ...PATIENCE,
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

/** Whether the same statement may well succeed when it is sent again: a pooled connection was dead, a leader changed. */
export const isPassing = (error: unknown): boolean => error instanceof Neo4jError && error.retriable;

/**
 * An error of the driver as one that a user may see. What is a fault of ours is given back as it is.
 * @param timeoutMs how long a statement was allowed to take.
 */
export function toServiceError(error: unknown, timeoutMs: number): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (TIMED_OUT.test(error.code)) return new Timeout(timeoutMs);
  const isOurs = /^Neo\.(ClientError|DatabaseError)\./.test(error.code) && !REFUSED.test(error.code);
  return isOurs ? error : unavailable(undefined, error);
}

/** The same for whoever starts the service: it names the settings that may be wrong. */
export function toStartError(error: unknown, timeoutMs: number): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (REFUSED.test(error.code)) return unavailable("Neo4j does not let us in: check NEO4J_USER and NEO4J_PASSWORD.", error);
  if (error.code === "Neo.ClientError.Database.DatabaseNotFound")
    return unavailable("Neo4j has no database of that name: check NEO4J_DATABASE.", error);
  if (error.code === "ServiceUnavailable") return unavailable("Neo4j cannot be reached: check that it runs, and NEO4J_URI.", error);
  return toServiceError(error, timeoutMs);
}

export function unavailable(message: string | undefined, cause?: unknown): StoreUnavailable {
  const error = new StoreUnavailable(message);
  error.cause = cause; // for the log; what the user sees has nothing of it
  return error;
}
