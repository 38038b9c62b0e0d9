import createRouter from 'find-my-way';
import { parsePath } from './path.ts';
import type { PathPattern } from './path-pattern.ts';
import type { HttpMethod } from './route.ts';

/** What a lookup found: the target and the path's values by name. */
export interface Found<Target> {
  readonly kind: 'found';
  readonly target: Target;
  readonly params: Readonly<Record<string, string>>;
}

/** Why a lookup found nothing. */
export type NotFound =
  | { readonly kind: 'route-not-found' }
  | { readonly kind: 'malformed-path' }
  | { readonly kind: 'method-not-allowed'; readonly allow: readonly string[] };

interface Pattern<Target> {
  readonly target: Target;
  readonly names: readonly string[];
}

interface Wide<Target> extends Pattern<Target> {
  readonly pattern: PathPattern;
}

const noParams: Readonly<Record<string, string>> = Object.freeze({});
const longestSegment = 64 * 1024;
const notFound: NotFound = { kind: 'route-not-found' };

/**
 * Finds targets by method and path: paths without names in a map, those with names of single parts by find-my-way, what
 * that has no words for one after the other. For each method the most literal path wins.
 */
export class Router<Target> {
  readonly #static = new Map<string, Map<string, Found<Target>>>();
  readonly #patterns = createRouter({ maxParamLength: longestSegment });
  readonly #wide = new Map<HttpMethod, readonly Wide<Target>[]>();
  readonly #methods = new Set<HttpMethod>();
  readonly #shapes = new Set<string>();

  /** Adds a target. Throws a TypeError for a bad path, an Error for one that is taken. */
  add(method: HttpMethod, path: string, target: Target): void {
    const { names, shape, pattern } = parsePath(path);
    const key = `${method} ${shape}`;
    if (this.#shapes.has(key)) throw new Error(`the route ${method} ${path} is taken`);
    this.#shapes.add(key);
    this.#methods.add(method);
    if (pattern !== undefined) this.#addPattern(method, pattern, { target, names });
    else if (names.length === 0) this.#addStatic(method, path, target);
    else this.#patterns.on(method, shape, () => undefined, { target, names });
  }

  /** Looks a request up; HEAD falls back to GET. The path comes without its query. */
  find(method: string, path: string): Found<Target> | NotFound {
    return this.#static.get(path)?.get(method) ?? this.#search(method, path);
  }

  #addStatic(method: HttpMethod, path: string, target: Target): void {
    const found = { kind: 'found', target, params: noParams } as const;
    const methods = this.#static.get(path) ?? new Map<string, Found<Target>>();
    this.#static.set(path, methods.set(method, found));
    if (method === 'GET') methods.set('HEAD', found);
  }

  /** Those with a verb, and among each those with more fixed texts, come first. */
  #addPattern(method: HttpMethod, pattern: PathPattern, found: Pattern<Target>): void {
    const all = [...(this.#wide.get(method) ?? []), { pattern, ...found }];
    this.#wide.set(
      method,
      all.toSorted((a, b) => b.pattern.literals - a.pattern.literals),
    );
  }

  #search(method: string, path: string): Found<Target> | NotFound {
    const literal = decodedPath(path);
    if (literal === undefined) return { kind: 'malformed-path' };
    const wanted = method === 'HEAD' ? 'GET' : method;
    const registered = [...this.#methods];
    const known = registered.find((candidate) => candidate === wanted);
    const found = known === undefined ? undefined : this.#lookup(known, path, literal);
    if (found !== undefined) return found;
    const allowed = registered.filter((other) => this.#lookup(other, path, literal) !== undefined);
    return allowed.length === 0 ? notFound : { kind: 'method-not-allowed', allow: allow(allowed) };
  }

  #lookup(method: HttpMethod, path: string, literal: string): Found<Target> | undefined {
    const fixed = this.#static.get(literal)?.get(method);
    if (fixed !== undefined) return fixed;
    return (
      this.#lookupWide(method, path, true) ??
      this.#lookupPattern(method, path) ??
      this.#lookupWide(method, path, false)
    );
  }

  #lookupWide(method: HttpMethod, path: string, hasVerb: boolean): Found<Target> | undefined {
    for (const { pattern, target, names } of this.#wide.get(method) ?? []) {
      const values = pattern.hasVerb === hasVerb ? pattern.match(path) : undefined;
      if (values !== undefined) return foundBy(target, names, values);
    }
    return undefined;
  }

  #lookupPattern(method: HttpMethod, path: string): Found<Target> | undefined {
    const match = this.#patterns.find(method, path);
    if (match === null) return undefined;
    // The store is what `add` put there.
    const { target, names } = match.store as Pattern<Target>;
    const values = names.map((_, index) => match.params[`p${index}`] ?? '');
    // find-my-way lets a name be empty: `/users/` would be a user without an id.
    if (values.includes('')) return undefined;
    return foundBy(target, names, values);
  }
}

function foundBy<Target>(
  target: Target,
  names: readonly string[],
  values: readonly string[],
): Found<Target> {
  const params = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  return { kind: 'found', target, params };
}

function allow(methods: readonly HttpMethod[]): string[] {
  const withHead = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...withHead, 'OPTIONS'];
}

/** The path without its percent escapes, an escaped slash apart; undefined when malformed. */
function decodedPath(path: string): string | undefined {
  if (!path.includes('%')) return path;
  try {
    return path
      .split(/(%2f)/i)
      .map((part, index) => (index % 2 === 1 ? part : decodeURIComponent(part)))
      .join('');
  } catch {
    return undefined;
  }
}
