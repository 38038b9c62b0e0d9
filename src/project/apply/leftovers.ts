import { type Disk, isFileSystemError } from '../disk.ts';
import { foldersAbove } from '../paths.ts';
import { applyFolder, donePath, journalPath } from './journal.ts';
import type { Step } from './steps.ts';

/**
 * Takes a run's own files away, the word that it is done last, so that a kill in between is cleaned up by the
 * next run. What cannot be removed stays: it does no harm.
 */
export function cleanUp(disk: Disk): void {
  quietly(() => {
    if (disk.kindOf(applyFolder) === undefined) return;
    const isDone = disk.kindOf(journalPath) === undefined;
    const last = isDone ? donePath : journalPath;
    for (const name of disk.list(applyFolder)) {
      const path = `${applyFolder}/${name}`;
      if (path !== last) disk.removeFile(path);
    }
    if (disk.kindOf(last) !== undefined) disk.removeFile(last);
    disk.removeFolder(applyFolder);
    if (disk.list('.microgen').length === 0) disk.removeFolder('.microgen');
  });
}

/** Removes the folders that removed files left empty. */
export function removeEmptied(disk: Disk, steps: readonly Step[]): void {
  for (const { kind, path } of steps) {
    if (kind === 'remove') removeEmpty(disk, foldersAbove(path));
  }
}

/** Removes folders from the innermost on, as long as they are empty. */
export function removeEmpty(disk: Disk, folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    if (disk.kindOf(folder) !== 'folder' || disk.list(folder).length > 0) continue;
    try {
      disk.removeFolder(folder);
    } catch (error) {
      // Something was put into it in this very moment.
      if (!isFileSystemError(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error;
    }
  }
}

/** Does something that may fail without harm. */
export function quietly(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
  }
}
