import { type Declarations, requestFields } from '../ir/resolve.ts';
import type { Route } from '../ir/routes.ts';
import type { Method } from '../ir/types.ts';
import { distinctNames, safeName } from '../text/identifiers.ts';
import { callGroup, group } from '../text/layout.ts';
import { propertyAccess, propertyKey, stringLiteral, valueLiteral } from '../text/literals.ts';
import type { MethodPlan } from './context.ts';
import type { Imports } from './imports.ts';
import { defaultJson } from './proto/default-json.ts';
import { type ClientScope, CODEC, runtime } from './sdk-scope.ts';
import { streamsIn } from '../ir/method-kind.ts';
import { streamItem } from './signatures.ts';

/** Where the parts of a request come from. */
export interface RequestSource {
  readonly encoded: string;
  /** The whole message as an expression; absent where it has to be put together from its fields. */
  readonly whole: string | undefined;
  readonly field: (name: string) => string;
}

/** Where the parts of a method's request come from: it is turned into JSON once, where it has to be. */
export function requestOf(
  { method, route }: Pick<MethodPlan, 'method' | 'route'>,
  names: readonly string[],
  { imports, wires }: ClientScope,
): RequestSource {
  const first = names[0] ?? '';
  const isWhole = method.input === 'message';
  const fieldOf = (name: string): string =>
    isWhole
      ? propertyAccess(first, name)
      : (names[method.parameters.findIndex((one) => one.name === name)] ?? name);
  const wire = streamsIn(method)
    ? undefined
    : wires.nameOf(method.request, `${method.name}Request`);
  if (wire === undefined) {
    return { encoded: '', whole: isWhole ? first : undefined, field: fieldOf };
  }
  const encoded = imports.value(runtime('json'), 'encoded');
  const described = imports.value(CODEC, wire);
  const all = method.parameters.map(({ name }) => name);
  const target = safeName('message', new Set(names));
  const value = isWhole ? first : recordText(all, fieldOf);
  const message = `${encoded}${group(['(', ')'], [described, value])}`;
  const leftOut = (route.leftOut ?? []).map(({ field }) => field);
  return {
    encoded: `const ${target} = ${refusing(leftOut, message, imports)};`,
    whole: target,
    field: (name) => propertyAccess(target, name),
  };
}

/** The message, or an error where it has a field that no request over HTTP has a place for. */
function refusing(leftOut: readonly string[], message: string, imports: Imports): string {
  if (leftOut.length === 0) return message;
  const refuseFields = imports.value(runtime('url'), 'refuseFields');
  return `${refuseFields}${group(['(', ')'], [message, valueLiteral(leftOut)])}`;
}

/** The properties of the request that the HTTP client is given, in order. */
export function requestLines(
  item: MethodPlan,
  request: RequestSource,
  scope: ClientScope,
): readonly string[] {
  const { method, route, operation } = item;
  return [
    `operation: ${stringLiteral(operation)},`,
    `method: '${route.verb}',`,
    `path: ${pathText(item, request, scope)},`,
    ...payloadLines(method, route, { request, scope }),
  ];
}

function pathText(
  { method, route }: MethodPlan,
  request: RequestSource,
  { imports, declarations }: ClientScope,
): string {
  if (route.pathFields.length === 0) return stringLiteral(route.path);
  const fillPath = imports.value(runtime('url'), 'fillPath');
  const isRuled = method.http?.body !== undefined;
  const values = isRuled
    ? ruledValues(method, route, request, declarations)
    : recordText(route.pathFields, request.field);
  const isObject = !isRuled || values !== request.whole;
  return callGroup(fillPath, [stringLiteral(route.path), values], isObject);
}

/** A message in JSON has no defaults, which a path must have. */
function ruledValues(
  { request }: Method,
  { pathFields }: Route,
  { whole = '' }: RequestSource,
  declarations: Declarations,
): string {
  const fields = requestFields(request, declarations);
  const defaults = pathFields.flatMap((name) => {
    const field = fields.find((one) => one.name === name);
    const value = field === undefined ? null : defaultJson(field, declarations);
    return value === null || value === '' ? [] : [`${propertyKey(name)}: ${valueLiteral(value)}`];
  });
  if (defaults.length === 0) return whole;
  return group(['{', '}'], [...defaults, `...${whole}`], { padded: true });
}

interface Payload {
  readonly request: RequestSource;
  readonly scope: ClientScope;
}

function payloadLines(
  method: Method,
  route: Route,
  { request, scope }: Payload,
): readonly string[] {
  if (streamsIn(method)) return messageLines(method, scope);
  const all = method.parameters.map(({ name }) => name);
  if (method.http?.body !== undefined) return ruledPayload(route, { request, scope });
  if (route.input === 'body') return [`body: ${request.whole ?? recordText(all, request.field)},`];
  if (route.input === 'none') return [];
  const isSpread = request.whole !== undefined && route.pathFields.length === 0;
  const query = isSpread ? `{ ...${request.whole} }` : recordText(route.queryFields, request.field);
  return [`query: ${query},`];
}

/** The parts of a message as `google.api.http` shares them out. */
function ruledPayload(route: Route, { request, scope }: Payload): readonly string[] {
  const { bodyField, queryFields, queryWithout = [], leftOut = [], input } = route;
  const { whole = '' } = request;
  if (input === 'body' && bodyField === undefined) return [`body: ${whole},`];
  const body = bodyField === undefined ? [] : [`body: ${request.field(bodyField)},`];
  if (queryFields.length === 0) return body;
  const out = [...queryWithout, ...leftOut.map(({ field }) => field)];
  const nested = out.filter((name) => name.includes('.'));
  const query = recordText(queryFields, request.field);
  if (nested.length === 0) return [...body, `query: ${query},`];
  const withoutFields = scope.imports.value(runtime('url'), 'withoutFields');
  const names = [...new Set(nested)];
  return [...body, `query: ${withoutFields}${group(['(', ')'], [query, valueLiteral(names)])},`];
}

/** The messages of a stream, and what makes JSON of each. */
function messageLines(method: Method, { imports, wires }: ClientScope): readonly string[] {
  const [stream] = distinctNames(method.parameters.map(({ name }) => name));
  const item = streamItem(method);
  const wire = item === undefined ? undefined : wires.nameOf(item, `${method.name}Item`);
  return [
    stream === 'messages' ? 'messages,' : `messages: ${stream},`,
    ...(wire === undefined ? [] : [`encode: ${imports.value(CODEC, wire)}.encode,`]),
  ];
}

/** An object of some names, each with its value; shorthand where they are the same. */
export function recordText(names: readonly string[], field: (name: string) => string): string {
  const entries = names.map((name) => {
    const value = field(name);
    return value === name ? name : `${propertyKey(name)}: ${value}`;
  });
  return group(['{', '}'], entries, { padded: true });
}
