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
  const recovered: Diagnostic[] = [];
  for (let tries = 1; ; tries += 1) {
    const result = await work();
    if (tries < TRIES && wasDisturbed(result)) {
      recovered.push(...result.diagnostics.filter(({ code }) => code === 'run-recovered'));
    } else if (recovered.length === 0) return result;
    else return { ...result, diagnostics: [...recovered, ...result.diagnostics] };
  }
}

function wasDisturbed({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): boolean {
  return diagnostics.some(({ code }) => code === 'changed-meanwhile');
}
