import { ApiError } from './api-error.ts';

/** The part of every URL that a client always starts with. Throws a TypeError for a base URL that is none. */
export function checkedBase(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const usable = url !== undefined && /^https?:$/.test(url.protocol);
  if (!usable || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new TypeError(`baseUrl must be an http or https URL without a query, not ${baseUrl}`);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/**
 * Fills `/users/{id}` and `/v1/{name=shelves/*}`, each value percent-encoded; a name with dots is a member of a
 * member. Throws an {@link ApiError} for values that no path can carry: an empty one, `.` and `..`, which would
 * address another route, and one that is not like the pattern behind its name.
 */
export function fillPath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(
    /\{([^{}=]+)(?:=([^{}]+))?\}/g,
    (_, name: string, pattern: string = '*') => {
      const text = String(valueAt(values, name.split('.')) ?? '');
      const steps = pattern === '*' ? [text] : text.split('/');
      const isOdd = steps.some((step) => step === '.' || step === '..');
      if (isOdd || (pattern === '*' ? text === '' : !likeness(pattern).test(text))) {
        const like = pattern === '*' ? '' : ` in the place of ${pattern}`;
        const detail = `${name} is ${JSON.stringify(text)}, which a path cannot carry${like}`;
        throw new ApiError({ code: 'invalid_argument', detail });
      }
      return steps.map(encodeURIComponent).join('/');
    },
  );
}

function valueAt(value: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined || typeof value !== 'object' || value === null) {
    return first === undefined ? value : undefined;
  }
  return valueAt((value as Readonly<Record<string, unknown>>)[first], rest);
}

/** What the values of a pattern are like: `*` is any one part, `**` all that are left. */
function likeness(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+?^$()[\]|\\]/g, String.raw`\$&`)
    .replace(/\/\*\*$/, '(?:/.*)?')
    .replace(/^\*\*$/, '.*')
    .replaceAll(/(^|\/)\*(?=\/|$)/g, '$1[^/]+');
  return new RegExp(`^${source}$`, 's');
}

/**
 * A query: repeated names for lists, `a.b=1` for nested objects; undefined values are left out.
 *
 * @param without names that are left out too
 */
export function buildQuery(
  values: Readonly<Record<string, unknown>>,
  without: readonly string[] = [],
): string {
  return pairsOf(values, '')
    .filter(([name]) => !without.some((one) => name === one || name.startsWith(`${one}.`)))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

function pairsOf(value: unknown, name: string): [name: string, value: string][] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => pairsOf(item, name));
  if (value instanceof Date) return [[name, value.toISOString()]];
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, item]) =>
    pairsOf(item, name === '' ? key : `${name}.${key}`),
  );
}
