import { highOf, lowOf } from '../../../kit/src/protobuf/long.ts';
import { tagOf, WireType } from '../../../kit/src/protobuf/wire-type.ts';
import type { Writer } from '../../../kit/src/protobuf/writer.ts';

/** Writes what stands in front of a value. */
export function writeTag(writer: Writer, number: number, wire: WireType): void {
  writer.uint32(tagOf(number, wire));
}

/** Writes a whole number of up to 64 bits; a negative one takes all of them. */
export function writeVarint(writer: Writer, value: bigint | number): void {
  const bits = BigInt(value);
  writer.varint(lowOf(bits), highOf(bits));
}

/** Writes a field of a message, a text or bytes. */
export function writeBytes(writer: Writer, number: number, bytes: Uint8Array): void {
  writeTag(writer, number, WireType.length);
  writer.bytes(bytes);
}
