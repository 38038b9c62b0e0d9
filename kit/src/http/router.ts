import createRouter from 'find-my-way';
import { PathPattern, isPattern } from './path-pattern.ts';
import { decodedPath, literalness, parsePath, pathShape } from './path.ts';
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

/** A target of find-my-way. */
interface Named<Target> {
  readonly target: Target;
  readonly names: readonly string[];
  readonly order: readonly number[];
}

/** A target of a path that find-my-way has no notation for. */
interface Patterned<Target> {
  readonly target: Target;
  readonly pattern: PathPattern;
  readonly order: readonly number[];
}

/** A target that was found, and how literal its path is. */
interface Candidate<Target> {
  readonly found: Found<Target>;
  readonly order: readonly number[];
}

const noParams: Readonly<Record<string, string>> = Object.freeze({});
const longestSegment = 64 * 1024;
const noNotation = { names: [], notation: '' } as const;
const notFound: NotFound = { kind: 'route-not-found' };

/**
 * Finds targets by method and path: paths without names in a map, those with names by find-my-way, and patterns,
 * for which that has no notation, one after the other. For each method the most literal path wins.
 */
export class Router<Target> {
  readonly #static = new Map<string, Map<string, Found<Target>>>();
  readonly #named = createRouter({ maxParamLength: longestSegment });
  /** By method, the most literal first. */
  readonly #patterns = new Map<string, Patterned<Target>[]>();
  readonly #methods = new Set<HttpMethod>();
  readonly #shapes = new Set<string>();

  /** Adds a target. Throws a TypeError for a bad path, an Error for one that is taken. */
  add(method: HttpMethod, path: string, target: Target): void {
    const plain = path.replaceAll('=*}', '}');
    const needsPattern = isPattern(plain);
    const pattern = needsPattern ? new PathPattern(plain) : undefined;
    const { names, notation } = needsPattern ? noNotation : parsePath(plain);
    const key = `${method} ${pathShape(plain)}`;
    if (this.#shapes.has(key)) throw new Error(`the route ${method} ${path} is taken`);
    this.#shapes.add(key);
    this.#methods.add(method);
    const order = literalness(plain);
    if (pattern !== undefined) this.#addPattern(method, { target, pattern, order });
    else if (names.length === 0) this.#addStatic(method, decodedPath(path) ?? path, target);
    else this.#named.on(method, notation, () => undefined, { target, names, order });
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

  #addPattern(method: HttpMethod, added: Patterned<Target>): void {
    const others = this.#patterns.get(method) ?? [];
    const sorted = [...others, added].toSorted((one, other) => compare(one.order, other.order));
    this.#patterns.set(method, sorted);
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
    const named = this.#findNamed(method, path);
    const patterned = this.#findPattern(method, path);
    if (named === undefined || patterned === undefined) return (named ?? patterned)?.found;
    return compare(named.order, patterned.order) < 0 ? named.found : patterned.found;
  }

  #findNamed(method: HttpMethod, path: string): Candidate<Target> | undefined {
    const match = this.#named.find(method, path);
    if (match === null) return undefined;
    // The store is what `add` put there.
    const { target, names, order } = match.store as Named<Target>;
    const values = names.map((_, index) => match.params[`p${index}`] ?? '');
    // find-my-way lets a name be empty: `/users/` would be a user without an id.
    if (values.includes('')) return undefined;
    const params = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
    return { found: { kind: 'found', target, params }, order };
  }

  #findPattern(method: HttpMethod, path: string): Candidate<Target> | undefined {
    for (const { target, pattern, order } of this.#patterns.get(method) ?? []) {
      const params = pattern.match(path);
      if (params !== undefined) return { found: { kind: 'found', target, params }, order };
    }
    return undefined;
  }
}

/** Below zero where the first is the more literal. */
function compare(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((kind, at) => kind !== other[at]);
  // What has ended where the other goes on with `**` is the more literal: lengths differ only there.
  return (one[index] ?? 0) - (other[index] ?? 0);
}

function allow(methods: readonly HttpMethod[]): string[] {
  const withHead = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...withHead, 'OPTIONS'];
}
