/*
 * This file and its neighbours are the client of a generated SDK. They import only each other and need only
 * standard web APIs, so that an SDK can carry copies of them and run in any JavaScript environment.
 */

/** One thing that the service found wrong with a request. */
export interface ApiFault {
  readonly in: string;
  /** A JSON pointer into the request. */
  readonly path: string;
  /** The JSON Schema keyword that is not met. */
  readonly rule: string;
  readonly wanted?: unknown;
  readonly message: string;
}

/** What an {@link ApiError} is made of. */
export interface ApiErrorOptions {
  readonly code: string;
  readonly status?: number;
  readonly detail: string;
  readonly requestId?: string | undefined;
  readonly faults?: readonly ApiFault[];
  readonly retryAfter?: number | undefined;
  readonly body?: unknown;
  readonly cause?: unknown;
}

/** A call that failed, for whatever reason. */
export class ApiError extends Error {
  /**
   * The service's own code (`not_found`, `invalid_argument` ...), or the client's: `unavailable`
   * when the service cannot be reached, `deadline_exceeded`, `cancelled`, `invalid_response`.
   */
  readonly code: string;
  /** The HTTP status; 0 when there was no response. */
  readonly status: number;
  /** What went wrong, for a person. */
  readonly detail: string;
  readonly requestId: string | undefined;
  /** What is wrong with the request, for `invalid_argument`. */
  readonly faults: readonly ApiFault[];
  /** Seconds after which another try makes sense, when the service said so. */
  readonly retryAfter: number | undefined;
  /** The response body: parsed when it was JSON, else its text. */
  readonly body: unknown;

  constructor(options: ApiErrorOptions) {
    const { code, detail, cause } = options;
    super(`${code}: ${detail}`, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.code = code;
    this.detail = detail;
    this.status = options.status ?? 0;
    this.requestId = options.requestId;
    this.faults = options.faults ?? [];
    this.retryAfter = options.retryAfter;
    this.body = options.body;
  }
}
