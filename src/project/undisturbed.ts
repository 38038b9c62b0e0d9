import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** More than these runs in a row that were all disturbed are told. */
const TRIES = 5;

/**
 * Does the work of a run again where another run, or the project's user, changed what it had read: it has written
 * nothing then.
 */
export async function untilUndisturbed<T extends { readonly diagnostics: readonly Diagnostic[] }>(
  work: () => Promise<T>,
): Promise<T> {
  let result = await work();
  for (let tries = 1; tries < TRIES && wasDisturbed(result); tries += 1) result = await work();
  return result;
}

function wasDisturbed({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): boolean {
  return diagnostics.some(({ code }) => code === 'changed-meanwhile');
}
