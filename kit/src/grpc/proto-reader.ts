import { signedFrom } from '../protobuf/long.ts';
import { MAX_DEPTH } from '../protobuf/messages.ts';
import { Reader } from '../protobuf/reader.ts';
import { WireType } from '../protobuf/wire-type.ts';

/** One field of a message. */
export interface ProtoField {
  readonly number: number;
  /** Of a field that holds a number, else 0. */
  readonly value: number;
  /** Of a field that holds bytes, a text or a message, else empty. */
  readonly bytes: Uint8Array;
}

const empty = new Uint8Array();

/**
 * The fields of one of the few messages that gRPC itself needs, in their order, without groups. Throws a `KitError` with
 * `invalid_argument` for bytes that are no message.
 */
export function protoFields(bytes: Uint8Array): readonly ProtoField[] {
  const reader = new Reader(bytes, MAX_DEPTH);
  const fields: ProtoField[] = [];
  while (reader.position < reader.end) {
    const tag = reader.tag();
    const [wire, number] = [tag & 7, tag >>> 3];
    if (wire === WireType.length) fields.push({ number, value: 0, bytes: reader.bytes() });
    else if (wire === WireType.start || wire === WireType.end) reader.skip(tag);
    else fields.push({ number, value: numberFrom(reader, wire), bytes: empty });
  }
  return fields;
}

/** The text of a field. */
export function textOf({ bytes }: ProtoField): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** Whole numbers signed, beyond 2^53 with the precision of a number; what has 64 fixed bits as a double. */
function numberFrom(reader: Reader, wire: number): number {
  if (wire === WireType.fixed64) return reader.double();
  if (wire === WireType.fixed32) return reader.fixed32();
  reader.varint();
  return Number(signedFrom(reader.low, reader.high));
}
