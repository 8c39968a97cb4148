/**
 * The errors that a user may see: a stable code, what was wrong and what would be right, and nothing of the inside.
 * docs/errors.md lists the codes.
 */
export type ErrorCode = "BAD_USER_INPUT" | "COST_LIMIT_EXCEEDED" | "TIMEOUT" | "STORE_UNAVAILABLE" | "OVERLOADED";

export class ServiceError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The question cannot be answered as it is put; the message names the argument and says what would be right. */
export class BadUserInput extends ServiceError {
  constructor(message: string) {
    super("BAD_USER_INPUT", message);
  }
}

/** The question is well put, but would cost more than a bound allows; the message names the bound and its value. */
export class CostLimitExceeded extends ServiceError {
  constructor(message: string) {
    super("COST_LIMIT_EXCEEDED", message);
  }
}

/** The store did not finish in time. */
export class Timeout extends ServiceError {
  constructor(milliseconds: number) {
    super(
      "TIMEOUT",
      `The query took longer than ${milliseconds} ms and was ended. Ask for less: a smaller page, fewer nested lists, fewer fields that are computed, a filter that a list is ordered by.`,
    );
  }
}

/** The store cannot be reached or is not ready. */
export class StoreUnavailable extends ServiceError {
  constructor(message = "The database is not available at the moment. Try again in a little while.") {
    super("STORE_UNAVAILABLE", message);
  }
}

/** More work is waiting than can be done in time. */
export class Overloaded extends ServiceError {
  constructor(message = "The service has more to do than it can at the moment. Try again in a little while.") {
    super("OVERLOADED", message);
  }
}
