import * as fc from 'fast-check';
import { requestFields, resolveType } from '../../../src/ir/resolve.ts';
import type { Declarations } from '../../../src/ir/resolve.ts';
import type { Route } from '../../../src/ir/routes.ts';
import type { Json, Method } from '../../../src/ir/types.ts';
import { isList, isObject } from '../../../src/text/json.ts';
import { objectOf, partOf } from '../arbitrary/objects.ts';
import type { Sample } from '../arbitrary/sample.ts';
import type { Samples } from '../arbitrary/samples.ts';
import type { Carrier } from '../arbitrary/scope.ts';

/** How a field of a request travels. */
export function carrierOf(route: Route, field: string): Carrier {
  if (route.pathFields.includes(field)) return 'path';
  return route.input === 'body' ? 'json' : 'query';
}

/** Valid requests of a method, each field as its route carries it. */
export function requestSamples(
  method: Method,
  route: Route,
  { samples, declarations }: { readonly samples: Samples; readonly declarations: Declarations },
): fc.Arbitrary<Sample> {
  const type = resolveType(method.request, declarations);
  if (type.kind !== 'object') throw new Error(`${method.name} has a request that is no object`);
  if (type.additional !== undefined) return samples(method.request);
  const parts = requestFields(method.request, declarations).map((field) => {
    const carrier = carrierOf(route, field.name);
    const part = samples(field.type, carrier).map((sample) => partOf(field, sample, carrier));
    return field.optional ? fc.option(part, { nil: undefined, freq: 3 }) : part;
  });
  return fc.tuple(...parts).map((given) =>
    objectOf(
      type,
      given.filter((part) => part !== undefined),
      declarations,
    ),
  );
}

/** The arguments of a call, from the fields of its request. */
export function argumentsOf(method: Method, request: unknown): readonly unknown[] {
  if (method.input === 'message') return [request];
  const fields = request as Readonly<Record<string, unknown>>;
  return method.parameters.map(({ name }) => fields[name]);
}

/** A request as it goes over HTTP, whatever is wrong with it. */
export function rawRequest(route: Route, message: Json): { target: string; body?: string } {
  const fields = isObject(message) ? Object.entries(message) : [];
  const path = route.path.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(fields.find(([key]) => key === name)?.[1] ?? '')),
  );
  const rest = fields.filter(([name]) => !route.pathFields.includes(name));
  if (route.input === 'body') {
    return { target: path, body: JSON.stringify(Object.fromEntries(rest)) };
  }
  const query = rest.flatMap(([name, value]) => queryPairs(name, value)).join('&');
  return { target: query === '' ? path : `${path}?${query}` };
}

function queryPairs(name: string, value: Json): readonly string[] {
  if (isList(value)) return value.flatMap((item) => queryPairs(name, item));
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, item]) => queryPairs(`${name}.${key}`, item));
  }
  return [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`];
}
