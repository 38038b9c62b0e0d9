import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { type Change, type Effect, isEffect } from '../change.ts';
import { type Disk, isFileSystemError } from '../disk.ts';
import { faultOf } from '../faults.ts';
import { applyFolder, donePath, journalPath, newAt, oldAt, renderJournal } from './journal.ts';
import { cleanUp, quietly, removeEmptied, removeEmpty } from './leftovers.ts';
import { takeLock } from './lock.ts';
import { type StagedStep, doStep, missingFolders, stepsOf, undoStep } from './steps.ts';
import { disturbance } from './undisturbed.ts';

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
    const changed = disturbance(disk, effects, input.seen);
    if (changed !== undefined) return [diagnose('changed-meanwhile', { path: changed })];
    return carryOut(input, effects);
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

/** What a fault of the file system is called; every other one is ours. */
function failed(
  { name }: ApplyInput,
  code: 'out-not-writable' | 'write-failed',
  error: unknown,
): readonly Diagnostic[] {
  if (!isFileSystemError(error)) throw error;
  const { path, reason } = faultOf(error);
  return [diagnose(code, { path: code === 'write-failed' ? path : name, reason })];
}

function carryOut(input: ApplyInput, effects: readonly Effect[]): readonly Diagnostic[] {
  const { disk } = input;
  let folders: readonly string[] = [];
  let staged: readonly StagedStep[] = [];
  try {
    staged = stepsOf(disk, effects, input.backupId);
    folders = missingFolders(
      disk,
      staged.map(({ step }) => step),
    );
    disk.makeFolder(applyFolder);
    stage(disk, staged, folders);
  } catch (error) {
    cleanUp(disk);
    return failed(input, 'write-failed', error);
  }
  let done = 0;
  try {
    for (const [index, { step }] of staged.entries()) {
      doStep(disk, step, index);
      done = index + 1;
    }
    removeEmptied(
      disk,
      staged.map(({ step }) => step),
    );
    disk.rename(journalPath, donePath);
  } catch (error) {
    const left = takeBack(disk, staged.slice(0, done), folders);
    return [...failed(input, 'write-failed', error), ...left];
  }
  cleanUp(disk);
  return [];
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
  disk.rename(draft, journalPath);
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
      undoStep(disk, step, index);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      faults.push(diagnose('undo-failed', { path: step.path, kept: oldAt(index), reason }));
    }
  }
  if (faults.length > 0) return faults;
  quietly(() => removeEmpty(disk, folders));
  quietly(() => disk.rename(journalPath, donePath));
  cleanUp(disk);
  return [];
}
