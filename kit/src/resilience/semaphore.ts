import type { Context } from '../context/context.ts';
import { reasonOf } from './wait.ts';

/** How many hold a place at a time, and how many may wait for one. */
export interface SemaphoreOptions {
  readonly limit: number;
  readonly queue: number;
}

/** Places that calls hold while they run, given out in the order of asking. */
export class Semaphore {
  readonly #limit: number;
  readonly #queue: number;
  readonly #waiting = new Set<() => void>();
  #held = 0;

  constructor({ limit, queue }: SemaphoreOptions) {
    this.#limit = limit;
    this.#queue = queue;
  }

  /**
   * A place at once (`true`), none (`false`), or a promise of one, which rejects, and leaves the queue, when
   * the call is cancelled.
   */
  acquire(ctx: Context): boolean | Promise<void> {
    if (this.#held < this.#limit) {
      this.#held += 1;
      return true;
    }
    return this.#waiting.size < this.#queue && this.#wait(ctx.signal);
  }

  /** Gives a place back: to the one that has waited longest, if any. */
  release(): void {
    const [first] = this.#waiting;
    if (first === undefined) this.#held -= 1;
    else first();
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(enter);
        reject(reasonOf(signal));
      };
      const enter = () => {
        this.#waiting.delete(enter);
        signal.removeEventListener('abort', leave);
        resolve();
      };
      this.#waiting.add(enter);
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
    });
  }
}
