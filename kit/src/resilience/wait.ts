import type { Context } from '../context/context.ts';
import { KitError } from '../errors/kit-error.ts';

/** Resolves after so many milliseconds; rejects with its reason as soon as the call is cancelled. */
export function wait(milliseconds: number, ctx: Context): Promise<void> {
  const { signal } = ctx;
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', cancel);
      resolve();
    }, milliseconds);
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
}

/** Whether a wait of so many milliseconds ends after the call has to be over. */
export function outlasts(milliseconds: number, { deadline }: Context): boolean {
  return deadline !== undefined && Date.now() + milliseconds >= deadline;
}

/** Why a call was cancelled, as the error that it ends with. */
export function reasonOf(signal: AbortSignal): KitError {
  return KitError.from(signal.reason);
}
