import { type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import {
  type ContractChange,
  type Position,
  type Surface,
  isBreaking,
  surfaces,
} from '../ir/compare/change.ts';
import { compareContracts } from '../ir/compare/compare.ts';
import type { PublishedContract } from '../ir/published.ts';
import type { Contract } from '../ir/types.ts';
import { contractJsonPath } from '../plan/project-paths.ts';
import { isFileSystemError } from '../project/disk.ts';
import { readGitFile } from '../project/git-file.ts';
import type { OpenProject } from '../project/open-project.ts';
import type { GenerateRequest } from '../project/request.ts';
import type { SourceFile } from '../source/source.ts';
import { shellWord } from '../text/shell.ts';
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

/** How many changes a regeneration names where a command lists the others: a check names them all. */
const NAMED = 10;

/**
 * Names what a contract breaks for those who use the old one: the baseline that the run was given, or, when it
 * writes or would write, the project's last generation. That one helps where it can: a project without it, or
 * with one that nobody can read, is regenerated all the same.
 */
export function breakingChanges(input: BreakingInput): BreakingFindings {
  const { request, project, contract } = input;
  const { diagnostics, sources, published } = baselineOf(request, project);
  if (published === undefined) return { diagnostics, sources };
  const contracts = changedOnly(input, published, publishedBy(project, contract));
  const found = together(compareContracts(...contracts).filter(isBreaking));
  if (found.length === 0) return { diagnostics, sources };
  const list = listing(request, project);
  const isShort = request.mode !== 'check' && list !== undefined;
  const named = isShort ? found.slice(0, NAMED) : found;
  return { diagnostics: [...unnamed(found.length - named.length), ...named.map(told)], sources };

  function told({ change, positions, broken }: Found): Diagnostic {
    const { code, subject, message, help, after } = change;
    const params = { subject, message, change: code, positions, broken, help, list };
    return diagnose('breaking-change', params, { span: after });
  }

  function unnamed(count: number): readonly Diagnostic[] {
    return count === 0 || list === undefined
      ? []
      : [diagnose('more-breaking-changes', { count, list })];
  }
}

/** What is as the project has it is the same to its clients, too, and needs no comparing with its last generation. */
function changedOnly(
  { request, states }: BreakingInput,
  ...contracts: readonly [PublishedContract, PublishedContract]
): readonly [PublishedContract, PublishedContract] {
  if (request.against !== undefined) return contracts;
  const [before, after] = contracts;
  return [changed(before), changed(after)];

  function changed(published: PublishedContract): PublishedContract {
    const methods = published.methods.filter(({ service }) => !states.kept.has(service.name));
    return { ...published, methods };
  }
}

const NONE: Baseline = { diagnostics: [], sources: [] };

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

/** A change with all the places and people that it meets. */
interface Found {
  readonly change: ContractChange;
  readonly positions: readonly Position[];
  readonly broken: readonly Surface[];
}

/** A type that travels both ways has a change for each: they are told as one. */
function together(changes: readonly ContractChange[]): readonly Found[] {
  const found = new Map<string, Found>();
  for (const change of changes) {
    const key = [change.code, change.subject, change.message].join('\n');
    const known = found.get(key);
    const { positions, broken }: Pick<Found, 'positions' | 'broken'> = known ?? {
      positions: [],
      broken: [],
    };
    found.set(key, {
      change: known?.change ?? change,
      positions: [...positions, ...(change.position === undefined ? [] : [change.position])],
      broken: surfaces.filter((surface) => [...broken, ...brokenBy(change)].includes(surface)),
    });
  }
  return [...found.values()];
}

function brokenBy({ verdicts }: ContractChange): readonly Surface[] {
  return surfaces.filter((surface) => verdicts[surface] === 'breaking');
}

/**
 * The command that shows every change. A run that writes has made the project's baseline a new one: the old one
 * is to be had from git, where it was committed.
 */
function listing(
  { idl, against, mode }: GenerateRequest,
  { root, name }: OpenProject,
): string | undefined {
  const writes = (mode ?? 'write') === 'write';
  const last = { folder: root, name, ref: 'HEAD', path: contractJsonPath };
  if (writes && readGitFile(last).text === undefined) return undefined;
  const flags = Object.entries({
    idl: writes ? undefined : idl,
    out: name === '.' ? undefined : name,
    against: against ?? (writes ? 'git:HEAD' : undefined),
  });
  const given = flags.flatMap(([flag, value]) =>
    value === undefined ? [] : [`-${flag}`, shellWord(value)],
  );
  return ['microgen diff', ...given].join(' ');
}
