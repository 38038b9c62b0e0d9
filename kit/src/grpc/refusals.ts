import type { ServerInterceptingCall, ServerInterceptor } from '@grpc/grpc-js';
import { errorCodes } from '../errors/error-code.ts';
import { KitError } from '../errors/kit-error.ts';
import type { ServerSurface } from './call.ts';
import { codeOfStatus, grpcStatusOf, okStatus } from './status.ts';

/**
 * The calls that grpc-js answers by itself: with a message that is too large, compressed in a way that it does not
 * know, or missing. Its interceptors do not see that, but it says so through the same method as everyone.
 */
export class Refusals {
  readonly #byCall = new WeakMap<object, KitError>();
  readonly #onRefusal: (path: string, error: KitError) => void;

  /** `onRefusal` is told of calls whose handler is never called. */
  constructor(onRefusal: (path: string, error: KitError) => void) {
    this.#onRefusal = onRefusal;
  }

  /** Why grpc-js has ended a call, if it has. */
  of(surface: ServerSurface): KitError | undefined {
    const call: unknown = Reflect.get(surface, 'call');
    return typeof call === 'object' && call !== null ? this.#byCall.get(call) : undefined;
  }

  readonly interceptor: ServerInterceptor = (method, call) => {
    const send = call.sendStatus.bind(call);
    call.sendStatus = (status) => {
      // Every failure of ours brings metadata.
      const byItself = (status.metadata ?? null) === null && status.code !== okStatus;
      if (byItself && status.code !== grpcStatusOf('deadline_exceeded')) {
        const error = errorOf(status.code, status.details);
        if (!method.requestStream && !this.#byCall.has(call)) this.#onRefusal(method.path, error);
        this.#byCall.set(call, error);
      }
      send(status);
    };
    // The type asks for a wrapper of one; grpc-js takes the call itself just as well.
    return call as ServerInterceptingCall;
  };
}

function errorOf(status: number, message: string): KitError {
  const name = codeOfStatus(status);
  return new KitError(errorCodes.find((code) => code === name) ?? 'internal', message);
}
