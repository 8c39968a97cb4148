import { remember } from "./answers";

/** What GraphiQL asks a fetcher to send. */
interface Operation {
  query: string;
  operationName?: string | null;
  variables?: unknown;
}

/** What a GraphQL server answers: `data`, `errors` or both, as the specification has it. */
type Result = Record<string, unknown>;

interface Observer {
  next(result: Result): void;
  error(error: unknown): void;
  complete(): void;
}

/** Relative to the host alone: the playground is served at `/` and at `/graphql`. */
export const ENDPOINT = "/graphql";

/**
 * Posts one operation to the server that served this page.
 *
 * Gives an observable, where a promise would do, because GraphiQL's stop button only
 * unsubscribes: so a stopped query is aborted, and the server can stop working on it.
 * Whatever goes wrong is told as a GraphQL error; thrown, GraphiQL would show its stack.
 */
export function fetcher(operation: Operation, options?: { headers?: Record<string, string> }) {
  return {
    subscribe(observer: Observer) {
      const controller = new AbortController();
      post(operation, options?.headers, controller.signal).then(
        (result) => {
          remember(result, operation);
          observer.next(result);
          observer.complete();
        },
        (error: unknown) => {
          if (controller.signal.aborted) return;
          observer.next({ errors: [{ message: `No answer from the server: ${String(error)}` }] });
          observer.complete();
        },
      );
      return { unsubscribe: () => controller.abort() };
    },
  };
}

/** Posts an operation. What answers without JSON is told as a GraphQL error. @throws what the network says. */
export async function post(operation: Operation, headers?: Record<string, string>, signal?: AbortSignal): Promise<Result> {
  const answer = await fetch(ENDPOINT, {
    method: "POST",
    headers: {
      accept: "application/graphql-response+json, application/json;q=0.9",
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify(operation),
    signal,
  });
  const text = await answer.text();
  try {
    return JSON.parse(text) as Result;
  } catch {
    // Not the service but something before it, a proxy for one.
    const type = answer.headers.get("content-type") ?? "no content type";
    return { errors: [{ message: `The server answered ${answer.status} with ${type}, not with JSON.` }] };
  }
}
