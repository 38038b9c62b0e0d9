import { diagnose, hasErrors } from './diagnostics/diagnostic.ts';
import { faultOf } from './project/faults.ts';
import { currentChanges } from './project/current.ts';
import { isFileSystemError } from './project/disk.ts';
import { openProject, recoverAndOpenProject } from './project/open-project.ts';
import type { GenerateRequest } from './project/request.ts';
import { type Findings, type GenerateResult, resultOf } from './project/result.ts';
import { untilUndisturbed } from './project/undisturbed.ts';
import { microgenVersion } from './project/version.ts';

/**
 * Generates a project from a contract, or regenerates it; a run that fails has changed nothing. Each
 * stage is loaded when it is reached, so that a rerun with nothing to do needs no compiler.
 */
export async function generate(request: GenerateRequest): Promise<GenerateResult> {
  const run = { started: performance.now(), mode: request.mode ?? 'write' };
  try {
    return resultOf({ ...run, ...(await untilUndisturbed(request, () => findingsOf(request))) });
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
    return resultOf({ ...run, diagnostics: [diagnose('read-failed', faultOf(error))] });
  }
}

async function findingsOf(request: GenerateRequest): Promise<Omit<Findings, 'started' | 'mode'>> {
  const version = microgenVersion();
  const isWrite = (request.mode ?? 'write') === 'write';
  const opened = (isWrite ? recoverAndOpenProject : openProject)(request, version);
  if (opened.project === undefined) return opened;
  const { project } = opened;

  const isTrusted = request.trustManifest !== false && request.against === undefined;
  const current = isTrusted ? currentChanges(project, version) : undefined;
  if (current !== undefined) return { changes: current, diagnostics: project.diagnostics };

  const { readContract } = await import('./pipeline/read-contract.ts');
  const { contract, sources, ...read } = readContract(request.cwd, project);
  const notes = [...project.diagnostics, ...read.diagnostics];
  if (contract === undefined || hasErrors(notes)) return { diagnostics: notes, sources };

  const { serviceStates } = await import('./pipeline/service-states.ts');
  const states = serviceStates(project, contract, request.trustManifest);
  const run = { request, project, contract, states };
  const { breakingChanges } = await import('./pipeline/breaking.ts');
  const breaking = breakingChanges(run);
  if (hasErrors(breaking.diagnostics)) return breaking;

  const { renderProject } = await import('./pipeline/render-project.ts');
  const rendered = await renderProject(project, contract, { ...request, ...states });
  const { settle } = await import('./pipeline/settle.ts');
  return settle({ ...run, ...rendered, sources, diagnostics: notes, breaking, version });
}
