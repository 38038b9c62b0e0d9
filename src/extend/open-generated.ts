import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../project/manifest.ts';
import { manifestPath } from '../project/manifest.ts';
import { type OpenProject, openProject, recoverAndOpenProject } from '../project/open-project.ts';
import type { RunMode } from '../project/request.ts';
import { microgenVersion } from '../project/version.ts';

/** A project that was generated, and so can be extended. */
export interface GeneratedProject extends OpenProject {
  readonly manifest: Manifest;
}

/** A generated project, or why there is none. */
export type OpenedProject =
  | { readonly project: GeneratedProject; readonly diagnostics?: undefined }
  | { readonly project?: undefined; readonly diagnostics: readonly Diagnostic[] };

/** Opens a project that must have been generated already; to write, it is recovered first. */
export function openGenerated(
  request: { readonly cwd: string; readonly out: string },
  mode: RunMode,
): OpenedProject {
  const { cwd, out } = request;
  const open = mode === 'write' ? recoverAndOpenProject : openProject;
  const opened = open({ cwd, out }, microgenVersion());
  if (opened.project === undefined) {
    const isNone = opened.diagnostics.some(({ code }) => code === 'idl-required');
    return { diagnostics: isNone ? [notAProject(out, manifestPath)] : opened.diagnostics };
  }
  const { project } = opened;
  const { manifest, disk, name } = project;
  if (manifest === undefined) return { diagnostics: [notAProject(name, manifestPath)] };
  const missing = ['package.json', 'cmd'].find((path) => disk.kindOf(path) === undefined);
  if (missing !== undefined) return { diagnostics: [notAProject(name, missing)] };
  return { project: { ...project, manifest } };
}

function notAProject(path: string, missing: string): Diagnostic {
  return diagnose('not-a-project', { path, missing });
}
