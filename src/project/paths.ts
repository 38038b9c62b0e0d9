import { basename, isAbsolute, relative, resolve, sep } from 'node:path';

/** A path inside the project as the manifest and artifacts write it: relative, forward slashes, no way out. */
export function isProjectPath(path: string): boolean {
  if (path === '' || /[\\\0]|^\/|^[A-Za-z]:/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** The folders above a path, outermost first, without the root. */
export function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** `to` as seen from `from`, with forward slashes; `.` when they are the same. */
export function relativePath(from: string, to: string): string {
  const path = slashed(relative(from, to));
  return path === '' ? '.' : path;
}

/** A path as people write it: seen from the working folder, or absolute where they gave it so. */
export function shownPath(cwd: string, path: string): string {
  return isAbsolute(path) ? slashed(path) : relativePath(cwd, resolve(cwd, path));
}

/** The last part of an absolute path; empty for a root. */
export function lastPart(path: string): string {
  return basename(path);
}

/** With forward slashes, whatever the system writes. */
export function slashed(path: string): string {
  return path.split(sep).join('/');
}
