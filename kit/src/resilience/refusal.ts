import { KitError } from '../errors/kit-error.ts';

/**
 * The error of a call that one of these layers turned away before it ran. It may be made again, and says
 * nothing about the endpoint: no circuit breaker counts it.
 */
export class Refusal extends KitError {
  constructor(code: 'resource_exhausted' | 'unavailable', message: string, retryAfter: number) {
    super(code, message, { retryAfter, retryable: true });
  }
}

/** Whether a call was turned away, even if the error has been given the name of its operation since. */
export function isRefusal(error: KitError): boolean {
  return error instanceof Refusal || error.cause instanceof Refusal;
}
