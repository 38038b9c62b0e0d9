import type { Contract, Declaration, Service, SnapshotDeclaration, Type } from '../ir/types.ts';
import { allLayouts, layoutsFrom } from './proto/layouts.ts';
import { reachedDeclarations } from './reach.ts';

/**
 * The part of a contract that the files of one service speak of. What is planned for a service from its slice is
 * what is planned from the whole: so files whose slice is as it was are as they were.
 */
export function sliceOf(contract: Contract, service: Service): Contract {
  const { source } = contract;
  return {
    source,
    services: [service],
    declarations: declarationsOf(contract, service),
    snapshot: snapshotOf(contract, service.name),
  };
}

/** What the author wrote of a service, in the contract's order. */
export function snapshotOf(contract: Contract, service: string): readonly SnapshotDeclaration[] {
  const byName = new Map(contract.snapshot.map((item) => [item.name, item]));
  const reached = new Set<SnapshotDeclaration>();
  const pending = [service];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const item = byName.get(name);
    if (item === undefined || reached.has(item)) continue;
    reached.add(item);
    pending.push(...item.references);
  }
  return contract.snapshot.filter((item) => reached.has(item));
}

/** What the methods lead to, and what is only said to be the argument of a generic one: `Omit<User, 'id'>`. */
function declarationsOf(contract: Contract, { methods }: Service): readonly Declaration[] {
  const roots: readonly Type[] = methods.flatMap(({ request, response, parameters }) => [
    request,
    ...(response === undefined ? [] : [response]),
    ...parameters.map(({ type }) => type),
  ]);
  for (let reached = reachedDeclarations(contract, roots); ;) {
    const args = reached.flatMap(({ generic }) => generic?.arguments ?? []);
    const all = reachedDeclarations(contract, [...roots, ...args]);
    if (all.length === reached.length) return all;
    reached = all;
  }
}

/**
 * Writes all that the files of a service are planned from into one text, to be compared with that of another day.
 * Where things stand in the contract is no part of it.
 */
export function sliceTexts(contract: Contract): (service: Service) => string {
  const texts = new Map<Declaration, string>();
  const layouts = layoutTexts(contract);
  const textOf = (declaration: Declaration): string => {
    const text = texts.get(declaration) ?? textWithoutPlaces(declaration);
    texts.set(declaration, text);
    return text;
  };
  return (service) => {
    const { source, declarations, snapshot } = sliceOf(contract, service);
    const parts = [source, textWithoutPlaces(service), JSON.stringify(snapshot)];
    return [...parts, ...layouts(declarations), ...declarations.map(textOf)].join('\n');
  };
}

/** How messages of the protobuf language are laid into bytes, which their declarations do not say. */
function layoutTexts({
  proto,
}: Contract): (declarations: readonly Declaration[]) => readonly string[] {
  if (proto === undefined) return () => [];
  const all = allLayouts(proto);
  let whole: string | undefined;
  return (declarations) => {
    const found = layoutsFrom(
      all,
      declarations.flatMap((declaration) => declaration.proto ?? []),
    );
    return [found === all ? (whole ??= JSON.stringify(all)) : JSON.stringify(found)];
  };
}

/** What the author gave as JSON may have a member of any name: it is kept as it is. */
const GIVEN = new Set(['default', 'examples']);

function textWithoutPlaces(value: object): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === 'span') return undefined;
    return GIVEN.has(key) ? JSON.stringify(part) : part;
  });
}
