/*
 * Descriptions of messages that hold values which JSON has no form for: each turns a value of the
 * contract into what JSON carries, and back. What needs no turning is left out of them. They trust
 * their input, which is a service's own answer, or a client's that the compiler has checked.
 */
import {
  bigintFrom,
  bigintText,
  bytesFrom,
  bytesText,
  instantFrom,
  instantText,
} from './values.ts';

/** How a value crosses the wire. */
export interface Wire {
  /** The JSON form of a value; the value itself is never changed. Throws for one that has none. */
  encode(value: unknown): unknown;
  /** The value of a JSON form, which may be changed. Throws a TypeError for one that is none. */
  decode(value: unknown): unknown;
  /** Whether a value, rather than any other of a union, is this one's. */
  holds(value: unknown): boolean;
  /** The same of a JSON form. */
  reads(value: unknown): boolean;
}

/** A {@link Wire} of objects, whose JSON form is one too. */
export interface ObjectWire extends Wire {
  encode(value: unknown): Record<string, unknown>;
}

/** What JSON carries as it is. */
export const plain: Wire = {
  encode: (value) => value,
  decode: (value) => value,
  holds: () => true,
  reads: () => true,
};

/** A `Date` as RFC 3339 text. */
export const instant: Wire = scalar('a date-time', instantText, instantFrom, (value) =>
  isTagged(value, '[object Date]'),
);

/** A `bigint` as its decimal digits. */
export const bigint: Wire = {
  ...scalar('a whole number', bigintText, bigintFrom, (value) => typeof value === 'bigint'),
  reads: (value) => typeof value === 'string' && bigintFrom(value) !== undefined,
};

/** A `Uint8Array` as base64. */
export const bytes: Wire = scalar('base64', bytesText, bytesFrom, (value) =>
  ArrayBuffer.isView(value),
);

function scalar<T>(
  what: string,
  encode: (value: T) => string,
  decode: (value: unknown) => T | undefined,
  holds: (value: unknown) => boolean,
): Wire {
  return {
    // The contract's type says what the value is, and the encoder checks it.
    encode: (value) => encode(value as T),
    decode: (value) => {
      const decoded = decode(value);
      if (decoded === undefined) throw new TypeError(`${JSON.stringify(value)} is not ${what}`);
      return decoded;
    },
    holds,
    reads: (value) => decode(value) !== undefined,
  };
}

/** An array. */
export function list(items: Wire): Wire {
  return {
    encode: (value) => mapItems(arrayOf(value), () => items.encode),
    decode: (value) => mapItems(arrayOf(value), () => items.decode),
    holds: Array.isArray,
    reads: Array.isArray,
  };
}

/** An array whose first items have types of their own. */
export function tuple(items: readonly Wire[], rest: Wire = plain): Wire {
  const at = (index: number): Wire => items[index] ?? rest;
  return {
    encode: (value) => mapItems(arrayOf(value), (index) => at(index).encode),
    decode: (value) => mapItems(arrayOf(value), (index) => at(index).decode),
    holds: Array.isArray,
    reads: Array.isArray,
  };
}

/** A `Set` as an array. */
export function set(items: Wire = plain): Wire {
  return {
    encode: (value) => mapItems([...setOf(value)], () => items.encode),
    decode: (value) => new Set(mapItems(arrayOf(value), () => items.decode)),
    holds: (value) => value instanceof Set,
    reads: Array.isArray,
  };
}

/** A `Map` with texts as its keys as an object. */
export function map(values: Wire = plain): Wire {
  return {
    encode: (value) => mapMembers(Object.fromEntries(mapOf(value)), () => values.encode),
    decode: (value) => new Map(Object.entries(mapMembers(value, () => values.decode))),
    holds: (value) => value instanceof Map,
    reads: isObject,
  };
}

/** Any other `Map` as an array of `[key, value]`. */
export function entries(keys: Wire, values: Wire): Wire {
  const pairs = list(tuple([keys, values]));
  return {
    encode: (value) => pairs.encode([...mapOf(value)]),
    decode: (value) => new Map(arrayOf(pairs.decode(value)).map(pairOf)),
    holds: (value) => value instanceof Map,
    reads: Array.isArray,
  };
}

/** An object of any keys. */
export function record(values: Wire): ObjectWire {
  return {
    encode: (value) => mapMembers(value, () => values.encode),
    decode: (value) => mapMembers(value, () => values.decode),
    holds: isPlainObject,
    reads: isObject,
  };
}

/**
 * An object: the members that need turning, and, where it may have others that need it, how those
 * of no known name are turned.
 */
