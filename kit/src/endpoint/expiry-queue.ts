/** Something that ends when its time is up, unless it is taken out before. */
interface Entry {
  readonly expiresAt: number;
  readonly expire: () => void;
  /** Set for an entry that has a timer to itself. */
  readonly timer: NodeJS.Timeout | undefined;
  previous: Entry | undefined;
  next: Entry | undefined;
}

/** What {@link ExpiryQueue.add} gives back, to take the entry out with. */
export type ExpiryHandle = Entry;

/**
 * Time-outs of one duration behind a single timer. What is added later ends later, so a list in
 * order of arrival is in order of expiry: adding and removing are a few assignments, where a timer
 * each costs more than the rest of a middleware chain. Like that of `AbortSignal.timeout()`, the
 * timer does not keep the process alive: work that could still end does that.
 */
export class ExpiryQueue {
  readonly #duration: number;
  #first: Entry | undefined;
  #last: Entry | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(duration: number) {
    this.#duration = duration;
  }

  /** Calls `expire` after the queue's duration. */
  add(expire: () => void): ExpiryHandle {
    const previous = this.#last;
    // A monotonic clock: one that is set back must not stretch a time-out.
    const expiresAt = performance.now() + this.#duration;
    const entry: Entry = { expiresAt, expire, timer: undefined, previous, next: undefined };
    this.#last = entry;
    if (previous === undefined) this.#first = entry;
    else previous.next = entry;
    // A timer may still run from entries that have left; it serves this one too.
    if (this.#timer === undefined) this.#schedule(this.#duration);
    return entry;
  }

  /** Calls `expire` after a shorter time than the queue's, on a timer of its own. */
  addShorter(milliseconds: number, expire: () => void): ExpiryHandle {
    const timer = setTimeout(expire, Math.max(1, milliseconds)).unref();
    return { expiresAt: 0, expire, timer, previous: undefined, next: undefined };
  }

  /** Takes an entry out; nothing happens when it has ended already. */
  remove(entry: ExpiryHandle): void {
    const { previous, next, timer } = entry;
    if (timer !== undefined) return clearTimeout(timer);
    if (previous !== undefined) previous.next = next;
    else if (this.#first === entry) this.#first = next;
    else return;
    if (next !== undefined) next.previous = previous;
    else this.#last = previous;
    entry.previous = entry.next = undefined;
  }

  #schedule(milliseconds: number): void {
    this.#timer = setTimeout(() => this.#expireDue(), milliseconds).unref();
  }

  #expireDue(): void {
    this.#timer = undefined;
    const now = performance.now();
    for (let entry = this.#first; entry !== undefined; entry = this.#first) {
      const left = entry.expiresAt - now;
      if (left > 0) return this.#schedule(left);
      this.remove(entry);
      entry.expire();
    }
  }
}
