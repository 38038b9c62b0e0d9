/**
 * Reading of values that are another thing in code than in JSON, called by generated decoders. Each
 * gives the value, or adds a fault and gives back what it got, for no one to use: the request is refused.
 */
import type { Fault } from '../errors/fault.ts';
import { bigintFrom, bytesFrom, instantFrom } from '../sdk/values.ts';
import { canonical, hasDuplicates } from './equality.ts';
import { addFault, type Key, pointer, wrongType } from './fault-of.ts';
import type { Known } from './known.ts';
import type { JsonObject } from './members.ts';

/** A point in time as RFC 3339 has it (`2026-01-31T12:00:00Z`, any offset), as a `Date`. */
export function readInstant(value: unknown, faults: Fault[], path: string, key?: Key): Date {
  if (typeof value !== 'string') return mistyped(value, faults, path, key);
  const date = instantFrom(value);
  if (date !== undefined) return date;
  const message = 'must be a valid date-time';
  addFault(faults, pointer(path, key), { rule: 'format', wanted: 'date-time', message });
  return refused(value);
}

/** Whole numbers beyond this many digits are refused: reading them takes time that grows faster than they do. */
export const MAX_DIGITS = 4096;

/** A whole number of any size as its decimal digits, or as a number where that is exact. */
export function readBigint(value: unknown, faults: Fault[], path: string, key?: Key): bigint {
  const isLong = typeof value === 'string' && value.length > MAX_DIGITS + 1;
  const number = isLong ? undefined : bigintFrom(value);
  if (number !== undefined) return number;
  if (value === undefined) return mistyped(value, faults, path, key);
  const [rule, wanted] = isLong
    ? ['maxLength', MAX_DIGITS + 1]
    : typeof value === 'string'
      ? ['pattern', '^(?:0|-?[1-9][0-9]*)$']
      : ['type', ['string', 'integer']];
  const message = isLong
    ? `must have at most ${MAX_DIGITS} digits`
    : 'must be the digits of a whole number in a text, or a number up to 2^53 - 1';
  addFault(faults, pointer(path, key), { rule: String(rule), wanted, message });
  return refused(value);
}

/** Bytes as base64 (RFC 4648 sections 4 and 5). */
export function readBytes(value: unknown, faults: Fault[], path: string, key?: Key): Uint8Array {
  if (typeof value !== 'string') return mistyped(value, faults, path, key);
  const bytes = bytesFrom(value);
  if (bytes !== undefined) return bytes;
  const message = 'must be bytes in base64';
  addFault(faults, pointer(path, key), { rule: 'contentEncoding', wanted: 'base64', message });
  return refused(value);
}

/** Puts the decoded value of each item in its place. */
export function replaceItems(
  items: unknown[],
  decode: (item: unknown, index: number) => unknown,
): void {
  replaceRest(items, 0, decode);
}

/** The same for the items from an index on. */
export function replaceRest(
  items: unknown[],
  start: number,
  decode: (item: unknown, index: number) => unknown,
): void {
  for (let index = start; index < items.length; index += 1) {
    items[index] = decode(items[index], index);
  }
}

/** Puts the decoded value of each member in its place. */
export function replaceMembers(
  value: JsonObject,
  decode: (item: unknown, key: string) => unknown,
): void {
  for (const key of Object.keys(value)) {
    const decoded = decode(value[key], key);
    // A member named `__proto__` is there as an own property already, which plain assignment would miss.
    if (key === '__proto__') Object.defineProperty(value, key, { value: decoded });
    else value[key] = decoded;
  }
}

/** Of the sets and maps that decoders made. Only decoders ask it, before anybody else has seen them. */
const memory = new WeakMap<object, string>();
const decoded: Known = () => memory;

/** A `Set` of decoded items. Two equal ones are a fault: a set would lose one of them. */
export function readSet(
  items: readonly unknown[],
  faults: Fault[],
  path: string,
  key?: Key,
): Set<unknown> {
  if (!hasDuplicates(items, decoded)) return new Set(items);
  const message = 'must not have two equal items';
  addFault(faults, pointer(path, key), { rule: 'uniqueItems', wanted: true, message });
  return refused(items);
}

/** A `Map` of decoded entries. Two entries of one key are a fault: one of them would be lost. */
export function readEntries(
  entries: readonly unknown[],
  faults: Fault[],
  path: string,
  key?: Key,
): Map<unknown, unknown> {
  // What is no entry has been found fault with already.
  if (!entries.every(isEntry)) return refused(entries);
  const map = new Map(entries);
  const keys = new Set([...map.keys()].map((each) => canonical(each, decoded)));
  if (keys.size === entries.length) return map;
  const message = 'must not have two entries of one key';
  addFault(faults, pointer(path, key), { rule: 'uniqueItems', wanted: true, message });
  return refused(entries);
}

function isEntry(value: unknown): value is [unknown, unknown] {
  return Array.isArray(value) && value.length === 2;
}

function mistyped(value: unknown, faults: Fault[], path: string, key?: Key): never {
  wrongType(value, 'string', faults, path, key);
  return refused(value);
}

function refused(value: unknown): never {
  // Nobody sees it as what it is declared to be: the request has a fault and is refused.
  return value as never;
}
