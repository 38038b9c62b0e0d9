import { isObject } from '../../../src/text/json.ts';

/** A value in code as JSON has it; big numbers are texts. */
export function wireForm(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Set) return [...value].map(wireForm);
  if (value instanceof Map) return mapForm(value);
  if (Array.isArray(value)) return value.map(wireForm);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, wireForm(own)]));
}

function mapForm(map: ReadonlyMap<unknown, unknown>): unknown {
  const entries = [...map].map(([key, own]) => [wireForm(key), wireForm(own)] as const);
  const hasNames = [...map.keys()].every((key) => typeof key === 'string');
  return hasNames ? Object.fromEntries(entries) : entries;
}

/** Whether all that was told is told again: new values beside it, and other forms in code, take nothing away. */
export function isTold(before: unknown, after: unknown): boolean {
  return covers(wireForm(after), wireForm(before));
}

function covers(after: unknown, before: unknown): boolean {
  if (before === undefined) return true;
  if (Array.isArray(before)) {
    return (
      Array.isArray(after) &&
      after.length === before.length &&
      before.every((item, index) => covers(after[index], item))
    );
  }
  if (isObject(before)) {
    return isObject(after) && Object.entries(before).every(([key, own]) => covers(after[key], own));
  }
  // A number may be a text on the other side, since big ones are.
  return after === before || (typeof after !== typeof before && String(after) === String(before));
}
