import type { Context } from '../context/context.ts';
import { KitError } from '../errors/kit-error.ts';
import type { Endpoint, Middleware } from './endpoint.ts';
import { ExpiryQueue } from './expiry-queue.ts';

const longestTimer = 2 ** 31 - 1;

/**
 * Answers with `deadline_exceeded` after so many milliseconds and aborts the context's signal, so
 * that the work stops too. A deadline from further out is never extended. Throws a RangeError at
 * assembly for a duration that no timer can keep.
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
        const expire = () => reject(expired(child));
        const entry = left < milliseconds ? queue.addShorter(left, expire) : queue.add(expire);
        const fail = (error: unknown) => {
          queue.remove(entry);
          reject(error);
        };
        try {
          next(request, child).then((response) => {
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
