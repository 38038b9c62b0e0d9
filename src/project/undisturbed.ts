import { resolve } from 'node:path';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { journalPath } from './apply/staged-paths.ts';
import { isFileSystemError, openDisk } from './disk.ts';
import { hashBytes } from './hash.ts';
import { manifestPath } from './manifest.ts';

/** More than these runs in a row that were all disturbed are told. */
const TRIES = 5;

/** Which project, and whether the run writes to it. */
interface Where {
  readonly cwd: string;
  readonly out: string;
  readonly mode?: string | undefined;
}

/**
 * Does the work of a run again where another run, or the project's user, changed what it had read. That counts for
 * refusals and for runs that only look too: half of the old project and half of the new one look like edits by hand.
 */
export async function untilUndisturbed<T extends { readonly diagnostics: readonly Diagnostic[] }>(
  where: Where,
  work: () => Promise<T>,
): Promise<T> {
  const recovered: Diagnostic[] = [];
  for (let tries = 1; ; tries += 1) {
    const before = stampOf(where);
    const result = await work();
    if (tries < TRIES && isStale(where, before, result)) {
      recovered.push(...result.diagnostics.filter(({ code }) => code === 'run-recovered'));
    } else if (recovered.length === 0) return result;
    else return { ...result, diagnostics: [...recovered, ...result.diagnostics] };
  }
}

function isStale(
  where: Where,
  before: string | undefined,
  { diagnostics }: { readonly diagnostics: readonly Diagnostic[] },
): boolean {
  if (diagnostics.some(({ code }) => code === 'changed-meanwhile')) return true;
  const hasWritten = (where.mode ?? 'write') === 'write' && !hasErrors(diagnostics);
  return !hasWritten && before !== stampOf(where);
}

/** Changes with every run that writes; `undefined` where there is no reading it, which the run itself tells. */
function stampOf({ cwd, out }: Where): string | undefined {
  const disk = openDisk(resolve(cwd, out));
  try {
    const isUnfinished = disk.kindOf(journalPath) !== undefined;
    const isThere = disk.kindOf(manifestPath) === 'file';
    return `${isUnfinished} ${isThere ? hashBytes(disk.read(manifestPath)) : ''}`;
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
    return undefined;
  }
}
