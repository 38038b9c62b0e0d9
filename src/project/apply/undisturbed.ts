import type { Effect } from '../change.ts';
import type { Disk } from '../disk.ts';
import { hashBytes } from '../hash.ts';
import { manifestPath } from '../manifest.ts';
import { applyFolder } from './staged-paths.ts';

/**
 * The first file that is no longer as it was when the changes were worked out: another run or its user was at work.
 * `undefined` where all is as it was.
 */
export function disturbance(
  disk: Disk,
  effects: readonly Effect[],
  seen: string | undefined,
): string | undefined {
  if (disk.kindOf(applyFolder) !== undefined) return applyFolder;
  const manifest = disk.kindOf(manifestPath) === undefined ? undefined : disk.read(manifestPath);
  if ((manifest && hashBytes(manifest)) !== seen) return manifestPath;
  return effects.find((effect) => !isAsItWas(disk, effect))?.path;
}

function isAsItWas(disk: Disk, effect: Effect): boolean {
  const path = placeOf(disk, effect);
  const isThere = disk.kindOf(path) !== undefined;
  if (effect.kind === 'create') return !isThere;
  return isThere && hashBytes(disk.read(path)) === hashBytes(effect.before);
}

/** The files that nobody may write to. Moving another file into their place would not even ask. */
export function writeProtected(disk: Disk, effects: readonly Effect[]): readonly string[] {
  return effects
    .filter((effect) => effect.kind !== 'create' && isReadOnly(disk.modeOf(placeOf(disk, effect))))
    .map(({ path }) => path);
}

function isReadOnly(mode: number): boolean {
  return (mode & 0o222) === 0;
}

function placeOf(disk: Disk, { path }: Effect): string {
  return disk.follow(path) ?? path;
}