export function fields(
  members: Readonly<Record<string, Wire>>,
  others?: { readonly known: readonly string[]; readonly values: Wire },
): ObjectWire {
  const wires = new Map(Object.entries(members));
  const known = new Set([...(others?.known ?? []), ...wires.keys()]);
  const wireOf = (name: string): Wire | undefined =>
    wires.get(name) ?? (known.has(name) ? undefined : others?.values);
  return {
    encode: (value) => mapMembers(value, (name) => wireOf(name)?.encode),
    decode: (value) => mapMembers(value, (name) => wireOf(name)?.decode),
    holds: isPlainObject,
    reads: isObject,
  };
}

/** A value or `null`. */
export function nullable(of: Wire): Wire {
  return {
    encode: (value) => (value === null ? null : of.encode(value)),
    decode: (value) => (value === null ? null : of.decode(value)),
    holds: (value) => value === null || of.holds(value),
    reads: (value) => value === null || of.reads(value),
  };
}

/** The alternative that a property names; one that is not listed, or not known yet, needs no turning. */
export function variants(
  property: string,
  table: readonly (readonly [values: readonly unknown[], wire: Wire])[],
): Wire {
  const wires = new Map(table.flatMap(([values, wire]) => values.map((value) => [value, wire])));
  const wireOf = (value: unknown): Wire => wires.get(objectOf(value)[property]) ?? plain;
  return {
    encode: (value) => wireOf(value).encode(value),
    decode: (value) => wireOf(value).decode(value),
    holds: isPlainObject,
    reads: isObject,
  };
}

/** Alternatives that are told apart by what they are; any that is not listed needs no turning. */
export function union(alternatives: readonly Wire[]): Wire {
  const holder = (value: unknown): Wire => alternatives.find((one) => one.holds(value)) ?? plain;
  const reader = (value: unknown): Wire => alternatives.find((one) => one.reads(value)) ?? plain;
  return {
    encode: (value) => holder(value).encode(value),
    decode: (value) => reader(value).decode(value),
    holds: (value) => alternatives.some((one) => one.holds(value)),
    reads: (value) => alternatives.some((one) => one.reads(value)),
  };
}

/** An object that the presence of a property tells from other objects of a union. */
export function told(property: string, wire: Wire): Wire {
  const has = (value: unknown): boolean => isObject(value) && Object.hasOwn(value, property);
  return { ...wire, holds: (value) => isPlainObject(value) && has(value), reads: has };
}

/** A message that is described further down, or that holds itself. */
export function later(of: () => ObjectWire): ObjectWire;
export function later(of: () => Wire): Wire;
export function later(of: () => Wire): Wire {
  return {
    encode: (value) => of().encode(value),
    decode: (value) => of().decode(value),
    holds: (value) => of().holds(value),
    reads: (value) => of().reads(value),
  };
}

type Turn = (value: unknown) => unknown;

/** A copy of an object in which the members that a function has a turn for are turned. */
function mapMembers(
  value: unknown,
  turnOf: (name: string) => Turn | undefined,
): Record<string, unknown> {
  const turned = Object.entries(objectOf(value)).map(([name, member]): [string, unknown] => {
    const turn = member === undefined ? undefined : turnOf(name);
    return [name, turn === undefined ? member : turnAt(name, member, turn)];
  });
  return Object.fromEntries(turned);
}

function mapItems(items: readonly unknown[], turnOf: (index: number) => Turn): unknown[] {
  return items.map((item, index) => turnAt(index, item, turnOf(index)));
}

/** What is wrong with a value within a message, and where: a JSON pointer (RFC 6901). */
class WireError extends TypeError {
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.name = 'WireError';
    this.path = path;
    this.reason = reason;
  }
}

function turnAt(step: string | number, value: unknown, turn: Turn): unknown {
  try {
    return turn(value);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const inner = error instanceof WireError ? error : { path: '', reason: error.message };
    const name = String(step).replaceAll('~', '~0').replaceAll('/', '~1');
    throw new WireError(`/${name}${inner.path}`, inner.reason);
  }
}

function arrayOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw misfit('an array', value);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  throw misfit('an object', value);
}

function setOf(value: unknown): ReadonlySet<unknown> {
  if (value instanceof Set) return value;
  throw misfit('a Set', value);
}

function mapOf(value: unknown): ReadonlyMap<unknown, unknown> {
  if (value instanceof Map) return value;
  throw misfit('a Map', value);
}

function pairOf(value: unknown): [unknown, unknown] {
  const [key, item, ...more] = arrayOf(value);
  if (item === undefined || more.length > 0) throw misfit('a key with its value', value);
  return [key, item];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object of the contract's own: none of those that are values of other types. */
function isPlainObject(value: unknown): boolean {
  if (!isObject(value) || value instanceof Map || value instanceof Set) return false;
  return !ArrayBuffer.isView(value) && !isTagged(value, '[object Date]');
}

function isTagged(value: unknown, tag: string): boolean {
  return Object.prototype.toString.call(value) === tag;
}

function misfit(wanted: string, value: unknown): TypeError {
  const found = value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
  return new TypeError(`the value must be ${wanted}, not ${found}`);
}
