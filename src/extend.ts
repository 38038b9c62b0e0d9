import { diagnose, hasErrors } from './diagnostics/diagnostic.ts';
import type { Adopted } from './extend/adopt.ts';
import { appendCommand } from './extend/append-command.ts';
import { findDrift } from './extend/drift.ts';
import { appendMiddleware } from './extend/append-middleware.ts';
import { type GeneratedProject, openGenerated } from './extend/open-generated.ts';
import type { ExtendRequest } from './extend/request.ts';
import { isFileSystemError } from './project/disk.ts';
import { faultOf } from './project/faults.ts';
import { type Findings, type GenerateResult, resultOf } from './project/result.ts';
import { untilUndisturbed } from './project/undisturbed.ts';
import { microgenVersion } from './project/version.ts';

/** Adds one target to a generated project; a run that fails has changed nothing. */
export async function extend(request: ExtendRequest): Promise<GenerateResult> {
  const run = { started: performance.now(), mode: request.mode };
  try {
    return resultOf({ ...run, ...(await untilUndisturbed(request, () => findingsOf(request))) });
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
    return resultOf({ ...run, diagnostics: [diagnose('read-failed', faultOf(error))] });
  }
}

type Found = Omit<Findings, 'started' | 'mode'>;

async function findingsOf(request: ExtendRequest): Promise<Found> {
  const opened = openGenerated(request, request.mode);
  if (opened.project === undefined) return opened;
  const { project } = opened;
  const out = project.name;
  const drift = findDrift(project).map((one) => diagnose('project-drift', { ...one, out }));
  if (drift.length > 0) return { diagnostics: [...project.diagnostics, ...drift] };
  const adopted = await adopt(request, project);
  if (adopted.adoption === undefined) {
    if (isDoneAlready(project, adopted)) return { diagnostics: project.diagnostics };
    return { ...adopted, diagnostics: [...project.diagnostics, ...adopted.diagnostics] };
  }
  const { adoption } = adopted;

  const { readContract } = await import('./pipeline/read-contract.ts');
  const read = readContract(request.cwd, adoption.project, adoption.text);
  const notes = [...project.diagnostics, ...adoption.notes, ...read.diagnostics];
  const { contract, sources } = read;
  if (contract === undefined || hasErrors(notes)) return { diagnostics: notes, sources };
  const { renderProject } = await import('./pipeline/render-project.ts');
  const { serviceStates } = await import('./pipeline/service-states.ts');
  const { settle } = await import('./pipeline/settle.ts');
  const states = serviceStates(adoption.project, contract);
  return settle({
    ...(await renderProject(adoption.project, contract, states)),
    states,
    request: { ...request, options: {} },
    command: appendCommand(request, out),
    project: adoption.project,
    contract,
    inserts: adoption.inserts,
    sources,
    diagnostics: notes,
    version: microgenVersion(),
  });
}

/** The run that was asked for again was interrupted, and has just been finished. */
function isDoneAlready(project: GeneratedProject, { diagnostics = [] }: Adopted): boolean {
  const isRecovered = project.diagnostics.some(({ code }) => code === 'run-recovered');
  return isRecovered && diagnostics.every(({ code }) => code === 'target-exists');
}

/** Loads what reads contracts only where one is to be read. */
async function adopt(request: ExtendRequest, project: GeneratedProject): Promise<Adopted> {
  const { target } = request;
  if (target.kind === 'model') return { diagnostics: [diagnose('models-not-enabled', {})] };
  const { adoptService } = await import('./extend/adopt-service.ts');
  if (target.kind === 'service') return adoptService({ request, project }, target.name);
  const { adoptMethod } = await import('./extend/adopt-method.ts');
  if (target.kind === 'method') return adoptMethod({ request, project }, target);
  const { middleware, diagnostics } = appendMiddleware(project.middleware, target.names);
  if (middleware === undefined) return { diagnostics };
  const { adoptNothing } = await import('./extend/adopt.ts');
  return adoptNothing({ request, project: { ...project, middleware } });
}
