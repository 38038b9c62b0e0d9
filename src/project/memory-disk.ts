import type { Disk, EntryKind } from './disk.ts';

/** A disk in memory, and what it holds. It knows no links and no modes but those it was given. */
export interface MemoryDisk extends Disk {
  /** Every file, sorted by path, as text. */
  files(): Readonly<Record<string, string>>;
}

interface Node {
  readonly content: Uint8Array;
  readonly mode: number;
}

/** A project folder that exists only in this process. */
export function createMemoryDisk(initial: Readonly<Record<string, string>> = {}): MemoryDisk {
  const files = new Map<string, Node>();
  const folders = new Set<string>(['']);
  const disk: MemoryDisk = {
    kindOf: (path): EntryKind | undefined =>
      files.has(path) ? 'file' : folders.has(path) ? 'folder' : undefined,
    follow: (path) => (disk.kindOf(path) === undefined ? undefined : path),
    read: (path) => nodeAt(files, path).content,
    list: (path) => [...files.keys(), ...folders].flatMap((each) => nameIn(path, each)),
    modeOf: (path) => nodeAt(files, path).mode,
    makeFolder: (path) => {
      if (disk.kindOf(path) !== undefined) throw fault('EEXIST', path);
      needFolder(folders, path);
      folders.add(path);
    },
    write: (path, content, mode = files.get(path)?.mode ?? 0o644) => {
      needFolder(folders, path);
      if (folders.has(path)) throw fault('EISDIR', path);
      files.set(path, { content, mode });
    },
    flushFolder: (path) => {
      if (!folders.has(path)) throw fault('ENOENT', path);
    },
    rename: (from, to) => {
      const node = nodeAt(files, from);
      needFolder(folders, to);
      if (folders.has(to)) throw fault('EISDIR', to);
      files.delete(from);
      files.set(to, node);
    },
    removeFile: (path) => {
      nodeAt(files, path);
      files.delete(path);
    },
    removeFolder: (path) => {
      if (!folders.has(path)) throw fault('ENOENT', path);
      if (disk.list(path).length > 0) throw fault('ENOTEMPTY', path);
      folders.delete(path);
    },
    files: () => {
      const paths = [...files.keys()].toSorted();
      return Object.fromEntries(paths.map((path) => [path, textOf(nodeAt(files, path))]));
    },
  };
  for (const [path, text] of Object.entries(initial)) {
    addParents(folders, path);
    disk.write(path, new TextEncoder().encode(text));
  }
  return disk;
}

function addParents(folders: Set<string>, path: string): void {
  const parts = path.split('/').slice(0, -1);
  parts.forEach((_, index) => folders.add(parts.slice(0, index + 1).join('/')));
}

function nodeAt(files: ReadonlyMap<string, Node>, path: string): Node {
  const node = files.get(path);
  if (node === undefined) throw fault('ENOENT', path);
  return node;
}

function needFolder(folders: ReadonlySet<string>, path: string): void {
  const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  if (!folders.has(parent)) throw fault('ENOENT', path);
}

function nameIn(folder: string, path: string): readonly string[] {
  const start = folder === '' ? '' : `${folder}/`;
  if (path === folder || path === '' || !path.startsWith(start)) return [];
  const name = path.slice(start.length);
  return name.includes('/') ? [] : [name];
}

function textOf(node: Node): string {
  return new TextDecoder().decode(node.content);
}

function fault(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, syscall: 'memory', path });
}
