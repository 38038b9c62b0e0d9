import { serviceId } from '../../ir/service-id.ts';
import type { Service } from '../../ir/types.ts';
import { readDocs } from './docs.ts';
import type { Lowering } from './lowering.ts';
import { readBasePath } from './method-tags.ts';
import { lowerMethod } from './methods.ts';
import type { FoundService } from './services.ts';

/** Lowers a service with all its methods. */
export function lowerService(lowering: Lowering, { symbol, node, methods }: FoundService): Service {
  const entity = lowering.entities.get(symbol);
  const name = entity?.name ?? symbol.name;
  const parts = entity?.parts.map((part) => part.node) ?? [];
  const documented = readDocs(lowering, parts, 'service');
  const basePath = readBasePath(lowering.report, documented);
  return {
    name,
    id: serviceId(name),
    docs: documented.docs,
    span: lowering.program.spanOf(node),
    methods: methods.flatMap((method) => lowerMethod(lowering, name, method)),
    ...(basePath === undefined ? {} : { basePath }),
  };
}
