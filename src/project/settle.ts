import { resolve } from 'node:path';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import type { RenderedFile } from '../plan/artifact.ts';
import { applyChanges } from './apply.ts';
import type { Change } from './change.ts';
import { fingerprint } from './fingerprint.ts';
import { hashText } from './hash.ts';
import { manifestChange } from './manifest-change.ts';
import { type Manifest, manifestPath } from './manifest.ts';
import type { OpenProject } from './open-project.ts';
import { isProjectPath, relativePath } from './paths.ts';
import { reconcile } from './reconcile.ts';
import type { GenerateRequest } from './request.ts';
import { scanProject } from './scan.ts';

/** What a run wants of a project. */
export interface SettleInput {
  readonly request: GenerateRequest;
  readonly project: OpenProject;
  readonly files: readonly RenderedFile[];
  /** The files of the contract as they were read, their paths seen from the working folder. */
  readonly sources: readonly { readonly path: string; readonly text: string }[];
  /** What the manifest shall say of the contract, and the version that says so. */
  readonly facts: Pick<Manifest, 'microgen' | 'source' | 'services' | 'models' | 'warnings'>;
}

/** What came of it. With errors among the diagnostics, nothing was changed. */
export interface Settled {
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Brings a project to what was rendered: scan, reconcile, and, when the mode is to write, apply. */
export function settleProject(input: SettleInput): Settled {
  const { request, project, files } = input;
  const { disk, manifest } = project;
  const last = manifest?.artifacts ?? [];
  const sources = sourcesOf(input);
  const paths = [...files.map(pathOf), ...last.map(pathOf), manifestPath, '.microgen/backup/x'];
  const scan = scanProject(disk, paths);
  if (hasErrors(scan.diagnostics)) return { changes: [], diagnostics: scan.diagnostics };
  const { changes, artifacts, diagnostics } = reconcile({
    files,
    last,
    disk: scan.files,
    sources: new Set(sources.map(pathOf).filter(isProjectPath)),
    force: request.force ?? false,
    fingerprint,
  });
  if (hasErrors(diagnostics)) return { changes, diagnostics };
  const next = { ...input.facts, sources, artifacts, options: project.options };
  const all = [
    ...changes,
    manifestChange({
      next: { ...next, middleware: manifest?.middleware ?? [] },
      last: manifest,
      before: scan.files.get(manifestPath),
      changes,
    }),
  ];
  return { changes: all, diagnostics: [...diagnostics, ...written(input, all)] };
}

function written({ request, project }: SettleInput, changes: readonly Change[]) {
  if ((request.mode ?? 'write') !== 'write') return [];
  const { disk, name } = project;
  const now = new Date().toISOString().replace(/[-:.]/g, '');
  return applyChanges({ disk, name, changes, runId: `${process.pid}-${now}`, backupId: now });
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
