import { randomFillSync } from 'node:crypto';

const poolBytes = 4096;

/**
 * Random lower-case hex, cut from a pool that is drawn from the system in one go: asking for 16
 * bytes at a time costs several times more.
 */
export class RandomHex {
  readonly #bytes = Buffer.alloc(poolBytes);
  #pool = '';
  #next = 0;

  /** `length` hex digits; every digit is handed out once. */
  take(length: number): string {
    if (this.#next + length > this.#pool.length) {
      this.#pool = randomFillSync(this.#bytes).toString('hex');
      this.#next = 0;
    }
    const start = this.#next;
    this.#next += length;
    return this.#pool.slice(start, this.#next);
  }
}

/** The pool of this process. */
export const randomHex = new RandomHex();
