import { innerTypes } from '../ir/inner-types.ts';
import type { Contract, Declaration, Service, Type } from '../ir/types.ts';

/** Every declaration that some types lead to, in the contract's order. */
export function reachedDeclarations(
  contract: Contract,
  roots: readonly Type[],
): readonly Declaration[] {
  const byName = new Map(contract.declarations.map((item) => [item.name, item]));
  const reached = new Set<string>();
  const pending = [...roots];
  for (let type = pending.pop(); type !== undefined; type = pending.pop()) {
    if (type.kind === 'ref') {
      const declaration = byName.get(type.name);
      if (declaration === undefined || reached.has(type.name)) continue;
      reached.add(type.name);
      pending.push(declaration.type);
    } else pending.push(...innerTypes(type));
  }
  return contract.declarations.filter((item) => reached.has(item.name));
}

/** The declarations that a service's requests are made of. */
export function requestDeclarations(contract: Contract, service: Service): readonly Declaration[] {
  return reachedDeclarations(
    contract,
    service.methods.map((method) => method.request),
  );
}
