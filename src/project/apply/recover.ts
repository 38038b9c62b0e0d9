import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { type Disk, isFileSystemError } from '../disk.ts';
import { faultOf } from '../faults.ts';
import { hashBytes } from '../hash.ts';
import { scanProject } from '../scan.ts';
import {
  type Journal,
  applyFolder,
  donePath,
  journalPath,
  newAt,
  oldAt,
  parseJournal,
} from './journal.ts';
import { cleanUp, removeEmptied, removeEmpty } from './leftovers.ts';
import { hasLocks, takeLock } from './lock.ts';
import { type Step, doStep, undoStep } from './steps.ts';

/** Says that the last run did not come to its end, for runs that only look. */
export function unfinishedRun(disk: Disk, name: string): readonly Diagnostic[] {
  return disk.kindOf(journalPath) === 'file' ? [diagnose('run-unfinished', { out: name })] : [];
}

/**
 * Finishes what a run that died left behind, or takes it back where it cannot be finished; waits for a run that is
 * at work. A project without leftovers is not written to.
 */
export function recoverProject(disk: Disk, name: string): readonly Diagnostic[] {
  if (disk.kindOf(applyFolder) === undefined && !hasLocks(disk)) return [];
  const { lock, holder } = takeLock(disk);
  if (lock === undefined) return [diagnose('project-busy', { out: name, holder })];
  try {
    return recover(disk);
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
    return [diagnose('recovery-failed', faultOf(error))];
  } finally {
    lock.release();
  }
}

function recover(disk: Disk): readonly Diagnostic[] {
  if (disk.kindOf(journalPath) === undefined) {
    cleanUp(disk);
    return [];
  }
  const journal = parseJournal(disk.read(journalPath));
  if (journal === undefined) return [diagnose('journal-broken', { path: journalPath })];
  const { files, diagnostics } = scanProject(
    disk,
    journal.steps.map(({ path }) => path),
  );
  if (diagnostics.length > 0) return diagnostics;
  const states = journal.steps.map((step) => stateOf(step, hashed(files.get(step.path))));
  const theirs = journal.steps.filter((_, index) => states[index] === 'theirs');
  const paths = theirs.map(({ path }) => path);
  if (isStaged(disk, journal, { states, wanted: 'before', at: newAt, sum: (step) => step.after })) {
    goForward(disk, journal, states);
    return [diagnose('run-recovered', { how: 'finished', theirs: paths })];
  }
  if (isStaged(disk, journal, { states, wanted: 'after', at: oldAt, sum: (step) => step.before })) {
    goBack(disk, journal, states);
    return [diagnose('run-recovered', { how: 'taken back', theirs: paths })];
  }
  const reason = `what ${applyFolder} needs for it is gone`;
  return [diagnose('recovery-failed', { path: applyFolder, reason })];
}

/** What a step finds at its place: the old content, the new one, or what somebody else put there. */
type State = 'before' | 'after' | 'theirs';

/** A file that is gone is written anew: it belongs to microgen, or was asked for. */
function stateOf({ kind, before, after }: Step, now: string | undefined): State {
  if (now === after) return 'after';
  if (now === before || (kind === 'write' && now === undefined)) return 'before';
  return 'theirs';
}

function hashed(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : hashBytes(bytes);
}

interface Way {
  readonly states: readonly State[];
  /** The steps that are still to be gone are those in this state. */
  readonly wanted: State;
  readonly at: (index: number) => string;
  /** What they move into place; nothing where they take away. */
  readonly sum: (step: Step) => string | undefined;
}

/** Whether everything that one of the two ways still needs is there. */
function isStaged(disk: Disk, { steps }: Journal, { states, wanted, at, sum }: Way): boolean {
  return steps.every((step, index) => {
    const needed = sum(step);
    if (states[index] !== wanted || needed === undefined) return true;
    const path = at(index);
    return disk.kindOf(path) === 'file' && hashBytes(disk.read(path)) === needed;
  });
}

function goForward(disk: Disk, { steps }: Journal, states: readonly State[]): void {
  steps.forEach((step, index) => {
    if (states[index] === 'before') doStep(disk, step, index);
  });
  removeEmptied(disk, steps);
  finish(disk);
}

function goBack(disk: Disk, { steps, folders }: Journal, states: readonly State[]): void {
  steps.forEach((_, position) => {
    const index = steps.length - 1 - position;
    const step = steps[index];
    if (step !== undefined && states[index] === 'after') undoStep(disk, step, index);
  });
  removeEmpty(disk, folders);
  finish(disk);
}

/** From here on there is nothing to do but to clean up. */
function finish(disk: Disk): void {
  disk.rename(journalPath, donePath);
  cleanUp(disk);
}
