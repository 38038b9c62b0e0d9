import type { Context } from '../context/context.ts';
import type { Endpoint, Middleware } from '../endpoint/endpoint.ts';
import { Keyed } from './keyed.ts';
import { assertFunction, assertRange, longestTimer } from './options.ts';
import { Refusal } from './refusal.ts';
import { TokenBucket } from './token-bucket.ts';
import { outlasts, wait } from './wait.ts';

/** How many calls an endpoint takes. */
export interface RateLimitOptions {
  /** Calls per second in the long run. Default 100. */
  readonly perSecond?: number;
  /** Calls at once after a pause. Default: `perSecond` without its fraction, at least 1. */
  readonly burst?: number;
  /** Milliseconds that a call over the limit waits for its turn instead of failing. Default 0: it fails. */
  readonly maxWait?: number;
  /**
   * What calls are counted by, such as the principal or a header: each value has a limit of its own. Calls
   * without a value share one. Default: all calls of the endpoint share one.
   */
  readonly key?: (ctx: Context) => string | undefined;
  /** How many keys are remembered, those that were used last. Default 10,000. */
  readonly maxKeys?: number;
}

/**
 * Refuses calls over a rate with `resource_exhausted` and the seconds until there is room again, or, with
 * `maxWait`, lets them wait first. Each endpoint has a limit of its own. A stream is one call, which counts when
 * it begins.
 */
export function rateLimit(options: RateLimitOptions = {}): Middleware {
  const { perSecond = 100, maxWait = 0, maxKeys = 10_000, key } = options;
  assertRange('perSecond', perSecond, { min: 0.001, max: 1_000_000 });
  const { burst = Math.max(1, Math.floor(perSecond)) } = options;
  assertRange('burst', burst, { min: 1, integer: true });
  assertRange('maxWait', maxWait, { min: 0, max: longestTimer });
  assertRange('maxKeys', maxKeys, { min: 1, integer: true });
  assertFunction('key', key);
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> => {
    const buckets = new Keyed(maxKeys, () => new TokenBucket({ perSecond, burst, maxWait }));
    return async (request, ctx) => {
      const delay = admit(buckets.of(key?.(ctx)), ctx);
      if (delay !== undefined) await delay;
      return next(request, ctx);
    };
  };
}

/** Nothing where the call may go on at once, else its wait. */
function admit(bucket: TokenBucket, ctx: Context): Promise<void> | undefined {
  const taken = bucket.take(performance.now());
  if (taken.kind === 'none') throw exceeded(taken.wait);
  if (taken.wait === 0) return undefined;
  if (outlasts(taken.wait, ctx)) {
    bucket.giveBack();
    throw exceeded(taken.wait);
  }
  return wait(taken.wait, ctx).catch((reason: unknown) => {
    bucket.giveBack();
    throw reason;
  });
}

function exceeded(milliseconds: number): Refusal {
  return new Refusal('resource_exhausted', 'the rate limit is exceeded', milliseconds / 1000);
}
