import { diagnose } from '../../../diagnostics/diagnostic.ts';
import { pathShape } from '../../../ir/path-template.ts';
import type { HttpRule, Method, Service } from '../../../ir/types.ts';
import type { ReportHttp } from './http.ts';

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

/**
 * Services without rules of `google.api.http` that another method has before them: contracts of others hold such, and nobody can serve both.
 * A method that is left without any has its derived route.
 */
export function withFreeRules(services: readonly Service[], report: ReportHttp): Service[] {
  const taken = new Map<string, string>();
  const isFree = (rule: HttpRule, method: string): boolean => {
    const { verb, path, span } = rule;
    const shape = `${verb} ${pathShape(path)}`;
    const other = taken.get(shape);
    taken.set(shape, other ?? method);
    if (other === undefined) return true;
    report(diagnose('proto-http-taken', { verb, path, method, takenBy: other }, { span }));
    return false;
  };
  const freed = (method: Method, name: string): Method => {
    const { http, ...bare } = method;
    if (http === undefined || method.kind === 'bidi-stream') return method;
    const { additional = [], ...main } = http;
    const [first, ...others] = [main, ...additional].filter((rule) => isFree(rule, name));
    if (first === undefined) return bare;
    return { ...bare, http: others.length === 0 ? first : { ...first, additional: others } };
  };
  return services.map((service) => ({
    ...service,
    methods: service.methods.map((method) => freed(method, `${service.name}.${method.name}`)),
  }));
}
