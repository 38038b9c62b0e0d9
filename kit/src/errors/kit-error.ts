import { isErrorCode, type ErrorCode } from './error-code.ts';
import type { Fault } from './fault.ts';

/** What a {@link KitError} may carry besides its code and message. */
export interface KitErrorOptions {
  /** Sent to the client as it is, except with `internal`; JSON values only. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** What went wrong underneath. Logged, never sent. */
  readonly cause?: unknown;
  /** What is wrong with the request, for `invalid_argument`. */
  readonly faults?: readonly Fault[] | undefined;
  /** Seconds after which another try makes sense, for `resource_exhausted` and `unavailable`. */
  readonly retryAfter?: number | undefined;
  /**
   * Whether the same call may simply be made again: `true` says that this one has had no effect, `false` that
   * another try is of no use. Left out, the code and whether the call is idempotent decide. Never sent.
   */
  readonly retryable?: boolean | undefined;
  /** The operation that failed, for logs. */
  readonly operation?: string | undefined;
}

const brand = Symbol.for('@microgen/kit/KitError');

/**
 * The one error type of a service. Its message is meant for the client, except with `internal`,
 * whose message and cause stay in the log.
 */
export class KitError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly faults: readonly Fault[] | undefined;
  readonly retryAfter: number | undefined;
  readonly retryable: boolean | undefined;
  readonly operation: string | undefined;

  constructor(code: ErrorCode, message: string, options: KitErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'KitError';
    this.code = code;
    this.details = options.details;
    this.faults = options.faults;
    this.retryAfter = options.retryAfter;
    this.retryable = options.retryable;
    this.operation = options.operation;
  }

  /** Marks errors of this kind across copies of the library, where `instanceof` fails. */
  get [brand](): true {
    return true;
  }

  /** Whether a value is a KitError, of this copy of the library or of another one. */
  static is(value: unknown): value is KitError {
    if (value instanceof KitError) return true;
    return value instanceof Error && Reflect.get(value, brand) === true && hasCode(value);
  }

  /**
   * Anything thrown, as a KitError: one stays itself, an abort is `cancelled`, a time-out
   * `deadline_exceeded` (the two names of the DOM standard); all else is `internal` with the
   * value as its cause.
   */
  static from(value: unknown): KitError {
    if (KitError.is(value)) return value;
    const name = value instanceof Error ? value.name : undefined;
    if (name === 'AbortError') {
      return new KitError('cancelled', 'the call was cancelled', { cause: value });
    }
    if (name === 'TimeoutError') {
      return new KitError('deadline_exceeded', 'the call took too long', { cause: value });
    }
    return new KitError('internal', 'an internal error occurred', { cause: value });
  }
}

/** The error of an operation that the contract names and the service does not have yet. */
export function unimplemented(operation: string): KitError {
  return new KitError('unimplemented', `${operation} is not implemented`, { operation });
}

function hasCode(value: Error): boolean {
  return isErrorCode(Reflect.get(value, 'code'));
}

/**
 * A walk through a request that ran out of stack is the request's fault: it is nested too deeply.
 * Anything else is given back as it is.
 */
export function blameNesting(error: unknown): unknown {
  const isOverflow = error instanceof RangeError && /call stack/i.test(error.message);
  return isOverflow ? new KitError('invalid_argument', 'the request is nested too deeply') : error;
}
