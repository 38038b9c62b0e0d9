import { join } from 'node:path';
import { type Diagnostic, diagnose, hasErrors, sortDiagnostics } from './diagnostics/diagnostic.ts';
import type { ContractChange } from './ir/compare/change.ts';
import { faultOf } from './project/faults.ts';
import type { DiffRequest } from './project/diff-request.ts';
import { isFileSystemError } from './project/disk.ts';
import { type OpenProject, openProject } from './project/open-project.ts';
import { protoPathBeside } from './project/proto-roots.ts';
import { contractJsonPath } from './plan/project-paths.ts';
import { shownPath } from './project/paths.ts';
import { microgenVersion } from './project/version.ts';

/** Nothing breaks, something does, there was no comparing, or it was asked wrongly. */
export type DiffOutcome = 'safe' | 'breaking' | 'failed' | 'usage';

/** One change, and whether it breaks anybody. */
export interface DiffChange extends ContractChange {
  readonly breaking: boolean;
}

/** A comparison as data: the terminal and `-json` show the same. */
export interface DiffResult {
  readonly outcome: DiffOutcome;
  /** What was compared with, as the user named it, or the project's own document. */
  readonly base: string;
  /** The new contract, as diagnostics name it; empty where there is none. */
  readonly next: string;
  /** Sorted by subject, then by place. */
  readonly changes: readonly DiffChange[];
  readonly counts: { readonly breaking: number; readonly safe: number };
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read, by the path that diagnostics name, for code frames. */
  readonly sources: Readonly<Record<string, string>>;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/** Says what a new contract changes for those who use the old one. Nothing is written. */
export async function diff(request: DiffRequest): Promise<DiffResult> {
  const started = performance.now();
  const { cwd, out } = request;
  const found = await findingsOf(request);
  const { changes = [], diagnostics } = found;
  const breaking = changes.filter((change) => change.breaking).length;
  return {
    outcome:
      found.outcome ?? (hasErrors(diagnostics) ? 'failed' : breaking > 0 ? 'breaking' : 'safe'),
    base: request.against ?? shownPath(cwd, join(out, contractJsonPath)),
    next: found.next ?? '',
    changes,
    counts: { breaking, safe: changes.length - breaking },
    diagnostics: sortDiagnostics(diagnostics),
    sources: Object.fromEntries((found.sources ?? []).map(({ path, text }) => [path, text])),
    ms: Math.round(performance.now() - started),
  };
}

interface Findings {
  readonly outcome?: DiffOutcome;
  readonly next?: string;
  readonly changes?: readonly DiffChange[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources?: readonly { readonly path: string; readonly text: string }[];
}

async function findingsOf(request: DiffRequest): Promise<Findings> {
  try {
    return await compared(request);
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
    return { diagnostics: [diagnose('read-failed', faultOf(error))] };
  }
}

async function compared(request: DiffRequest): Promise<Findings> {
  const { protoPath } = request;
  const opened = openProject({ ...request, options: { protoPath } }, microgenVersion());
  if (opened.project === undefined) {
    const diagnostics = opened.diagnostics.map((fault) =>
      fault.code === 'idl-required' ? diagnose('diff-no-contract', { path: request.out }) : fault,
    );
    return { diagnostics, ...(opened.isUsage ? { outcome: 'usage' } : {}) };
  }
  const { compareWithBaseline } = await import('./pipeline/diff.ts');
  const { isBreaking } = await import('./ir/compare/change.ts');
  const project = withRootsBeside(request, opened.project);
  const { changes, ...found } = compareWithBaseline(request, project);
  const next = project.contractPath;
  if (changes === undefined) return { ...found, next };
  const judged = changes.map((change) => ({ ...change, breaking: isBreaking(change) }));
  return { ...found, next, changes: judged };
}

/** A project whose contract is another one for once: its imports are those beside it. */
function withRootsBeside({ cwd, idl, protoPath }: DiffRequest, project: OpenProject): OpenProject {
  const { manifest, root, options } = project;
  const own = manifest?.options.idl;
  if (idl === undefined || protoPath !== undefined || own === undefined) return project;
  const contractPath = shownPath(cwd, join(root, own));
  const beside = protoPathBeside(cwd, { root, options, contractPath }, idl);
  return options.protoPath === undefined
    ? project
    : { ...project, options: { ...options, protoPath: beside } };
}
