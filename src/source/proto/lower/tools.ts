import { createHash } from 'node:crypto';
import { TOOL_NAME, TOOL_NAME_LIMIT, toolName } from '../../../ir/tools.ts';
import type { Method, Service } from '../../../ir/types.ts';
import { lowerFirst } from '../../../text/cases.ts';

/**
 * Services whose methods have names that AI clients take, each another: a `.proto` has no `@tool` to name them by. One that is taken has the
 * whole name of its service; one that is too long, or taken once more, ends in a part of its hash.
 */
export function withOwnTools(services: readonly Service[]): readonly Service[] {
  const taken = new Set<string>();
  const named = (service: Service, method: Method): Method => {
    const usual = toolName(service, method);
    if (usual === undefined) return method;
    const tool = freeName(usual, `${lowerFirst(service.name)}_${method.name}`, taken);
    taken.add(tool);
    return tool === usual ? method : { ...method, tool };
  };
  return services.map((service) => ({
    ...service,
    methods: service.methods.map((method) => named(service, method)),
  }));
}

function freeName(usual: string, whole: string, taken: ReadonlySet<string>): string {
  const fits = [usual, whole].map((name) => name.replaceAll('$', '_')).find((name) => isFree(name));
  return fits ?? `${whole.slice(0, TOOL_NAME_LIMIT - 9).replaceAll('$', '_')}_${hashOf(whole)}`;

  function isFree(name: string): boolean {
    return name.length <= TOOL_NAME_LIMIT && TOOL_NAME.test(name) && !taken.has(name);
  }
}

/** Eight hexadecimal digits. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
