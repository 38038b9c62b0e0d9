import type { Context } from '../context/context.ts';
import { unimplemented } from '../errors/kit-error.ts';
import type { Endpoint } from './endpoint.ts';
import { isStream } from './streams.ts';
import { checkedStream, refuseFaults } from './validation.ts';

/**
 * The innermost endpoint: calls one method of a service. A service that lacks the method (the
 * contract may be ahead of it) answers `unimplemented` instead of breaking with a TypeError, and a
 * request, or a message of one that is a stream, that no validation layer has checked is refused if decoding
 * found it wrong.
 */
export function implemented<Service extends object, Req, Res>(
  service: Service,
  method: keyof Service & string,
  call: (request: Req, ctx: Context) => Promise<Res>,
): Endpoint<Req, Res> {
  return (request, ctx) => {
    try {
      refuseFaults(ctx);
      if (typeof service[method] !== 'function') throw unimplemented(method);
      return Promise.resolve(call(isStream(request) ? checkedStream(request, ctx) : request, ctx));
    } catch (error) {
      return Promise.reject(error);
    }
  };
}

/** {@link implemented} for a method that answers with a stream, which it gives back at once. */
export function implementedStream<Service extends object, Req, Item>(
  service: Service,
  method: keyof Service & string,
  call: (request: Req, ctx: Context) => AsyncIterable<Item>,
): Endpoint<Req, AsyncIterable<Item>> {
  return implemented(service, method, async (request: Req, ctx) => call(request, ctx));
}
