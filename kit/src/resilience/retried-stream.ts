import { isStream } from '../endpoint/streams.ts';
import type { Attempts } from './attempts.ts';

/** What a stream needs to begin again. */
export interface Beginning {
  /** Calls the endpoint again. */
  readonly again: () => Promise<unknown>;
  readonly attempts: Attempts;
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
    if (this.#over) throw error;
    const stream = await attempts.run(again);
    if (!isStream(stream)) throw new TypeError('the endpoint gave a stream once, and now none');
    this.#iterator = stream[Symbol.asyncIterator]();
    if (!this.#over) return;
    // Its reader has left meanwhile.
    await this.#iterator.return?.();
    throw error;
  }
}
