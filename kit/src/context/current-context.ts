import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from './context.ts';

const storage = new AsyncLocalStorage<Context>();

/**
 * The context of the call that is running, where it cannot be passed. Undefined outside a call and
 * in services that have not asked for it with `createService({ currentContext: true })`: tracking
 * makes every promise of the process dearer on older Node versions, so nobody pays who has not asked.
 */
export function currentContext(): Context | undefined {
  return storage.getStore();
}

/** Runs a function, and all it starts, with a context as the current one. */
export function runInContext<T>(context: Context, run: () => T): T {
  return storage.run(context, run);
}
