import type { Context } from '../context/context.ts';

/** Whether a request or a response is a stream of messages. */
export function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** What a middleware does to a stream that goes through it. */
export interface StreamHooks {
  /** Sees each message on its way. What it throws ends the stream. */
  readonly message?: (message: unknown) => void;
  /** What a failure of the source becomes. */
  readonly failure?: (error: unknown) => unknown;
  /**
   * Called once, when the stream is over: without an error when it has run to its end or its reader has had
   * enough, with one when it has failed or the call was cancelled.
   */
  readonly end?: (error?: unknown) => void;
}

/** A stream with something done to it, as what it was; anything else is given back as it is. */
export function hooked<T>(value: T, ctx: Context, hooks: StreamHooks): T {
  // A relay is an AsyncIterable of the same messages, and T says no more than that of a stream.
  return isStream(value) ? (new StreamRelay(value, ctx, hooks) as unknown as T) : value;
}

interface Waiting {
  readonly resolve: (result: IteratorResult<unknown, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

const over: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * Passes a stream on, message by message. The next one is asked for only when the one before has gone
 * through, so that what a hook finds in the context belongs to its message. It can be ended from outside
 * while its source still waits for something.
 */
export class StreamRelay implements AsyncIterableIterator<unknown, undefined> {
  readonly #source: AsyncIterable<unknown>;
  readonly #ctx: Context;
  readonly #hooks: StreamHooks;
  readonly #waiting: Waiting[] = [];
  #iterator: AsyncIterator<unknown> | undefined;
  #over = false;

  constructor(source: AsyncIterable<unknown>, ctx: Context, hooks: StreamHooks) {
    this.#source = source;
    this.#ctx = ctx;
    this.#hooks = hooks;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    if (this.#over) return Promise.resolve(over);
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ resolve, reject }) === 1) this.#pull();
    });
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    if (this.#over) return over;
    const { signal } = this.#ctx;
    this.#end(signal.aborted ? signal.reason : undefined);
    this.#release();
    await this.#close();
    return over;
  }

  /** Ends the stream now: whoever waits for a message gets the error. */
  fail(error: unknown): void {
    if (this.#over) return;
    this.#end(error);
    this.#waiting.shift()?.reject(error);
    this.#release();
    this.#close().catch(() => undefined);
  }

  #pull(): void {
    try {
      this.#iterator ??= this.#source[Symbol.asyncIterator]();
      this.#iterator.next().then(this.#pass, this.#break);
    } catch (error) {
      this.#break(error);
    }
  }

  readonly #pass = (result: IteratorResult<unknown, unknown>): void => {
    if (this.#over) return;
    if (result.done === true) {
      this.#end();
      return this.#release();
    }
    try {
      this.#hooks.message?.(result.value);
    } catch (error) {
      return this.fail(error);
    }
    this.#waiting.shift()?.resolve(result);
    if (this.#waiting.length > 0) this.#pull();
  };

  readonly #break = (error: unknown): void => {
    if (this.#over) return;
    const { failure } = this.#hooks;
    const reason = failure === undefined ? error : failure(error);
    this.#end(reason);
    this.#waiting.shift()?.reject(reason);
    this.#release();
  };

  #end(error?: unknown): void {
    this.#over = true;
    this.#hooks.end?.(error);
  }

  #release(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve(over);
  }

  async #close(): Promise<void> {
    this.#iterator ??= this.#source[Symbol.asyncIterator]();
    await this.#iterator.return?.();
  }
}
