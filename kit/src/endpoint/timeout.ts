import type { Context } from '../context/context.ts';
import { KitError } from '../errors/kit-error.ts';
import type { Endpoint, Middleware } from './endpoint.ts';
import { ExpiryQueue } from './expiry-queue.ts';
import { isStream, StreamRelay } from './streams.ts';

const longestTimer = 2 ** 31 - 1;

/**
 * Answers with `deadline_exceeded` after so many milliseconds and aborts the context's signal, so
 * that the work stops too; a stream is ended if it is not over by then. A deadline from further out is
 * never extended. Throws a RangeError at assembly for a duration that no timer can keep.
 */
export function timeout(milliseconds: number): Middleware {
  if (!(milliseconds > 0 && milliseconds <= longestTimer)) {
    throw new RangeError(`a time-out must be from 1 to ${longestTimer} ms, not ${milliseconds}`);
  }
  const queue = new ExpiryQueue(milliseconds);
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> =>
    (request, ctx) =>
      new Promise<Res>((resolve, reject) => {
        const now = Date.now();
        const child = ctx.withDeadline(now + milliseconds);
        const left = (child.deadline ?? now) - now;
        let stream: StreamRelay | undefined;
        let late = false;
        const expire = () => {
          late = true;
          const error = expired(child);
          stream?.fail(error);
          reject(error);
        };
        const entry = left < milliseconds ? queue.addShorter(left, expire) : queue.add(expire);
        const fail = (error: unknown) => {
          queue.remove(entry);
          reject(error);
        };
        try {
          next(request, child).then((response) => {
            if (isStream(response)) {
              stream = new StreamRelay(response, child, { end: () => queue.remove(entry) });
              if (late) stream.return().catch(() => undefined);
              // A relay is an AsyncIterable of the same messages, and Res says no more than that.
              return resolve(stream as unknown as Res);
            }
            queue.remove(entry);
            resolve(response);
          }, fail);
        } catch (error) {
          fail(error);
        }
      });
}

function expired(ctx: Context): KitError {
  const error = new KitError('deadline_exceeded', 'the call took too long');
  ctx.cancel(error);
  return error;
}
