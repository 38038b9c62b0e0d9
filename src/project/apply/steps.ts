import { stateFolder } from '../../plan/project-paths.ts';
import type { Effect } from '../change.ts';
import type { Disk } from '../disk.ts';
import { hashBytes } from '../hash.ts';
import { foldersAbove } from '../paths.ts';
import { newAt, oldAt } from './staged-paths.ts';

/** One file that a run moves into place or takes away. */
export interface Step {
  readonly kind: 'write' | 'remove';
  /** Inside the project, links followed. */
  readonly path: string;
  /** SHA-256 of what stood there; absent where nothing did. */
  readonly before?: string;
  /** SHA-256 of what shall stand there; absent where nothing shall. */
  readonly after?: string;
}

/** A step with the bytes that it needs on the disk before anything is moved. */
export interface StagedStep {
  readonly step: Step;
  readonly content?: Uint8Array;
  readonly old?: Uint8Array;
  /** Permission bits of the file that is replaced. */
  readonly mode?: number;
}

/** What -force overwrites is kept here, in a folder of its run. */
export const backupFolder = `${stateFolder}/backup`;

/** The steps of some effects in their order; what -force overwrites is kept under `.microgen/backup/` first. */
export function stepsOf(
  disk: Disk,
  effects: readonly Effect[],
  backupId: string,
): readonly StagedStep[] {
  return effects.flatMap((effect): readonly StagedStep[] => {
    const path = disk.follow(effect.path) ?? effect.path;
    if (effect.kind === 'create') {
      const { content } = effect;
      return [{ step: { kind: 'write', path, after: hashBytes(content) }, content }];
    }
    const { before: old } = effect;
    const kept = { old, mode: disk.modeOf(path) };
    const before = hashBytes(old);
    if (effect.kind === 'remove') return [{ step: { kind: 'remove', path, before }, ...kept }];
    const { content } = effect;
    const step: Step = { kind: 'write', path, before, after: hashBytes(content) };
    const isKept = effect.kind === 'update' && effect.backup;
    return [...(isKept ? [backup(effect.path, old, backupId)] : []), { step, content, ...kept }];
  });
}

function backup(path: string, content: Uint8Array, backupId: string): StagedStep {
  const copy = `${backupFolder}/${backupId}/${path}`;
  return { step: { kind: 'write', path: copy, after: hashBytes(content) }, content };
}

/** The folders that steps need and that are not there, the outermost first. */
export function missingFolders(disk: Disk, steps: readonly Step[]): readonly string[] {
  const wanted = steps.filter(({ kind }) => kind === 'write');
  const folders = new Set(wanted.flatMap(({ path }) => foldersAbove(path)));
  return [...folders].filter((folder) => disk.kindOf(folder) === undefined).toSorted();
}

/** Somebody else put something at the place of a step: it stays. */
export class Disturbed extends Error {
  readonly path: string;

  constructor(path: string) {
    super('it was changed meanwhile');
    this.path = path;
  }
}

/** SHA-256 of what stands at the place of a step; `undefined` where nothing does. */
export function standingAt(disk: Disk, { path }: Step): string | undefined {
  return disk.kindOf(path) === undefined ? undefined : hashBytes(disk.read(path));
}

/** A step to be carried out or taken back, its place among all of them, and what it must find. */
export interface Task {
  readonly step: Step;
  readonly index: number;
  /** SHA-256 of what stands there now; `undefined` where nothing does. */
  readonly now: string | undefined;
}

/** Carries a step out: one call of the file system takes a file from the old content to the new. */
export function doStep(disk: Disk, { step, index, now }: Task): void {
  const { kind, path } = step;
  if (standingAt(disk, step) !== now) throw new Disturbed(path);
  if (kind === 'remove') disk.removeFile(path);
  else moveTo(disk, newAt(index), path);
}

/** Takes a step back that was carried out. */
export function undoStep(disk: Disk, { step, index, now }: Task): void {
  const { path, before } = step;
  if (standingAt(disk, step) !== now) throw new Disturbed(path);
  if (before === undefined) disk.removeFile(path);
  else moveTo(disk, oldAt(index), path);
}

function moveTo(disk: Disk, staged: string, path: string): void {
  for (const folder of foldersAbove(path)) {
    if (disk.kindOf(folder) === undefined) disk.makeFolder(folder);
  }
  disk.rename(staged, path);
}

/** Brings to the medium what steps did, before the record of them goes. */
export function flushSteps(disk: Disk, steps: readonly Step[]): void {
  const folders = steps.flatMap(({ path }) => ['', ...foldersAbove(path)]);
  for (const folder of new Set(folders)) {
    if (disk.kindOf(folder) === 'folder') disk.flushFolder(folder);
  }
}
