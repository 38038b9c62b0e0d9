import { ApiError } from './api-error.ts';

/** What a timer of 32 bits can hold. */
const longestTimer = 2 ** 31 - 1;

/** The time that a call has, and the caller's own signal, as one signal. */
export class CallClock {
  /** Why the call is over, once it is. */
  failure: ApiError | undefined;
  readonly #controller = new AbortController();
  readonly #deadline: number;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #caller: AbortSignal | undefined;

  /** Starts at once. A time-out that no timer can keep, such as `Infinity`, is none. */
  constructor(timeout = Number.POSITIVE_INFINITY, signal?: AbortSignal) {
    this.#deadline = Date.now() + timeout;
    if (timeout <= longestTimer) this.#timer = setTimeout(() => this.#expire(timeout), timeout);
    this.#caller = signal;
    if (signal?.aborted === true) this.#cancel();
    else signal?.addEventListener('abort', this.#cancel);
  }

  /** Aborted when the call is over, with the reason as its own. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds until the deadline. */
  get left(): number {
    return this.#deadline - Date.now();
  }

  /** Throws the failure of a call that is over. */
  throwIfOver(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  /** Waits, and fails at once when the call is over. */
  sleep(milliseconds: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pause = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    return this.bound(pause).finally(() => clearTimeout(timer));
  }

  /** What a promise comes to, or the failure of the call if that is over first. */
  bound<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = () => reject(this.failure);
      const settled = () => this.signal.removeEventListener('abort', stop);
      promise.then(resolve, reject).finally(settled);
      if (this.failure === undefined) this.signal.addEventListener('abort', stop, { once: true });
      else stop();
    });
  }

  /** Ends the call before its time. Only the first reason counts. */
  end(failure: ApiError): void {
    this.failure ??= failure;
    this.#controller.abort(this.failure);
  }

  /** The call has ended: neither time nor the caller's signal matters any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#cancel);
  }

  readonly #cancel = (): void => {
    const cause: unknown = this.#caller?.reason;
    this.end(new ApiError({ code: 'cancelled', detail: 'the call was cancelled', cause }));
  };

  #expire(timeout: number): void {
    const detail = `the call took longer than ${timeout} ms`;
    this.end(new ApiError({ code: 'deadline_exceeded', detail }));
  }
}
