import { type Disk, isFileSystemError } from '../disk.ts';
import { foldersAbove } from '../paths.ts';
import { applyFolder, journalPath } from './staged-paths.ts';
import type { Step } from './steps.ts';

/**
 * Takes a run's own files away, the journal first: without it the rest means nothing, and the next run that writes
 * removes what could not be removed here.
 */
export function cleanUp(disk: Disk): void {
  quietly(() => {
    if (disk.kindOf(applyFolder) === undefined) return;
    if (disk.kindOf(journalPath) !== undefined) disk.removeFile(journalPath);
    for (const name of disk.list(applyFolder)) disk.removeFile(`${applyFolder}/${name}`);
    disk.removeFolder(applyFolder);
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

/** Does something that may fail without harm, and that may be begun anew: a fault may be over the next time. */
export function quietly(action: () => void): void {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      action();
      return;
    } catch (error) {
      if (!isFileSystemError(error)) throw error;
    }
  }
}
