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
 * path can carry: an empty one, `.` and `..`, which would address another route. A name with dots is a field of a nested
 * object; `{name=shelves/*}` is a value of several parts, whose slashes stay.
 */
export function fillPath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(
    /\{([^{}=]+)(?:=([^{}]*))?\}/g,
    (_, name: string, pattern: string | undefined) => {
      const text = String(valueAt(values, name) ?? '');
      const isMany = pattern !== undefined && pattern !== '*';
      const steps = isMany ? text.split('/') : [text];
      const fits = isMany ? regExpOf(pattern).test(text) : text !== '';
      if (!fits || steps.some((step) => step === '.' || step === '..')) {
        const wanted = isMany ? `, and must look like ${pattern}` : '';
        const detail = `${name} is ${JSON.stringify(text)}, which a path cannot carry${wanted}`;
        throw new ApiError({ code: 'invalid_argument', detail });
      }
      return steps.map(encodeURIComponent).join('/');
    },
  );
}

function valueAt(values: unknown, name: string): unknown {
  if (typeof values !== 'object' || values === null) return undefined;
  if (Object.hasOwn(values, name)) return (values as Readonly<Record<string, unknown>>)[name];
  const dot = name.indexOf('.');
  return dot === -1
    ? undefined
    : valueAt(
        (values as Readonly<Record<string, unknown>>)[name.slice(0, dot)],
        name.slice(dot + 1),
      );
}

function regExpOf(pattern: string): RegExp {
  const source = pattern
    .split(/(\/\*\*|\*{1,2})/)
    .map((part) => {
      if (part === '*') return '[^/]+';
      // The parts that are left may be none.
      if (part === '/**') return '(?:/.*)?';
      return part === '**' ? '.*' : part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}

/** A copy of a message without some fields, which may be ones of nested messages: `thing.id`. */
export function withoutFields(
  message: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...message };
  for (const name of names) {
    const [first = '', ...rest] = name.split('.');
    const inner = copy[first];
    if (rest.length === 0) delete copy[first];
    else if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
      copy[first] = withoutFields(inner as Record<string, unknown>, [rest.join('.')]);
    }
  }
  return copy;
}

/**
 * A message that sets none of some fields, which may be ones of nested messages: `thing.id`. Throws an {@link ApiError} where it sets one: no
 * request over HTTP has a place for it, and the service would never know.
 */
export function refuseFields<Message extends Readonly<Record<string, unknown>>>(
  message: Message,
  names: readonly string[],
): Message {
  for (const name of names) {
    if (valueAt(message, name) === undefined) continue;
    const detail = `${name} is set, which this request cannot carry over HTTP`;
    throw new ApiError({ code: 'invalid_argument', detail });
  }
  return message;
}

/** A query: repeated names for lists, `a.b=1` for nested objects; undefined values are left out. */
export function buildQuery(values: Readonly<Record<string, unknown>>): string {
  return pairsOf(values, '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

function pairsOf(value: unknown, name: string): [name: string, value: string][] {
  // What is not set may be found on every object: `constructor`.
  if (value === undefined || typeof value === 'function') return [];
  if (Array.isArray(value)) return value.flatMap((item) => pairsOf(item, name));
  if (value instanceof Date) return [[name, value.toISOString()]];
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, item]) =>
    pairsOf(item, name === '' ? key : `${name}.${key}`),
  );
}
