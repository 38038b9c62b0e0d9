import { runInContext } from '../context/current-context.ts';
import type { ExpiryHandle } from '../endpoint/expiry-queue.ts';
import { isStream } from '../endpoint/streams.ts';
import { KitError } from '../errors/kit-error.ts';
import { formatJson } from './codec.ts';
import type { Exchange } from './exchange.ts';
import type { Framing } from './framing.ts';

/** How the messages of a stream are written. */
export interface StreamForm {
  readonly framing: Framing;
  /** The JSON form of a message. Absent: the message as it is. */
  readonly encode: ((message: unknown) => unknown) | undefined;
}

/** How long the headers wait for the first message, in milliseconds. */
const headersPatience = 1000;

const beatInterval = 15_000;

/**
 * A stream on its way to the client. A message is asked for when the connection has taken the one before, so
 * nothing piles up; whatever ends the exchange ends the stream, and the other way round.
 */
export class StreamResponse {
  readonly #exchange: Exchange;
  readonly #form: StreamForm;
  #iterator: AsyncIterator<unknown> | undefined;
  #forget: (() => void) | undefined;
  #patience: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout | undefined;
  #idle: ExpiryHandle | undefined;
  /** Whether the connection has yet to take what was written. */
  #blocked = false;
  #over = false;

  constructor(exchange: Exchange, form: StreamForm) {
    this.#exchange = exchange;
    this.#form = form;
  }

  /** Sends all messages of what an endpoint has given. */
  send(stream: unknown): void {
    const { node, ctx, host, target } = this.#exchange;
    const { request, response } = node;
    try {
      if (!isStream(stream)) throw new TypeError(`${target.handler} has given no stream`);
      this.#iterator = stream[Symbol.asyncIterator]();
    } catch (error) {
      ctx.logged = false;
      return this.#exchange.fail(error);
    }
    // Writing to a connection that breaks is no failure of ours: `close` tells of it.
    response.on('error', () => undefined);
    ctx.onCancel((reason) => this.#stop(reason));
    this.#forget = host.addStream((reason) => this.#stop(reason));
    if (this.#over) return;
    if (request.method === 'HEAD') return this.#end();
    response.on('drain', () => this.#unblock());
    this.#patience = setTimeout(() => {
      this.#open();
      response.flushHeaders();
    }, headersPatience);
    this.#pull();
  }

  #pull(): void {
    const { ctx, host } = this.#exchange;
    this.#watchIdle('the stream has had no message');
    const next = async () => this.#iterator?.next();
    const pulled = host.trackContext ? runInContext(ctx, next) : next();
    pulled.then(
      (result) => {
        if (this.#over) return;
        if (result === undefined || result.done === true) this.#end();
        else this.#write(result.value);
      },
      (error: unknown) => {
        if (!this.#over) this.#fail(error);
      },
    );
  }

  #write(message: unknown): void {
    const { framing, encode } = this.#form;
    let text: string;
    try {
      text = framing.message(formatJson(encode === undefined ? message : encode(message)));
    } catch (error) {
      return this.#stop(error);
    }
    this.#open();
    if (this.#exchange.node.response.write(text)) return this.#pull();
    this.#blocked = true;
    this.#watchIdle('the client has read nothing');
  }

  #unblock(): void {
    if (!this.#blocked || this.#over) return;
    this.#blocked = false;
    this.#pull();
  }

  /** Sends the headers, if they are not out yet. */
  #open(): void {
    const { response } = this.#exchange.node;
    if (response.headersSent || this.#over) return;
    clearTimeout(this.#patience);
    const { type, beat } = this.#form.framing;
    this.#exchange.begin(type);
    if (beat === undefined) return;
    this.#beat = setInterval(() => {
      if (!this.#blocked) response.write(beat);
    }, beatInterval);
  }

  /** The stream has run to its end. */
  #end(): void {
    this.#open();
    this.#settle();
    this.#exchange.observe(200);
    this.#exchange.node.response.end(this.#form.framing.end);
    if (this.#exchange.node.request.method === 'HEAD') this.#release();
  }

  /** The stream has failed by itself. */
  #fail(error: unknown): void {
    const { response } = this.#exchange.node;
    this.#settle();
    if (!response.headersSent || response.destroyed) return this.#exchange.fail(error);
    if (!this.#exchange.ctx.logged) this.#exchange.logFailure(error);
    this.#exchange.observe(200);
    response.end(this.#form.framing.error(this.#exchange.problemText(error)));
  }

  /** Something else ends the stream: the client is gone, the service stops, a message cannot be sent. */
  #stop(reason: unknown): void {
    if (this.#over) return;
    this.#settle();
    this.#exchange.ctx.cancel(reason);
    this.#release();
    this.#fail(reason);
  }

  #release(): void {
    // A source that waits for something ends when that has come; nobody waits for it.
    const close = async () => this.#iterator?.return?.();
    close().catch(() => undefined);
  }

  #settle(): void {
    this.#over = true;
    this.#forget?.();
    clearTimeout(this.#patience);
    clearInterval(this.#beat);
    this.#stopIdle();
  }

  #watchIdle(what: string): void {
    this.#stopIdle();
    const { streamIdle, limits } = this.#exchange.host;
    this.#idle = streamIdle?.add(() => {
      this.#idle = undefined;
      const message = `${what} for ${limits.streamIdleTimeout} ms`;
      const { response } = this.#exchange.node;
      if (this.#blocked) response.destroy();
      this.#stop(new KitError('deadline_exceeded', message));
    });
  }

  #stopIdle(): void {
    if (this.#idle !== undefined) this.#exchange.host.streamIdle?.remove(this.#idle);
    this.#idle = undefined;
  }
}
