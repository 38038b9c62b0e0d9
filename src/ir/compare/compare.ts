import { byCodeUnit } from '../../text/order.ts';
import { withProtoChanges } from '../compare-proto/contract-changes.ts';
import type { PublishedContract, PublishedMethod } from '../published.ts';
import { declarationsByName } from '../resolve.ts';
import type { Service } from '../types.ts';
import { accepts } from './accepts.ts';
import type { ContractChange } from './change.ts';
import type { Verdicts } from './verdicts.ts';
import { ruled, toolless } from './findings.ts';
import { type GrpcComparison, settleGrpc } from './grpc.ts';
import { type MethodScope, compareDeprecated, compareMethods } from './methods.ts';
import { type Paired, type ServicePair, pairContracts } from './pairs.ts';
import { methodName, routeText } from './routes.ts';
import { verdictsOf } from './rules.ts';
import { compareNames } from './type-names.ts';
import { createWalk } from './types.ts';
import { sidesOf } from './walk.ts';
import { worst } from './worst.ts';

/**
 * What changed from one contract to the next, and what each change means to those who use the old one: sorted by
 * subject, then by place. What is for reading only (descriptions, examples, tags) is not compared.
 * @param grpc what their messages show, where both speak gRPC
 */
export function compareContracts(
  before: PublishedContract,
  after: PublishedContract,
  grpc?: GrpcComparison,
): readonly ContractChange[] {
  const walk = createWalk(declarationsByName(before.contract), declarationsByName(after.contract));
  const scope: MethodScope = { walk, before, after };
  const paired = pairContracts(before, after);
  const changes = [
    ...paired.services.flatMap(compareServices),
    ...paired.removedServices.map((service) => removedService(service, paired)),
    ...paired.addedServices.map(addedService),
    ...paired.methods.flatMap((pair) => [
      ...compareOwners(pair, paired),
      ...compareMethods(pair, scope),
    ]),
    ...paired.removedMethods
      .filter(({ service }) => !paired.removedServices.includes(service))
      .map((method) => removedMethod(method, { paired, scope })),
    ...paired.addedMethods
      .filter(({ service }) => !paired.addedServices.includes(service))
      .map(addedMethod),
    ...compareNames(scope, paired),
  ];
  const told = withProtoChanges(before.contract, after.contract, together(changes));
  return sorted(settleGrpc(told, grpc));
}

function compareServices({ before, after }: ServicePair): readonly ContractChange[] {
  const spans = { before: before.span, after: after.span };
  const renamed =
    before.name === after.name
      ? []
      : [ruled('service-renamed', before.name, `it is called ${after.name} now`, spans)];
  return [...renamed, ...compareDeprecated(before.name, [before, after])];
}

/** Methods that other services took over still answer: only the rest breaks callers and tools. */
function removedService(service: Service, { removedMethods }: Paired): ContractChange {
  const gone = removedMethods.filter((one) => one.service === service);
  const verdicts = verdictsOf('service-removed', undefined);
  const names = gone.map(({ method }) => method.name).join(', ');
  const message = gone.length === 0 ? 'it was removed' : `it was removed, with ${names}`;
  return ruled('service-removed', service.name, message, {
    before: service.span,
    verdicts:
      gone.length === 0 ? { source: verdicts.source ?? 'breaking' } : toolVerdicts(verdicts, gone),
  });
}

function toolVerdicts(verdicts: Verdicts, methods: readonly PublishedMethod[]): Verdicts {
  return methods.some(({ tool }) => tool !== undefined) ? verdicts : toolless(verdicts);
}

function addedService(service: Service): ContractChange {
  const names = service.methods.map(({ name }) => name).join(', ');
  return ruled('service-added', service.name, `it was added, with ${names}`, {
    after: service.span,
  });
}

/** A method that was found by its route has another name, or another owner, or both. */
function compareOwners(
  { before, after }: Paired['methods'][number],
  { services }: Paired,
): readonly ContractChange[] {
  const spans = { before: before.method.span, after: after.method.span };
  const isHome = services.some(
    (pair) => pair.before === before.service && pair.after === after.service,
  );
  const subject = methodName(before);
  if (!isHome) {
    const message = `it is ${methodName(after)} now, and stays at ${routeText(after)}`;
    return [ruled('method-moved', subject, message, spans)];
  }
  if (before.method.name === after.method.name) return [];
  const message = `it is called ${after.method.name} now, and stays at ${routeText(after)}`;
  return [ruled('method-renamed', subject, message, spans)];
}

interface Removal {
  readonly paired: Paired;
  readonly scope: MethodScope;
}

function removedMethod(entry: PublishedMethod, removal: Removal): ContractChange {
  const verdicts = toolVerdicts(verdictsOf('method-removed', undefined), [entry]);
  return ruled('method-removed', methodName(entry), `it was removed: ${routeText(entry)}`, {
    before: entry.method.span,
    verdicts,
    help: renameHelp(entry, removal),
  });
}

/** The one new method of the same service that takes and answers what a removed one did. */
function renameHelp(entry: PublishedMethod, { paired, scope }: Removal): string | undefined {
  const owner = paired.services.find(({ before }) => before === entry.service)?.after;
  const [found, ...others] = paired.addedMethods.filter(
    (one) => one.service === owner && isAlike(entry, one, scope),
  );
  if (found === undefined || others.length > 0) return undefined;
  const tool = entry.tool === undefined ? '' : ` and \`@tool ${entry.tool}\``;
  return `It looks like ${found.method.name}, which is new. If it was renamed, \`@http ${routeText(entry)}\`${tool} on it keep it where callers look for it.`;
}

function isAlike(before: PublishedMethod, after: PublishedMethod, { walk }: MethodScope): boolean {
  const [old, fresh] = [before.method, after.method];
  const requests = sidesOf(walk, old.request, fresh.request);
  if (!accepts(requests.after, requests.before, 'request')) return false;
  if (old.response === undefined || fresh.response === undefined) {
    return old.response === fresh.response;
  }
  const responses = sidesOf(walk, old.response, fresh.response);
  return accepts(responses.before, responses.after, 'response');
}

function addedMethod(entry: PublishedMethod): ContractChange {
  const verdicts = toolVerdicts(verdictsOf('method-added', undefined), [entry]);
  const message = `it was added: ${routeText(entry)}`;
  return ruled('method-added', methodName(entry), message, { after: entry.method.span, verdicts });
}

/** One change for what was found on several ways; what it breaks on one of them it breaks. */
function together(changes: readonly ContractChange[]): readonly ContractChange[] {
  const found = new Map<string, ContractChange>();
  for (const change of changes) {
    const key = [change.code, change.subject, change.position, change.message].join('\n');
    const other = found.get(key);
    found.set(
      key,
      other === undefined ? change : { ...other, verdicts: worst(other.verdicts, change.verdicts) },
    );
  }
  return [...found.values()];
}

function sorted(changes: readonly ContractChange[]): readonly ContractChange[] {
  const lineOf = ({ after, before }: ContractChange): number => (after ?? before)?.line ?? 0;
  const columnOf = ({ after, before }: ContractChange): number => (after ?? before)?.column ?? 0;
  return changes.toSorted(
    (a, b) =>
      byCodeUnit(a.subject, b.subject) ||
      lineOf(a) - lineOf(b) ||
      columnOf(a) - columnOf(b) ||
      byCodeUnit(a.code, b.code) ||
      byCodeUnit(a.position ?? '', b.position ?? '') ||
      byCodeUnit(a.message, b.message),
  );
}
