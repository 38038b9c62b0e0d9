import { pathShape } from '../path-template.ts';
import type { PublishedContract, PublishedMethod } from '../published.ts';
import type { Route } from '../routes.ts';
import type { ContractChange } from './change.ts';
import { type Spans, ruled } from './findings.ts';

/** A method in both contracts. */
export interface MethodPair {
  readonly before: PublishedMethod;
  readonly after: PublishedMethod;
}

/** A path as a router sees it: the names in it do not show. */
export function routeShape({ route }: Pick<PublishedMethod, 'route'>): string {
  return `${route.verb} ${pathShape(route.path)}`;
}

function allRoutes({ route, additional = [] }: PublishedMethod): readonly Route[] {
  return [route, ...additional];
}

function hasRoute(method: PublishedMethod, shape: string): boolean {
  return allRoutes(method).some((route) => routeShape({ route }) === shape);
}

/**
 * What moved a method to another route: its own verb or path, the base path of its service, or the prefix of them
 * all. The latter two move many methods and are one change each, once equal ones are put together.
 */
export function compareRoutes(
  pair: MethodPair,
  contracts: { readonly before: PublishedContract; readonly after: PublishedContract },
): readonly ContractChange[] {
  return [...compareFirst(pair, contracts), ...compareFurther(pair), ...compareMappings(pair)];
}

/** Further routes that are gone or new. What became the first one, or was it, still leads there. */
function compareFurther(pair: MethodPair): readonly ContractChange[] {
  const { before, after } = pair;
  const shapes = ({ additional = [] }: PublishedMethod) =>
    additional.map((route) => ({ route, shape: routeShape({ route }) }));
  const subject = methodName(before);
  return [
    ...shapes(before)
      .filter(({ shape }) => !hasRoute(after, shape))
      .map(({ route }) => {
        const message = `${route.verb} ${route.path} leads to it no more`;
        return ruled('route-removed', subject, message, routeSpans(pair));
      }),
    ...shapes(after)
      .filter(({ shape }) => !hasRoute(before, shape))
      .map(({ route }) => {
        const message = `${route.verb} ${route.path} leads to it too`;
        return ruled('route-added', subject, message, routeSpans(pair));
      }),
  ];
}

/** What body and response of a route are, where it stays. */
function compareMappings(pair: MethodPair): readonly ContractChange[] {
  const { before, after } = pair;
  return allRoutes(before).flatMap((old) => {
    const shape = routeShape({ route: old });
    const now = allRoutes(after).find((route) => routeShape({ route }) === shape);
    if (now === undefined) return [];
    const parts = [
      ...(isSameBody(old, now) ? [] : [`body: ${bodyText(old)} -> ${bodyText(now)}`]),
      ...(old.responseBody === now.responseBody
        ? []
        : [`response: ${old.responseBody ?? 'all'} -> ${now.responseBody ?? 'all'}`]),
    ];
    if (parts.length === 0) return [];
    const message = `${old.verb} ${old.path}, ${parts.join('; ')}`;
    return [ruled('mapping-changed', methodName(before), message, routeSpans(pair))];
  });
}

/** A request of which nothing is left for body or query travels like any other. */
function isSameBody(old: Route, now: Route): boolean {
  return old.input === 'none' || now.input === 'none' || bodyText(old) === bodyText(now);
}

function bodyText({ input, bodyField }: Route): string {
  return input === 'body' ? (bodyField ?? 'all') : 'none';
}

function compareFirst(
  pair: MethodPair,
  contracts: { readonly before: PublishedContract; readonly after: PublishedContract },
): readonly ContractChange[] {
  const { before, after } = pair;
  if (hasRoute(after, routeShape(before))) return [];
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
  const absolute = `/${path.replace(/^\/|\/$/g, '')}`;
  return `${route.verb} ${pathShape(absolute)}`;
}

function said(path: string | undefined): string {
  return path === undefined || path === '' ? 'none' : path;
}
