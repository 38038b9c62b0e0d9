import { dirname, resolve } from 'node:path';
import { type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import type { MiddlewareName } from '../plan/middleware.ts';
import type { Options } from '../plan/options.ts';
import type { NumbersLock } from '../plan/pb/numbers.ts';
import { projectPaths } from '../plan/project-paths.ts';
import { journalPath } from './apply/staged-paths.ts';
import { recoverProject, unfinishedRun } from './apply/recover.ts';
import { type Disk, isFileSystemError, openDisk } from './disk.ts';
import { hashBytes, normalisedText } from './hash.ts';
import { type Manifest, isSealed, manifestPath } from './manifest.ts';
import { parseManifest } from './parse-manifest.ts';
import { lastPart, relativePath, shownPath } from './paths.ts';
import { protoPathFrom } from './proto-roots.ts';
import { readNumbers } from './numbers-lock.ts';
import type { GenerateRequest } from './request.ts';
import { resolveOptions } from './resolve-options.ts';
import { scanProject } from './scan.ts';

/** A project folder as a run finds it, and what the run shall make of it. */
export interface OpenProject {
  /** Absolute. */
  readonly root: string;
  /** The folder as the user named it. */
  readonly name: string;
  readonly disk: Disk;
  /** Absent for a folder that was never generated. */
  readonly manifest?: Manifest;
  /** The contract as diagnostics name it: as it was given, or seen from the working folder. */
  readonly contractPath: string;
  /** A path as diagnostics name it, seen from the project. */
  readonly pathOf: (path: string) => string;
  readonly options: Options;
  /** SHA-256 of the manifest as it was read; absent where there is none. */
  readonly seen?: string;
  /** Middleware that was appended to every chain, in its order. */
  readonly middleware: readonly MiddlewareName[];
  /** What of messages is called and numbered how; absent before the first generation with gRPC. */
  readonly numbers?: NumbersLock;
  readonly diagnostics: readonly Diagnostic[];
}

/** A project, or why there is none to work on. `isUsage`: the command line is at fault. */
export type OpenResult =
  | { readonly project: OpenProject; readonly diagnostics?: undefined }
  | {
      readonly project?: undefined;
      readonly diagnostics: readonly Diagnostic[];
      readonly isUsage: boolean;
    };

/**
 * Looks at `-out` and settles the options. It reads the manifest and package.json, and nothing else: what a dead run
 * left is told of.
 */
export function openProject(request: GenerateRequest, version: string): OpenResult {
  return open(request, version, unfinishedRun);
}

/** Opens a project to write into it: first, what a dead run left is finished or taken back. */
export function recoverAndOpenProject(request: GenerateRequest, version: string): OpenResult {
  return open(request, version, recoverProject);
}

function open(
  request: GenerateRequest,
  version: string,
  atUnfinished: (disk: Disk, name: string) => readonly Diagnostic[],
): OpenResult {
  const { cwd, out } = request;
  const root = resolve(cwd, out);
  const name = shownPath(cwd, out);
  const disk = openDisk(root);
  if (!isFolderOrFree(root)) return refused(diagnose('out-not-a-folder', { path: name }));
  const links = scanProject(disk, [
    manifestPath,
    journalPath,
    projectPaths.numbers,
    'package.json',
  ]).diagnostics;
  if (links.length > 0) return refused(...links);
  const found = atUnfinished(disk, name);
  if (hasErrors(found)) return refused(...found);
  const read = readManifest(disk, name);
  if (read.diagnostic !== undefined) return refused(read.diagnostic);
  const idl = request.idl === undefined ? undefined : resolve(cwd, request.idl);
  const { options, diagnostics } = resolveOptions({
    given: { ...request.options, protoPath: protoPathOf(request, root) },
    idl: idl === undefined ? undefined : relativePath(root, idl),
    remembered: read.manifest?.options,
    packageName: packageNameOf(disk),
    folderName: lastPart(root),
  });
  if (options === undefined) return { diagnostics, isUsage: true };
  const told = [...found, ...diagnostics];
  const contractPath = shownPath(cwd, request.idl ?? relativePath(cwd, resolve(root, options.idl)));
  const pathOf = (path: string): string => relativePath(root, resolve(cwd, path));
  const middleware = read.manifest?.middleware ?? [];
  const { numbers, diagnostic } = readNumbers(disk, projectPaths.numbers);
  if (diagnostic !== undefined) return refused(diagnostic);
  if (numbers === undefined && !request.force && needsNumbers(read.manifest, options)) {
    return refused(diagnose('numbers-missing', { path: projectPaths.numbers }));
  }
  const known = numbers === undefined ? {} : { numbers };
  const common = { root, name, disk, contractPath, options, middleware, pathOf, ...known };
  if (read.manifest === undefined) return { project: { ...common, diagnostics: told } };
  const { manifest, seen } = read;
  const shown = name === '.' ? manifestPath : `${name}/${manifestPath}`;
  const changed = isSealed(manifest) ? [] : [diagnose('manifest-changed', { path: shown })];
  const notes = [...changed, ...otherVersion(manifest, version), ...told];
  return { project: { ...common, manifest, seen, diagnostics: notes } };
}

/** The import roots that were given, seen from the project root. */
function protoPathOf({ cwd, options }: GenerateRequest, root: string): string | undefined {
  return options?.protoPath === undefined ? undefined : protoPathFrom(cwd, root, options.protoPath);
}

function refused(...diagnostics: readonly Diagnostic[]): OpenResult {
  return { diagnostics, isUsage: false };
}

/** Whether a folder is there, or can be made as far as what stands above it tells. */
function isFolderOrFree(path: string): boolean {
  const kind = openDisk(path).kindOf('');
  if (kind !== undefined) return kind === 'folder';
  const parent = dirname(path);
  return parent === path || isFolderOrFree(parent);
}

/** Whether a project had given numbers, and is to give more: without those there were, old clients would read one field for another. */
function needsNumbers(manifest: Manifest | undefined, options: Options): boolean {
  const isKept = manifest?.artifacts.some(({ path }) => path === projectPaths.numbers) ?? false;
  return isKept && options.protocols === 'http,grpc' && !options.idl.endsWith('.proto');
}

type ReadManifest =
  | { readonly manifest: Manifest; readonly seen: string; readonly diagnostic?: undefined }
  | { readonly manifest?: undefined; readonly diagnostic?: Diagnostic };

function readManifest(disk: Disk, name: string): ReadManifest {
  if (disk.kindOf(manifestPath) === undefined) return {};
  const shown = name === '.' ? manifestPath : `${name}/${manifestPath}`;
  const bytes = disk.read(manifestPath);
  const { manifest, diagnostic } = parseManifest(textOf(bytes), shown);
  return diagnostic === undefined ? { manifest, seen: hashBytes(bytes) } : { diagnostic };
}

/** The name in package.json, where it has one; a broken file is told when it is to be merged. */
function packageNameOf(disk: Disk): string | undefined {
  if (disk.kindOf('package.json') === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(textOf(disk.read('package.json')));
    const isObject = typeof value === 'object' && value !== null && 'name' in value;
    return isObject && typeof value.name === 'string' ? value.name : undefined;
  } catch (error) {
    if (isFileSystemError(error)) throw error;
    return undefined;
  }
}

function textOf(bytes: Uint8Array): string {
  return normalisedText(new TextDecoder().decode(bytes));
}

function otherVersion(manifest: Manifest, version: string): readonly Diagnostic[] {
  if (manifest.microgen === version) return [];
  return [diagnose('other-version', { by: manifest.microgen, current: version })];
}
