import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { nearest } from '../text/nearest.ts';
import { parseTemplate, pathVariables } from './path-template.ts';
import { type Declarations, fieldAt, requestFields, resolveType } from './resolve.ts';
import type { Route } from './routes.ts';
import type { Field, HttpRule, Method, Type } from './types.ts';

/**
 * What is wrong with the rules of a method that say where each part of a request travels (`google.api.http`).
 *
 * @param routes what the rules became, in their order
 */
export function checkRules(
  method: Method,
  routes: readonly Route[],
  declarations: Declarations,
): Diagnostic[] {
  const { http } = method;
  if (http === undefined) return [];
  return [http, ...(http.additional ?? [])].flatMap((rule, index) => {
    const route = routes[index];
    return route === undefined ? [] : checkRule({ method, rule, route, declarations });
  });
}

interface Ruled {
  readonly method: Method;
  readonly rule: HttpRule;
  readonly route: Route;
  readonly declarations: Declarations;
}

function checkRule(ruled: Ruled): Diagnostic[] {
  const { rule, route } = ruled;
  const { span, path } = rule;
  const parsed = parseTemplate(path);
  if ('fault' in parsed) {
    return [diagnose('bad-path-template', { path, reason: parsed.fault }, { span })];
  }
  const hasBody = rule.body !== undefined && rule.body.kind !== 'none';
  return [
    ...pathVariables(route.path).flatMap(({ field }) => checkVariable(field, ruled)),
    ...(hasBody && route.verb === 'GET' ? [diagnose('get-has-body', { path }, { span })] : []),
    ...checkBodies(ruled),
    ...leftOut(ruled),
  ];
}

function checkVariable(name: string, { method, route, rule, declarations }: Ruled): Diagnostic[] {
  const { span } = rule;
  const fields = requestFields(method.request, declarations);
  const field = fieldAt(fields, name, declarations);
  if (field === undefined) {
    const names = fields.map((one) => one.name);
    const params = { parameter: name, path: route.path, nearest: nearest(name, names) };
    return [diagnose('unknown-path-parameter', params, { span })];
  }
  if (isSingle(resolveType(field.type, declarations))) return [];
  const related = [{ span: field.span, message: `${field.name} is declared here` }];
  const params = { parameter: name, reason: 'it is no single value' };
  return [diagnose('path-parameter-type', params, { span, related })];
}

function isSingle(type: Type): boolean {
  if (type.kind === 'scalar') return type.scalar !== 'unknown' && type.scalar !== 'any';
  return type.kind === 'enum' || type.kind === 'literal';
}

function checkBodies({ method, rule, declarations }: Ruled): Diagnostic[] {
  const { body, responseBody, span } = rule;
  const check = (name: string | undefined, fields: readonly Field[], of: string): Diagnostic[] => {
    if (name === undefined || fields.some((field) => field.name === name)) return [];
    const names = fields.map((field) => field.name);
    const params = { field: name, of, nearest: nearest(name, names) };
    return [diagnose('unknown-mapped-field', params, { span })];
  };
  const bodyField = body?.kind === 'field' ? body.field : undefined;
  const { response } = method;
  const answer = response?.kind === 'ref' ? requestFields(response, declarations) : [];
  return [
    ...check(bodyField, requestFields(method.request, declarations), 'request'),
    ...check(responseBody, answer, 'answer'),
  ];
}

function leftOut({ route, rule }: Ruled): Diagnostic[] {
  const { verb, path, leftOut: fields = [] } = route;
  if (fields.length === 0) return [];
  const said = fields.map(({ field, reason }) => `\`${field}\` (${reason})`).join(', ');
  const params = { verb, path, fields: said, isOne: fields.length === 1 };
  return [diagnose('query-leaves-out', params, { span: rule.span })];
}
