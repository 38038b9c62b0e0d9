import type { Logger } from '../logger.ts';
import { ComponentError } from './lifecycle.ts';
import { SettingsError } from './settings.ts';

/** What {@link runUntilSignal} drives. */
export interface Runnable {
  readonly name: string;
  readonly logger: Logger;
  readonly start: () => Promise<unknown>;
  /** Resolves to whether everything ended in time and in order. */
  readonly shutDown: () => Promise<boolean>;
}

const signals = { SIGINT: 2, SIGTERM: 15 } as const;
const settleMilliseconds = 1000;

/**
 * Starts, waits for SIGTERM or SIGINT, shuts down; a second signal ends the process at once.
 * Resolves when done, with the process's exit code set: 0, or 1 for a failed start or shutdown.
 */
export async function runUntilSignal(runnable: Runnable): Promise<void> {
  const waiting = nextSignal();
  try {
    await runnable.start();
  } catch (error) {
    reportStartFailure(runnable, error);
    waiting.forget();
    return leave(1);
  }
  const signal = await waiting.signal;
  runnable.logger.info({ signal }, 'shutting down');
  const clean = await runnable.shutDown();
  waiting.forget();
  leave(clean ? 0 : 1);
}

interface SignalWatch {
  readonly signal: Promise<string>;
  forget(): void;
}

function nextSignal(): SignalWatch {
  let seen = false;
  let settle: (signal: string) => void = () => undefined;
  const signal = new Promise<string>((resolve) => (settle = resolve));
  const onSignal = (name: keyof typeof signals) => {
    if (seen) process.exit(128 + signals[name]);
    seen = true;
    settle(name);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const forget = () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
  return { signal, forget };
}

/** A person's mistake is one line; a component's failure is a log line with its stack. */
function reportStartFailure({ name, logger }: Runnable, error: unknown): void {
  if (error instanceof SettingsError) process.stderr.write(`${name}: ${error.message}\n`);
  else if (error instanceof ComponentError) logger.error({ err: error.cause }, error.message);
  else logger.error({ err: error }, 'the service failed to start');
}

/**
 * Ends the process by letting it run out, so that what the caller does next still happens. Should
 * something keep it alive all the same, it is ended a moment later.
 */
function leave(code: number): void {
  process.exitCode = code;
  setTimeout(() => process.exit(code), settleMilliseconds).unref();
}
