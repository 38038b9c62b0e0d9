import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Options } from '../plan/options.ts';
import { type Change, keptChange } from './change.ts';
import { type Disk, isFileSystemError } from './disk.ts';
import { hashText } from './hash.ts';
import { type Manifest, type ManifestArtifact, isSealed, manifestPath } from './manifest.ts';
import type { OpenProject } from './open-project.ts';
import { foldersAbove } from './paths.ts';
import { hashOf } from './rendering.ts';

/**
 * The changes of a run that has nothing to do, known without reading the contract's meaning: the same
 * microgen, options and contract files give the same renderings, and the disk holds them. `undefined`
 * when any of that is otherwise, or not certain.
 */
export function currentChanges(
  project: OpenProject,
  version: string,
): readonly Change[] | undefined {
  const { disk, root } = project;
  const manifest = sameMakings(project, version);
  const isSame =
    manifest !== undefined &&
    manifest.warnings === undefined &&
    manifest.sources.length > 0 &&
    manifest.sources.every(({ path, sha256 }) => sourceHash(root, path) === sha256) &&
    manifest.artifacts.every((artifact) => isInPlace(disk, artifact));
  if (!isSame) return undefined;
  const own: Change = { kind: 'unchanged', path: manifestPath, owner: 'generator' };
  return [...manifest.artifacts.map(keptChange), own];
}

/**
 * The services whose files need no rendering, with what the manifest says of them: the same microgen and options
 * made them from the same input, and the disk holds them.
 * @param inputs a hash of what the files of each service are planned from, by its name
 */
export function currentServices(
  project: OpenProject,
  version: string,
  inputs: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly ManifestArtifact[]> {
  const manifest = sameMakings(project, version);
  const known = Object.entries(inputs).filter(([name, hash]) => manifest?.inputs?.[name] === hash);
  const current = new Map(known.map(([name]): [string, ManifestArtifact[]] => [name, []]));
  for (const artifact of manifest?.artifacts ?? []) {
    current.get(artifact.service ?? '')?.push(artifact);
  }
  for (const [name, artifacts] of current) {
    if (!artifacts.every((artifact) => isInPlace(project.disk, artifact))) current.delete(name);
  }
  return current;
}

/** The manifest, where all that makes a rendering but the contract is as it was when it was written. */
function sameMakings(
  { manifest, options, middleware }: OpenProject,
  version: string,
): Manifest | undefined {
  const isSame =
    manifest?.microgen === version &&
    isSealed(manifest) &&
    sameOptions(manifest.options, options) &&
    manifest.middleware.join() === middleware.join();
  return isSame ? manifest : undefined;
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
  if (disk.kindOf(path) !== 'file' || !isBelowFolders(disk, path)) return false;
  if (owner === 'user') return true;
  const bytes = disk.read(path);
  if (owner === 'shared') return isJson(bytes);
  return hashOf(bytes, artifact) === sha256;
}

/** Whether no part of the way to a file is a link. */
function isBelowFolders(disk: Disk, path: string): boolean {
  return foldersAbove(path).every((folder) => disk.kindOf(folder) === 'folder');
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
