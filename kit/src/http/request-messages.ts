import type { ExpiryHandle } from '../endpoint/expiry-queue.ts';
import type { Fault } from '../errors/fault.ts';
import { KitError } from '../errors/kit-error.ts';
import { isBlank, type LineFault, Lines } from '../sdk/lines.ts';
import { BodyReader } from './body-reader.ts';
import type { Exchange } from './exchange.ts';
import { requireDepth } from './codec.ts';
import { HttpError } from './http-error.ts';

/** Builds a message from a parsed line; what is wrong with it goes into `faults`. */
export type LineDecoder = (line: unknown, faults: Fault[]) => unknown;

/** The messages of a request that is a stream of lines, read as they are asked for. */
export class RequestMessages {
  readonly #exchange: Exchange;
  readonly #decode: LineDecoder;
  readonly #body: BodyReader;
  /** What ended the stream, and how HTTP says it. */
  #refusal: { readonly error: KitError; readonly answer: HttpError } | undefined;
  #idle: ExpiryHandle | undefined;
  #number = 0;

  constructor(exchange: Exchange, decode: LineDecoder) {
    this.#exchange = exchange;
    this.#decode = decode;
    this.#body = new BodyReader(exchange.node.request);
  }

  /** The messages, once. What is wrong with one is in the context's faults when it arrives. */
  async *read(): AsyncGenerator<unknown, void> {
    const { ctx, node, host } = this.#exchange;
    const lines = new Lines(host.limits.bodyBytes, (fault) => this.#lineError(fault));
    if (node.expectsContinue && !this.#exchange.continued) {
      this.#exchange.continued = true;
      node.response.writeContinue();
    }
    for (;;) {
      const bytes = await this.#nextBytes();
      for (const line of bytes === undefined ? lines.end() : lines.push(bytes)) {
        this.#number += 1;
        if (isBlank(line)) continue;
        const faults: Fault[] = [];
        const message = this.#decode(this.#parse(line), faults);
        ctx.faults = faults.length > 0 ? faults : undefined;
        yield message;
      }
      if (bytes === undefined) return;
    }
  }

  /** Ends the stream with an error for its reader. */
  fail(error: KitError): void {
    this.#body.fail(error);
  }

  /** The call is over. */
  release(): void {
    this.#stopIdle();
    this.#body.release();
  }

  /** What to answer to a call that has failed: the stream's own fault, if that is where it came from. */
  refusalFor(thrown: unknown): unknown {
    const { error, answer } = this.#refusal ?? {};
    for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
      if (cause === error) return answer;
    }
    return thrown;
  }

  async #nextBytes(): Promise<Uint8Array | undefined> {
    const { streamIdle } = this.#exchange.host;
    this.#idle = streamIdle?.add(() => this.#expire());
    try {
      return await this.#body.next();
    } finally {
      this.#stopIdle();
    }
  }

  #parse(line: string): unknown {
    requireDepth(line);
    try {
      return JSON.parse(line);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `line ${this.#number} is not valid JSON`;
      throw new KitError('invalid_argument', message, { cause: reason });
    }
  }

  #lineError(fault: LineFault): KitError {
    const number = this.#number + 1;
    if (fault === 'encoding') {
      return new KitError('invalid_argument', `line ${number} is not valid UTF-8`);
    }
    const { bodyBytes } = this.#exchange.host.limits;
    const message = `line ${number} is longer than ${bodyBytes} bytes`;
    const error = new KitError('invalid_argument', message);
    this.#refusal = { error, answer: new HttpError('payload_too_large', message) };
    return error;
  }

  #expire(): void {
    this.#idle = undefined;
    const { streamIdleTimeout } = this.#exchange.host.limits;
    const message = `the client has sent nothing for ${streamIdleTimeout} ms`;
    const error = new KitError('deadline_exceeded', message);
    this.#refusal = { error, answer: new HttpError('request_timeout', message) };
    this.#body.fail(error);
  }

  #stopIdle(): void {
    if (this.#idle !== undefined) this.#exchange.host.streamIdle?.remove(this.#idle);
    this.#idle = undefined;
  }
}
