import { Timestamp } from '../timestamp.ts';
import { malformed } from './malformed.ts';
import type { Message } from './message.ts';
import { mistaken, Mistake } from './mistake.ts';
import type { FieldTable, MessageTables, ScalarName } from './table.ts';

/** The value by which code knows a well-known type, made of its fields and taken apart again. */
export interface Natural {
  decode(message: Message): unknown;
  encode(value: unknown): Message;
}

const wrapped: Readonly<Record<string, ScalarName>> = {
  DoubleValue: 'double',
  FloatValue: 'float',
  Int64Value: 'int64',
  UInt64Value: 'uint64',
  Int32Value: 'int32',
  UInt32Value: 'uint32',
  BoolValue: 'bool',
  StringValue: 'string',
  BytesValue: 'bytes',
};

const google = (name: string): string => `google.protobuf.${name}`;

/** The full names of the wrappers, with the type that each wraps. */
export const wrappers: ReadonlyMap<string, ScalarName> = new Map(
  Object.entries(wrapped).map(([name, type]) => [google(name), type]),
);

const span: readonly FieldTable[] = [
  { number: 1, name: 'seconds', type: 'int64' },
  { number: 2, name: 'nanos', type: 'int32' },
];

const oneof = 'kind';

/** The messages and the enum that have a form of their own in code. They need not be in a table. */
export const wellKnownTables: MessageTables = {
  messages: {
    ...Object.fromEntries(
      [...wrappers].map(([name, type]) => [name, { fields: [{ number: 1, name: 'value', type }] }]),
    ),
    [google('Timestamp')]: { fields: span },
    [google('Duration')]: { fields: span },
    [google('Any')]: {
      fields: [
        { number: 1, name: 'typeUrl', type: 'string' },
        { number: 2, name: 'value', type: 'bytes' },
      ],
    },
    [google('FieldMask')]: {
      fields: [{ number: 1, name: 'paths', type: 'string', label: 'repeated' }],
    },
    [google('Struct')]: {
      fields: [{ number: 1, name: 'fields', type: { message: google('Value') }, key: 'string' }],
    },
    [google('ListValue')]: {
      fields: [
        { number: 1, name: 'values', type: { message: google('Value') }, label: 'repeated' },
      ],
    },
    [google('Value')]: {
      fields: [
        { number: 1, name: 'null', type: { enum: google('NullValue') }, oneof },
        { number: 2, name: 'number', type: 'double', oneof },
        { number: 3, name: 'string', type: 'string', oneof },
        { number: 4, name: 'bool', type: 'bool', oneof },
        { number: 5, name: 'struct', type: { message: google('Struct') }, oneof },
        { number: 6, name: 'list', type: { message: google('ListValue') }, oneof },
      ],
    },
    [google('Empty')]: { fields: [] },
  },
  enums: { [google('NullValue')]: { values: { NULL_VALUE: 0 } } },
};

/** The first second of the year 1 and the last one of 9999. */
export const TIMESTAMP_RANGE = [-62_135_596_800n, 253_402_300_799n] as const;

/** What a message of seconds and nanoseconds holds. */
export interface Span {
  readonly seconds: bigint;
  readonly nanos: number;
}

/** The parts of an instant; throws a mistake for what is none from the year 1 to 9999. */
export function spanOf(value: unknown): Span {
  if (Object.prototype.toString.call(value) !== '[object Date]') throw mistaken('a Date', value);
  const time = (value as Date).getTime();
  if (Number.isNaN(time)) throw new Mistake('must be a valid Date');
  const seconds = BigInt(Math.floor(time / 1000));
  if (seconds < TIMESTAMP_RANGE[0] || seconds > TIMESTAMP_RANGE[1]) {
    throw new Mistake('must be of a year from 1 to 9999');
  }
  const isExact = value instanceof Timestamp;
  return { seconds, nanos: isExact ? value.nanos : (time - Number(seconds) * 1000) * 1_000_000 };
}

/** The instant of its parts. */
export function timestampFrom({ seconds, nanos }: Span): Timestamp {
  const milliseconds = Number(seconds) * 1000 + Math.floor(nanos / 1_000_000);
  return new Timestamp(milliseconds, nanos % 1_000_000);
}

const timestamp: Natural = {
  decode: (message) => {
    const { seconds, nanos } = message as unknown as Span;
    const fits = seconds >= TIMESTAMP_RANGE[0] && seconds <= TIMESTAMP_RANGE[1];
    if (!fits || nanos < 0 || nanos > 999_999_999) throw malformed('a Timestamp is out of range');
    return timestampFrom({ seconds, nanos });
  },
  encode: (value) => ({ ...spanOf(value) }),
};

/** What is nothing but the value of one field. */
function field(name: string): Natural {
  return { decode: (message) => message[name], encode: (value) => ({ [name]: value }) };
}

function listOf(name: string): Natural {
  return {
    ...field(name),
    encode: (value) => {
      if (!Array.isArray(value)) throw mistaken('an array', value);
      return { [name]: value };
    },
  };
}

function isRecord(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON value; one of no kind at all, which is against the rules, is null. */
const json: Natural = {
  decode: ({ kind }) => {
    const { case: name, value } = (kind ?? { case: 'null' }) as { case: string; value?: unknown };
    return name === 'null' ? null : value;
  },
  encode: (value) => {
    if (value === null) return { kind: { case: 'null', value: 'NULL_VALUE' } };
    if (Array.isArray(value)) return { kind: { case: 'list', value } };
    const type = typeof value;
    if (type === 'number' || type === 'string') return { kind: { case: type, value } };
    if (type === 'boolean') return { kind: { case: 'bool', value } };
    if (isRecord(value)) return { kind: { case: 'struct', value } };
    throw mistaken('a JSON value', value);
  },
};

/** The types whose value in code is another one than an object of their fields. */
export const naturals: ReadonlyMap<string, Natural> = new Map([
  ...[...wrappers.keys()].map((name) => [name, field('value')] as const),
  [google('Timestamp'), timestamp],
  [google('FieldMask'), listOf('paths')],
  [google('ListValue'), listOf('values')],
  [
    google('Struct'),
    {
      ...field('fields'),
      encode: (value: unknown) => {
        if (!isRecord(value)) throw mistaken('an object', value);
        return { fields: value };
      },
    },
  ],
  [google('Value'), json],
]);
