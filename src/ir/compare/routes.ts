import type { PublishedContract, PublishedMethod } from '../published.ts';
import type { ContractChange } from './change.ts';
import { type Spans, ruled } from './findings.ts';

/** A method in both contracts. */
export interface MethodPair {
  readonly before: PublishedMethod;
  readonly after: PublishedMethod;
}

/** A path as a router sees it: the names in it do not show. */
export function routeShape({ route: { verb, path } }: PublishedMethod): string {
  return `${verb} ${path.replace(/\{[^{}]*\}/g, '{}')}`;
}

/**
 * What moved a method to another route: its own verb or path, the base path of its service, or the prefix of them
 * all. The latter two move many methods and are one change each, once equal ones are put together.
 */
export function compareRoutes(
  pair: MethodPair,
  contracts: { readonly before: PublishedContract; readonly after: PublishedContract },
): readonly ContractChange[] {
  const { before, after } = pair;
  if (routeShape(before) === routeShape(after)) return [];
  const isOwn = ownShape(before) !== ownShape(after);
  const bases = [before.service.basePath ?? '', after.service.basePath ?? ''];
  if (!isOwn && contracts.before.prefix !== contracts.after.prefix) {
    const message = `the prefix ${said(contracts.before.prefix)} -> ${said(contracts.after.prefix)}`;
    return [ruled('prefix-changed', '-prefix', message, {})];
  }
  if (!isOwn && bases[0] !== bases[1]) {
    const message = `the base path ${said(bases[0])} -> ${said(bases[1])}`;
    const spans = { before: before.service.span, after: after.service.span };
    return [ruled('base-path-changed', before.service.name, message, spans)];
  }
  const message = `${routeText(before)} -> ${routeText(after)}`;
  return [ruled('route-changed', methodName(before), message, routeSpans(pair))];
}

/** `UserService.getUser` */
export function methodName({ service, method }: PublishedMethod): string {
  return `${service.name}.${method.name}`;
}

/** `GET /users/{id}` */
export function routeText({ route: { verb, path } }: PublishedMethod): string {
  return `${verb} ${path}`;
}

/** The places that say the routes. */
function routeSpans({ before, after }: MethodPair): Spans {
  return {
    before: before.method.http?.span ?? before.method.span,
    after: after.method.http?.span ?? after.method.span,
  };
}

/** Verb and path as the method itself says them, or its name does. */
function ownShape({ method, route }: PublishedMethod): string {
  const path = method.http?.path ?? method.name.toLowerCase();
  return `${route.verb} ${path.replace(/\{[^{}]*\}/g, '{}').replace(/^\/|\/$/g, '')}`;
}

function said(path: string | undefined): string {
  return path === undefined || path === '' ? 'none' : path;
}
