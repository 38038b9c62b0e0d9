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
 * Fills `/users/{id}`, each value percent-encoded. Throws an {@link ApiError} for values that no
 * path can carry: an empty one, `.` and `..`, which would address another route.
 */
export function fillPath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const text = String(values[name] ?? '');
    if (text === '' || text === '.' || text === '..') {
      const detail = `${name} is ${JSON.stringify(text)}, which a path cannot carry`;
      throw new ApiError({ code: 'invalid_argument', detail });
    }
    return encodeURIComponent(text);
  });
}

/** A query: repeated names for lists, `a.b=1` for nested objects; undefined values are left out. */
export function buildQuery(values: Readonly<Record<string, unknown>>): string {
  return pairsOf(values, '')
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
