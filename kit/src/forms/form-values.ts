import { KitError } from '../errors/kit-error.ts';
import type { Reader } from '../protobuf/reader.ts';
import { ranges, type Scalar, scalars } from '../protobuf/scalars.ts';
import type { ScalarName } from '../protobuf/table.ts';
import { WireType } from '../protobuf/wire-type.ts';
import type { Writer } from '../protobuf/writer.ts';
import type { FormEnum, FormField, FormScalar, FormType } from './forms.ts';
import { readJsonValue, writeJsonValue } from './json-values.ts';
import { readTimestamp, writeTimestamp } from './timestamps.ts';

/** How one value of a field goes into bytes and comes back. */
export interface ValueCodec {
  readonly wire: WireType;
  readonly write: (writer: Writer, value: unknown) => void;
  readonly read: (reader: Reader) => unknown;
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

/** The codec of a field's type. */
export function valueCodec(
  { type, decimal }: Pick<FormField, 'type' | 'decimal'>,
  source: CodecSource,
): ValueCodec {
  if (typeof type === 'string') return decimal === true ? decimalCodec(type) : PLAIN[type];
  if ('enum' in type) return enumCodec(source.enumOf(type.enum));
  return partCodec({
    write: (writer, value) => source.message(type.message).write(writer, value),
    read: (reader) => source.message(type.message).read(reader),
  });
}

/** What stands behind its length. */
function partCodec({ write, read }: Pick<ValueCodec, 'write' | 'read'>): ValueCodec {
  return {
    wire: WireType.length,
    write: (writer, value) => {
      const start = writer.open();
      write(writer, value);
      writer.close(start);
    },
    read: (reader) => {
      const end = reader.open();
      const value = read(reader);
      reader.end = end;
      return value;
    },
    isZero: () => false,
    zero: undefined,
  };
}

const int32: Scalar = scalars.int32;

/** A number without a name is given as it is: whoever checks the value says what is wrong with it. */
function enumCodec(values: FormEnum): ValueCodec {
  const numbers = new Map(Object.entries(values).map(([number, value]) => [value, Number(number)]));
  return {
    wire: int32.wire,
    write: (writer, value) => {
      const number = numbers.get(value as string | number) ?? value;
      int32.check(number);
      int32.write(writer, number);
    },
    read: (reader) => {
      const number = int32.read(reader) as number;
      return values[number] ?? number;
    },
    isZero: (value) => numbers.get(value as string | number) === 0,
    zero: values[0],
  };
}

/** A scalar, whose JSON may be another thing than the value that is written; `zero` is JSON. */
function scalar(name: ScalarName, from: (json: unknown) => unknown, zero: unknown): ValueCodec {
  const { wire, write, read } = scalars[name];
  return {
    wire,
    write: (writer, json) => write(writer, from(json)),
    read,
    isZero: (json) => Object.is(json, zero),
    zero,
  };
}

/** A whole number; another one would be bent into one of those that fit. */
function whole(name: 'int32' | 'uint32'): ValueCodec {
  const type: Scalar = scalars[name];
  const checked = (json: unknown): unknown => {
    type.check(json);
    return json;
  };
  return scalar(name, checked, 0);
}

/** More digits than 64 bits hold cannot be sent. */
function long(name: 'int64' | 'uint64', zero: unknown): ValueCodec {
  const [least, most] = ranges[name];
  const checked = (json: unknown): bigint => {
    const number = BigInt(json as string | number);
    if (number >= least && number <= most) return number;
    throw new KitError('internal', `${number} does not fit into 64 bits`);
  };
  return scalar(name, checked, zero);
}

/** JSON has no number that is as exact: it would be another one. */
function safeLong(name: 'int64' | 'uint64'): ValueCodec {
  const { read } = scalars[name];
  return { ...long(name, 0), read: (reader) => exact(read(reader) as bigint) };
}

/** Whole numbers as text. */
function decimalCodec(type: FormType): ValueCodec {
  const name = type === 'uint64' ? 'uint64' : 'int64';
  const { read } = scalars[name];
  return { ...long(name, '0'), read: (reader) => String(read(reader)) };
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function exact(value: bigint): number {
  if (value <= SAFE && value >= -SAFE) return Number(value);
  throw new KitError('invalid_argument', `${value} is beyond what this service counts to`);
}

const PLAIN: Readonly<Record<FormScalar | 'timestamp' | 'value', ValueCodec>> = {
  double: scalar('double', Number, 0),
  float: scalar('float', Number, 0),
  int32: whole('int32'),
  uint32: whole('uint32'),
  int64: safeLong('int64'),
  uint64: safeLong('uint64'),
  bool: scalar('bool', Boolean, false),
  string: scalar('string', String, ''),
  bytes: {
    ...scalar('bytes', (json) => Buffer.from(String(json), 'base64'), ''),
    read: (reader) => Buffer.from(scalars.bytes.read(reader) as Uint8Array).toString('base64'),
  },
  timestamp: partCodec({
    write: (writer, value) => writeTimestamp(writer, String(value)),
    read: readTimestamp,
  }),
  value: partCodec({ write: writeJsonValue, read: readJsonValue }),
};
