import { KitError } from '../errors/kit-error.ts';
import type { FormEnum, FormField, FormScalar, FormType } from './forms.ts';
import { readJsonValue, writeJsonValue } from './json-value.ts';
import type { Reader } from './reader.ts';
import { readTimestamp, writeTimestamp } from './timestamps.ts';
import { FIXED32, FIXED64, LENGTH, VARINT, type Writer } from './writer.ts';

/** How one value of a field goes into bytes and comes back. */
export interface ValueCodec {
  readonly wireType: number;
  readonly write: (value: unknown, writer: Writer) => void;
  readonly read: (reader: Reader, depth: number) => unknown;
  /** What is not written, because its absence says it. */
  readonly isZero: (value: unknown) => boolean;
  /** What absence is; `undefined` where it is no value. */
  readonly zero: unknown;
}

/** Where messages and enums are looked up; messages are made when they are first needed, for they hold each other. */
export interface CodecSource {
  readonly message: (name: string) => Pick<ValueCodec, 'write' | 'read'>;
  readonly enumOf: (name: string) => FormEnum;
}

const never = (): boolean => false;

/** The codec of a field's type. */
export function valueCodec(
  { type, decimal }: Pick<FormField, 'type' | 'decimal'>,
  source: CodecSource,
): ValueCodec {
  if (typeof type === 'string') return decimal === true ? decimalCodec(type) : PLAIN[type];
  return 'enum' in type ? enumCodec(source.enumOf(type.enum)) : messageCodec(type.message, source);
}

function messageCodec(name: string, source: CodecSource): ValueCodec {
  return {
    wireType: LENGTH,
    write: (value, writer) => {
      const { write } = source.message(name);
      writer.nested(() => write(value, writer));
    },
    read: (reader, depth) => source.message(name).read(reader.nested(), depth + 1),
    isZero: never,
    zero: undefined,
  };
}

/** A number without a name is given as it is: whoever checks the value says what is wrong with it. */
function enumCodec(values: FormEnum): ValueCodec {
  const numbers = new Map(Object.entries(values).map(([number, value]) => [value, Number(number)]));
  return {
    wireType: VARINT,
    write: (value, writer) => writer.int32(numbers.get(value as string | number) ?? Number(value)),
    read: (reader) => {
      const number = reader.varint() | 0;
      return values[number] ?? number;
    },
    isZero: (value) => numbers.get(value as string | number) === 0,
    zero: values[0],
  };
}

function scalar(
  wireType: number,
  zero: unknown,
  write: ValueCodec['write'],
  read: ValueCodec['read'],
): ValueCodec {
  return { wireType, write, read, zero, isZero: (value) => value === zero };
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** JSON has no number that is as exact: it would be another one. */
function exact(value: bigint): number {
  if (value > SAFE || value < -SAFE) {
    throw new KitError('invalid_argument', `${value} is beyond what this service counts to`);
  }
  return Number(value);
}

const PLAIN: Readonly<Record<FormScalar | 'timestamp' | 'value', ValueCodec>> = {
  double: {
    ...scalar(
      FIXED64,
      0,
      (value, writer) => writer.double(Number(value)),
      (reader) => reader.double(),
    ),
    isZero: (value) => Object.is(value, 0),
  },
  float: {
    ...scalar(
      FIXED32,
      0,
      (value, writer) => writer.float(Number(value)),
      (reader) => reader.float(),
    ),
    isZero: (value) => Object.is(value, 0),
  },
  int32: scalar(
    VARINT,
    0,
    (value, writer) => writer.int32(Number(value)),
    (reader) => reader.varint() | 0,
  ),
  uint32: scalar(
    VARINT,
    0,
    (value, writer) => writer.varint(Number(value)),
    (reader) => reader.varint(),
  ),
  int64: scalar(
    VARINT,
    0,
    (value, writer) => writer.varint64(BigInt(Number(value))),
    (reader) => exact(BigInt.asIntN(64, reader.varint64())),
  ),
  uint64: scalar(
    VARINT,
    0,
    (value, writer) => writer.varint64(BigInt(Number(value))),
    (reader) => exact(reader.varint64()),
  ),
  bool: scalar(
    VARINT,
    false,
    (value, writer) => writer.varint(Number(value)),
    (reader) => reader.varint64() !== 0n,
  ),
  string: scalar(
    LENGTH,
    '',
    (value, writer) => writer.string(String(value)),
    (reader) => reader.string(),
  ),
  bytes: scalar(
    LENGTH,
    '',
    (value, writer) => writer.bytes(Buffer.from(String(value), 'base64')),
    (reader) => Buffer.from(reader.bytes()).toString('base64'),
  ),
  timestamp: {
    wireType: LENGTH,
    write: (value, writer) => writer.nested(() => writeTimestamp(String(value), writer)),
    read: (reader) => readTimestamp(reader.nested()),
    isZero: never,
    zero: undefined,
  },
  value: {
    wireType: LENGTH,
    write: (value, writer) => writer.nested(() => writeJsonValue(value, writer)),
    read: (reader, depth) => readJsonValue(reader.nested(), depth + 1),
    isZero: never,
    zero: undefined,
  },
};

const [MIN_INT64, MAX_INT64, MAX_UINT64] = [-(2n ** 63n), 2n ** 63n - 1n, 2n ** 64n - 1n];

/** Whole numbers as text: more digits than 64 bits hold cannot be sent. */
function decimalCodec(type: FormType): ValueCodec {
  const isSigned = type !== 'uint64';
  const [least, most] = isSigned ? [MIN_INT64, MAX_INT64] : [0n, MAX_UINT64];
  return {
    ...scalar(
      VARINT,
      '0',
      (value, writer) => {
        const number = BigInt(value as string | number);
        if (number < least || number > most) {
          throw new KitError('internal', `${number} does not fit into 64 bits`);
        }
        writer.varint64(number);
      },
      (reader) => {
        const bits = reader.varint64();
        return String(isSigned ? BigInt.asIntN(64, bits) : bits);
      },
    ),
    isZero: (value) => String(value) === '0',
  };
}
