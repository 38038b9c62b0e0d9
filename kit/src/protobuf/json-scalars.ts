import { addFault, type Key, pointer, wrongType } from '../checks/fault-of.ts';
import type { Fault } from '../errors/fault.ts';
import { bytesFrom, bytesText } from '../sdk/values.ts';
import { isText, ranges } from './scalars.ts';
import type { ScalarName } from './table.ts';

/** What reading JSON carries along. */
export interface Reading {
  readonly faults: Fault[];
  /** What the messages do not know is left out. */
  readonly open: boolean;
  /** How many messages may still be opened within each other. */
  depth: number;
}

/** Reads a value that is there, and not null. Gives undefined where it is wrong, with a fault, or is to be left out. */
export type JsonRead = (value: unknown, reading: Reading, path: string, key?: Key) => unknown;

/** The JSON form of a value that has been checked. */
export type JsonWrite = (value: unknown) => unknown;

/** Adds a fault of a rule. */
export function refuse(
  { faults }: Reading,
  at: string,
  [rule, wanted, message]: readonly [rule: string, wanted: unknown, message: string],
): undefined {
  addFault(faults, at, { rule, wanted, message });
}

/** Adds the fault of a value of another type. */
export function mistyped(
  value: unknown,
  wanted: string,
  { faults }: Reading,
  ...[path, key]: readonly [path: string, key?: Key]
): undefined {
  wrongType(value, wanted, faults, path, key);
}

const DIGITS = /^-?\d{1,25}$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Texts of numbers beyond this are refused: reading them takes longer the longer they are. */
const MAX_TEXT = 400;

/** The number of a text as JSON writes numbers; undefined for anything else. */
function numberFrom(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.length > MAX_TEXT) return undefined;
  return NUMBER.test(value) ? Number(value) : undefined;
}

/** A whole number of a JSON number or a text of one. */
function wholeFrom(value: unknown): bigint | undefined {
  if (typeof value === 'string' && DIGITS.test(value)) return BigInt(value);
  const number = numberFrom(value);
  return Number.isInteger(number) ? BigInt(number as number) : undefined;
}

function inRange<T extends number | bigint>(
  value: T,
  [least, most]: readonly [T, T],
  reading: Reading,
  at: string,
): T | undefined {
  if (value < least) {
    return refuse(reading, at, ['minimum', String(least), `must be at least ${least}`]);
  }
  if (value <= most) return value;
  return refuse(reading, at, ['maximum', String(most), `must be at most ${most}`]);
}

function int(range: readonly [number, number]): JsonRead {
  return (value, reading, path, key) => {
    const number = numberFrom(value);
    if (!Number.isInteger(number)) return mistyped(value, 'integer', reading, path, key);
    // A negative zero is none.
    const whole = (number as number) + 0;
    if (whole >= range[0] && whole <= range[1]) return whole;
    return inRange(whole, range, reading, pointer(path, key));
  };
}

function long(range: readonly [bigint, bigint]): JsonRead {
  return (value, reading, path, key) => {
    const number = wholeFrom(value);
    if (number === undefined) return mistyped(value, 'integer', reading, path, key);
    return inRange(number, range, reading, pointer(path, key));
  };
}

const named: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

function real(round: (value: number) => number): JsonRead {
  return (value, reading, path, key) => {
    if (typeof value === 'string' && Object.hasOwn(named, value)) return named[value];
    const number = numberFrom(value);
    const rounded = number === undefined ? undefined : round(number);
    return Number.isFinite(rounded) ? rounded : mistyped(value, 'number', reading, path, key);
  };
}

const readText: JsonRead = (value, reading, path, key) => {
  if (typeof value !== 'string') return mistyped(value, 'string', reading, path, key);
  if (isText(value)) return value;
  const message = 'must be a text without lone surrogates';
  return refuse(reading, pointer(path, key), ['format', 'unicode', message]);
};

const readBytes: JsonRead = (value, reading, path, key) => {
  if (typeof value !== 'string') return mistyped(value, 'string', reading, path, key);
  const bytes = bytesFrom(value) ?? bytesFrom(tidied(value));
  if (bytes !== undefined) return bytes;
  const message = 'must be bytes in base64';
  return refuse(reading, pointer(path, key), ['contentEncoding', 'base64', message]);
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A text of both alphabets in one, with the bits of its last digit that stand for nothing as zeros. */
function tidied(text: string): string {
  const digits = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/={1,2}$/, '');
  const rest = digits.length % 4;
  const last = ALPHABET.indexOf(digits.slice(-1));
  if (rest < 2 || last < 0) return digits + text.slice(digits.length);
  const mask = rest === 2 ? 0b110000 : 0b111100;
  return digits.slice(0, -1) + ALPHABET[last & mask] + text.slice(digits.length);
}

const readBool: JsonRead = (value, reading, path, key) =>
  typeof value === 'boolean' ? value : mistyped(value, 'boolean', reading, path, key);

/** How scalars are read from JSON: numbers as texts too, base64 in both alphabets. */
export function scalarRead(type: ScalarName): JsonRead {
  if (type === 'double') return real((value) => value);
  if (type === 'float') return real(Math.fround);
  if (type === 'bool') return readBool;
  if (type === 'string') return readText;
  if (type === 'bytes') return readBytes;
  const isUnsigned = /^[uf]/.test(type);
  if (type.endsWith('64')) return long(isUnsigned ? ranges.uint64 : ranges.int64);
  return int(isUnsigned ? ranges.uint32 : ranges.int32);
}

function realText(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** The number with the fewest digits that is the same one in 32 bits: 0.1, and not 0.10000000149011612. */
function shortest(value: number): number {
  if (Number.isInteger(value)) return value;
  const single = Math.fround(value);
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return Number(single.toPrecision(9));
}

/** How scalars are written as JSON: 64 bits as texts, bytes in base64. */
export function scalarWrite(type: ScalarName): JsonWrite {
  if (type === 'bytes') return (value) => bytesText(value as Uint8Array);
  if (type === 'double') return (value) => realText(value as number);
  if (type === 'float') {
    return (value) => {
      const number = realText(Math.fround(value as number));
      return typeof number === 'number' ? shortest(number) : number;
    };
  }
  return type.endsWith('64') ? String : (value) => value;
}
