import {
  type Stats,
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What stands at a path. `link` is a symbolic link, wherever it leads. */
export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/**
 * A project folder, and the only way to reach it. Every path is relative to the project's root with
 * forward slashes; `''` is the root itself. Faults of the file system are thrown as Node throws them,
 * with a `code` such as `EACCES`.
 */
export interface Disk {
  /** What stands there, links not followed; `undefined` when nothing does. */
  kindOf(path: string): EntryKind | undefined;
  /** The path that a path leads to through links; `undefined` when it leaves the project or leads nowhere. */
  follow(path: string): string | undefined;
  read(path: string): Uint8Array;
  /** The names in a folder, in no order that means anything. */
  list(path: string): readonly string[];
  /** Permission bits of a file. */
  modeOf(path: string): number;
  /** Makes one folder, whose parent exists. */
  makeFolder(path: string): void;
  /** Writes a whole file, whose folder exists; its content is on the medium then. */
  write(path: string, content: Uint8Array, mode?: number): void;
  /** Brings to the medium what was made, moved and removed in a folder, as far as the system can. */
  flushFolder(path: string): void;
  /** Moves a file; what stood at `to` is replaced. */
  rename(from: string, to: string): void;
  removeFile(path: string): void;
  /** Removes a folder, which must be empty. */
  removeFolder(path: string): void;
}

/** The real disk below an absolute folder, which need not exist yet: making `''` makes what is above it too. */
export function openDisk(root: string): Disk {
  let madeAbove: readonly string[] = [];
  const at = (path: string): string => (path === '' ? root : join(root, path));
  return {
    kindOf: (path) => kindOfStats(statsOf(path === '' ? statSync : lstatSync, at(path))),
    follow: (path) => followWithin(root, at(path)),
    read: (path) => readFileSync(at(path)),
    list: (path) => readdirSync(at(path)),
    modeOf: (path) => statSync(at(path)).mode & 0o777,
    makeFolder: (path) => {
      if (path === '') madeAbove = makeMissing(missingAbove(root));
      mkdirSync(at(path));
    },
    write: (path, content, mode) => {
      writeFileSync(at(path), content, { flush: true });
      if (mode !== undefined) chmodSync(at(path), mode);
    },
    flushFolder: (path) => flushFolder(at(path)),
    rename: (from, to) => renameSync(at(from), at(to)),
    removeFile: (path) => unlinkSync(at(path)),
    removeFolder: (path) => {
      rmdirSync(at(path));
      if (path === '') madeAbove.forEach((folder) => rmdirSync(folder));
    },
  };
}

/** Windows opens no folders, and some file systems cannot flush them: both order such changes by themselves. */
function flushFolder(path: string): void {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    fsyncSync(file);
  } catch (error) {
    if (!isFileSystemError(error, 'EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP')) throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Makes folders, the last one first, all of them or none; returns them. One by one, because Node's own
 * recursive mkdir never returns where a file system answers ENOENT although the parent exists (/proc does).
 */
function makeMissing(folders: readonly string[]): readonly string[] {
  const made: string[] = [];
  try {
    for (const folder of folders.toReversed()) {
      mkdirSync(folder);
      made.unshift(folder);
    }
    return made;
  } catch (error) {
    for (const folder of made) rmdirSync(folder);
    throw error;
  }
}

/** The folders above a path that do not exist, the deepest first. */
function missingAbove(path: string): readonly string[] {
  const parent = dirname(path);
  if (parent === path || statsOf(statSync, parent) !== undefined) return [];
  return [parent, ...missingAbove(parent)];
}

/** Nothing stands where a parent is missing or is a file; every other fault is the caller's to know. */
function statsOf(read: (path: string) => Stats, path: string): Stats | undefined {
  try {
    return read(path);
  } catch (error) {
    if (isFileSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

function kindOfStats(stats: Stats | undefined): EntryKind | undefined {
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'other';
}

function followWithin(root: string, path: string): string | undefined {
  try {
    const inside = relative(realpathSync(root), realpathSync(path)).split(sep).join('/');
    return inside === '..' || inside.startsWith('../') || /^[A-Za-z]:/.test(inside)
      ? undefined
      : inside;
  } catch (error) {
    if (isFileSystemError(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined;
    throw error;
  }
}

/** A fault of the file system, with one of the given codes when any are given. */
export function isFileSystemError(
  error: unknown,
  ...codes: readonly string[]
): error is NodeJS.ErrnoException & { readonly code: string } {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return false;
  return typeof error.code === 'string' && (codes.length === 0 || codes.includes(error.code));
}
