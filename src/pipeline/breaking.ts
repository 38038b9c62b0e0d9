import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { breakingOf, tellBreaking } from '../ir/compare/breaking.ts';
import { type PublishedContract, withoutServices } from '../ir/published.ts';
import type { Contract } from '../ir/types.ts';
import { changesCommand } from '../project/changes-command.ts';
import { isFileSystemError } from '../project/disk.ts';
import type { OpenProject } from '../project/open-project.ts';
import type { GenerateRequest } from '../project/request.ts';
import type { SourceFile } from '../source/source.ts';
import { compareWith } from './compare-baseline.ts';
import { publishedBy } from './published.ts';
import { type Baseline, readBaseline } from './read-baseline.ts';
import type { ServiceStates } from './service-states.ts';

/** What a run says of its contract's clients. Errors are those of a baseline that was asked for. */
export interface BreakingFindings {
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read for it. */
  readonly sources: readonly SourceFile[];
}

/** A run, and what it has found out before. */
export interface BreakingInput {
  readonly request: GenerateRequest;
  readonly project: OpenProject;
  readonly contract: Contract;
  readonly states: ServiceStates;
}

/**
 * Names what a contract breaks for those who use the old one: the baseline that the run was given, or, when it
 * writes or would write, the project's last generation. A check names every change.
 */
export function breakingChanges(input: BreakingInput): BreakingFindings {
  const { request, project, contract } = input;
  const { diagnostics, sources, published, spoken } = baselineOf(request, project);
  if (published === undefined) return { diagnostics, sources };
  const [before, after] = changedOnly(input, published, publishedBy(project, contract));
  const breaking = breakingOf(compareWith(project, { before, after, spoken }));
  if (breaking.length === 0) return { diagnostics, sources };
  const telling = { list: changesCommand(request, project), isShort: request.mode !== 'check' };
  return { diagnostics: tellBreaking(breaking, telling), sources };
}

/** What is as the project has it is the same to its clients, too, and needs no comparing with its last generation. */
function changedOnly(
  { request, states }: BreakingInput,
  ...contracts: readonly [PublishedContract, PublishedContract]
): readonly [PublishedContract, PublishedContract] {
  if (request.against !== undefined) return contracts;
  const [before, after] = contracts;
  return [withoutServices(before, states.kept), withoutServices(after, states.kept)];
}

const NONE: Baseline = { diagnostics: [], sources: [] };

/**
 * The project's own last generation helps where it can: a project without it, or with one that nobody can read, is
 * regenerated all the same.
 */
function baselineOf({ cwd, against, mode }: GenerateRequest, project: OpenProject): Baseline {
  if (against !== undefined) return readBaseline({ cwd, project, against });
  if (mode === 'check' || project.manifest === undefined) return NONE;
  try {
    const own = readBaseline({ cwd, project, against });
    return hasErrors(own.diagnostics) ? NONE : own;
  } catch (error) {
    if (!isFileSystemError(error)) throw error;
    return NONE;
  }
}
