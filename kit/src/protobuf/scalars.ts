import { highOf, lowOf, signedFrom, unsignedFrom, zigzagFrom, zigzagOf } from './long.ts';
import { mistaken, Mistake } from './mistake.ts';
import type { Reader } from './reader.ts';
import type { ScalarName } from './table.ts';
import { WireType } from './wire-type.ts';
import type { Writer } from './writer.ts';

/** All that codecs know of one scalar type. */
export interface Scalar<T = unknown> {
  readonly wire: WireType;
  /** The value of an absent field with implicit presence. */
  zero(): T;
  isZero(value: T): boolean;
  /** Throws a {@link Mistake} for what is no value of the type. */
  check(value: unknown): asserts value is T;
  read(reader: Reader): T;
  /** Of a value that has been checked. */
  write(writer: Writer, value: T): void;
}

type Read<T> = (reader: Reader) => T;
type Write<T> = (writer: Writer, value: T) => void;

/** The least and the greatest value of the types of whole numbers. */
export const ranges = {
  int32: [-0x8000_0000, 0x7fff_ffff],
  uint32: [0, 0xffff_ffff],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
} as const;

/** Whether UTF-8 can carry a text: half of a surrogate pair that stands alone it cannot. */
export function isText(value: string): boolean {
  // Of ES2024, which Node 20 has and the configured library does not.
  return (value as unknown as { isWellFormed(): boolean }).isWellFormed();
}

/** The text with U+FFFD for each such half, so that it can be sent. */
export function textFrom(value: string): string {
  return isText(value) ? value : Buffer.from(value).toString();
}

const isNothing = (value: unknown): boolean => !value;

function int(signed: boolean, wire: WireType, read: Read<number>, write: Write<number>) {
  const [least, most] = signed ? ranges.int32 : ranges.uint32;
  const wanted = `a whole number from ${least} to ${most}`;
  const check = (value: unknown): asserts value is number => {
    const fits = Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
    if (!fits) throw mistaken(wanted, value);
  };
  return { wire, zero: () => 0, isZero: isNothing, check, read, write } as Scalar<number>;
}

function long(signed: boolean, wire: WireType, read: Read<bigint>, write: Write<bigint>) {
  const [least, most] = signed ? ranges.int64 : ranges.uint64;
  const wanted = `a bigint from ${least} to ${most}`;
  const check = (value: unknown): asserts value is bigint => {
    if (typeof value !== 'bigint' || value < least || value > most) throw mistaken(wanted, value);
  };
  return { wire, zero: () => 0n, isZero: isNothing, check, read, write } as Scalar<bigint>;
}

const varint64 = (convert: (low: number, high: number) => bigint): Read<bigint> => {
  return (reader) => {
    reader.varint();
    return convert(reader.low, reader.high);
  };
};

const bits64 = (convert: (low: number, high: number) => bigint): Read<bigint> => {
  return (reader) => {
    reader.fixed64();
    return convert(reader.low, reader.high);
  };
};

const writeVarint64: Write<bigint> = (writer, value) => {
  if (value >= 0n && value <= 0x7fff_ffffn) writer.uint32(Number(value));
  else writer.varint(lowOf(value), highOf(value));
};

const writeBits64: Write<bigint> = (writer, value) => writer.fixed64(lowOf(value), highOf(value));

const { varint, fixed32, fixed64, length } = WireType;

/** Zero, but not the negative one, which is a value of its own. */
const isPlainZero = (value: number): boolean => Object.is(value, 0);

const double: Scalar<number> = {
  wire: fixed64,
  zero: () => 0,
  isZero: isPlainZero,
  check: (value) => {
    if (typeof value !== 'number') throw mistaken('a number', value);
  },
  read: (reader) => reader.double(),
  write: (writer, value) => writer.double(value),
};

const float: Scalar<number> = {
  wire: fixed32,
  zero: () => 0,
  isZero: isPlainZero,
  check: (value) => {
    if (typeof value !== 'number') throw mistaken('a number', value);
    if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) {
      throw mistaken('a number of 32 bits', value);
    }
  },
  read: (reader) => reader.float(),
  write: (writer, value) => writer.float(value),
};

const bool: Scalar<boolean> = {
  wire: varint,
  zero: () => false,
  isZero: isNothing,
  check: (value) => {
    if (typeof value !== 'boolean') throw mistaken('true or false', value);
  },
  read: (reader) => {
    reader.varint();
    return reader.low !== 0 || reader.high !== 0;
  },
  write: (writer, value) => writer.uint32(value ? 1 : 0),
};

const string: Scalar<string> = {
  wire: length,
  zero: () => '',
  isZero: isNothing,
  check: (value) => {
    if (typeof value !== 'string') throw mistaken('a text', value);
    if (!isText(value)) throw new Mistake('must be a text without lone surrogates');
  },
  read: (reader) => reader.text(true),
  write: (writer, value) => writer.text(value),
};

const bytes: Scalar<Uint8Array> = {
  wire: length,
  zero: () => new Uint8Array(0),
  isZero: (value) => value.length === 0,
  check: (value) => {
    if (!(value instanceof Uint8Array)) throw mistaken('a Uint8Array', value);
  },
  read: (reader) => reader.bytes(),
  write: (writer, value) => writer.bytes(value),
};

/** A text that need not be UTF-8 on the wire; what is none of it reads as U+FFFD. */
export const lenientString: Scalar<string> = { ...string, read: (reader) => reader.text(false) };

/** A number of 32 bits as enums are on the wire. */
export const enumNumber = int(
  true,
  varint,
  (reader) => reader.uint32() | 0,
  (writer, value) => writer.int32(value),
);

/** By their names in the language. */
export const scalars: Readonly<Record<ScalarName, Scalar>> = {
  double,
  float,
  bool,
  string,
  bytes,
  int32: enumNumber,
  uint32: int(
    false,
    varint,
    (reader) => reader.uint32(),
    (writer, value) => writer.uint32(value),
  ),
  sint32: int(
    true,
    varint,
    (reader) => {
      const bits = reader.uint32();
      return (bits >>> 1) ^ -(bits & 1);
    },
    (writer, value) => writer.uint32(((value << 1) ^ (value >> 31)) >>> 0),
  ),
  fixed32: int(
    false,
    fixed32,
    (reader) => reader.fixed32(),
    (writer, value) => writer.fixed32(value),
  ),
  sfixed32: int(
    true,
    fixed32,
    (reader) => reader.fixed32() | 0,
    (writer, value) => writer.fixed32(value),
  ),
  int64: long(true, varint, varint64(signedFrom), writeVarint64),
  uint64: long(false, varint, varint64(unsignedFrom), writeVarint64),
  sint64: long(true, varint, varint64(zigzagFrom), (writer, value) =>
    writeVarint64(writer, zigzagOf(value)),
  ),
  fixed64: long(false, fixed64, bits64(unsignedFrom), writeBits64),
  sfixed64: long(true, fixed64, bits64(signedFrom), writeBits64),
} as Readonly<Record<ScalarName, Scalar>>;
