import type { Context } from '../context/context.ts';
import type { Fault } from '../errors/fault.ts';
import { blameNesting, KitError } from '../errors/kit-error.ts';
import type { Endpoint, Middleware } from './endpoint.ts';

/**
 * Adds a fault for each constraint that a value does not meet. It is also called for values whose
 * structure is wrong, so that all faults arrive together: it must not trust the type.
 */
export type Validator<T = unknown> = (value: T, faults: Fault[]) => void;

/**
 * Refuses a request that decoding or the validator found fault with, in one `invalid_argument`
 * that names every fault. Without a validator, only decoding's findings count.
 */
export function validation<T>(validate?: Validator<T>): Middleware {
  // A middleware serves endpoints of any type; the one it is put before has this validator's type.
  const check = validate as Validator | undefined;
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> =>
    (request, ctx) => {
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

/** The error of a request with faults. */
export function invalidRequest(faults: readonly Fault[]): KitError {
  return new KitError('invalid_argument', 'the request is not valid', { faults });
}

/** Refuses a request that decoding found fault with and no validation layer has refused. */
export function refuseFaults(ctx: Context): void {
  if (ctx.faults !== undefined && ctx.faults.length > 0) throw invalidRequest(ctx.faults);
}
