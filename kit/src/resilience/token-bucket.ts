/** How fast tokens come, and how many there can be. */
export interface TokenBucketOptions {
  readonly perSecond: number;
  readonly burst: number;
  /** Milliseconds that a call is ready to wait for its token. */
  readonly maxWait: number;
}

/**
 * What a call gets from its bucket: a token that is there in `wait` milliseconds, or none, and then the
 * milliseconds until another try can succeed.
 */
export type Taken =
  | { readonly kind: 'token'; readonly wait: number }
  | { readonly kind: 'none'; readonly wait: number };

/**
 * A token bucket without a timer: it is filled for the time gone by whenever someone takes from it. Tokens that
 * are promised to waiting calls make it negative. Times are milliseconds of a clock that never goes back.
 */
export class TokenBucket {
  readonly #perMillisecond: number;
  readonly #burst: number;
  readonly #maxWait: number;
  #tokens: number;
  #filledAt = 0;

  constructor({ perSecond, burst, maxWait }: TokenBucketOptions) {
    this.#perMillisecond = perSecond / 1000;
    this.#burst = burst;
    this.#maxWait = maxWait;
    this.#tokens = burst;
  }

  /** Takes a token, one that is still to come included. */
  take(now: number): Taken {
    const gained = (now - this.#filledAt) * this.#perMillisecond;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#filledAt = now;
    const wait = Math.max(0, (1 - this.#tokens) / this.#perMillisecond);
    if (wait > this.#maxWait) return { kind: 'none', wait: wait - this.#maxWait };
    this.#tokens -= 1;
    return { kind: 'token', wait };
  }

  /** Gives back a token that its taker did not wait for. */
  giveBack(): void {
    this.#tokens += 1;
  }
}
