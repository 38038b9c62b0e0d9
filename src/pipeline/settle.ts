import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import type { Contract } from '../ir/types.ts';
import type { Change } from '../project/change.ts';
import { nextSteps } from '../project/next-steps.ts';
import type { Findings } from '../project/result.ts';
import { type SettleInput, settleProject } from '../project/settle.ts';
import type { BreakingFindings } from './breaking.ts';
import type { ServiceStates } from './service-states.ts';
import { leftBehind } from '../user-files/left-behind.ts';
import { unwrittenMethods } from '../user-files/unwritten.ts';

/** Everything that a run knows once its files are rendered. */
export interface SettleRun extends Omit<SettleInput, 'facts' | 'kept'> {
  readonly contract: Contract;
  readonly states: ServiceStates;
  readonly version: string;
  /** A shell command that calls the running service. */
  readonly sample: string;
  /** The command that does what this run only showed, where it is not the request's own. */
  readonly command?: string;
  /** What was noted on the way: none of it is an error. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the contract breaks: of one run only, so that the manifest does not remember it. */
  readonly breaking?: BreakingFindings;
}

/** Reconcile and apply, and what there is to say about it. */
export async function settle(run: SettleRun): Promise<Omit<Findings, 'started' | 'mode'>> {
  const { breaking, project, request, command, sample, sources } = run;
  const { changes, diagnostics } = settleProject({
    ...run,
    facts: factsOf(run),
    kept: [...run.states.kept.values()].flat(),
  });
  // A run that was refused has broken nothing: the next one tells.
  const isTold = request.mode === 'check' || !hasErrors(diagnostics);
  const told = isTold ? (breaking?.diagnostics ?? []) : [];
  const yours = hasErrors(diagnostics) ? [] : notesOnYours(run, changes);
  return {
    changes,
    diagnostics: [...run.diagnostics, ...diagnostics, ...told, ...yours],
    sources: [...(breaking?.sources ?? []), ...sources],
    next: nextSteps({ changes, request, command, out: project.name, sample }),
    diff: await differ(changes, request.diff ?? false),
  };
}

/** What files of the user's need now. */
function notesOnYours(
  { contract, project, inserts = [] }: SettleRun,
  changes: readonly Change[],
): readonly Diagnostic[] {
  return [
    ...unwrittenMethods(project, contract, inserts),
    ...leftBehind(project, contract, changes),
  ];
}

function factsOf({ contract, diagnostics, states, version }: SettleRun): SettleInput['facts'] {
  const { source, services, declarations } = contract;
  const hasWarnings = diagnostics.some(({ severity }) => severity === 'warning');
  return {
    microgen: version,
    source,
    ...(hasWarnings ? { warnings: true } : {}),
    services: services.map(({ name }) => name),
    inputs: states.inputs,
    models: declarations.filter(({ table }) => table !== undefined).map(({ name }) => name),
  };
}

/** Diffs are shown where they are asked for, and always of what was edited by hand. */
async function differ(
  changes: readonly Change[],
  all: boolean,
): Promise<((change: Change) => string) | undefined> {
  if (!all && !changes.some(({ kind }) => kind === 'conflict')) return undefined;
  const { unifiedDiff } = await import('../project/unified-diff.ts');
  return (change) => (all || change.kind === 'conflict' ? unifiedDiff(change) : '');
}
