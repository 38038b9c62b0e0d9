import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';
import { runInContext } from '../context/current-context.ts';
import { isStream } from '../endpoint/streams.ts';
import { KitError } from '../errors/kit-error.ts';
import type { GrpcCall } from './call.ts';
import { encodeMessage } from './bytes.ts';
import { MessagePump, type PumpFailure } from './message-pump.ts';

/** The side of a call that a server writes messages to. */
export type ResponseSurface =
  ServerWritableStream<Buffer, Buffer> | ServerDuplexStream<Buffer, Buffer>;

/**
 * A stream on its way to the client; whatever ends the call ends the stream, and the other way round.
 */
export class ResponseStream {
  readonly #call: GrpcCall;
  readonly #surface: ResponseSurface;
  readonly #ended: () => void;
  readonly #forget: () => void;
  #pump: MessagePump | undefined;
  #over = false;

  /** `ended` is called once when the call is over. */
  constructor(call: GrpcCall, surface: ResponseSurface, ended: () => void = () => undefined) {
    this.#call = call;
    this.#surface = surface;
    this.#ended = ended;
    call.ctx.onCancel((reason) => this.#stop(reason));
    this.#forget = call.host.addStream((reason) => this.#stop(reason));
  }

  /** Sends all messages of what an endpoint has given. */
  send(stream: unknown): void {
    const { ctx, host, target } = this.#call;
    try {
      if (!isStream(stream)) throw new TypeError(`${target.operation} has given no stream`);
      this.#pump = new MessagePump(stream, {
        sink: this.#surface,
        encode: (message) => {
          this.#call.begin();
          return encodeMessage(target.method.response, message);
        },
        ...(host.trackContext ? { next: (pull) => runInContext(ctx, pull) } : {}),
        done: (failure) => this.#done(failure),
      });
    } catch (error) {
      ctx.logged = false;
      return this.fail(error);
    }
    if (this.#over) this.#pump.stop();
    else this.#pump.start();
  }

  /** Ends the call with an error. */
  fail(error: unknown): void {
    if (this.#over) return;
    this.#settle();
    const status = this.#call.fail(error);
    // This is how grpc-js is told: what was written before is sent first.
    if (!this.#call.gone) this.#surface.emit('error', status);
  }

  #done(failure: PumpFailure | undefined): void {
    if (failure !== undefined) {
      // The call itself has been logged as a success: this needs a line of its own.
      if (!failure.bySource) this.#call.ctx.logged = false;
      return this.fail(failure.error);
    }
    this.#settle();
    this.#call.begin();
    this.#surface.end(this.#call.succeed());
  }

  /** Something else ends the stream: the client is gone, the time is up, the service stops. */
  #stop(reason: unknown): void {
    if (this.#over) return;
    this.#call.ctx.cancel(reason);
    this.#pump?.stop();
    this.fail(KitError.from(reason));
  }

  #settle(): void {
    this.#over = true;
    this.#forget();
    this.#ended();
  }
}
