/** The media type of a stream: one JSON text per line. */
export const linesType = 'application/x-ndjson';

/** What can be wrong with a line: it is longer than allowed, or no UTF-8. */
export type LineFault = 'length' | 'encoding';

/** Whether a line holds nothing but JSON's white space. */
export function isBlank(line: string): boolean {
  return line === '' || /^[ \t\r]+$/.test(line);
}

/** Cuts bytes into lines of text, and holds no more than one line that has not ended. */
export class Lines {
  readonly #limit: number;
  readonly #refuse: (fault: LineFault) => Error;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #held = new Uint8Array(0);
  #size = 0;

  /** A line is at most `limit` bytes long; `refuse` makes the error that is thrown for a bad one. */
  constructor(limit: number, refuse: (fault: LineFault) => Error) {
    this.#limit = limit;
    this.#refuse = refuse;
  }

  /** The lines that end in these bytes. */
  *push(bytes: Uint8Array): Generator<string, void> {
    const last = bytes.lastIndexOf(10);
    if (last !== -1) {
      const whole = this.#joined(bytes.subarray(0, last));
      this.#size = 0;
      yield* this.#texts(whole);
    }
    this.#hold(bytes.subarray(last + 1));
  }

  /** The last line, if no line end came behind it. */
  *end(): Generator<string, void> {
    if (this.#size > 0) yield* this.#texts(this.#held.subarray(0, this.#size));
  }

  #joined(bytes: Uint8Array): Uint8Array {
    if (this.#size === 0) return bytes;
    const whole = new Uint8Array(this.#size + bytes.length);
    whole.set(this.#held.subarray(0, this.#size));
    whole.set(bytes, this.#size);
    return whole;
  }

  #hold(bytes: Uint8Array): void {
    const size = this.#size + bytes.length;
    if (size > this.#limit) throw this.#refuse('length');
    if (size > this.#held.length) {
      const larger = new Uint8Array(Math.min(this.#limit, Math.max(size, 2 * this.#held.length)));
      larger.set(this.#held.subarray(0, this.#size));
      this.#held = larger;
    }
    this.#held.set(bytes, this.#size);
    this.#size = size;
  }

  *#texts(lines: Uint8Array): Generator<string, void> {
    const text = lines.length > this.#limit ? undefined : this.#decoded(lines);
    if (text !== undefined) return yield* text.split('\n');
    // Something is wrong, perhaps: line by line, so that what comes before it is not lost.
    for (let start = 0; start <= lines.length;) {
      const newline = lines.indexOf(10, start);
      const end = newline === -1 ? lines.length : newline;
      if (end - start > this.#limit) throw this.#refuse('length');
      const line = this.#decoded(lines.subarray(start, end));
      if (line === undefined) throw this.#refuse('encoding');
      yield line;
      start = end + 1;
    }
  }

  #decoded(bytes: Uint8Array): string | undefined {
    try {
      return this.#decoder.decode(bytes);
    } catch {
      return undefined;
    }
  }
}
