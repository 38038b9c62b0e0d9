import type { Endpoint, Middleware } from '../endpoint/endpoint.ts';
import { hooked, isStream } from '../endpoint/streams.ts';
import type { ErrorCode } from '../errors/error-code.ts';
import { KitError } from '../errors/kit-error.ts';
import { Attempts, type RetryPolicy } from './attempts.ts';
import { assertFunction, assertRange, longestTimer } from './options.ts';
import { RetriedStream } from './retried-stream.ts';

/** Which failed calls are made again, and when. */
export interface RetryOptions {
  /** How often a call is made at most, the first time included. Default 3. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; each further wait is twice as long. Default 100. */
  readonly initialDelay?: number;
  /** The longest wait, in milliseconds. An error that asks for a longer one is final. Default 5000. */
  readonly maxDelay?: number;
  /** Whether calling the endpoint twice has the effect of calling it once. Default false. */
  readonly idempotent?: boolean;
  /**
   * Which failures of an idempotent endpoint may pass. Default: `unavailable`, `deadline_exceeded` and
   * `resource_exhausted`. Errors that say themselves whether they are `retryable` are not asked about.
   */
  readonly isRetryable?: (error: KitError) => boolean;
}

const passingCodes: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'deadline_exceeded',
  'resource_exhausted',
]);

/**
 * Makes a failed call again: an idempotent one whose failure may pass, or any whose error is declared
 * `retryable`. It waits in between, twice as long each time, with jitter, and not less than the error's `retryAfter`;
 * not at all where the call is cancelled or its deadline would pass meanwhile. A stream of answers is begun again
 * only before its first message; a call whose request is a stream is made once.
 */
export function retry(options: RetryOptions = {}): Middleware {
  const policy = policyFrom(options);
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> =>
    async (request, ctx) => {
      if (isStream(request)) return next(request, ctx);
      const attempts = new Attempts(policy, ctx);
      const call = () => next(request, ctx);
      const response = await attempts.run(call);
      if (!isStream(response)) return response;
      const again = call as () => Promise<unknown>;
      const stream = new RetriedStream(response, { again, attempts });
      // A stream of the same messages is what Res says; the relay keeps its pulls in order.
      return hooked(stream as unknown as Res, ctx, {});
    };
}

function policyFrom(options: RetryOptions): RetryPolicy {
  const { attempts = 3, maxDelay = 5_000, idempotent = false } = options;
  const { initialDelay = Math.min(100, maxDelay) } = options;
  const { isRetryable = ({ code }: KitError) => passingCodes.has(code) } = options;
  assertRange('attempts', attempts, { min: 1, max: 100, integer: true });
  assertRange('maxDelay', maxDelay, { min: 0, max: longestTimer });
  assertRange('initialDelay', initialDelay, { min: 0, max: maxDelay });
  if (typeof idempotent !== 'boolean') throw new TypeError('idempotent must be true or false');
  assertFunction('isRetryable', isRetryable);
  return { attempts, initialDelay, maxDelay, idempotent, isRetryable };
}
