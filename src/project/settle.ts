import { isUtf8 } from 'node:buffer';
import { resolve } from 'node:path';
import { type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import type { RenderedFile } from '../plan/artifact.ts';
import { sortedBy } from '../text/order.ts';
import { applyChanges } from './apply/apply.ts';
import { backupFolder } from './apply/steps.ts';
import type { Change } from './change.ts';
import { fingerprint } from './fingerprint.ts';
import { hashText } from './hash.ts';
import { manifestChange } from './manifest-change.ts';
import { type Manifest, type ManifestArtifact, isSealed, manifestPath } from './manifest.ts';
import type { OpenProject } from './open-project.ts';
import { isProjectPath, relativePath } from './paths.ts';
import { reconcile } from './reconcile.ts';
import type { GenerateRequest } from './request.ts';
import { scanProject } from './scan.ts';
import { settledFolderNotes } from './settled-folder.ts';

/** What a run wants of a project. */
export interface SettleInput {
  readonly request: GenerateRequest;
  readonly project: OpenProject;
  readonly files: readonly RenderedFile[];
  /** Artifacts of the last generation that need no rendering. */
  readonly kept: readonly ManifestArtifact[];
  /** The files of the contract as they were read, their paths seen from the working folder. */
  readonly sources: readonly { readonly path: string; readonly text: string }[];
  /** What to add to files of the user's own: nothing unless it was asked for. */
  readonly inserts?: readonly Insert[];
  /** What the manifest shall say of the contract, and the version that says so. */
  readonly facts: Pick<
    Manifest,
    'microgen' | 'source' | 'services' | 'inputs' | 'models' | 'warnings'
  >;
}

/** A file of the user's as it was read, and as it shall be. */
export interface Insert {
  readonly path: string;
  readonly before: Uint8Array;
  readonly content: Uint8Array;
}

/** What came of it. With errors among the diagnostics, nothing was changed. */
export interface Settled {
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Brings a project to what was rendered: scan, reconcile, and, when the mode is to write, apply. */
export function settleProject(input: SettleInput): Settled {
  const { request, project, files, kept } = input;
  const { disk, manifest } = project;
  const last = manifest?.artifacts ?? [];
  const sources = sourcesOf(input);
  const isKept = new Set(kept.map(pathOf));
  const paths = [...files, ...last].map(pathOf).filter((path) => !isKept.has(path));
  const scan = scanProject(disk, [...paths, manifestPath, `${backupFolder}/x`]);
  if (hasErrors(scan.diagnostics)) return { changes: [], diagnostics: scan.diagnostics };
  const { changes, artifacts, diagnostics } = reconcile({
    files,
    kept,
    last,
    disk: scan.files,
    sources: new Set(sources.map(pathOf).filter(isProjectPath)),
    force: request.force ?? false,
    isSealed: manifest === undefined || isSealed(manifest),
    fingerprint,
  });
  if (hasErrors(diagnostics)) return { changes, diagnostics };
  const effects = withInserts(changes, input.inserts ?? []);
  const foreign = effects.filter(isForeign).map(({ path }) => diagnose('not-utf8', { path }));
  if (foreign.length > 0) return { changes, diagnostics: foreign };
  const next = { ...input.facts, sources, artifacts, options: project.options };
  const all = [
    ...effects,
    manifestChange({
      next: { ...next, middleware: project.middleware },
      last: manifest,
      before: scan.files.get(manifestPath),
      changes: effects,
    }),
  ];
  const notes = manifest === undefined ? settledFolderNotes(changes, files, scan.files) : [];
  return { changes: all, diagnostics: [...diagnostics, ...notes, ...written(input, all)] };
}

/** A file of the user's whose bytes are no text: what is added would change those that are not. */
function isForeign(change: Change): boolean {
  return (change.kind === 'merge' || change.kind === 'insert') && !isUtf8(change.before);
}

/** The changes with those that files of the user's get, in the order of paths. */
function withInserts(changes: readonly Change[], inserts: readonly Insert[]): readonly Change[] {
  if (inserts.length === 0) return changes;
  const paths = new Set(inserts.map(pathOf));
  const added = inserts.map((insert): Change => ({ ...insert, kind: 'insert', owner: 'user' }));
  return sortedBy([...changes.filter(({ path }) => !paths.has(path)), ...added], pathOf);
}

function written({ request, project }: SettleInput, changes: readonly Change[]) {
  if ((request.mode ?? 'write') !== 'write') return [];
  const { disk, name, seen } = project;
  const backupId = new Date().toISOString().replace(/[-:.]/g, '');
  return applyChanges({ disk, name, changes, seen, backupId });
}

function sourcesOf({ request, project, sources }: SettleInput): Manifest['sources'] {
  return sources.map(({ path, text }) => ({
    path: relativePath(project.root, resolve(request.cwd, path)),
    sha256: hashText(text),
  }));
}

function pathOf({ path }: { readonly path: string }): string {
  return path;
}
