import { type Diagnostic, type Related, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { nearest } from '../text/nearest.ts';
import { checkUnions } from './check-unions.ts';
import { endlessDeclarations } from './endless.ts';
import { mixesNull } from './query.ts';
import { checkRules } from './check-http-rules.ts';
import { pathShape } from './path-template.ts';
import { type Declarations, declarationsByName, requestFields, resolveType } from './resolve.ts';
import { type Route, pathParameters, routesOf } from './routes.ts';
import { TOOL_NAME, TOOL_NAME_LIMIT, toolName } from './tools.ts';
import type { Contract, Field, Method, Service, Type } from './types.ts';

/** What a contract is checked for. */
export interface CheckOptions {
  /** The route prefix, without slashes at its ends; empty for none. */
  readonly prefix: string;
  /** Whether methods become tools, whose names must then be good. */
  readonly tools: boolean;
  /** Whether a transport carries streams both ways at once, as gRPC does; HTTP alone does not. */
  readonly bidirectional?: boolean;
}

/** A method with its owner and where it is reached. */
interface Entry {
  readonly service: Service;
  readonly method: Method;
  readonly route: Route;
  readonly additional: readonly Route[];
}

/** Finds what is wrong with a contract as a whole, whatever language it was written in. */
export function checkContract(contract: Contract, options: CheckOptions): Diagnostic[] {
  const declarations = declarationsByName(contract);
  const entries = contract.services.flatMap((service) =>
    service.methods.map((method): Entry => {
      const { prefix } = options;
      const [route, ...additional] = routesOf(service, method, { prefix, declarations });
      return { service, method, route, additional };
    }),
  );
  return [
    ...checkServices(contract.services),
    ...checkEndless(contract),
    ...checkUnions(contract, declarations),
    ...checkRoutes(entries),
    ...entries.flatMap((entry) => checkRoute(entry, declarations, options)),
    ...(options.tools ? checkTools(entries) : []),
  ];
}

/** Names that Windows keeps for devices, with any extension: no folder can have them. */
const DEVICES = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

function checkServices(services: readonly Service[]): Diagnostic[] {
  const seen = new Map<string, Service>();
  return services.flatMap((service) => {
    const { id, name, span } = service;
    const other = seen.get(id);
    seen.set(id, other ?? service);
    if (other !== undefined) {
      const related = [{ span: other.span, message: `${other.name} is here` }];
      return [diagnose('duplicate-service', { name, other: other.name, id }, { span, related })];
    }
    if (!DEVICES.test(id)) return [];
    const reason = `Windows keeps the name \`${id}\`, which its folder would have, for a device`;
    return [diagnose('unusable-name', { what: 'a service', name, reason }, { span })];
  });
}

function checkEndless(contract: Contract): Diagnostic[] {
  return endlessDeclarations(contract).map(({ name, span }) =>
    diagnose('endless-type', { name }, { span }),
  );
}

/** What a generated service answers itself, by verb and path. */
const BUILT_IN_ROUTES: ReadonlySet<string> = new Set([
  ...['/health', '/livez', '/readyz', '/metrics', '/debug/routes', '/skill'].map(get),
  ...['/openapi.json', '/schema.json', '/swagger', '/mcp'].map(get),
  'POST /mcp',
  'DELETE /mcp',
]);

function get(path: string): string {
  return `GET ${path}`;
}

function isBuiltIn({ verb, path }: Route): boolean {
  return BUILT_IN_ROUTES.has(`${verb} ${path}`) || (verb === 'GET' && path.startsWith('/swagger/'));
}

/** A route, with the place that says it. */
interface PlacedRoute {
  readonly entry: Entry;
  readonly route: Route;
  readonly span: Span;
}

function placedRoutes(entry: Entry): readonly PlacedRoute[] {
  const { method, route, additional } = entry;
  const span = method.http?.span ?? method.span;
  const spans = method.http?.additional?.map((rule) => rule.span) ?? [];
  return [route, ...additional].map((one, index) => ({
    entry,
    route: one,
    span: spans[index - 1] ?? span,
  }));
}

function checkRoutes(entries: readonly Entry[]): Diagnostic[] {
  const seen = new Map<string, PlacedRoute>();
  return entries.flatMap(placedRoutes).flatMap((placed) => {
    const { route, span } = placed;
    const { verb, path } = route;
    if (isBuiltIn(route)) {
      const takenBy = 'the generated service itself';
      return [diagnose('duplicate-route', { verb, path, takenBy }, { span })];
    }
    const shape = `${verb} ${pathShape(path)}`;
    const other = seen.get(shape);
    seen.set(shape, other ?? placed);
    if (other === undefined) return [];
    const related = [takenHere(other)];
    const takenBy = fullName(other.entry);
    return [diagnose('duplicate-route', { verb, path, takenBy }, { span, related })];
  });
}

function takenHere({ route, span }: PlacedRoute): Related {
  return { span, message: `${route.verb} ${route.path} is taken here` };
}

function fullName({ service, method }: Entry): string {
  return `${service.name}.${method.name}`;
}

function checkRoute(
  entry: Entry,
  declarations: Declarations,
  { bidirectional = false }: CheckOptions,
): Diagnostic[] {
  const { method } = entry;
  if (method.kind === 'bidi-stream') {
    if (bidirectional) return [];
    return [diagnose('bidi-needs-grpc', { method: fullName(entry) }, { span: method.span })];
  }
  if (method.kind === 'client-stream') return checkClientStream(entry);
  if (method.http?.body !== undefined) {
    return checkRules(method, [entry.route, ...entry.additional], declarations);
  }
  return [...checkPath(entry, declarations), ...checkQuery(entry)];
}

/** The messages of a client's stream are the body, and each is a request of its own. */
function checkClientStream(entry: Entry): Diagnostic[] {
  const { verb, path } = entry.route;
  const name = fullName(entry);
  const span = entry.method.http?.span ?? entry.method.span;
  const bodiless = verb === 'GET' || verb === 'DELETE';
  return [
    ...(bodiless ? [diagnose('stream-needs-body', { verb, method: name }, { span })] : []),
    ...pathParameters(path).map((parameter) =>
      diagnose('stream-path-parameter', { parameter, method: name }, { span }),
    ),
  ];
}

function checkPath({ method, route }: Entry, declarations: Declarations): Diagnostic[] {
  const fields = requestFields(method.request, declarations);
  const span = method.http?.span ?? method.span;
  return pathParameters(route.path).flatMap((parameter) => {
    const field = fields.find((one) => one.name === parameter);
    if (field === undefined) {
      const names = fields.map((one) => one.name);
      const params = { parameter, path: route.path, nearest: nearest(parameter, names) };
      return [diagnose('unknown-path-parameter', params, { span })];
    }
    return checkPathField(field, span, declarations);
  });
}

function checkPathField(field: Field, span: Span, declarations: Declarations): Diagnostic[] {
  const reason = field.optional ? 'it may be absent' : pathReason(field.type, declarations);
  if (reason === undefined) return [];
  const related = [{ span: field.span, message: `${field.name} is declared here` }];
  return [diagnose('path-parameter-type', { parameter: field.name, reason }, { span, related })];
}

function pathReason(type: Type, declarations: Declarations): string | undefined {
  const target = resolveType(type, declarations);
  if (mixesNull(target)) return 'the text "null" would be taken for `null`';
  if (target.kind === 'literal' || target.kind === 'enum') return undefined;
  if (target.kind === 'nullable') return 'it may be `null`';
  if (target.kind !== 'scalar') return 'it is no single value';
  return target.scalar === 'bytes' || target.scalar === 'unknown'
    ? 'its value has no text of its own'
    : undefined;
}

function checkQuery({ method, route }: Entry): Diagnostic[] {
  if (route.obstacle === undefined) return [];
  const { http, span } = method;
  if (http !== undefined) {
    const params = { verb: http.verb, ...route.obstacle };
    return [diagnose('query-not-carriable', params, { span: http.span })];
  }
  const verb = /^(?:delete|remove)/i.test(method.name) ? 'DELETE' : 'GET';
  return [diagnose('query-becomes-post', { verb, ...route.obstacle }, { span })];
}

function checkTools(entries: readonly Entry[]): Diagnostic[] {
  const seen = new Map<string, Entry>();
  return entries.flatMap((entry) => {
    const tool = toolName(entry.service, entry.method);
    if (tool === undefined) return [];
    const { span } = entry.method;
    const { length } = tool;
    if (!TOOL_NAME.test(tool)) return [diagnose('tool-name-characters', { tool }, { span })];
    if (length > TOOL_NAME_LIMIT)
      return [diagnose('tool-name-too-long', { tool, length }, { span })];
    const other = seen.get(tool);
    seen.set(tool, other ?? entry);
    if (other === undefined) return [];
    const related = [{ span: other.method.span, message: `${tool} is taken here` }];
    return [diagnose('duplicate-tool', { tool, takenBy: fullName(other) }, { span, related })];
  });
}
