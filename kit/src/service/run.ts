import { EventEmitter, once } from 'node:events';
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
 * One Ctrl-C can arrive several times: from the terminal, and from npm and a watcher that pass it
 * on. What comes within so many milliseconds is not a second wish.
 */
const sameKeyPress = 150;

/**
 * Starts, waits for SIGTERM or SIGINT, shuts down; a second signal ends the process at once.
 * Resolves when done, with the process's exit code set: 0, or 1 for a failed start or shutdown.
 */
export async function runUntilSignal(runnable: Runnable): Promise<void> {
  const arrivals = new EventEmitter();
  const first = once(arrivals, 'signal');
  const forget = onSignals((name) => arrivals.emit('signal', name));
  try {
    await runnable.start();
  } catch (error) {
    reportStartFailure(runnable, error);
    forget();
    return leave(1);
  }
  const [signal] = await first;
  runnable.logger.info({ signal }, 'shutting down');
  const clean = await runnable.shutDown();
  forget();
  leave(clean ? 0 : 1);
}

/** Calls back for the first signal; the next one ends the process. Gives back how to stop. */
function onSignals(onFirst: (name: string) => void): () => void {
  let seenAt: number | undefined;
  const onSignal = (name: keyof typeof signals) => {
    const now = performance.now();
    if (seenAt === undefined) {
      seenAt = now;
      onFirst(name);
    } else if (now - seenAt > sameKeyPress) process.exit(128 + signals[name]);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
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
