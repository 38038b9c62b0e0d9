import { exampleOf } from '../ir/examples.ts';
import { routeOf } from '../ir/routes.ts';
import type { Contract } from '../ir/types.ts';
import type { SampleRequest } from '../project/next-steps.ts';

/** A request to try a fresh service with: its first method, where an example of its input can be made up. */
export function sampleRequest(contract: Contract, prefix: string): SampleRequest {
  const [service] = contract.services;
  const [method] = service?.methods ?? [];
  const fallback = { verb: 'GET', path: '/health' };
  if (service === undefined || method === undefined) return fallback;
  const declarations = new Map(contract.declarations.map((item) => [item.name, item]));
  const { verb, path, input } = routeOf(service, method, { prefix, declarations });
  if (path.includes('{') || input === 'query') return fallback;
  if (input === 'none') return { verb, path };
  const example = exampleOf(contract, method.request);
  return example === undefined ? fallback : { verb, path, body: JSON.stringify(example) };
}
