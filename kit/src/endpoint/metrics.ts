import { KitError } from '../errors/kit-error.ts';
import type { Endpoint, Middleware } from './endpoint.ts';
import { hooked, isStream } from './streams.ts';

/** The counts of one operation. */
export interface CallCounts {
  readonly operation: string;
  /** Calls that have ended. */
  readonly requests: number;
  readonly successes: number;
  /** Calls that failed, by code. */
  readonly errors: ReadonlyMap<string, number>;
  /** Seconds spent in all calls together. */
  readonly totalSeconds: number;
  /** When the last call ended, in milliseconds since the epoch; 0 before the first. */
  readonly lastRequestAt: number;
}

/** The live counter behind one {@link CallCounts}. */
export interface CallCounter {
  requests: number;
  successes: number;
  readonly errors: Map<string, number>;
  totalSeconds: number;
  lastRequestAt: number;
}

/** The counts of a service's operations. A service shows its own under `/metrics`. */
export class CallMetrics {
  readonly #counters = new Map<string, CallCounter>();

  /** Counts of every operation, in the order of their first use. */
  snapshot(): CallCounts[] {
    return [...this.#counters].map(([operation, counter]) => ({
      ...counter,
      operation,
      errors: new Map(counter.errors),
    }));
  }

  /** The live counter of one operation. */
  counter(operation: string): CallCounter {
    const existing = this.#counters.get(operation);
    if (existing !== undefined) return existing;
    const created = {
      requests: 0,
      successes: 0,
      errors: new Map<string, number>(),
      totalSeconds: 0,
      lastRequestAt: 0,
    };
    this.#counters.set(operation, created);
    return created;
  }
}

/** Where the metrics middleware counts, and under which name. */
export interface MetricsOptions {
  readonly counts: CallMetrics;
  readonly operation: string;
}

/**
 * Counts calls, outcomes and time of one operation, whatever transport they came through. A call that
 * answers with a stream has ended when that has.
 */
export function metrics({ counts, operation }: MetricsOptions): Middleware {
  const counter = counts.counter(operation);
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> =>
    async (request, ctx) => {
      const started = performance.now();
      try {
        const response = await next(request, ctx);
        if (isStream(response)) {
          return hooked(response, ctx, { end: (error) => count(counter, started, codeOf(error)) });
        }
        count(counter, started, 'ok');
        return response;
      } catch (error) {
        count(counter, started, KitError.from(error).code);
        throw error;
      }
    };
}

/** The code of a stream's end. */
function codeOf(error: unknown): string {
  return error === undefined ? 'ok' : KitError.from(error).code;
}

function count(counter: CallCounter, started: number, code: string): void {
  if (code === 'ok') counter.successes += 1;
  else counter.errors.set(code, (counter.errors.get(code) ?? 0) + 1);
  counter.requests += 1;
  counter.totalSeconds += (performance.now() - started) / 1000;
  counter.lastRequestAt = Date.now();
}
