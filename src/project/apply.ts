import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Change, Effect } from './change.ts';
import { isEffect } from './change.ts';
import { type Disk, isFileSystemError } from './disk.ts';
import { foldersAbove } from './paths.ts';
import { createUndo, type Undo } from './undo.ts';

/** What a run writes, and where it may put things aside. */
export interface ApplyInput {
  readonly disk: Disk;
  /** The project folder as the user named it. */
  readonly name: string;
  /** In the order of writing: the manifest comes last. */
  readonly changes: readonly Change[];
  /** Names this run's folders under `.microgen/`: no other run has the same. */
  readonly runId: string;
  /** The folder under `.microgen/backup/` for files that -force overwrites. */
  readonly backupId: string;
}

interface Run extends ApplyInput {
  readonly staging: string;
  readonly undo: Undo;
}

/**
 * Carries the changes out, or none of them: every new content is staged first, then moved into place,
 * and when a step fails the earlier ones are undone. Returns what failed; a fault that is not the file
 * system's is thrown, after the same undoing.
 */
export function applyChanges(input: ApplyInput): readonly Diagnostic[] {
  const effects = input.changes.filter(isEffect);
  if (effects.length === 0) return [];
  const staging = `.microgen/staging-${input.runId}`;
  const run: Run = { ...input, staging, undo: createUndo() };
  const faults = attempt(run, 'out-not-writable', () => {
    makeFoldersAbove(run, `${staging}/new`);
  });
  if (faults.length > 0) return faults;
  return attempt(run, 'write-failed', () => {
    stage(run, effects);
    effects.forEach((effect, index) => carryOut(run, effect, index));
    clean(run, effects);
  });
}

/** Runs a part and, when it fails, undoes everything up to then. */
function attempt(
  run: Run,
  code: 'out-not-writable' | 'write-failed',
  part: () => void,
): readonly Diagnostic[] {
  try {
    part();
    return [];
  } catch (error) {
    const left = run.undo.all();
    if (!isFileSystemError(error)) throw error;
    const { path, reason } = faultOf(error);
    return [diagnose(code, { path: code === 'write-failed' ? path : run.name, reason }), ...left];
  }
}

/** Path and reason of a file system's fault, in words. */
export function faultOf(error: NodeJS.ErrnoException): { path: string; reason: string } {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'the operation is not permitted',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is a file',
    ENOENT: 'a part of its path does not exist and cannot be made',
    EBUSY: 'another program is using it',
    EXDEV: 'it is on another file system than the project',
  };
  const { code = '', message, path = '' } = error;
  const to = 'dest' in error && typeof error.dest === 'string' ? error.dest : path;
  return { path: to, reason: reasons[code] ?? message };
}

function stage(run: Run, effects: readonly Effect[]): void {
  const { disk, staging } = run;
  effects.forEach((effect, index) => {
    if (effect.kind === 'remove') return;
    const mode = effect.kind === 'create' ? undefined : disk.modeOf(effect.path);
    const staged = `${staging}/new-${index}`;
    run.undo.add(() => removeIfThere(disk, staged));
    disk.write(staged, effect.content, mode);
    if (effect.kind === 'create') return;
    const old = `${staging}/old-${index}`;
    run.undo.add(() => removeIfThere(disk, old));
    disk.write(old, effect.before, mode);
  });
}

function carryOut(run: Run, effect: Effect, index: number): void {
  const { disk, staging, undo } = run;
  const target = disk.follow(effect.path) ?? effect.path;
  if (effect.kind === 'update' && effect.backup) backUp(run, effect.path, effect.before);
  const old = `${staging}/old-${index}`;
  const putBack = () => disk.rename(old, target);
  if (effect.kind === 'remove') {
    disk.rename(target, old);
    undo.add(putBack, { path: effect.path, kept: old });
    return;
  }
  makeFoldersAbove(run, target);
  // One step from the old content to the new: a run killed here leaves one or the other.
  disk.rename(`${staging}/new-${index}`, target);
  if (effect.kind === 'create') undo.add(() => disk.removeFile(target));
  else undo.add(putBack, { path: effect.path, kept: old });
}

function backUp(run: Run, path: string, before: Uint8Array): void {
  const copy = `.microgen/backup/${run.backupId}/${path}`;
  makeFoldersAbove(run, copy);
  run.undo.add(() => removeIfThere(run.disk, copy));
  run.disk.write(copy, before);
}

/** Makes what is missing above a path, the project folder itself included. */
function makeFoldersAbove({ disk, undo }: Run, path: string): void {
  for (const folder of ['', ...foldersAbove(path)]) {
    if (disk.kindOf(folder) !== undefined) continue;
    disk.makeFolder(folder);
    undo.add(() => disk.removeFolder(folder));
  }
}

/** The project is as it should be: what is left over may stay if it cannot be removed. */
function clean({ disk, staging }: Run, effects: readonly Effect[]): void {
  effects.forEach((effect, index) => {
    if (effect.kind !== 'create') quietly(() => disk.removeFile(`${staging}/old-${index}`));
    if (effect.kind === 'remove') removeEmptyFolders(disk, effect.path);
  });
  quietly(() => disk.removeFolder(staging));
}

function removeEmptyFolders(disk: Disk, path: string): void {
  for (const folder of foldersAbove(path).toReversed()) {
    if (disk.kindOf(folder) !== 'folder' || disk.list(folder).length > 0) return;
    quietly(() => disk.removeFolder(folder));
  }
}

function removeIfThere(disk: Disk, path: string): void {
  if (disk.kindOf(path) !== undefined) disk.removeFile(path);
}

function quietly(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
  }
}
