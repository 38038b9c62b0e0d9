import type { Service } from '../../../ir/types.ts';

/**
 * Services whose routes would meet those of one before them, each below a path of its own: methods of one name are usual in
 * files whose authors never thought of routes.
 */
export function withOwnRoutes(services: readonly Service[]): readonly Service[] {
  const taken = new Set<string>();
  return services.map((service) => {
    const derived = service.methods.filter(({ http }) => http === undefined);
    const names = derived.map(({ name }) => name.toLowerCase());
    const isMet = names.some((name) => taken.has(name));
    for (const name of names) taken.add(name);
    const isAllDerived = derived.length === service.methods.length;
    return isMet && isAllDerived ? { ...service, basePath: `/${service.id}` } : service;
  });
}
