import { isStream } from '../endpoint/streams.ts';

/** What a stream needs to begin again. */
export interface Beginning {
  /** Calls the endpoint again. */
  readonly again: () => Promise<unknown>;
  /** Waits until another attempt is due, or throws the failure. */
  readonly attempts: {
    run<T>(call: () => Promise<T>): Promise<T>;
    pause(thrown: unknown): Promise<void>;
  };
}

/** A stream that begins again where it fails before its first message. */
export class RetriedStream implements AsyncIterableIterator<unknown, unknown> {
  readonly #beginning: Beginning;
  #iterator: AsyncIterator<unknown>;
  #begun = false;
  #over = false;

  constructor(source: AsyncIterable<unknown>, beginning: Beginning) {
    this.#iterator = source[Symbol.asyncIterator]();
    this.#beginning = beginning;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<unknown, unknown>> {
    for (;;) {
      try {
        const result = await this.#iterator.next();
        this.#begun = true;
        return result;
      } catch (error) {
        if (this.#begun || this.#over) throw error;
        await this.#restart(error);
      }
    }
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.#over = true;
    await this.#iterator.return?.();
    return { done: true, value: undefined };
  }

  async #restart(error: unknown): Promise<void> {
    const { again, attempts } = this.#beginning;
    await attempts.pause(error);
    const stream = await attempts.run(again);
    if (!isStream(stream)) throw new TypeError('the endpoint gave a stream once, and now none');
    this.#iterator = stream[Symbol.asyncIterator]();
    if (!this.#over) return;
    // Its reader left while it was begun anew.
    await this.#iterator.return?.();
    throw error;
  }
}
