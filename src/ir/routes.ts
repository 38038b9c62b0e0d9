import { type QueryObstacle, queryObstacle } from './query.ts';
import { type Declarations, requestFields } from './resolve.ts';
import type { Field, HttpVerb, Method, Service } from './types.ts';

/** How a method is reached over HTTP. */
export interface Route {
  readonly verb: HttpVerb;
  /** Absolute, with the prefix and base path, `{name}` where a value stands; no slash at the end. */
  readonly path: string;
  /** The request's fields that the path carries, in its order. */
  readonly pathFields: readonly string[];
  /** Where the rest of the request travels; `none` where there is no rest. */
  readonly input: 'body' | 'query' | 'none';
  /** Set where the body may be left out, because `{}` is one: every field of it is optional. */
  readonly bodyOptional?: true;
  /** The request's own fields that the query carries, when it does. */
  readonly queryFields: readonly string[];
  /** Why a query cannot carry the rest. A derived GET or DELETE is then a POST; an explicit one is a fault. */
  readonly obstacle?: QueryObstacle;
}

/** What routes depend on beside the method itself. */
export interface RouteScope {
  /** Without slashes at its ends; empty for none. */
  readonly prefix: string;
  readonly declarations: Declarations;
}

/**
 * The route of a method: its `@http`, else a verb from the prefix of its lower-cased name and that name as
 * path. A prefix puts `/prefix/<service id>` before every route of the service, so that services cannot meet.
 */
export function routeOf(service: Service, method: Method, scope: RouteScope): Route {
  const path = joinPath(
    scope.prefix === '' ? '' : `${scope.prefix}/${service.id}`,
    service.basePath ?? '',
    method.http?.path ?? method.name.toLowerCase(),
  );
  const verb = method.http?.verb ?? derivedVerb(method);
  return bindRoute(method, { verb, path, declarations: scope.declarations });
}

/** Whether HTTP carries a method: one that streams both ways at once it does not (`bidi-needs-grpc`). */
export function hasRoute({ kind }: Pick<Method, 'kind'>): boolean {
  return kind !== 'bidi-stream';
}

/** The parameter names of a path, in its order. */
export function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '');
}

const VERBS: readonly (readonly [prefix: RegExp, verb: HttpVerb])[] = [
  [/^(?:get|find|query|list|search)/, 'GET'],
  [/^(?:delete|remove)/, 'DELETE'],
  [/^(?:update|edit|modify)/, 'PUT'],
  [/^patch/, 'PATCH'],
];

function derivedVerb(method: Method): HttpVerb {
  if (streamsIn(method)) return 'POST';
  const name = method.name.toLowerCase();
  return VERBS.find(([prefix]) => prefix.test(name))?.[1] ?? 'POST';
}

function streamsIn(method: Method): boolean {
  return method.kind === 'client-stream' || method.kind === 'bidi-stream';
}

interface Binding {
  readonly verb: HttpVerb;
  readonly path: string;
  readonly declarations: Declarations;
}

function bindRoute(method: Method, { verb, path, declarations }: Binding): Route {
  const fields = requestFields(method.request, declarations);
  const named = pathParameters(path);
  const pathFields = named.filter((name) => fields.some((field) => field.name === name));
  const rest = fields.filter((field) => !pathFields.includes(field.name));
  const route = { verb, path, pathFields, queryFields: [] };
  if (verb !== 'GET' && verb !== 'DELETE') {
    const empty = method.input === 'none' || (rest.length === 0 && pathFields.length > 0);
    return empty && !streamsIn(method)
      ? { ...route, input: 'none' }
      : { ...route, ...bodyInput(method, rest) };
  }
  const found = requestObstacle(method, declarations) ?? queryObstacle(rest, declarations);
  if (found !== undefined) {
    return method.http === undefined
      ? { ...route, verb: 'POST', ...bodyInput(method, rest), obstacle: found }
      : { ...route, input: 'query', queryFields: rest.map(nameOf), obstacle: found };
  }
  if (rest.length === 0) return { ...route, input: 'none' };
  return { ...route, input: 'query', queryFields: rest.map(nameOf) };
}

/** A request, or what the path leaves of it, as a body. A stream is no message that could be empty. */
export function bodyInput(
  method: Method,
  rest: readonly Field[],
): Pick<Route, 'input' | 'bodyOptional'> {
  const isOptional = !streamsIn(method) && rest.every(({ optional }) => optional);
  return { input: 'body', ...(isOptional ? { bodyOptional: true } : {}) };
}

/** What keeps the request as a whole out of a query, whatever its fields are. */
function requestObstacle(method: Method, declarations: Declarations): QueryObstacle | undefined {
  if (streamsIn(method)) return { field: method.parameters[0]?.name ?? '', reason: 'a stream' };
  const type = declarations.get(method.request.name)?.type;
  return type?.kind === 'object' && type.additional !== undefined
    ? { field: method.request.name, reason: 'an object with any key' }
    : undefined;
}

function nameOf(field: { readonly name: string }): string {
  return field.name;
}

function joinPath(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
}
