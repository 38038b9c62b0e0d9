import { diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import { identifiersIn, insertInterfaceMember, interfaceMember } from '../edit/interface-member.ts';
import type { Contract, SnapshotDeclaration } from '../ir/types.ts';
import { projectPaths } from '../plan/project-paths.ts';
import { publishedBy } from '../pipeline/published.ts';
import { type Adopted, type Adoption, adoptSource, withinScope } from './adopt.ts';
import { ownIdl, withDeclarations } from './own-idl.ts';
import type { Target } from './request.ts';
import { readOrRefuse } from './read-or-refuse.ts';
import { type ExtendRun, type Source, offeredBy, sourceOf, withServices } from './source.ts';
import { type MethodName, stubFor } from './stub.ts';
import { leftAlone } from './left-alone.ts';
import { matchName } from './match-name.ts';
import { differences } from './differences.ts';
import { readLastContract } from './last-contract.ts';

/** Takes one new method of a service in, and gives the user's class a stub for it. */
export function adoptMethod(run: ExtendRun, wanted: Extract<Target, { kind: 'method' }>): Adopted {
  const { project, request } = run;
  const { services } = project.manifest;
  const source = sourceOf(run);
  const service = matchName(services, wanted.service);
  if (service === undefined) {
    const params = { name: wanted.service, out: project.name, available: [...services] };
    return { diagnostics: [diagnose('service-unknown', params)] };
  }
  const { fresh, diagnostics, files } = offeredBy(run, source);
  if (hasErrors(diagnostics)) return { diagnostics, sources: files };
  const read = readOrRefuse(request.cwd, withServices(source.project, services));
  if (read.contract === undefined) return read;
  const last = readLastContract(request.cwd, project);
  if (last.published === undefined) return { diagnostics: last.diagnostics };
  const known = methodsOf(last.published.contract, service);
  const offered = methodsOf(read.contract, service);
  const name = matchName(offered, wanted.name);
  if (name === undefined) {
    const available = offered.filter((one) => !known.includes(one));
    const params = { kind: 'method', name: `${service}.${wanted.name}`, file: source.path };
    return { diagnostics: [diagnose('target-unknown', { ...params, available })] };
  }
  const method = { service, name };
  const adopted = intoContract({ run, source, contract: read.contract, method });
  if (adopted.adoption === undefined) return adopted;
  const others = offered.filter((one) => one !== name && !known.includes(one));
  const rest = [...others.map((one) => `${service}.${one}`), ...fresh];
  return intoClass(run, { adoption: adopted.adoption, method, known, rest, source });
}

function methodsOf({ services }: Contract, service: string): readonly string[] {
  return services.find(({ name }) => name === service)?.methods.map(({ name }) => name) ?? [];
}

/** A method on its way from a source into the project's contract. */
interface OfferedMethod {
  readonly run: ExtendRun;
  readonly source: Source;
  readonly contract: Contract;
  readonly method: MethodName;
}

/** The contract's side: the file as it is, or the user's idl.ts with the method in it. */
function intoContract({ run, source, contract, method }: OfferedMethod): Adopted {
  if (source.kind !== 'added') return { adoption: adoptSource(source) };
  const { project, request } = run;
  const before = ownIdl(project);
  const text = contract.snapshot.find(({ name }) => name === method.service)?.text ?? '';
  const member = interfaceMember(text, method.service, method.name);
  const hasIt = interfaceMember(before.text, method.service, method.name) !== undefined;
  const inserted =
    hasIt || member === undefined
      ? before.text
      : insertInterfaceMember(before.text, method.service, { text: member });
  if (inserted === undefined) {
    return {
      diagnostics: [
        diagnose('interface-not-found', { name: method.service, file: projectPaths.idl }),
      ],
    };
  }
  const reached = reachedBy(contract, member ?? '');
  const added = withDeclarations({ ...before, text: inserted }, reached);
  const own = readOrRefuse(request.cwd, withServices(project, [method.service]), added.text);
  if (own.contract === undefined) return own;
  const changes = differences(
    publishedBy(project, only(contract, method)),
    publishedBy(project, only(own.contract, method)),
  );
  if (changes.length === 0) return { adoption: { project, ...added, notes: [] } };
  const params = { name: operationOf(method), file: source.path, changes: [...changes] };
  return { diagnostics: [diagnose('declaration-differs', params)] };
}

/** What the text of a method names, and what that names in turn. */
function reachedBy({ snapshot }: Contract, member: string): readonly SnapshotDeclaration[] {
  const names = new Set<string>();
  const visit = (name: string): void => {
    const found = snapshot.find((one) => one.name === name);
    if (found === undefined || names.has(name)) return;
    names.add(name);
    found.references.forEach(visit);
  };
  identifiersIn(member).forEach(visit);
  return snapshot.filter(({ name }) => names.has(name));
}

/** A contract of one method. */
function only(contract: Contract, { service, name }: MethodName): Contract {
  const services = contract.services
    .filter((one) => one.name === service)
    .map((one) => ({ ...one, methods: one.methods.filter((method) => method.name === name) }));
  return { ...contract, services };
}

function operationOf({ service, name }: MethodName): string {
  return `${service}.${name}`;
}

/** A method that the contract has, on its way into the user's class. */
interface AdoptedMethod {
  readonly adoption: Adoption;
  readonly method: MethodName;
  /** The methods that the service had already. */
  readonly known: readonly string[];
  /** What else is new in the file. */
  readonly rest: readonly string[];
  readonly source: Source;
}

/** The user's side: a stub in the class, unless the class has the method already. */
function intoClass(
  run: ExtendRun,
  { adoption, method, known, rest, source }: AdoptedMethod,
): Adopted {
  const { project } = run;
  const operation = operationOf(method);
  const { services } = project.manifest;
  const held = withinScope(run, adoption, {
    services,
    isExpected: ({ code, subject }) => code === 'method-added' && subject === operation,
  });
  if (held.adoption === undefined) return held;
  const next = held.adoption;
  const read = readOrRefuse(run.request.cwd, next.project, next.text);
  if (read.contract === undefined) return read;
  const { insert, diagnostic } = stubFor(next.project, read.contract, method);
  if (diagnostic !== undefined) return { diagnostics: [diagnostic] };
  if (insert === undefined && known.includes(method.name)) {
    return { diagnostics: [diagnose('target-exists', { kind: 'method', name: operation })] };
  }
  const inserts = insert === undefined ? next.inserts : [...next.inserts, insert];
  const notes = [...next.notes, ...leftAlone(source.path, rest)];
  return { adoption: { ...next, inserts, notes } };
}
