import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

const quietMilliseconds = 100;

/**
 * Calls back when a TypeScript source or the tsconfig of a project has changed. It watches folder
 * by folder, which works the same on every platform and Node version, and compares times and sizes,
 * so that a burst of events about one save is one change and a mere look at a file is none.
 */
export class SourceWatcher {
  readonly #root: string;
  readonly #onChange: () => void;
  readonly #folders = new Map<string, FSWatcher>();
  #known: ReadonlyMap<string, string>;
  #timer: NodeJS.Timeout | undefined;

  constructor(root: string, onChange: () => void) {
    this.#root = root;
    this.#onChange = onChange;
    this.#known = this.#scan();
  }

  /** Ends watching. */
  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  /** The state of every source, and as a side effect a watcher on every folder. */
  #scan(): Map<string, string> {
    const sources = new Map<string, string>();
    const folders = new Set<string>();
    visit(this.#root, { sources, folders });
    for (const [folder, watcher] of this.#folders) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#folders.delete(folder);
    }
    for (const folder of folders) this.#watch(folder);
    return sources;
  }

  #watch(folder: string): void {
    if (this.#folders.has(folder)) return;
    try {
      const watcher = watch(folder, () => this.#schedule());
      watcher.on('error', () => this.#schedule());
      this.#folders.set(folder, watcher);
    } catch {
      // The folder has gone since it was listed; its parent's watcher tells.
    }
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const before = this.#known;
      this.#known = this.#scan();
      if (!sameEntries(before, this.#known)) this.#onChange();
    }, quietMilliseconds);
  }
}

interface Visit {
  readonly sources: Map<string, string>;
  readonly folders: Set<string>;
}

function visit(folder: string, found: Visit): void {
  found.folders.add(folder);
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!isSkipped(entry.name)) visit(path, found);
    } else if (isSource(entry.name)) found.sources.set(path, stateOf(path));
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isSkipped(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || name === 'dist';
}

function isSource(name: string): boolean {
  return /\.[cm]?ts$/.test(name) || name === 'tsconfig.json';
}

function stateOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.mtimeMs}:${stat.size}`;
}

function sameEntries(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) {
  if (one.size !== other.size) return false;
  return [...one].every(([path, state]) => other.get(path) === state);
}
