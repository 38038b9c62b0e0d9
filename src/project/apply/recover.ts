import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { type Disk, isFileSystemError } from '../disk.ts';
import { faultOf } from '../faults.ts';
import { hashBytes } from '../hash.ts';
import { scanProject } from '../scan.ts';
import { type Journal, parseJournal } from './journal.ts';
import { applyFolder, journalPath, newAt, oldAt } from './staged-paths.ts';
import { cleanUp, removeEmptied, removeEmpty } from './leftovers.ts';
import { awaitWriter, folderOfLock, hasLocks, takeLock } from './lock.ts';
import { Disturbed, type Step, type Task, doStep, flushSteps, undoStep } from './steps.ts';

/** Says that a run has not come to its end, for runs that only look; one that is at work is waited for. */
export function unfinishedRun(disk: Disk, name: string): readonly Diagnostic[] {
  awaitWriter(disk);
  return disk.kindOf(journalPath) === 'file' ? [diagnose('run-unfinished', { out: name })] : [];
}

/**
 * Finishes what a run that died left behind, or takes it back where it cannot be finished; waits for a run that is
 * at work. A project without leftovers is not written to.
 */
export function recoverProject(disk: Disk, name: string): readonly Diagnostic[] {
  if (disk.kindOf(applyFolder) === undefined && !hasLocks(disk)) return [];
  try {
    const { lock, holder } = takeLock(disk);
    if (lock === undefined) return [diagnose('project-busy', { out: name, holder })];
    try {
      return recover(disk);
    } finally {
      lock.release();
    }
  } catch (error) {
    if (error instanceof Disturbed) return [refused(error.path)];
    if (!isFileSystemError(error)) throw error;
    const { path, reason } = faultOf(error);
    return [diagnose('recovery-failed', { path: folderOfLock(path) || name, reason })];
  }
}

function recover(disk: Disk): readonly Diagnostic[] {
  if (disk.kindOf(journalPath) === undefined) {
    cleanUp(disk);
    if (disk.kindOf(applyFolder) === undefined) return [];
    const reason = 'what a run left in it cannot be removed';
    return [diagnose('recovery-failed', { path: applyFolder, reason })];
  }
  const journal = parseJournal(disk.read(journalPath));
  if (journal === undefined) return [diagnose('journal-broken', { path: journalPath })];
  const { files, diagnostics } = scanProject(
    disk,
    journal.steps.map(({ path }) => path),
  );
  if (diagnostics.length > 0) return diagnostics;
  const tasks = journal.steps.map((step, index): Task => {
    const bytes = files.get(step.path);
    return { step, index, now: bytes === undefined ? undefined : hashBytes(bytes) };
  });
  const theirs = tasks.filter((task) => stateOf(task) === 'theirs');
  if (theirs.length > 0) return theirs.map(({ step }) => refused(step.path));
  return finish(disk, { ...journal, tasks });
}

function refused(path: string): Diagnostic {
  return diagnose('recovery-refused', { path });
}

/** What a step finds at its place: the old content, the new one, nothing although there was something, or another's. */
function stateOf({ step, now }: Task): 'before' | 'after' | 'gone' | 'theirs' {
  if (now === step.after) return 'after';
  if (now === step.before) return 'before';
  return now === undefined ? 'gone' : 'theirs';
}

/** Goes on where all that it takes is there, or else back; what is gone is written again either way. */
function finish(
  disk: Disk,
  { tasks, folders, steps }: Journal & { readonly tasks: readonly Task[] },
): readonly Diagnostic[] {
  const forth = tasks.filter((task) => stateOf(task) !== 'after');
  const back = tasks.filter((task) => stateOf(task) !== 'before').toReversed();
  if (forth.every(({ step, index }) => isStaged(disk, newAt(index), step.after))) {
    for (const task of forth) doStep(disk, task);
    removeEmptied(disk, steps);
    end(disk, steps);
    return [diagnose('run-recovered', { how: 'finished' })];
  }
  if (back.every(({ step, index }) => isStaged(disk, oldAt(index), step.before))) {
    for (const task of back) undoStep(disk, task);
    removeEmpty(disk, folders);
    end(disk, steps);
    return [diagnose('run-recovered', { how: 'taken back' })];
  }
  const lost = forth.find(({ step, index }) => !isStaged(disk, newAt(index), step.after));
  const path = lost === undefined ? applyFolder : newAt(lost.index);
  const isThere = disk.kindOf(path) !== undefined;
  return [diagnose('recovery-failed', { path, reason: isThere ? CHANGED : GONE })];
}

const GONE = 'it is gone';
const CHANGED = 'it is not as the run left it';

/** Whether the content that is to be moved into place is there, and whole; there is none where a file goes. */
function isStaged(disk: Disk, path: string, sum: string | undefined): boolean {
  if (sum === undefined) return true;
  return disk.kindOf(path) === 'file' && hashBytes(disk.read(path)) === sum;
}

/** From here on there is nothing to do but to clean up. */
function end(disk: Disk, steps: readonly Step[]): void {
  flushSteps(disk, steps);
  disk.removeFile(journalPath);
  cleanUp(disk);
}
