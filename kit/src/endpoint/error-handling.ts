import { KitError } from '../errors/kit-error.ts';
import type { Endpoint, Middleware } from './endpoint.ts';

/** Under which name the error-handling middleware reports. */
export interface ErrorHandlingOptions {
  readonly operation: string;
}

/**
 * Makes every failure a KitError that names the operation; code, message, details and faults stay,
 * and what was thrown is its cause.
 */
export function errorHandling({ operation }: ErrorHandlingOptions): Middleware {
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> =>
    async (request, ctx) => {
      try {
        return await next(request, ctx);
      } catch (thrown) {
        throw withOperation(thrown, operation);
      }
    };
}

function withOperation(thrown: unknown, operation: string): KitError {
  const error = KitError.from(thrown);
  if (error.operation !== undefined) return error;
  const { code, message, details, faults, retryAfter } = error;
  return new KitError(code, message, { details, faults, retryAfter, operation, cause: thrown });
}
