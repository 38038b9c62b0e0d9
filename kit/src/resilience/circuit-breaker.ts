import type { Context } from '../context/context.ts';
import type { Endpoint, Middleware } from '../endpoint/endpoint.ts';
import { hooked, isStream, type StreamHooks } from '../endpoint/streams.ts';
import type { ErrorCode } from '../errors/error-code.ts';
import { KitError } from '../errors/kit-error.ts';
import { Circuit, type Admission, type CircuitStatus, type Verdict } from './circuit.ts';
import { assertFunction, assertRange, longestTimer } from './options.ts';
import { isRefusal, Refusal } from './refusal.ts';
import { reasonOf } from './wait.ts';

/** When an endpoint counts as unavailable, and for how long it is then left alone. */
export interface CircuitBreakerOptions {
  /** Failures in a row that open the circuit. Default 5. */
  readonly failures?: number;
  /** Milliseconds for which it stays open before one call may try. Default 60,000. */
  readonly openFor?: number;
  /**
   * Which errors are failures. Default: `unavailable`, `deadline_exceeded` and `internal`, which is everything
   * unknown; the others are answers of an endpoint that works.
   */
  readonly isFailure?: (error: KitError) => boolean;
  /** Told of every change, for logs and metrics. */
  readonly onStateChange?: (state: CircuitStatus) => void;
}

const failureCodes: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'deadline_exceeded',
  'internal',
]);

/**
 * Stops calling an endpoint that has failed several times in a row: calls are then refused with `unavailable` and
 * the seconds until it is tried again, with one call, on whose outcome it depends whether the circuit closes. Each
 * endpoint has a circuit of its own. Calls that were cancelled do not count, time-outs do. A stream is judged by
 * its beginning: the first message, the end, or the failure that comes before either.
 */
export function circuitBreaker(options: CircuitBreakerOptions = {}): Middleware {
  const { failures = 5, openFor = 60_000, onStateChange } = options;
  const { isFailure = ({ code }: KitError) => failureCodes.has(code) } = options;
  assertRange('failures', failures, { min: 1, integer: true });
  assertRange('openFor', openFor, { min: 1, max: longestTimer });
  assertFunction('isFailure', isFailure);
  assertFunction('onStateChange', onStateChange);
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> => {
    const circuit = new Circuit({ failures, openFor, onStateChange });
    const verdictOf = (thrown: unknown): Verdict => {
      const error = KitError.from(thrown);
      if (isRefusal(error) || error.code === 'cancelled') return 'unknown';
      return isFailure(error) ? 'down' : 'up';
    };
    return async (request, ctx) => {
      const admission = circuit.admit();
      if ('retryAfter' in admission) throw open(admission.retryAfter);
      const settle = settling(admission, ctx, verdictOf);
      try {
        const response = await next(request, ctx);
        if (isStream(response)) return hooked(response, ctx, judging(settle, verdictOf));
        await settle('up');
        return response;
      } catch (thrown) {
        await settle(verdictOf(thrown));
        throw thrown;
      }
    };
  };
}

type Settle = Admission['settle'];
type VerdictOf = (thrown: unknown) => Verdict;

/**
 * Takes the verdict on a call, or finds it when that is cancelled: one that ran out of time has failed even if
 * the endpoint never ends, one that nobody wants has not.
 */
function settling(admission: Admission, { signal }: Context, verdictOf: VerdictOf): Settle {
  const settle: Settle = (verdict) => {
    signal.removeEventListener('abort', cancelled);
    return admission.settle(verdict);
  };
  const cancelled = () => {
    const error = reasonOf(signal);
    void settle(error.code === 'deadline_exceeded' ? verdictOf(error) : 'unknown');
  };
  if (signal.aborted) cancelled();
  else signal.addEventListener('abort', cancelled, { once: true });
  return settle;
}

/** Judges a stream by its beginning. */
function judging(settle: Settle, verdictOf: VerdictOf): StreamHooks {
  return {
    message: () => void settle('up'),
    end: (error) => void settle(error === undefined ? 'up' : verdictOf(error)),
  };
}

function open(retryAfter: number): Refusal {
  return new Refusal('unavailable', 'the endpoint is unavailable', retryAfter);
}
