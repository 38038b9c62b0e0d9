import { KitError } from '../errors/kit-error.ts';
import type { Endpoint, Middleware } from './endpoint.ts';
import { hooked, isStream } from './streams.ts';

/** Under which name the error-handling middleware reports. */
export interface ErrorHandlingOptions {
  readonly operation: string;
}

/**
 * Makes every failure, of a stream too, a KitError that names the operation; code, message, details and
 * faults stay, and what was thrown is its cause.
 */
export function errorHandling({ operation }: ErrorHandlingOptions): Middleware {
  const failure = (thrown: unknown) => withOperation(thrown, operation);
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> =>
    async (request, ctx) => {
      try {
        const response = await next(request, ctx);
        return isStream(response) ? hooked(response, ctx, { failure }) : response;
      } catch (thrown) {
        throw failure(thrown);
      }
    };
}

function withOperation(thrown: unknown, operation: string): KitError {
  const error = KitError.from(thrown);
  if (error.operation !== undefined) return error;
  const { code, message, details, faults, retryAfter, retryable } = error;
  const kept = { details, faults, retryAfter, retryable };
  return new KitError(code, message, { ...kept, operation, cause: thrown });
}
