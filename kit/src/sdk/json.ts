import { ApiError } from './api-error.ts';

/** The JSON form of a value. Fails with an {@link ApiError} where it has none. */
export function encoded<T>(wire: { encode(value: unknown): T }, value: unknown): T {
  try {
    return wire.encode(value);
  } catch (cause) {
    throw new ApiError({ code: 'invalid_argument', detail: messageOf(cause), cause });
  }
}

/** The value of a JSON form that the service has sent. Fails with an {@link ApiError} where it is none. */
export function decoded<T>(value: unknown, decode?: (value: unknown) => unknown): T {
  try {
    // The contract says what the value is, and the service is trusted to keep it.
    return (decode === undefined ? value : decode(value)) as T;
  } catch (cause) {
    const detail = `the response is not what the contract says: ${messageOf(cause)}`;
    throw new ApiError({ code: 'invalid_response', detail, body: value, cause });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * A message as JSON text. Throws an {@link ApiError} that names the place of a number which JSON has no form
 * for (NaN, an infinity) and would turn into null.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  const found = text.includes('null') ? findNonFinite(value) : undefined;
  if (found === undefined) return text;
  const message = `${found.value}, which JSON has no form for`;
  const detail = `${found.path === '' ? 'the message' : found.path} is ${message}`;
  const fault = { in: 'body', path: found.path, rule: 'type', message: `is ${message}` };
  throw new ApiError({ code: 'invalid_argument', detail, faults: [fault] });
}

/** What a JSON text says; undefined for a text that is none. */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** A value that JSON has no form for, and where it is. */
export interface NonFinite {
  readonly path: string;
  readonly value: string;
}

/**
 * Where a value holds a NaN, an infinity or an invalid Date, as a JSON pointer; undefined where it holds
 * none. It looks at what JSON.stringify looks at, which makes null of them without a word.
 */
export function findNonFinite(value: unknown, key = ''): NonFinite | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : nonFinite(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const members = value as Readonly<Record<string, unknown>>;
  if (typeof members['toJSON'] === 'function') {
    if (value instanceof Date && Number.isNaN(value.getTime())) return nonFinite('an invalid Date');
    const replaced: unknown = members['toJSON'](key);
    return replaced === value ? undefined : findNonFinite(replaced, key);
  }
  return Array.isArray(value) ? inList(value) : inMembers(members);
}

function inList(list: readonly unknown[]): NonFinite | undefined {
  for (let index = 0; index < list.length; index += 1) {
    const found = findNonFinite(list[index], String(index));
    if (found !== undefined) return { path: `/${index}${found.path}`, value: found.value };
  }
  return undefined;
}

function inMembers(members: Readonly<Record<string, unknown>>): NonFinite | undefined {
  // Faster than a list of names, on a path that every message with a null takes.
  for (const name in members) {
    const member = members[name];
    if (typeof member === 'string' || !Object.hasOwn(members, name)) continue;
    const found = findNonFinite(member, name);
    if (found === undefined) continue;
    const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
    return { path: `/${step}${found.path}`, value: found.value };
  }
  return undefined;
}

function nonFinite(value: number | string): NonFinite {
  return { path: '', value: String(value) };
}
