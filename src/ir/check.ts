import { type Diagnostic, type Related, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { nearest } from '../text/nearest.ts';
import { checkUnions } from './check-unions.ts';
import { endlessDeclarations } from './endless.ts';
import { mixesNull } from './query.ts';
import { type Declarations, declarationsByName, requestFields, resolveType } from './resolve.ts';
import { pathShape } from './path-template.ts';
import { type Route, hasRoute, pathParameters, routesOf } from './routes.ts';
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
      const routes = routesOf(service, method, { prefix: options.prefix, declarations });
      return { service, method, ...routes };
    }),
  );
  return [
    ...checkServices(contract.services),
    ...checkEndless(contract),
    ...checkUnions(contract, declarations),
    ...checkRoutes(entries.filter(({ method }) => hasRoute(method)).flatMap(everyRoute)),
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

/** A template may come to no more than fixed text: `/{name=health}`. */
function isBuiltIn({ verb, path }: Route): boolean {
  const shape = pathShape(path);
  return (
    BUILT_IN_ROUTES.has(`${verb} ${shape}`) || (verb === 'GET' && shape.startsWith('/swagger/'))
  );
}

/** An entry a route: what more than one method claims is told of each. */
function everyRoute(entry: Entry): readonly Entry[] {
  return [entry.route, ...entry.additional].map((route) => ({ ...entry, route }));
}

function checkRoutes(entries: readonly Entry[]): Diagnostic[] {
  const seen = new Map<string, Entry>();
  return entries.flatMap((entry) => {
    const { verb, path } = entry.route;
    const span = entry.method.http?.span ?? entry.method.span;
    const isProto = entry.method.rpc !== undefined;
    if (isBuiltIn(entry.route)) {
      const takenBy = 'the generated service itself';
      return [diagnose('duplicate-route', { verb, path, takenBy, isProto }, { span })];
    }
    const shape = `${verb} ${pathShape(path)}`;
    const other = seen.get(shape);
    seen.set(shape, other ?? entry);
    if (other === undefined) return [];
    const related = [takenHere(other, `${verb} ${other.route.path}`)];
    const params = { verb, path, takenBy: fullName(other), isProto };
    return [diagnose('duplicate-route', params, { span, related })];
  });
}

function takenHere({ method }: Entry, what: string): Related {
  return { span: method.http?.span ?? method.span, message: `${what} is taken here` };
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
  if (method.kind === 'bidi-stream') return checkBothWays(entry, bidirectional);
  if (method.kind === 'client-stream') return checkClientStream(entry);
  return [...checkPath(entry, declarations), ...checkQuery(entry), ...checkLeftOut(entry)];
}

function checkBothWays(entry: Entry, bidirectional: boolean): Diagnostic[] {
  const { http, span, rpc } = entry.method;
  const method = fullName(entry);
  const isProto = rpc !== undefined;
  if (!bidirectional) return [diagnose('bidi-needs-grpc', { method, isProto }, { span })];
  if (http === undefined) return [];
  const { verb, path } = http;
  return [diagnose('bidi-route-unused', { method, verb, path }, { span: http.span })];
}

/** The messages of a client's stream are the body, and each is a request of its own. */
function checkClientStream(entry: Entry): Diagnostic[] {
  const { verb, path } = entry.route;
  const name = fullName(entry);
  const span = entry.method.http?.span ?? entry.method.span;
  const bodiless = verb === 'GET' || verb === 'DELETE';
  const params = { verb, method: name, rule: postRule(entry.method) };
  return [
    ...(bodiless ? [diagnose('stream-needs-body', params, { span })] : []),
    ...pathParameters(path).map((parameter) =>
      diagnose('stream-path-parameter', { parameter, method: name }, { span }),
    ),
  ];
}

function checkPath({ method, route }: Entry, declarations: Declarations): Diagnostic[] {
  // Rules of `google.api.http` were checked where they stand.
  if (method.http?.body !== undefined) return [];
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
  const rule = postRule(method);
  return [diagnose('query-becomes-post', { verb, ...route.obstacle, rule }, { span })];
}

/** What makes a method a POST, in the language of its author. */
function postRule({ rpc }: Method): string {
  return rpc === undefined
    ? '@http POST /path'
    : 'option (google.api.http) = {post: "/path" body: "*"};';
}

/** What a rule of `google.api.http` leaves to the query and no query can carry. */
function checkLeftOut(entry: Entry): Diagnostic[] {
  const { route, method } = entry;
  const span = method.http?.span ?? method.span;
  return (route.leftOut ?? []).map(({ field, reason }) =>
    diagnose('proto-http-left-out', { method: fullName(entry), field, reason }, { span }),
  );
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
