import type { Context } from '../context/context.ts';
import { KitError } from '../errors/kit-error.ts';
import { outlasts, wait } from './wait.ts';

/** How often, when and for which failures a call is made again; times in milliseconds. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly initialDelay: number;
  readonly maxDelay: number;
  readonly idempotent: boolean;
  readonly isRetryable: (error: KitError) => boolean;
}

/** The attempts of one call. */
export class Attempts {
  readonly #policy: RetryPolicy;
  readonly #ctx: Context;
  #made = 1;

  constructor(policy: RetryPolicy, ctx: Context) {
    this.#policy = policy;
    this.#ctx = ctx;
  }

  /** Calls until that succeeds or fails for good. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (thrown) {
        await this.pause(thrown);
      }
    }
  }

  /** Waits until the next attempt is due; throws the failure where there must be none. */
  async pause(thrown: unknown): Promise<void> {
    const error = KitError.from(thrown);
    const { attempts, maxDelay } = this.#policy;
    if (this.#made >= attempts || this.#ctx.signal.aborted || !this.#mayPass(error)) throw thrown;
    const asked = (error.retryAfter ?? 0) * 1000;
    const delay = Math.max(this.#backOff(), asked);
    if (asked > maxDelay || outlasts(delay, this.#ctx)) throw thrown;
    await wait(delay, this.#ctx);
    this.#made += 1;
  }

  #mayPass(error: KitError): boolean {
    const { idempotent, isRetryable } = this.#policy;
    return error.retryable ?? (idempotent && isRetryable(error));
  }

  #backOff(): number {
    const { initialDelay, maxDelay } = this.#policy;
    return Math.min(initialDelay * 2 ** (this.#made - 1), maxDelay) * (0.5 + Math.random() / 2);
  }
}
