/** Called once, with the reason, when a call is cancelled. */
export type CancelListener = (reason: unknown) => void;

/** Where a cancellation comes from: the transport, or the context one level up. */
export interface CancelSource {
  /** Calls back once if the source is cancelled; at once if it has been. */
  watch(cancel: CancelListener): void;
}

/**
 * A cancellation that costs nothing until someone looks at it: the AbortController, and the
 * subscription to whatever may cancel, are made on first use.
 */
export class Cancellation implements CancelSource {
  #source: CancelSource | undefined;
  #controller: AbortController | undefined;
  #listeners: CancelListener[] | undefined;
  #cancelled = false;
  #reason: unknown;

  constructor(source?: CancelSource) {
    this.#source = source;
  }

  /** Whether `cancel` was called, here or at the source that is being followed. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** Why, once cancelled. */
  get reason(): unknown {
    return this.#reason;
  }

  /** The standard form of this cancellation. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#cancelled) this.#controller.abort(this.#reason);
      else this.#follow();
    }
    return this.#controller.signal;
  }

  /** Calls back once when cancelled, at once when that has happened already. */
  watch(listener: CancelListener): void {
    if (this.#cancelled) {
      listener(this.#reason);
      return;
    }
    (this.#listeners ??= []).push(listener);
    this.#follow();
  }

  /** Cancels; only the first reason counts. */
  cancel(reason: unknown): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
    const listeners = this.#listeners ?? [];
    this.#listeners = undefined;
    for (const listener of listeners) listener(reason);
  }

  #follow(): void {
    const source = this.#source;
    this.#source = undefined;
    source?.watch((reason) => this.cancel(reason));
  }
}
