/** Numbers that look random and are the same on every run (xorshift32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
    for (let count = 0; count < 16; count += 1) this.#next();
  }

  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number {
    const fraction = (this.#next() + this.#next() / 2 ** 32) / 2 ** 32;
    return least + Math.floor(fraction * (most - least + 1));
  }

  #next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (this.#state = state) >>> 0;
  }
}
