import type { IncomingMessage, ServerResponse } from 'node:http';

/** A handler in Node's own terms. What it throws is answered as a problem. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Connect-style middleware, as helmet and cors are. */
export type ConnectMiddleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => unknown;

/** Runs middlewares in order, then `done`; an error stops them. One that answers calls no `next`. */
export function runConnect(
  middleware: readonly ConnectMiddleware[],
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  done: (error?: unknown) => void,
): void {
  const step = (index: number, error?: unknown): void => {
    const current = middleware[index];
    if (current === undefined || error !== undefined) return done(error);
    let called = false;
    const next = (failure?: unknown) => {
      if (called) return;
      called = true;
      step(index + 1, failure ?? undefined);
    };
    try {
      const result = current(exchange.request, exchange.response, next);
      if (result instanceof Promise) result.catch(next);
    } catch (failure) {
      next(failure ?? new Error('a middleware failed'));
    }
  };
  step(0);
}
