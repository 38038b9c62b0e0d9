import type { ApplyInput } from '../../src/project/apply/apply.ts';
import type { Change } from '../../src/project/change.ts';
import type { Disk } from '../../src/project/disk.ts';
import { hashBytes } from '../../src/project/hash.ts';
import type { MemoryDisk } from '../../src/project/memory-disk.ts';

/** UTF-8. */
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const manifest = '.microgen/manifest.json';

/** A project before a run that does everything that a run can do. */
export const before = {
  'keep.ts': 'keep',
  'old/deep/gone.ts': 'gone',
  'update.ts': 'before',
  'mine.ts': 'mine',
  'package.json': '{}',
  [manifest]: 'before',
};

const written = (path: string, text: string) => ({ path, content: bytes(text) });
const replaced = (path: keyof typeof before, text: string) => ({
  ...written(path, text),
  before: bytes(before[path] ?? ''),
});

/** What that run does, one change of each kind. */
export const changes: readonly Change[] = [
  { kind: 'create', owner: 'generator', ...written('new/deep/a.ts', 'a') },
  { kind: 'keep-user', path: 'keep.ts', owner: 'user', orphaned: false },
  { kind: 'insert', owner: 'user', ...replaced('mine.ts', 'mine and more') },
  { kind: 'remove', path: 'old/deep/gone.ts', owner: 'generator', before: bytes('gone') },
  { kind: 'merge', owner: 'shared', ...replaced('package.json', '{"a":1}'), kept: [] },
  { kind: 'update', owner: 'generator', ...replaced('update.ts', 'after'), backup: true },
  { kind: 'update', owner: 'generator', ...replaced(manifest, 'after'), backup: false },
];

/** The project behind it. */
export const after = {
  '.microgen/backup/then/update.ts': 'before',
  [manifest]: 'after',
  'keep.ts': 'keep',
  'mine.ts': 'mine and more',
  'new/deep/a.ts': 'a',
  'package.json': '{"a":1}',
  'update.ts': 'after',
};

/** The run on a disk. */
export function applyInput(disk: Disk): ApplyInput {
  return { disk, name: 'out', changes, seen: hashBytes(bytes('before')), backupId: 'then' };
}

/** A fault of the file system. */
export function systemFault(code: string): Error {
  return Object.assign(new Error(`no luck: ${code}`), { code, syscall: 'test' });
}

/** The end of the process, which nothing can catch and go on from. */
export class Killed extends Error {}

/** Which calls count. */
type Counted = 'all' | 'writing';

const reading = ['kindOf', 'follow', 'read', 'list', 'modeOf'] as const;
const writing = [
  'makeFolder',
  'write',
  'flushFolder',
  'rename',
  'removeFile',
  'removeFolder',
] as const;

/**
 * A disk on which something happens at the nth call and, when that is the end, ever after: instead of the call, or
 * in the midst of it, where a file is half written.
 */
export function disturbed(
  disk: Disk,
  {
    nth,
    happen,
    counted,
    halfWritten = false,
  }: { nth: number; happen: () => Error; counted: Counted; halfWritten?: boolean },
): { readonly disk: Disk; readonly hasHappened: () => boolean } {
  let calls = 0;
  let isDead = false;
  const names = counted === 'all' ? [...reading, ...writing] : writing;
  const wrapped = Object.fromEntries(
    names.map((name) => [
      name,
      (...args: readonly never[]) => {
        calls += 1;
        if (calls === nth || isDead) {
          const error = happen();
          if (halfWritten && calls === nth && name === 'write') writeHalf(disk, args);
          isDead = error instanceof Killed;
          throw error;
        }
        return (disk[name] as (...args: readonly never[]) => unknown)(...args);
      },
    ]),
  );
  return { disk: { ...disk, ...wrapped } as Disk, hasHappened: () => calls >= nth };
}

function writeHalf(disk: Disk, args: readonly unknown[]): void {
  const [path, content] = args as readonly [string, Uint8Array];
  disk.write(path, content.slice(0, content.length / 2));
}

/** The files, and the folders that hold none. */
export function stateOf(disk: MemoryDisk): readonly string[] {
  const files = Object.entries(disk.files());
  return [...files.map(([path, text]) => `${path}: ${text}`), ...emptyFolders(disk, '')].toSorted();
}

function emptyFolders(disk: Disk, folder: string): readonly string[] {
  const names = disk.list(folder);
  if (names.length === 0 && folder !== '') return [`${folder}/`];
  return names.flatMap((name) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    return disk.kindOf(path) === 'folder' ? emptyFolders(disk, path) : [];
  });
}

/** The same of a project that is only written down. */
export function stateOfFiles(files: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(files)
    .map(([path, text]) => `${path}: ${text}`)
    .toSorted();
}
