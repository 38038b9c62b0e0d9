import type { Context } from '../context/context.ts';
import type { Fault } from '../errors/fault.ts';
import { blameNesting, KitError } from '../errors/kit-error.ts';
import type { Endpoint, Middleware } from './endpoint.ts';
import { hooked, isStream } from './streams.ts';

/**
 * Adds a fault for each constraint that a value does not meet. It is also called for values whose
 * structure is wrong, so that all faults arrive together: it must not trust the type.
 */
export type Validator<T = unknown> = (value: T, faults: Fault[]) => void;

/**
 * Refuses a request that decoding or the validator found fault with, in one `invalid_argument`
 * that names every fault. Without a validator, only decoding's findings count. Of a request that is a
 * stream, each message is checked when it is pulled.
 */
export function validation<T>(validate?: Validator<T>): Middleware {
  // A middleware serves endpoints of any type; the one it is put before has this validator's type.
  const check = validate as Validator | undefined;
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> =>
    (request, ctx) => {
      if (isStream(request)) return next(checkedStream(request, ctx, check), ctx);
      try {
        const faults: Fault[] = ctx.faults === undefined ? [] : [...ctx.faults];
        check?.(request, faults);
        if (faults.length > 0) return Promise.reject(invalidRequest(faults));
      } catch (error) {
        return Promise.reject(blameNesting(error));
      }
      return next(request, ctx);
    };
}

/** Fails at the first message that decoding or the validator finds fault with, and names its faults. */
export function checkedStream<T>(request: T, ctx: Context, check?: Validator): T {
  let number = 0;
  const message = (value: unknown) => {
    number += 1;
    const faults: Fault[] = [...(ctx.faults ?? [])];
    try {
      check?.(value, faults);
    } catch (error) {
      throw blameNesting(error);
    }
    if (faults.length > 0) throw invalidRequest(faults, `message ${number} of the stream`);
  };
  return hooked(request, ctx, { message });
}

/** The error of a request with faults. */
export function invalidRequest(faults: readonly Fault[], what = 'the request'): KitError {
  return new KitError('invalid_argument', `${what} is not valid`, { faults });
}

/** Refuses a request that decoding found fault with and no validation layer has refused. */
export function refuseFaults(ctx: Context): void {
  if (ctx.faults !== undefined && ctx.faults.length > 0) throw invalidRequest(ctx.faults);
}
