import type { IncomingMessage } from 'node:http';

/**
 * The bytes of a request body, as they are asked for: what nobody asks for stays with the client. For one
 * reader at a time.
 */
export class BodyReader {
  readonly #request: IncomingMessage;
  #failure: Error | undefined;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(request: IncomingMessage) {
    this.#request = request;
    request.on('readable', this.#onChange);
    request.on('end', this.#onEnd);
    // The connection's end is told by whoever watches the response; this one only must not be unheard.
    request.on('error', () => undefined);
  }

  /** The next bytes; undefined at the end. Rejects once {@link fail} was called. */
  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      const bytes: Uint8Array | null = this.#request.read();
      if (bytes !== null) return bytes;
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** No more bytes are given. Only the first reason counts. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#onChange();
  }

  /** Lets go of the request, which keeps what was not read. */
  release(): void {
    this.#request.off('readable', this.#onChange);
    this.#request.off('end', this.#onEnd);
  }

  readonly #onChange = (): void => {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#onChange();
  };
}
