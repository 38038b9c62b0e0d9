import { Metadata as GrpcMetadata, type Deadline } from '@grpc/grpc-js';
import type { CancelListener } from '../context/cancellation.ts';
import { Context, type CallSource } from '../context/context.ts';
import { runInContext } from '../context/current-context.ts';
import type { Metadata } from '../context/metadata.ts';
import { requestIdFrom } from '../context/request-id.ts';
import { parseTraceparent, type TraceContext } from '../context/trace-context.ts';
import { callFields, logFailure } from '../endpoint/call-log.ts';
import { KitError } from '../errors/kit-error.ts';
import type { Logger } from '../logger.ts';
import type { RequestCounts } from '../request-metrics.ts';
import { CallMetadata } from './call-metadata.ts';
import { givesStream, type AnyGrpcMethod } from './method.ts';
import { statusOf, type CallStatus } from './call-status.ts';
import { OutgoingSender } from './outgoing-sender.ts';

/** What a call needs of its server. */
export interface CallHost {
  readonly logger: Logger;
  /** Whether the server is shutting down. */
  readonly draining: boolean;
  /** Whether `currentContext()` is to work. */
  readonly trackContext: boolean;
  /** Why grpc-js has ended a call by itself, if it has. */
  refusalOf(surface: ServerSurface): KitError | undefined;
  /**
   * Remembers a stream until the function that is returned is called; a shutdown stops it, at once if it has
   * begun already.
   */
  addStream(stop: (reason: KitError) => void): () => void;
}

/** What a call is made to. */
export interface CallTarget {
  readonly method: AnyGrpcMethod;
  /** `/greet.v1.Greeter/SayHello`. */
  readonly path: string;
  readonly operation: string;
  readonly metrics: RequestCounts;
  /** Whether calls get a log line of the transport when they fail before their endpoint. */
  readonly logged: boolean;
}

/** What all kinds of calls have in grpc-js. */
export interface ServerSurface {
  /** Whether the call is over: nothing can be sent any more. */
  readonly cancelled: boolean;
  readonly metadata: GrpcMetadata;
  getPeer(): string;
  getDeadline(): Deadline;
  sendMetadata(metadata: GrpcMetadata): void;
  /** `cancelled` also comes when a call ends well. */
  once(event: 'cancelled', listener: () => void): unknown;
}

/** One call on its way through the server: what every kind of handler needs. */
export class GrpcCall implements CallSource {
  readonly host: CallHost;
  readonly target: CallTarget;
  readonly ctx: Context;
  readonly #started = performance.now();
  readonly #surface: ServerSurface;
  readonly #outgoing = new OutgoingSender();
  readonly #timer: NodeJS.Timeout | undefined;
  #requestId: string | undefined;
  #begun = false;
  #settled = false;

  constructor(host: CallHost, target: CallTarget, surface: ServerSurface) {
    this.host = host;
    this.target = target;
    this.#surface = surface;
    const root = Context.of(this);
    const deadline = Number(surface.getDeadline());
    if (Number.isFinite(deadline)) {
      this.ctx = root.withDeadline(deadline);
      // grpc-js keeps the time too, but it has no way to tell a stream whose reader does not read.
      if (givesStream(target.method.kind)) {
        this.#timer = setTimeout(() => this.ctx.cancel(tooLate()), deadline - Date.now());
        this.#timer.unref();
      }
    } else this.ctx = root;
  }

  get requestId(): string {
    return (this.#requestId ??= requestIdFrom(this.#surface.metadata.get('x-request-id')[0]));
  }

  get metadata(): Metadata {
    return new CallMetadata(this.#surface.metadata);
  }

  get logger(): Logger {
    return this.host.logger;
  }

  get peer(): string {
    return this.#surface.getPeer();
  }

  get incomingTrace(): TraceContext | undefined {
    const { metadata } = this.#surface;
    const [parent] = metadata.get('traceparent');
    return parent === undefined
      ? undefined
      : parseTraceparent(parent, metadata.get('tracestate')[0]);
  }

  /** Whether nothing can be sent any more. */
  get gone(): boolean {
    return this.#surface.cancelled;
  }

  watch(cancel: CancelListener): void {
    const gone = () => {
      if (!this.#settled) cancel(this.#goneError());
    };
    if (this.#surface.cancelled) gone();
    else this.#surface.once('cancelled', gone);
  }

  /** Runs the endpoint, with the call's context as the current one where that is wanted. */
  invoke(request: unknown): Promise<unknown> {
    const { ctx, target } = this;
    const { endpoint } = target.method;
    try {
      return this.host.trackContext
        ? runInContext(ctx, () => endpoint(request, ctx))
        : endpoint(request, ctx);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Sends the metadata that goes before the first message. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    const metadata = new GrpcMetadata();
    metadata.set('x-request-id', this.requestId);
    this.#addOutgoing(metadata);
    this.#surface.sendMetadata(metadata);
  }

  /** The call has succeeded. Gives back the metadata that goes behind its last message, if there is any. */
  succeed(): GrpcMetadata | undefined {
    const hasMore = this.ctx.outgoingIfAny !== undefined;
    const trailers = hasMore ? new GrpcMetadata() : undefined;
    if (trailers !== undefined) this.#addOutgoing(trailers);
    this.#settle(this.gone ? this.#goneError().code : 'ok');
    return trailers;
  }

  /** The call has failed. Gives back what says so, and writes the log line if no one has. */
  fail(thrown: unknown): CallStatus {
    const error = KitError.from(thrown);
    if (!this.ctx.logged) this.#logFailure(error, thrown);
    this.#settle(error.code);
    const metadata = new GrpcMetadata();
    if (!this.#begun) metadata.set('x-request-id', this.requestId);
    this.#addOutgoing(metadata);
    return statusOf(error, metadata);
  }

  #addOutgoing(metadata: GrpcMetadata): void {
    const refused = this.#outgoing.addTo(metadata, this.ctx.outgoingIfAny);
    if (refused.length > 0) this.ctx.logger.warn({ refused }, 'gRPC cannot carry this metadata');
  }

  #logFailure({ code }: KitError, thrown: unknown): void {
    this.ctx.logged = true;
    const { operation, path, logged } = this.target;
    if (!logged) return;
    const fields = callFields({ operation, code, started: this.#started, ctx: this.ctx });
    logFailure(this.host.logger, Object.assign(fields, { path }), thrown);
  }

  #settle(code: string): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.target.metrics.observe(code, (performance.now() - this.#started) / 1000);
  }

  #goneError(): KitError {
    const refusal = this.host.refusalOf(this.#surface);
    if (refusal !== undefined) return refusal;
    // The client's clock, grpc-js's and ours do not go off in the same millisecond.
    if ((this.ctx.deadline ?? Infinity) <= Date.now() + 5) return tooLate();
    return this.host.draining
      ? new KitError('unavailable', 'the service is shutting down')
      : new KitError('cancelled', 'the client has cancelled the call');
  }
}

function tooLate(): KitError {
  return new KitError('deadline_exceeded', 'the call took too long');
}
