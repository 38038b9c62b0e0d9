/** Takes bytes, and says when they are on their way. */
export interface Sink {
  write(bytes: Buffer, taken: (error?: Error | null) => void): unknown;
}

/** What a pump carries, and how. */
export interface PumpOptions {
  readonly sink: Sink;
  readonly encode: (message: unknown) => Buffer;
  /** Asks for the next message; a place to set a context. */
  readonly next?: (
    pull: () => Promise<IteratorResult<unknown>>,
  ) => Promise<IteratorResult<unknown>>;
  /** Called once, unless the pump is stopped: all is sent, or the source has failed. */
  readonly done: (failure?: PumpFailure) => void;
}

/** Why a pump could not go on. */
export interface PumpFailure {
  readonly error: unknown;
  /** Whether the source has failed by itself; else a message of it could not be written. */
  readonly bySource: boolean;
}

/** How much may be on its way to the connection, in bytes. */
const window = 64 * 1024;
/** What a message counts for beside its bytes: the connection takes one after the other, and a few ahead are enough. */
const overhead = 8 * 1024;

/**
 * Carries messages from a source to a connection. The source is asked for the next one only while the connection
 * keeps up, so nothing piles up between them.
 */
export class MessagePump {
  readonly #iterator: AsyncIterator<unknown> | Iterator<unknown>;
  readonly #options: PumpOptions;
  readonly #sizes: number[] = [];
  #waiting = 0;
  #pulling = false;
  #over = false;

  constructor(messages: AsyncIterable<unknown> | Iterable<unknown>, options: PumpOptions) {
    this.#options = options;
    this.#iterator =
      Symbol.asyncIterator in messages
        ? messages[Symbol.asyncIterator]()
        : messages[Symbol.iterator]();
  }

  start(): void {
    if (!this.#over) this.#pull();
  }

  /** Ends it, and tells the source that no more is wanted; nobody waits for what it still waits for. */
  stop(): void {
    if (this.#over) return;
    this.#over = true;
    this.#close();
  }

  #pull(): void {
    this.#pulling = true;
    const { next } = this.#options;
    (next === undefined ? this.#next() : next(this.#next)).then(this.#pulled, this.#failed);
  }

  readonly #next = (): Promise<IteratorResult<unknown>> => {
    try {
      return Promise.resolve(this.#iterator.next());
    } catch (error) {
      return Promise.reject(error);
    }
  };

  readonly #failed = (error: unknown): void => {
    if (this.#over) return;
    this.#over = true;
    this.#options.done({ error, bySource: true });
  };

  readonly #pulled = ({ done, value }: IteratorResult<unknown>): void => {
    this.#pulling = false;
    if (this.#over) return;
    if (done === true) {
      this.#over = true;
      this.#options.done();
    } else this.#write(value);
  };

  #write(message: unknown): void {
    const { sink, encode, done } = this.#options;
    try {
      const bytes = encode(message);
      const size = bytes.length + overhead;
      this.#waiting += size;
      this.#sizes.push(size);
      sink.write(bytes, this.#taken);
    } catch (error) {
      this.stop();
      return done({ error, bySource: false });
    }
    if (this.#waiting < window) this.#pull();
  }

  /** Messages are taken in the order in which they were written. */
  readonly #taken = (): void => {
    this.#waiting -= this.#sizes.shift() ?? 0;
    if (!this.#pulling && !this.#over && this.#waiting < window) this.#pull();
  };

  #close(): void {
    const close = async () => this.#iterator.return?.();
    close().catch(() => undefined);
  }
}
