import type { Readable } from 'node:stream';

interface Waiting {
  readonly resolve: (result: IteratorResult<unknown, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/** What a reader does with what it reads. */
export interface ReaderOptions {
  readonly decode: (bytes: Buffer) => unknown;
  /** Called once when the reader wants no more, or cannot read on. */
  readonly leave?: () => void;
  /** How many milliseconds the end of the messages may yet turn out to be a failure. Default 0. */
  readonly patience?: number;
}

const over: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * The messages of one direction of a call, decoded as they are asked for. No more are taken from the connection than
 * a few that wait here, so that a slow reader slows the other side down.
 */
export class MessageReader implements AsyncIterableIterator<unknown, undefined> {
  readonly #source: Readable;
  readonly #options: ReaderOptions;
  readonly #waiting: Waiting[] = [];
  #failure: { readonly error: unknown } | undefined;
  #ended = false;
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(source: Readable, options: ReaderOptions) {
    this.#source = source;
    this.#options = options;
    source.on('readable', this.#pump);
    source.on('end', this.#onEnd);
  }

  /** Whether all messages have come. */
  get complete(): boolean {
    return this.#ended || this.#source.readableEnded;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    if (this.#over) return this.#afterwards();
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ resolve, reject }) === 1) this.#pump();
    });
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.#failure = undefined;
    if (!this.#over) {
      this.#settle();
      this.#options.leave?.();
    }
    return Promise.resolve(over);
  }

  /** Ends the stream with an error for its reader, who still gets what has come before it. */
  endWith(error: unknown): void {
    this.#failure ??= { error };
    this.#pump();
  }

  /** Ends the stream now. A reader who is not waiting gets the error when it asks for the next message. */
  fail(error: unknown): void {
    if (this.#over) return;
    const first = this.#waiting.shift();
    first?.reject(error);
    this.#failure = first === undefined ? { error } : undefined;
    this.#settle();
  }

  /** The call is over: nobody reads any more. */
  release(): void {
    this.#failure = undefined;
    if (!this.#over) this.#settle();
  }

  #afterwards(): Promise<IteratorReturnResult<undefined>> {
    const failure = this.#failure;
    this.#failure = undefined;
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- it is the reason that was given
    return failure === undefined ? Promise.resolve(over) : Promise.reject(failure.error);
  }

  readonly #onEnd = (): void => {
    const { patience = 0 } = this.#options;
    if (patience === 0) this.#finish();
    else this.#timer = setTimeout(this.#finish, patience);
  };

  readonly #finish = (): void => {
    this.#ended = true;
    this.#pump();
  };

  readonly #pump = (): void => {
    while (this.#waiting.length > 0 && !this.#over) {
      const bytes = this.#source.read() as Buffer | null;
      if (bytes !== null) this.#give(bytes);
      else if (this.#failure !== undefined) return this.fail(this.#failure.error);
      else if (this.#ended) return this.#settle();
      else return;
    }
  };

  #give(bytes: Buffer): void {
    let value: unknown;
    try {
      value = this.#options.decode(bytes);
    } catch (error) {
      this.fail(error);
      this.#options.leave?.();
      return;
    }
    this.#waiting.shift()?.resolve({ done: false, value });
  }

  #settle(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#source.off('readable', this.#pump);
    this.#source.off('end', this.#onEnd);
    for (const { resolve } of this.#waiting.splice(0)) resolve(over);
  }
}
