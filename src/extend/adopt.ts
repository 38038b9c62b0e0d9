import { type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import type { ContractChange } from '../ir/compare/change.ts';
import { publishedBy } from '../pipeline/published.ts';
import type { Insert } from '../project/settle.ts';
import type { GeneratedProject } from './open-generated.ts';
import { type Refused, readOrRefuse } from './read-or-refuse.ts';
import {
  type ExtendRun,
  type Source,
  offeredBy,
  servicesIn,
  sourceOf,
  withServices,
} from './source.ts';
import { leftAlone } from './left-alone.ts';
import { differences } from './differences.ts';
import { readLastContract } from './last-contract.ts';

/** What a project becomes when it takes a target in. */
export interface Adoption {
  readonly project: GeneratedProject;
  /** The text of the contract's entry file, where it is not what the disk holds. */
  readonly text?: string;
  /** What files of the user's get. */
  readonly inserts: readonly Insert[];
  /** None of them is an error. */
  readonly notes: readonly Diagnostic[];
}

/** An adoption, or what is against it. */
export type Adopted = { readonly adoption: Adoption; readonly diagnostics?: undefined } | Refused;

/** What an adoption may change. */
export interface Scope {
  /** The services that the project has from now on. */
  readonly services: readonly string[];
  /** Whether a change of what it had is the one that was asked for. */
  readonly isExpected?: (change: ContractChange) => boolean;
}

/** The file that the project is generated from from now on: nothing is to be written into it. */
export function adoptSource({ kind, project }: Source): Adoption {
  const from = project.manifest.options.idl ?? '';
  const to = project.options.idl;
  const notes = kind === 'other' ? [diagnose('source-changed', { from, to })] : [];
  return { project, inserts: [], notes };
}

/** Takes nothing of the contract in, which must be as it was: for what is appended beside it. */
export function adoptNothing(run: ExtendRun): Adopted {
  const source = sourceOf(run);
  const { fresh, diagnostics, files } = offeredBy(run, source);
  if (hasErrors(diagnostics)) return { diagnostics, sources: files };
  const notes = leftAlone(source.path, fresh);
  const { services } = run.project.manifest;
  return withinScope(run, { project: run.project, inserts: [], notes }, { services });
}

/** Holds an adoption to its scope: what the project had already is as it was, what else is new stays out. */
export function withinScope(
  { request: { cwd } }: Pick<ExtendRun, 'request'>,
  adoption: Adoption,
  { services, isExpected }: Scope,
): Adopted {
  const { project, text } = adoption;
  const last = readLastContract(cwd, project);
  if (last.published === undefined) return { diagnostics: last.diagnostics };
  const now = readOrRefuse(cwd, withServices(project, project.manifest.services), text);
  if (now.contract === undefined) return now;
  const changes = differences(last.published, publishedBy(project, now.contract), isExpected);
  if (changes.length > 0) {
    const params = { file: project.contractPath, changes: [...changes], out: project.name };
    return { diagnostics: [diagnose('contract-differs', params)] };
  }
  const { names } = servicesIn(cwd, project, text);
  const isWhole = project.options.service === '' && names.every((name) => services.includes(name));
  return { adoption: { ...adoption, project: withServices(project, isWhole ? [] : services) } };
}
