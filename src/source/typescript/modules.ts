import type { SourceReader } from '../source.ts';

/** Whether an import leads to a local file; all else names a package. */
export function isLocal(specifier: string): boolean {
  return /^\.{1,2}(?:\/|$)/.test(specifier) || specifier.startsWith('/');
}

/**
 * The local file that an import names: the file itself, TypeScript's own spellings of it (`./user`,
 * `./user.js` for `user.ts`) or the index of a folder. `undefined` where there is none.
 */
export function resolveLocal(
  from: string,
  specifier: string,
  reader: SourceReader,
): string | undefined {
  const target = normalPath(specifier.startsWith('/') ? specifier : folderOf(from) + specifier);
  return candidates(target).find((path) => reader.readText(path) !== undefined);
}

function candidates(target: string): readonly string[] {
  const written = /\.[mc]?tsx?$/.test(target) ? [target] : [];
  const script = /^(.*)\.([mc]?)jsx?$/.exec(target);
  const sources =
    script === null ? [] : [`${script[1]}.${script[2]}ts`, `${script[1]}.d.${script[2]}ts`];
  return [...written, ...sources, `${target}.ts`, `${target}.d.ts`, `${target}/index.ts`];
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A path without `.` and empty parts, keeping those `..` that leave the working folder. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) addPart(parts, part);
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}

function addPart(parts: string[], part: string): void {
  const last = parts.at(-1);
  if (part === '' || part === '.') return;
  if (part === '..' && last !== undefined && last !== '..') parts.pop();
  else parts.push(part);
}
