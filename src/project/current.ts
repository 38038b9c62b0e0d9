import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Options } from '../plan/options.ts';
import type { Change } from './change.ts';
import { type Disk, isFileSystemError } from './disk.ts';
import { hashText } from './hash.ts';
import { type ManifestArtifact, isSealed, manifestPath } from './manifest.ts';
import type { OpenProject } from './open-project.ts';
import { hashOf } from './rendering.ts';

/**
 * The changes of a run that has nothing to do, known without reading the contract's meaning: the same
 * microgen, options and contract files give the same renderings, and the disk holds them. `undefined`
 * when any of that is otherwise, or not certain.
 */
export function currentChanges(
  { disk, manifest, options, root }: OpenProject,
  version: string,
): readonly Change[] | undefined {
  const isSame =
    manifest?.microgen === version &&
    manifest.warnings === undefined &&
    isSealed(manifest) &&
    sameOptions(manifest.options, options) &&
    manifest.sources.length > 0 &&
    manifest.sources.every(({ path, sha256 }) => sourceHash(root, path) === sha256) &&
    manifest.artifacts.every((artifact) => isInPlace(disk, artifact));
  if (!isSame) return undefined;
  const changes = manifest.artifacts.map(({ path, owner }): Change => {
    return owner === 'user'
      ? { kind: 'keep-user', path, owner, orphaned: false }
      : { kind: 'unchanged', path, owner };
  });
  return [...changes, { kind: 'unchanged', path: manifestPath, owner: 'generator' }];
}

function sameOptions(a: Partial<Options>, b: Options): boolean {
  const keys = Object.keys(b) as readonly (keyof Options)[];
  return keys.every((key) => a[key] === b[key]);
}

function sourceHash(root: string, path: string): string | undefined {
  try {
    return hashText(readFileSync(resolve(root, path)));
  } catch (error) {
    if (isFileSystemError(error)) return undefined;
    throw error;
  }
}

/** Links are left to the full run, which knows where they lead. */
function isInPlace(disk: Disk, artifact: ManifestArtifact): boolean {
  const { path, owner, sha256 } = artifact;
  if (disk.kindOf(path) !== 'file') return false;
  if (owner === 'user') return true;
  const bytes = disk.read(path);
  if (owner === 'shared') return isJson(bytes);
  return hashOf(bytes, artifact) === sha256;
}

/** A shared file needs no merge when nothing new is wanted, but a broken one must be told. */
function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}
