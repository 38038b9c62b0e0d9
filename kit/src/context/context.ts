import { KitError } from '../errors/kit-error.ts';
import type { Fault } from '../errors/fault.ts';
import { silentLogger, type Logger } from '../logger.ts';
import { Cancellation, type CancelListener, type CancelSource } from './cancellation.ts';
import { emptyMetadata, type Metadata } from './metadata.ts';
import { OutgoingMetadata } from './outgoing-metadata.ts';
import { newRequestId } from './request-id.ts';
import { childSpan, formatTraceparent, newTrace, type TraceContext } from './trace-context.ts';

/** Who calls, once an authentication middleware has established it. */
export interface Principal {
  readonly id: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/**
 * What a transport knows about one call, and how it says that the caller has lost interest
 * (connection lost, hard stop). It is asked only for what is needed, so it can compute lazily.
 */
export interface CallSource extends CancelSource {
  readonly requestId: string;
  readonly metadata: Metadata;
  readonly logger: Logger;
  /** The caller's trace, if it sent a valid one. */
  readonly incomingTrace: TraceContext | undefined;
  /** The address of whoever is at the other end of the connection; undefined without one. */
  readonly peer?: string | undefined;
}

/** What all contexts of one call share. */
interface Call {
  readonly source: CallSource;
  principal: Principal | undefined;
  scopes: readonly string[];
  faults: readonly Fault[] | undefined;
  outgoing: OutgoingMetadata | undefined;
  logger: Logger | undefined;
  trace: TraceContext | undefined;
  logged: boolean;
}

const noScopes: readonly string[] = [];

/**
 * Everything about a call that is not its message. It is passed last, and a child of it (a shorter
 * deadline, a span of its own) shares all but what it narrows. Its costlier parts (signal, trace,
 * logger) are made when they are first read.
 */
export class Context {
  /** When the call must be over, in milliseconds since the epoch. */
  readonly deadline: number | undefined;
  readonly #call: Call;
  readonly #parent: Context | undefined;
  readonly #span: TraceContext | undefined;
  #cancellation: Cancellation | undefined;

  private constructor(call: Call, { parent, deadline, span }: Narrowed) {
    this.#call = call;
    this.#parent = parent;
    this.deadline = deadline;
    this.#span = span;
    this.#cancellation = undefined;
  }

  /** The context of a call that a transport has received. */
  static of(source: CallSource): Context {
    const call: Call = {
      source,
      principal: undefined,
      scopes: noScopes,
      faults: undefined,
      outgoing: undefined,
      logger: undefined,
      trace: undefined,
      logged: false,
    };
    return new Context(call, nothingNarrowed);
  }

  /** A context that no transport made, for tests and jobs. */
  static background(options: BackgroundOptions = {}): Context {
    const { signal } = options;
    return Context.of({
      requestId: options.requestId ?? newRequestId(),
      metadata: options.metadata ?? emptyMetadata,
      logger: options.logger ?? silentLogger,
      incomingTrace: options.trace,
      watch: (cancel) => followSignal(signal, cancel),
    });
  }

  /** The caller's request id if it was well-formed, else one of our own. */
  get requestId(): string {
    return this.#call.source.requestId;
  }

  /** `address:port` at the other end of the connection, a proxy's where there is one. */
  get peer(): string | undefined {
    return this.#call.source.peer;
  }

  /** Aborts when the caller is gone, the deadline passes or the service stops hard. */
  get signal(): AbortSignal {
    return this.#cancelling.signal;
  }

  /** Where the call stands in its trace: a span below the caller's, or the root of a new trace. */
  get trace(): TraceContext {
    return this.#span ?? (this.#call.trace ??= traceOf(this.#call.source));
  }

