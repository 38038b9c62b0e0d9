import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { projectPaths } from '../plan/project-paths.ts';
import { isFileSystemError } from '../project/disk.ts';
import { faultOf } from '../project/faults.ts';
import { manifestPath, manifestSchema } from '../project/manifest.ts';
import { type Drift, findDrift } from './drift.ts';
import { type GeneratedProject, openGenerated } from './open-generated.ts';
import { type AppendPath, appendPaths } from './append-paths.ts';
import { type Seam, seamsOf } from './seams.ts';

/** What a project is like for whoever wants to extend it. */
export interface ExtendReport {
  /** Absolute. */
  readonly root: string;
  /** The package's name. */
  readonly name: string;
  readonly status: 'ready' | 'needs attention';
  readonly manifest: string;
  readonly schema: string;
  readonly source: string;
  readonly manifestStatus: 'valid' | 'drift detected';
  readonly services: readonly string[];
  readonly models: readonly string[];
  readonly middleware: readonly string[];
  readonly seams: readonly Seam[];
  readonly paths: readonly AppendPath[];
  readonly drift: readonly Drift[];
  readonly warnings: readonly string[];
}

/** A report, or why there is no project to report on. */
export interface CheckResult {
  readonly report?: ExtendReport;
  readonly diagnostics: readonly Diagnostic[];
}

/** Says whether a project can be extended, and what stands in the way. Reads only. */
export function checkExtend(request: { readonly cwd: string; readonly out: string }): CheckResult {
  try {
    const opened = openGenerated(request, 'check');
    if (opened.project === undefined) return { diagnostics: opened.diagnostics };
    const { project } = opened;
    return { report: reportOf(project), diagnostics: project.diagnostics };
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
    return { diagnostics: [diagnose('read-failed', faultOf(error))] };
  }
}

function reportOf(project: GeneratedProject): ExtendReport {
  const { manifest, options, root } = project;
  const drift = findDrift(project);
  const seams = seamsOf(project);
  const paths = appendPaths(project, { seams, drift });
  const isReady = paths.every(({ status }) => status !== 'not ready');
  return {
    root,
    name: options.name,
    status: isReady ? 'ready' : 'needs attention',
    manifest: manifestPath,
    schema: manifestSchema,
    source: manifest.source,
    manifestStatus: drift.length === 0 ? 'valid' : 'drift detected',
    services: manifest.services,
    models: manifest.models,
    middleware: manifest.middleware,
    seams,
    paths,
    drift,
    warnings: [`${projectPaths.main} is yours: extend never writes it`],
  };
}
