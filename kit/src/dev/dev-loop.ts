import { exitCodeOf, type ServiceProcess } from './service-process.ts';

/** What the loop works with. */
export interface DevLoopParts {
  /** Compiles; resolves to whether there is output to run. */
  readonly compile: () => Promise<boolean>;
  readonly start: () => ServiceProcess;
  readonly say: (line: string) => void;
  /** Ends the loop's own process. */
  readonly leave: (code: number) => void;
}

const stopBudget = 12_000;

/**
 * Compiles, starts the service, and does so again after each change: the old service answers until
 * the new one is compiled. A service that fails waits for the next change; one that ends well ends
 * the loop.
 */
export class DevLoop {
  readonly #parts: DevLoopParts;
  #service: ServiceProcess | undefined;
  #working = false;
  #changed = false;
  #signal: NodeJS.Signals | undefined;

  constructor(parts: DevLoopParts) {
    this.#parts = parts;
  }

  /** To be called once at the start and then for each change; changes while it works are kept. */
  async update(): Promise<void> {
    this.#changed = true;
    if (this.#working) return;
    this.#working = true;
    while (this.#changed && this.#signal === undefined) {
      this.#changed = false;
      if (await this.#parts.compile()) await this.#restart();
      else this.#parts.say('nothing was compiled; waiting for a change');
    }
    this.#working = false;
    if (this.#signal !== undefined) this.#leaveAfter(this.#signal);
  }

  /** Passes a signal on; when the service has ended, the loop ends with its code. */
  signal(signal: NodeJS.Signals): void {
    this.#signal = signal;
    this.#service?.signal(signal);
    if (!this.#working) this.#leaveAfter(signal);
  }

  async #restart(): Promise<void> {
    if (this.#changed || this.#signal !== undefined) return;
    const previous = this.#service;
    this.#service = undefined;
    await previous?.stop(stopBudget);
    if (this.#signal !== undefined) return;
    const service = this.#parts.start();
    this.#service = service;
    void service.ended.then((code) => this.#onEnd(service, code));
  }

  #onEnd(service: ServiceProcess, code: number): void {
    if (this.#service !== service) return;
    this.#service = undefined;
    if (this.#signal !== undefined || code === 0) this.#parts.leave(code);
    else this.#parts.say(`the service ended with code ${code}; waiting for a change`);
  }

  #leaveAfter(signal: NodeJS.Signals): void {
    // With a service running, its end is the loop's end.
    if (this.#service === undefined) this.#parts.leave(exitCodeOf(signal));
  }
}
