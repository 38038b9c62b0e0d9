import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { stateFolder } from '../../plan/project-paths.ts';
import { type Change, type Effect, isEffect } from '../change.ts';
import { type Disk, isFileSystemError } from '../disk.ts';
import { faultOf } from '../faults.ts';
import { renderJournal } from './journal.ts';
import { applyFolder, journalPath, newAt, oldAt } from './staged-paths.ts';
import { cleanUp, quietly, removeEmptied, removeEmpty } from './leftovers.ts';
import { folderOfLock, takeLock } from './lock.ts';
import {
  Disturbed,
  type StagedStep,
  type Step,
  doStep,
  flushSteps,
  missingFolders,
  stepsOf,
  standingAt,
  undoStep,
} from './steps.ts';
import { disturbance, writeProtected } from './undisturbed.ts';

/** What a run writes, and where it may put things aside. */
export interface ApplyInput {
  readonly disk: Disk;
  /** The project folder as the user named it. */
  readonly name: string;
  /** In the order of writing: the manifest comes last. */
  readonly changes: readonly Change[];
  /** SHA-256 of the manifest that the changes were worked out from; absent where there was none. */
  readonly seen?: string | undefined;
  /** The folder under `.microgen/backup/` for files that -force overwrites. */
  readonly backupId: string;
}

/**
 * Carries the changes out, or none of them. Every new content is staged, then a journal says what is to be done, then each
 * file is moved into place. When a step fails the earlier ones are taken back; when the process dies the next run
 * finishes. Returns what failed; a fault that is not the file system's is thrown, after the same taking back.
 */
export function applyChanges(input: ApplyInput): readonly Diagnostic[] {
  const effects = input.changes.filter(isEffect);
  if (effects.length === 0) return [];
  const { disk, name } = input;
  const locking = locked(input);
  if ('diagnostics' in locking) return locking.diagnostics;
  const { lock, holder } = locking;
  if (lock === undefined) return [diagnose('project-busy', { out: name, holder })];
  try {
    const hindered = hindrance(input, effects);
    return hindered.length > 0 ? hindered : carryOut(disk, prepared(input, effects));
  } catch (error) {
    return failed(input, 'write-failed', error);
  } finally {
    lock.release();
  }
}

function locked(
  input: ApplyInput,
): ReturnType<typeof takeLock> | { readonly diagnostics: readonly Diagnostic[] } {
  try {
    return takeLock(input.disk);
  } catch (error) {
    return { diagnostics: failed(input, 'out-not-writable', error) };
  }
}

/** Why nothing is begun. */
function hindrance({ disk, seen }: ApplyInput, effects: readonly Effect[]): readonly Diagnostic[] {
  const changed = disturbance(disk, effects, seen);
  if (changed !== undefined) return [diagnose('changed-meanwhile', { path: changed })];
  return writeProtected(disk, effects).map((path) =>
    diagnose('write-failed', { path, reason: 'the file is read-only' }),
  );
}

/** What a fault of the file system is called; every other one is ours. */
function failed(
  { name }: Pick<ApplyInput, 'name'>,
  code: 'out-not-writable' | 'write-failed',
  error: unknown,
): readonly Diagnostic[] {
  if (error instanceof Disturbed) return [diagnose('changed-meanwhile', { path: error.path })];
  if (!isFileSystemError(error)) throw error;
  const { path, reason } = faultOf(error);
  // A full disk is told without a path.
  return [diagnose(code, { path: folderOfLock(path) || name, reason })];
}

/** Steps whose contents are staged and whose journal is written: from here on a run can be finished by the next. */
interface Prepared {
  readonly staged: readonly StagedStep[];
  /** Folders that the steps make. */
  readonly folders: readonly string[];
  readonly name: string;
}

function prepared({ disk, name, backupId }: ApplyInput, effects: readonly Effect[]): Prepared {
  try {
    const staged = stepsOf(disk, effects, backupId);
    const steps = staged.map(({ step }) => step);
    const folders = missingFolders(disk, steps);
    disk.makeFolder(applyFolder);
    stage(disk, staged, folders);
    return { staged, folders, name };
  } catch (error) {
    cleanUp(disk);
    throw error;
  }
}

/** The last of it is the journal, in one step: before it nothing has happened, behind it all can be finished. */
function stage(disk: Disk, staged: readonly StagedStep[], folders: readonly string[]): void {
  staged.forEach(({ content, old, mode }, index) => {
    if (content !== undefined) disk.write(newAt(index), content, mode);
    if (old !== undefined) disk.write(oldAt(index), old, mode);
  });
  const steps = staged.map(({ step }) => step);
  const draft = `${journalPath}.new`;
  disk.write(draft, renderJournal({ steps, folders }));
  for (const folder of ['', stateFolder, applyFolder]) disk.flushFolder(folder);
  disk.rename(draft, journalPath);
  disk.flushFolder(applyFolder);
}

function carryOut(disk: Disk, { staged, folders, name }: Prepared): readonly Diagnostic[] {
  const steps = staged.map(({ step }) => step);
  let done = 0;
  try {
    for (const [index, step] of steps.entries()) {
      doStep(disk, { step, index, now: step.before });
      done = index + 1;
    }
    removeEmptied(disk, steps);
    flushSteps(disk, steps);
    disk.removeFile(journalPath);
  } catch (error) {
    const failing = steps[done];
    if (failing !== undefined && !(error instanceof Disturbed)) done += happened(disk, failing);
    const left = takeBack(disk, staged.slice(0, done), folders);
    return [...failed({ name }, 'write-failed', error), ...left];
  }
  cleanUp(disk);
  return [];
}

/** File systems over a network may do what they say has failed. */
function happened(disk: Disk, step: Step): number {
  let count = 0;
  quietly(() => (count = standingAt(disk, step) === step.after ? 1 : 0));
  return count;
}

/** Takes steps back, the last one first; what could not be put back keeps the journal, for the next run. */
function takeBack(
  disk: Disk,
  done: readonly StagedStep[],
  folders: readonly string[],
): readonly Diagnostic[] {
  const faults: Diagnostic[] = [];
  for (const [index, { step }] of [...done.entries()].toReversed()) {
    try {
      undoStep(disk, { step, index, now: step.after });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      faults.push(diagnose('undo-failed', { path: step.path, kept: oldAt(index), reason }));
    }
  }
  if (faults.length > 0) return faults;
  quietly(() => removeEmpty(disk, folders));
  cleanUp(disk);
  return [];
}
