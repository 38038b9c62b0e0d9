import type { Context } from '../context/context.ts';

/** One operation, whatever transport it is called through. */
export type Endpoint<Req = unknown, Res = unknown> = (request: Req, ctx: Context) => Promise<Res>;

/** Wraps an endpoint of any type in a policy, such as a time-out. */
export type Middleware = <Req, Res>(next: Endpoint<Req, Res>) => Endpoint<Req, Res>;

/** Several middlewares as one; the first given is the outermost. */
export function chain(...middleware: readonly Middleware[]): Middleware {
  for (const one of middleware) assertMiddleware(one);
  return (next) => middleware.reduceRight((inner, wrap) => wrap(inner), next);
}

/** Fails at assembly for what is no middleware, before a request can find out. */
export function assertMiddleware(value: unknown): asserts value is Middleware {
  if (typeof value !== 'function') throw new TypeError(`a middleware must be a function`);
}
