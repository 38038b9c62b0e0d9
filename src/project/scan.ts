import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Disk } from './disk.ts';
import { foldersAbove } from './paths.ts';

/** What stands at the paths that a run is about: the bytes of each file that exists. */
export interface Scan {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What makes a path unusable: a link out of the project, a folder where a file belongs. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks at each path once. Links inside the project are followed, links out of it refused. */
export function scanProject(disk: Disk, paths: Iterable<string>): Scan {
  const files = new Map<string, Uint8Array>();
  const faults = new Map<string, Diagnostic>();
  for (const path of [...new Set(paths)].toSorted()) {
    const fault = blockedFolder(disk, path) ?? blockedFile(disk, path);
    // One thing in the way is one fault, however many files belong below it.
    if (fault !== undefined) faults.set(fault.by, faults.get(fault.by) ?? fault.diagnostic);
    else if (disk.kindOf(path) !== undefined) files.set(path, disk.read(path));
  }
  return { files, diagnostics: [...faults.values()] };
}

/** What is wrong, and the path that is to blame. */
interface Fault {
  readonly by: string;
  readonly diagnostic: Diagnostic;
}

function blockedFolder(disk: Disk, path: string): Fault | undefined {
  for (const folder of foldersAbove(path)) {
    const kind = kindBehindLinks(disk, folder);
    if (kind === undefined) return undefined;
    if (kind === 'outside') return linkOut(folder);
    if (kind !== 'folder') return blocked(folder, path, `the file ${folder}`);
  }
  return undefined;
}

function blockedFile(disk: Disk, path: string): Fault | undefined {
  const kind = kindBehindLinks(disk, path);
  if (kind === undefined || kind === 'file') return undefined;
  if (kind === 'outside') return linkOut(path);
  return blocked(path, path, kind === 'folder' ? 'a folder' : 'a special file');
}

function linkOut(path: string): Fault {
  return { by: path, diagnostic: diagnose('link-leaves-project', { path }) };
}

function blocked(by: string, path: string, what: string): Fault {
  return { by, diagnostic: diagnose('path-blocked', { path, by: what }) };
}

function kindBehindLinks(disk: Disk, path: string): ReturnType<Disk['kindOf']> | 'outside' {
  const kind = disk.kindOf(path);
  if (kind !== 'link') return kind;
  const target = disk.follow(path);
  return target === undefined ? 'outside' : disk.kindOf(target);
}
