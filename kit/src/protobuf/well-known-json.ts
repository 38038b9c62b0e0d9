import { pointer, type Key } from '../checks/fault-of.ts';
import { isObject } from '../checks/members.ts';
import { instantFrom } from '../sdk/values.ts';
import { type JsonRead, type JsonWrite, mistyped, refuse } from './json-scalars.ts';
import { mistaken, Mistake } from './mistake.ts';
import { readJsonValue, writeJsonValue } from './json-value.ts';
import { type Span, spanOf, TIMESTAMP_RANGE, timestampFrom } from './well-known.ts';

/** The JSON form of a type that has one of its own. */
export interface JsonForm {
  readonly read: JsonRead;
  readonly write: JsonWrite;
}

const INSTANT =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d)(?:\.(\d{1,9}))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

const timestamp: JsonForm = {
  read: (value, reading, path, key) => {
    if (typeof value !== 'string') return mistyped(value, 'string', reading, path, key);
    const [, time = '', fraction = '', zone = ''] = INSTANT.exec(value) ?? [];
    const date = instantFrom(time + zone);
    const seconds = date === undefined ? undefined : BigInt(date.getTime() / 1000);
    if (seconds !== undefined && seconds >= TIMESTAMP_RANGE[0]) {
      return timestampFrom({ seconds, nanos: Number(fraction.padEnd(9, '0')) });
    }
    const message = 'must be a valid date-time of a year from 1 to 9999';
    return refuse(reading, pointer(path, key), ['format', 'date-time', message]);
  },
  write: (value) => {
    const { seconds, nanos } = spanOf(value);
    const text = new Date(Number(seconds) * 1000).toISOString().slice(0, -5);
    return `${text}${fractionOf(nanos)}Z`;
  },
};

/** Nanoseconds as 0, 3, 6 or 9 digits behind a point. */
function fractionOf(nanos: number): string {
  const digits = String(nanos)
    .padStart(9, '0')
    .replace(/(?:000){1,3}$/, '');
  return digits === '' ? '' : `.${digits}`;
}

const DURATION = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/;
const MAX_SECONDS = 315_576_000_000n;

const duration: JsonForm = {
  read: (value, reading, path, key) => {
    if (typeof value !== 'string') return mistyped(value, 'string', reading, path, key);
    const [, minus, digits, fraction = ''] = DURATION.exec(value) ?? [];
    const seconds = BigInt(digits ?? MAX_SECONDS + 1n);
    if (seconds <= MAX_SECONDS) {
      const nanos = Number(fraction.padEnd(9, '0'));
      return minus === '' ? { seconds, nanos } : { seconds: -seconds, nanos: 0 - nanos };
    }
    const message = 'must be seconds, such as 1.5s, of at most 10,000 years';
    return refuse(reading, pointer(path, key), ['format', 'duration', message]);
  },
  write: (value) => {
    if (!isObject(value)) throw mistaken('an object', value);
    const { seconds = 0n, nanos = 0 } = value as Partial<Span>;
    if (typeof seconds !== 'bigint') throw mistaken('made of seconds as a bigint', seconds);
    const isWhole = Number.isInteger(nanos) && Math.abs(nanos) <= 999_999_999;
    if (!isWhole) throw mistaken('made of at most 999999999 nanos', nanos);
    const size = seconds < 0n ? -seconds : seconds;
    if (size > MAX_SECONDS) throw new Mistake('must be of at most 10,000 years');
    if ((seconds > 0n && nanos < 0) || (seconds < 0n && nanos > 0)) {
      throw new Mistake('must have seconds and nanos of the same sign');
    }
    return `${seconds < 0n || nanos < 0 ? '-' : ''}${size}${fractionOf(Math.abs(nanos))}s`;
  },
};

const camelCase = (path: string): string =>
  path.replace(/_+([^_])/g, (_all, letter: string) => letter.toUpperCase());
const snakeCase = (path: string): string =>
  path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const fieldMask: JsonForm = {
  read: (value, reading, path, key) => {
    if (typeof value !== 'string') return mistyped(value, 'string', reading, path, key);
    if (value === '') return [];
    if (!value.includes('_')) return value.split(',').map(snakeCase);
    const message = 'must be paths in lowerCamelCase, separated by commas';
    return refuse(reading, pointer(path, key), ['pattern', '^[^_]*$', message]);
  },
  write: (value) => {
    if (!Array.isArray(value)) throw mistaken('an array', value);
    return value.map(maskPath).join(',');
  },
};

function maskPath(path: unknown): string {
  if (typeof path !== 'string') throw mistaken('made of texts', path);
  const camel = camelCase(path);
  if (snakeCase(camel) === path) return camel;
  throw new Mistake(`has a path that lowerCamelCase loses: ${path}`);
}

/** Of a kind of JSON value, which is itself. */
function json(kind: 'object' | 'array' | 'any', is: (value: unknown) => boolean): JsonForm {
  return {
    read: (value, reading, path, key?: Key) =>
      is(value)
        ? readJsonValue(value, reading, pointer(path, key))
        : mistyped(value, kind, reading, path, key),
    write: (value) => {
      if (!is(value)) throw mistaken(`a JSON value (${kind})`, value);
      return writeJsonValue(value);
    },
  };
}

/** The types whose JSON form is their own, but wrappers and Any. */
export const jsonForms: ReadonlyMap<string, JsonForm> = new Map([
  ['google.protobuf.Timestamp', timestamp],
  ['google.protobuf.Duration', duration],
  ['google.protobuf.FieldMask', fieldMask],
  ['google.protobuf.Struct', json('object', isObject)],
  ['google.protobuf.ListValue', json('array', Array.isArray)],
  ['google.protobuf.Value', json('any', (value) => value !== undefined)],
]);