  /** The trace id if the caller sent a trace or someone has read {@link trace}, else undefined. */
  get knownTraceId(): string | undefined {
    const { trace, source } = this.#call;
    return (this.#span ?? trace ?? source.incomingTrace)?.traceId;
  }

  /** What came with the request besides its message. */
  get metadata(): Metadata {
    return this.#call.source.metadata;
  }

  /** What goes back besides the response. */
  get outgoing(): OutgoingMetadata {
    return (this.#call.outgoing ??= new OutgoingMetadata());
  }

  /** What goes back besides the response, if anything was set. For transports. */
  get outgoingIfAny(): OutgoingMetadata | undefined {
    return this.#call.outgoing;
  }

  /** A logger whose lines carry the request id. */
  get logger(): Logger {
    const { source } = this.#call;
    return (this.#call.logger ??= source.logger.child({ request_id: source.requestId }));
  }

  /** Who calls; set by an authentication middleware. */
  get principal(): Principal | undefined {
    return this.#call.principal;
  }

  set principal(principal: Principal | undefined) {
    this.#call.principal = principal;
  }

  /** What the caller may do; set by an authentication middleware. */
  get scopes(): readonly string[] {
    return this.#call.scopes;
  }

  set scopes(scopes: readonly string[]) {
    this.#call.scopes = scopes;
  }

  /** What decoding found wrong; the validation middleware refuses the request for it. */
  get faults(): readonly Fault[] | undefined {
    return this.#call.faults;
  }

  set faults(faults: readonly Fault[] | undefined) {
    this.#call.faults = faults;
  }

  /** Whether the call's log line is written, so that a transport does not write a second one. */
  get logged(): boolean {
    return this.#call.logged;
  }

  set logged(logged: boolean) {
    this.#call.logged = logged;
  }

  /** Throws the reason if the call is cancelled; for loops that await nothing abortable. */
  throwIfCancelled(): void {
    if (this.signal.aborted) throw KitError.from(this.signal.reason);
  }

  /** Cancels this context and its children. */
  cancel(reason: unknown): void {
    this.#cancelling.cancel(reason);
  }

  /** Calls back once when this context is cancelled; cheaper than the signal's event. */
  onCancel(listener: CancelListener): void {
    this.#cancelling.watch(listener);
  }

  /**
   * A child whose deadline is the earlier of this one's and the given one. It keeps no clock: the
   * caller cancels it in time. {@link withTimeout} does both.
   */
  withDeadline(deadline: number): Context {
    const earlier = this.deadline === undefined ? deadline : Math.min(deadline, this.deadline);
    return new Context(this.#call, { parent: this, deadline: earlier, span: this.#span });
  }

  /** A child that is cancelled with `deadline_exceeded` after so many milliseconds. */
  withTimeout(milliseconds: number): Context {
    const child = this.withDeadline(Date.now() + milliseconds);
    const expire = () => child.cancel(new KitError('deadline_exceeded', 'the call took too long'));
    setTimeout(expire, milliseconds).unref();
    return child;
  }

  /** A child with a span of its own in the same trace. */
  withSpan(): Context {
    const { deadline, trace } = this;
    return new Context(this.#call, { parent: this, deadline, span: childSpan(trace) });
  }

  /** The headers that carry this call's trace and request id to the next service. */
  propagation(): Record<string, string> {
    const { trace } = this;
    const headers = { traceparent: formatTraceparent(trace), 'x-request-id': this.requestId };
    return trace.state === undefined ? headers : { ...headers, tracestate: trace.state };
  }

  get #cancelling(): Cancellation {
    if (this.#cancellation === undefined) {
      const parent = this.#parent;
      const source = parent === undefined ? this.#call.source : parent.#cancelling;
      this.#cancellation = new Cancellation(source);
    }
    return this.#cancellation;
  }
}

/** What {@link Context.background} can be given. */
export interface BackgroundOptions {
  readonly requestId?: string;
  readonly metadata?: Metadata;
  readonly logger?: Logger;
  readonly trace?: TraceContext;
  readonly signal?: AbortSignal;
}

interface Narrowed {
  readonly parent: Context | undefined;
  readonly deadline: number | undefined;
  readonly span: TraceContext | undefined;
}

const nothingNarrowed: Narrowed = { parent: undefined, deadline: undefined, span: undefined };

function traceOf(source: CallSource): TraceContext {
  const incoming = source.incomingTrace;
  return incoming === undefined ? newTrace() : childSpan(incoming);
}

function followSignal(signal: AbortSignal | undefined, cancel: CancelListener): void {
  if (signal?.aborted === true) cancel(signal.reason);
  else signal?.addEventListener('abort', () => cancel(signal.reason), { once: true });
}
