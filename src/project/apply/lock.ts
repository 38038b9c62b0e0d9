import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { stateFolder } from '../../plan/project-paths.ts';
import { type Disk, isFileSystemError } from '../disk.ts';
import { applyFolder } from './staged-paths.ts';
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
  /** When that process began, as the system counts; `0` where it does not tell. */
  readonly start: string;
  readonly host: string;
}

/** How long a run waits for another one. Writing takes milliseconds, a second on a slow disk. */
const PATIENCE = 5_000;

/** No run writes for so long: where nothing else tells, what is older is a dead run's. */
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
    const holder = firstOther(disk, name, release);
    if (holder === undefined) return { lock: { release } };
    release();
    if (Date.now() > deadline) return { holder };
    sleep(5 + Math.random() * 20);
  }
}

/** Who else has the project; who cannot look does not keep it. */
function firstOther(disk: Disk, own: string, release: () => void): string | undefined {
  try {
    return liveLocks(disk, own)[0];
  } catch (error) {
    release();
    throw error;
  }
}

/** Puts a lock down, and what it stands in; returns how to take all of that away again. */
function putDown(disk: Disk, name: string, tries: number = 5): () => void {
  const made: string[] = [];
  const release = () => giveBack(disk, name, made);
  try {
    for (const folder of ['', stateFolder]) {
      if (disk.kindOf(folder) !== undefined) continue;
      made.push(folder);
      makeFolder(disk, folder);
    }
    disk.write(`${stateFolder}/${name}`, new Uint8Array());
    return release;
  } catch (error) {
    release();
    // Another run made a folder in this moment, or drew back and took the empty folder with it.
    if (tries === 0 || !isFileSystemError(error, 'ENOENT', 'EEXIST', 'ENOTEMPTY')) throw error;
    sleep(5);
    return putDown(disk, name, tries - 1);
  }
}

/** The folder that a lock could not be put into; its name means nothing to anybody. Any other path as it is. */
export function folderOfLock(path: string): string {
  return path.replace(/[\\/]lock-\d[^\\/]*$/, '');
}

/** Whether a run left a lock behind, or has one now. */
export function hasLocks(disk: Disk): boolean {
  return claimsIn(disk).length > 0;
}

/** Waits for a run that is at work, without a trace of it: for runs that only look. */
export function awaitWriter(disk: Disk, patience: number = PATIENCE): void {
  const deadline = Date.now() + patience;
  while (disk.kindOf(applyFolder) !== undefined && claimsIn(disk).some(isAlive)) {
    if (Date.now() > deadline) return;
    sleep(10);
  }
}

function claimsIn(disk: Disk): readonly Claim[] {
  if (disk.kindOf(stateFolder) !== 'folder') return [];
  return disk.list(stateFolder).flatMap((name) => claimOf(name) ?? []);
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
  const path = `${stateFolder}/${name}`;
  quietly(() => {
    if (disk.kindOf(path) !== undefined) disk.removeFile(path);
  });
  // The folder goes whoever made it: a run that died did not come to remove its own.
  for (const folder of [stateFolder, ...made.filter((each) => each === '')]) {
    quietly(() => {
      if (disk.kindOf(folder) === 'folder' && disk.list(folder).length === 0) {
        disk.removeFolder(folder);
      }
    });
  }
}

function ownName(): string {
  const nonce = randomBytes(3).toString('hex');
  const { start } = processOf(process.pid);
  return `lock-${Date.now()}-${process.pid}-${start}-${hostName()}-${nonce}`;
}

function hostName(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

/** The locks of other runs that live, or may live; those of dead ones are removed. */
function liveLocks(disk: Disk, own: string): readonly string[] {
  return disk.list(stateFolder).filter((name) => {
    const claim = name === own ? undefined : claimOf(name);
    if (claim === undefined) return false;
    if (isAlive(claim)) return true;
    quietly(() => {
      if (disk.kindOf(`${stateFolder}/${name}`) !== undefined)
        disk.removeFile(`${stateFolder}/${name}`);
    });
    return false;
  });
}

const NAME = /^lock-(\d+)-(\d+)-(\d+)-([0-9a-f]{8})-[0-9a-f]{6}$/;

function claimOf(name: string): Claim | undefined {
  const [, since, pid, start = '', host = ''] = NAME.exec(name) ?? [];
  return since === undefined ? undefined : { since: Number(since), pid: Number(pid), start, host };
}

/** Numbers of processes come again, so the time at which it began must be the same too. */
function isAlive({ since, pid, start, host }: Claim): boolean {
  const isRecent = Date.now() - since < LIFETIME;
  if (host !== hostName()) return isRecent;
  if (!isRunning(pid)) return false;
  const now = processOf(pid);
  if (now.isDead) return false;
  return start === '0' || now.start === '0' ? isRecent : start === now.start;
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

/** What Linux tells of a process (proc_pid_stat(5)): its state and, in the clock ticks of the machine, its start. */
function processOf(pid: number): { readonly start: string; readonly isDead: boolean } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program stands in parentheses and may hold any character; 20 fields later comes the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state = ''] = fields;
    return { start: fields[19] ?? '0', isDead: /[ZXx]/.test(state) };
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
    return { start: '0', isDead: false };
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
