import type { Endpoint, Middleware } from '../endpoint/endpoint.ts';
import { hooked, isStream } from '../endpoint/streams.ts';
import { assertRange } from './options.ts';
import { Refusal } from './refusal.ts';
import { Semaphore } from './semaphore.ts';

/** How many calls of an endpoint run at a time. */
export interface BulkheadOptions {
  /** Calls that run at the same time. Default 64. */
  readonly limit?: number;
  /** Calls over the limit that may wait for a place, in the order in which they came. Default 0. */
  readonly queue?: number;
}

const secondsToNextTry = 1;

/**
 * Bounds how many calls run at the same time, each endpoint for itself, so that a slow one cannot take all of
 * the service. A call over the limit is refused with `unavailable`: the service is busy, whoever calls. A stream
 * holds its place until it is over; a wait in the queue ends when the call is cancelled.
 */
export function bulkhead({ limit = 64, queue = 0 }: BulkheadOptions = {}): Middleware {
  assertRange('limit', limit, { min: 1, integer: true });
  assertRange('queue', queue, { min: 0, integer: true });
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> => {
    const places = new Semaphore({ limit, queue });
    const release = () => places.release();
    return async (request, ctx) => {
      const place = places.acquire(ctx);
      if (place === false) throw full();
      if (place !== true) await place;
      let streams = false;
      try {
        const response = await next(request, ctx);
        streams = isStream(response);
        return streams ? hooked(response, ctx, { end: release }) : response;
      } finally {
        if (!streams) release();
      }
    };
  };
}

function full(): Refusal {
  return new Refusal('unavailable', 'too many calls at the same time', secondsToNextTry);
}
