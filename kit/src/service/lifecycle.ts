/** A part of a service with a life of its own: a pool, a worker, another server. */
export interface Component {
  readonly name: string;
  /** Awaited before the next component starts and before the service listens. */
  start?(): unknown;
  /** Awaited before the component started earlier is stopped. */
  stop?(): unknown;
}

/** A component that failed to start or to stop. */
export class ComponentError extends Error {
  readonly component: string;

  constructor(component: string, action: 'start' | 'stop', cause: unknown) {
    super(`${component} failed to ${action}: ${messageOf(cause)}`, { cause });
    this.name = 'ComponentError';
    this.component = component;
  }
}

/** Starts components in order and stops those that run in reverse. */
export class Lifecycle {
  readonly #components: Component[] = [];
  readonly #running: Component[] = [];

  /** Adds a component behind the others. */
  add(component: Component): void {
    this.#components.push(component);
  }

  /** Takes over something that runs already: it is stopped before all that started earlier. */
  own(component: Component): void {
    this.#running.push(component);
  }

  /** Starts all. When one fails, those before it are stopped and its error is thrown. */
  async start(): Promise<void> {
    for (const component of this.#components) {
      try {
        await component.start?.();
      } catch (cause) {
        await this.stop();
        throw new ComponentError(component.name, 'start', cause);
      }
      this.#running.push(component);
    }
  }

  /** Stops all that run, each even if another fails; gives back the failures. */
  async stop(): Promise<readonly ComponentError[]> {
    const failures: ComponentError[] = [];
    for (;;) {
      const component = this.#running.pop();
      if (component === undefined) return failures;
      try {
        await component.stop?.();
      } catch (cause) {
        failures.push(new ComponentError(component.name, 'stop', cause));
      }
    }
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
