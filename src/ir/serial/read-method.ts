import type { PublishedMethod } from '../published.ts';
import { type Declarations, requestFields } from '../resolve.ts';
import { type Route, bodyInput, pathParameters, ruledRoute } from '../routes.ts';
import type {
  HttpBody,
  HttpRule,
  HttpVerb,
  Method,
  MethodKind,
  Parameter,
  Type,
} from '../types.ts';
import { type Fields, fieldsOf, listOf, oneOf, optionalText, textOf, textsOf } from './misfits.ts';
import { type ReadAt, readDocs, readType } from './read-type.ts';

const VERBS: readonly HttpVerb[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const KINDS: readonly MethodKind[] = ['unary', 'server-stream', 'client-stream', 'bidi-stream'];

/** What the reading of one document shares. */
export interface Within {
  readonly at: ReadAt;
  readonly declarations: Declarations;
}

/** A method, and what is known of its routes and its tool. */
export interface ReadMethod {
  readonly method: Method;
  readonly seen: Pick<PublishedMethod, 'route' | 'additional' | 'tool'>;
}

/** Reads a method as `writeContract` wrote it; a `Misfit` is thrown for what it did not write. */
export function readMethod(value: unknown, name: string, within: Within): ReadMethod {
  const fields = fieldsOf(value, name);
  const { at, declarations } = within;
  const { http, timeout, response } = fields;
  const kind =
    fields['kind'] === undefined ? 'unary' : oneOf(fields['kind'], KINDS, `${name}.kind`);
  const tool = optionalText(fields, 'tool', name);
  const method: Method = {
    name: textOf(fields['name'], `${name}.name`),
    kind,
    ...readInput(fields, name, declarations),
    ...(response === undefined ? {} : { response: readType(response, `${name}.response`, at) }),
    docs: readDocs(fields, name),
    span: at(fields['at'], `${name}.at`),
    ...(http === undefined ? {} : { http: readHttp(http, `${name}.http`, at) }),
    errors: textsOf(fields['errors'], `${name}.errors`).map((code) => ({ code, when: '' })),
    scopes: textsOf(fields['scopes'], `${name}.scopes`),
    tags: textsOf(fields['tags'], `${name}.tags`),
    ...(typeof timeout === 'number' ? { timeout } : {}),
    ...optionalText(fields, 'rpc', name),
    ...(tool.tool === undefined && kind === 'unary' ? { tool: false } : tool),
  };
  const route = readRoute(fields, { name, method, declarations });
  const additional = furtherRoutes(route, method, declarations);
  return {
    method,
    seen: { route, ...(additional.length === 0 ? {} : { additional }), ...tool },
  };
}

/** Further rules stand below the same prefix and base path as the first. */
function furtherRoutes(
  { path }: Route,
  method: Method,
  declarations: Declarations,
): readonly Route[] {
  const { http } = method;
  const base =
    http !== undefined && path.endsWith(http.path) ? path.slice(0, -http.path.length) : '';
  return (http?.additional ?? []).map((rule) =>
    ruledRoute(method, rule, { verb: rule.verb, path: base + rule.path, declarations }),
  );
}

function readHttp(value: unknown, name: string, at: ReadAt): HttpRule {
  const fields = fieldsOf(value, name);
  return {
    verb: oneOf(fields['verb'], VERBS, `${name}.verb`),
    path: textOf(fields['path'], `${name}.path`),
    ...readBody(fields['body'], `${name}.body`),
    ...optionalText(fields, 'responseBody', name),
    ...(fields['additional'] === undefined
      ? {}
      : {
          additional: listOf(fields['additional'], `${name}.additional`).map((one, index) =>
            readHttp(one, `${name}.additional[${index}]`, at),
          ),
        }),
    span: at(fields['at'], `${name}.at`),
  };
}

function readBody(value: unknown, name: string): { readonly body?: HttpBody } {
  if (value === undefined) return {};
  const text = textOf(value, name);
  if (text === '') return { body: { kind: 'none' } };
  return { body: text === '*' ? { kind: 'rest' } : { kind: 'field', field: text } };
}

function readInput(
  fields: Fields,
  name: string,
  declarations: Declarations,
): Pick<Method, 'input' | 'parameters' | 'request'> {
  const request = { kind: 'ref', name: textOf(fields['request'], `${name}.request`) } as const;
  const inputs = ['message', 'positional', 'none'] as const;
  const input =
    fields['input'] === undefined ? 'message' : oneOf(fields['input'], inputs, `${name}.input`);
  if (input !== 'message') {
    const parameters = requestFields(request, declarations).map((field): Parameter => ({
      name: field.name,
      type: field.type,
      optional: field.optional,
    }));
    return { input, request, parameters };
  }
  const { parameter } = optionalText(fields, 'parameter', name);
  const optional = fields['optional'] === true;
  const parameters =
    parameter === undefined ? [] : [{ name: parameter, type: request as Type, optional }];
  return { input, request, parameters };
}

interface RouteOf {
  readonly name: string;
  readonly method: Method;
  readonly declarations: Declarations;
}

function readRoute(fields: Fields, { name, method, declarations }: RouteOf): Route {
  const text = textOf(fields['route'], `${name}.route`);
  const [, given, path = ''] = /^(\S+) (\/.*)$/s.exec(text) ?? [];
  const verb = oneOf(given, VERBS, `the verb of ${name}.route`);
  if (method.http?.body !== undefined) {
    return ruledRoute(method, method.http, { verb, path, declarations });
  }
  const all = requestFields(method.request, declarations);
  const pathFields = pathParameters(path).filter((one) => all.some((field) => field.name === one));
  const input =
    fields['rest'] === undefined
      ? 'none'
      : oneOf(fields['rest'], ['body', 'query'] as const, `${name}.rest`);
  const rest = all.filter((field) => !pathFields.includes(field.name));
  return {
    verb,
    path,
    pathFields,
    ...(input === 'body' ? bodyInput(method, rest, declarations) : { input }),
    queryFields: input === 'query' ? rest.map((field) => field.name) : [],
  };
}
