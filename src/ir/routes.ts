import { parseTemplate, pathVariables } from './path-template.ts';
import { type QueryObstacle, queryObstacle } from './query.ts';
import { queryShare } from './query-share.ts';
import { streamsIn } from './method-kind.ts';
import { type Declarations, fieldAt, requestFields, resolveType } from './resolve.ts';
import type { Field, HttpBody, HttpRule, HttpVerb, Method, Service } from './types.ts';

/** How a method is reached over HTTP. */
export interface Route {
  readonly verb: HttpVerb;
  /**
   * Absolute, with the prefix and base path, `{name}` where a value stands; no slash at the end. A template of
   * `path-template.ts`.
   */
  readonly path: string;
  /** The request's fields that the path carries, in its order, with dots where they are fields of nested messages. */
  readonly pathFields: readonly string[];
  /** Where the rest of the request travels; `none` where there is no rest. */
  readonly input: 'body' | 'query' | 'none';
  /** The field that is the body, where that is not all of the rest: what is left is the query's. */
  readonly bodyField?: string;
  /** Set where the body may be left out, because `{}` is one: every field of it is optional. */
  readonly bodyOptional?: true;
  /** The request's own fields that the query carries, when it does. */
  readonly queryFields: readonly string[];
  /** What the query does not carry within those fields, with dots. */
  readonly queryWithout?: readonly string[];
  /** What nothing carries over this route, as no query can. */
  readonly leftOut?: readonly QueryObstacle[];
  /** The field of the answer that is all of the response. */
  readonly responseBody?: string;
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
  return routeBy(method.http, service, method, scope);
}

/** Every route of a method: {@link routeOf}, and what further rules add. */
export function routesOf(
  service: Service,
  method: Method,
  scope: RouteScope,
): { readonly route: Route; readonly additional: readonly Route[] } {
  const more = method.http?.additional ?? [];
  return {
    route: routeOf(service, method, scope),
    additional: more.map((rule) => routeBy(rule, service, method, scope)),
  };
}

function routeBy(
  rule: HttpRule | undefined,
  service: Service,
  method: Method,
  { prefix, declarations }: RouteScope,
): Route {
  const path = joinPath(
    prefix === '' ? '' : `${prefix}/${service.id}`,
    service.basePath ?? '',
    rule?.path ?? method.name.toLowerCase(),
  );
  const binding = { verb: rule?.verb ?? derivedVerb(method), path, declarations };
  return rule?.body === undefined ? bindRoute(method, binding) : ruledRoute(method, rule, binding);
}

/** The route that a rule of `google.api.http` makes of a whole path. */
export function ruledRoute(
  method: Method,
  { body = { kind: 'none' }, responseBody }: Pick<HttpRule, 'body' | 'responseBody'>,
  binding: Binding,
): Route {
  const route = mapRoute(method, body, binding);
  return responseBody === undefined ? route : { ...route, responseBody };
}

/** Whether HTTP carries a method: one that streams both ways at once it does not (`bidi-needs-grpc`). */
export function hasRoute({ kind }: Pick<Method, 'kind'>): boolean {
  return kind !== 'bidi-stream';
}

/** The fields that a path names, in its order. */
export function pathParameters(path: string): readonly string[] {
  // A name may also be a part of a step, `/files/{name}.json`, which is no template of `google.api.http`.
  return 'fault' in parseTemplate(path)
    ? [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '')
    : pathVariables(path).map(({ field }) => field);
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

/** Where a route is, and what its method's types are. */
export interface Binding {
  readonly verb: HttpVerb;
  readonly path: string;
  readonly declarations: Declarations;
}

function bindRoute(method: Method, { verb, path, declarations }: Binding): Route {
  const fields = requestFields(method.request, declarations);
  const pathFields = knownFields(path, fields, declarations);
  const rest = fields.filter((field) => !pathFields.includes(field.name));
  const route = { verb, path, pathFields, queryFields: [] };
  if (verb !== 'GET' && verb !== 'DELETE') {
    const empty = method.input === 'none' || (rest.length === 0 && pathFields.length > 0);
    return empty && !streamsIn(method)
      ? { ...route, input: 'none' }
      : { ...route, ...bodyInput(method, rest, declarations) };
  }
  const found = requestObstacle(method, declarations) ?? queryObstacle(rest, declarations);
  if (found !== undefined) {
    return method.http === undefined
      ? { ...route, verb: 'POST', ...bodyInput(method, rest, declarations), obstacle: found }
      : { ...route, input: 'query', queryFields: rest.map(nameOf), obstacle: found };
  }
  if (rest.length === 0) return { ...route, input: 'none' };
  return { ...route, input: 'query', queryFields: rest.map(nameOf) };
}

/** A request shared out as `google.api.http` says: by the rule alone, whatever the verb is. */
function mapRoute(method: Method, body: HttpBody, { verb, path, declarations }: Binding): Route {
  const fields = requestFields(method.request, declarations);
  const pathFields = knownFields(path, fields, declarations);
  const route = { verb, path, pathFields };
  if (body.kind === 'rest' || streamsIn(method)) {
    const rest = fields.filter(({ name }) => !pathFields.includes(name));
    return { ...route, queryFields: [], ...bodyInput(method, rest, declarations) };
  }
  const own = body.kind === 'field' ? fields.filter(({ name }) => name === body.field) : [];
  const others = fields.filter((field) => !own.includes(field));
  const share = queryShare(others, pathFields, declarations);
  const query = {
    queryFields: share.fields,
    ...(share.without.length === 0 ? {} : { queryWithout: share.without }),
    ...(share.leftOut.length === 0 ? {} : { leftOut: share.leftOut }),
  };
  return body.kind === 'field'
    ? { ...route, ...query, ...bodyInput(method, own, declarations), bodyField: body.field }
    : { ...route, ...query, input: share.fields.length === 0 ? 'none' : 'query' };
}

/** The fields that a path names and the request has. */
function knownFields(
  path: string,
  fields: readonly Field[],
  declarations: Declarations,
): readonly string[] {
  return pathParameters(path).filter((name) => fieldAt(fields, name, declarations) !== undefined);
}

/** A request, or what the path leaves of it, as a body. A stream is no message that could be empty, nor is a text. */
export function bodyInput(
  method: Method,
  rest: readonly Field[],
  declarations: Declarations,
): Pick<Route, 'input' | 'bodyOptional'> {
  const { kind } = resolveType(method.request, declarations);
  const hasKeys = kind === 'object' || kind === 'map' || method.input !== 'message';
  const isOptional = hasKeys && !streamsIn(method) && rest.every(({ optional }) => optional);
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
