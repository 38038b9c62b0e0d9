import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isFileSystemError } from './disk.ts';

/** What a front end reads files with. */
export interface SourceReader {
  /** Text as UTF-8; `undefined` where there is no file. */
  readText(path: string): string | undefined;
  isFolder(path: string): boolean;
}

/** Reads contracts from the disk, relative paths from a working folder. */
export function createSourceReader(cwd: string): SourceReader {
  return {
    readText: (path) => {
      try {
        return readFileSync(resolve(cwd, path), 'utf8');
      } catch (error) {
        if (isFileSystemError(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return undefined;
        throw error;
      }
    },
    isFolder: (path) =>
      statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isDirectory() ?? false,
  };
}
