/** Resolves when what it looks at is well, rejects when not. The signal aborts when time is up. */
export type HealthCheck = (signal: AbortSignal) => unknown;

/** How one check is run. */
export interface HealthCheckOptions {
  /** Milliseconds after which the check counts as failed. Default 2000. */
  readonly timeout?: number;
}

/** The outcome of one check. The error is one of three fixed texts: causes are for the log. */
export interface CheckResult {
  readonly name: string;
  readonly status: 'ok' | 'error';
  readonly error?: string;
}

/** The outcome of all checks. */
export interface HealthReport {
  readonly status: 'ok' | 'unavailable';
  readonly service: string;
  readonly checks?: readonly CheckResult[];
}

const defaultTimeout = 2000;

interface Check {
  readonly name: string;
  readonly run: () => Promise<CheckResult>;
}

/** What {@link HealthChecks} is told about its service. */
export interface HealthChecksOptions {
  readonly service: string;
  /** Told why a check failed. */
  readonly onFailure: (check: string, cause: unknown) => void;
}

/**
 * The checks of a service. They run concurrently, each within its time, and one that hangs is not
 * started again until it has ended: probes cannot pile up behind a dead dependency.
 */
export class HealthChecks {
  readonly #checks: Check[] = [];
  readonly #options: HealthChecksOptions;
  /** Whether the service takes requests: false before it has started and while it drains. */
  ready = false;

  constructor(options: HealthChecksOptions) {
    this.#options = options;
  }

  /** Adds a check. Throws when the name is taken. */
  add(name: string, check: HealthCheck, options: HealthCheckOptions = {}): void {
    if (this.#checks.some((existing) => existing.name === name)) {
      throw new Error(`the health check ${name} is there already`);
    }
    const { onFailure } = this.#options;
    const timeout = options.timeout ?? defaultTimeout;
    const failed = (cause: unknown) => onFailure(name, cause);
    this.#checks.push({ name, run: guarded({ name, check, timeout, failed }) });
  }

  /** Alive as long as it answers: a dead dependency is no reason to restart the process. */
  live(): HealthReport {
    return { status: 'ok', service: this.#options.service };
  }

  /** Ready when it takes requests and every check is well. */
  async report(): Promise<HealthReport> {
    const { service } = this.#options;
    const checks = await Promise.all(this.#checks.map((check) => check.run()));
    const well = this.ready && checks.every((check) => check.status === 'ok');
    const status = well ? 'ok' : 'unavailable';
    return checks.length === 0 ? { status, service } : { status, service, checks };
  }
}

interface GuardedCheck {
  readonly name: string;
  readonly check: HealthCheck;
  readonly timeout: number;
  readonly failed: (cause: unknown) => void;
}

/** Runs a check with its time limit; probes that come while it runs within its time share it. */
function guarded({ name, check, timeout, failed }: GuardedCheck): () => Promise<CheckResult> {
  let current: Promise<CheckResult> | undefined;
  let hanging = false;
  const failure = (error: string): CheckResult => ({ name, status: 'error', error });
  const start = (): Promise<CheckResult> =>
    new Promise((resolve) => {
      const controller = new AbortController();
      const timer = setTimeout(() => {
        current = undefined;
        hanging = true;
        controller.abort();
        resolve(failure('check timed out'));
      }, timeout);
      const settle = (result: CheckResult) => {
        clearTimeout(timer);
        current = undefined;
        hanging = false;
        resolve(result);
      };
      Promise.resolve(controller.signal)
        .then(check)
        .then(
          () => settle({ name, status: 'ok' }),
          (cause: unknown) => {
            failed(cause);
            settle(failure('check failed'));
          },
        );
    });
  return () => {
    if (hanging) return Promise.resolve(failure('check already running'));
    return (current ??= start());
  };
}
