import { type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import { publishedBy } from '../pipeline/published.ts';
import { type Adopted, adoptSource, withinScope } from './adopt.ts';
import { ownIdl, withDeclarations } from './own-idl.ts';
import { readOrRefuse } from './read-or-refuse.ts';
import { type ExtendRun, type Source, offeredBy, sourceOf, withServices } from './source.ts';
import { leftAlone } from './left-alone.ts';
import { matchName } from './match-name.ts';
import { differences } from './differences.ts';

/** Takes one new service in, with what it reaches. */
export function adoptService(run: ExtendRun, wanted: string): Adopted {
  const source = sourceOf(run);
  const { fresh, diagnostics, files } = offeredBy(run, source);
  if (hasErrors(diagnostics)) return { diagnostics, sources: files };
  const { services } = run.project.manifest;
  const present = matchName(services, wanted);
  if (present !== undefined) {
    return { diagnostics: [diagnose('target-exists', { kind: 'service', name: present })] };
  }
  const name = matchName(fresh, wanted);
  if (name === undefined) {
    const params = { kind: 'service', name: wanted, file: source.path, available: [...fresh] };
    return { diagnostics: [diagnose('target-unknown', params)] };
  }
  const adopted =
    source.kind === 'added' ? addService(run, source, name) : { adoption: adoptSource(source) };
  if (adopted.adoption === undefined) return adopted;
  const others = fresh.filter((one) => one !== name);
  const all = [...services, name];
  const widened = widenedList(run.project.options.service, all);
  const notes = [...adopted.adoption.notes, ...widened, ...leftAlone(source.path, others)];
  return withinScope(run, { ...adopted.adoption, notes }, { services: all });
}

/** A list of services that the user gave once is another from now on. */
function widenedList(from: string, services: readonly string[]): readonly Diagnostic[] {
  return from === '' ? [] : [diagnose('service-list-widened', { from, to: services.join(',') })];
}

/** The user's idl.ts gets the service and what it reaches and the file does not declare. */
function addService({ request, project }: ExtendRun, source: Source, name: string): Adopted {
  const read = readOrRefuse(request.cwd, withServices(source.project, [name]));
  if (read.contract === undefined) return read;
  const { contract } = read;
  const added = withDeclarations(ownIdl(project), contract.snapshot);
  const own = readOrRefuse(request.cwd, withServices(project, [name]), added.text);
  if (own.contract === undefined) return own;
  const changes = differences(publishedBy(project, contract), publishedBy(project, own.contract));
  if (changes.length > 0) {
    const params = { name, file: source.path, changes: [...changes] };
    return { diagnostics: [diagnose('declaration-differs', params)] };
  }
  return { adoption: { project, ...added, notes: [] } };
}
