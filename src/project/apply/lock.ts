import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Disk, isFileSystemError } from '../disk.ts';
import { quietly } from './leftovers.ts';

/** A project that no other run writes to. */
export interface Lock {
  /** Gives the project back. */
  release(): void;
}

/** A lock, or who has it. */
export type Locking =
  | { readonly lock: Lock; readonly holder?: undefined }
  | { readonly lock?: undefined; readonly holder: string };

/** How locks are told: the file's name says all, so that nobody can take another's for a dead one. */
interface Claim {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly pid: number;
  readonly host: string;
}

const FOLDER = '.microgen';

/** How long a run waits for another one. Writing takes milliseconds, a second on a slow disk. */
const PATIENCE = 10_000;

/** No run writes for so long: what is older belongs to a process of the same number, or to another machine. */
const LIFETIME = 600_000;

/**
 * Takes the project for writing. Each run puts a file of its own name down and looks whether it is alone: of two at
 * once, both may draw back and try again, but never do both go on. Files of dead runs are removed. Waits for a
 * run that is at work.
 */
export function takeLock(disk: Disk, patience: number = PATIENCE): Locking {
  const deadline = Date.now() + patience;
  for (;;) {
    const name = ownName();
    const release = putDown(disk, name);
    const [holder] = liveLocks(disk, name);
    if (holder === undefined) return { lock: { release } };
    release();
    if (Date.now() > deadline) return { holder };
    sleep(5 + Math.random() * 20);
  }
}

/** Puts a lock down, and what it stands in; returns how to take all of that away again. */
function putDown(disk: Disk, name: string, tries: number = 5): () => void {
  const made: string[] = [];
  const release = () => giveBack(disk, name, made);
  try {
    for (const folder of ['', FOLDER]) {
      if (disk.kindOf(folder) !== undefined) continue;
      made.push(folder);
      makeFolder(disk, folder);
    }
    disk.write(`${FOLDER}/${name}`, new Uint8Array());
    return release;
  } catch (error) {
    release();
    // A run that drew back took the empty folder with it.
    if (tries === 0 || !isFileSystemError(error, 'ENOENT')) throw error;
    sleep(5);
    return putDown(disk, name, tries - 1);
  }
}

/** Whether a run left a lock behind, or has one now. */
export function hasLocks(disk: Disk): boolean {
  return disk.kindOf(FOLDER) === 'folder' && disk.list(FOLDER).some((name) => claimOf(name));
}

/** Another run may be quicker. */
function makeFolder(disk: Disk, folder: string): void {
  try {
    disk.makeFolder(folder);
  } catch (error) {
    if (disk.kindOf(folder) !== 'folder') throw error;
  }
}

function giveBack(disk: Disk, name: string, made: readonly string[]): void {
  quietly(() => disk.removeFile(`${FOLDER}/${name}`));
  for (const folder of made.toReversed()) {
    quietly(() => {
      if (disk.kindOf(folder) === 'folder' && disk.list(folder).length === 0) {
        disk.removeFolder(folder);
      }
    });
  }
}

function ownName(): string {
  const nonce = randomBytes(3).toString('hex');
  return `lock-${Date.now()}-${process.pid}-${hostName()}-${nonce}`;
}

function hostName(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

/** The locks of other runs that live, or may live. */
function liveLocks(disk: Disk, own: string): readonly string[] {
  return disk.list(FOLDER).filter((name) => {
    const claim = name === own ? undefined : claimOf(name);
    if (claim === undefined) return false;
    if (isAlive(claim)) return true;
    quietly(() => disk.removeFile(`${FOLDER}/${name}`));
    return false;
  });
}

function claimOf(name: string): Claim | undefined {
  const [, since, pid, host = ''] = /^lock-(\d+)-(\d+)-([0-9a-f]{8})-[0-9a-f]{6}$/.exec(name) ?? [];
  return since === undefined ? undefined : { since: Number(since), pid: Number(pid), host };
}

function isAlive({ since, pid, host }: Claim): boolean {
  if (Date.now() - since > LIFETIME) return false;
  if (host !== hostName()) return true;
  return isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs for another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
