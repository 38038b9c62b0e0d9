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
 * The fields of one of the few messages that gRPC itself needs, in their order. Throws a RangeError for bytes
 * that are no message. Groups, which none of them has, are refused.
 */
export function protoFields(bytes: Uint8Array): readonly ProtoField[] {
  const cursor = new Cursor(bytes);
  const fields: ProtoField[] = [];
  while (!cursor.done) {
    const tag = cursor.varint();
    const number = Math.floor(tag / 8);
    if (number === 0) throw malformed();
    fields.push(fieldOf(number, tag % 8, cursor));
  }
  return fields;
}

/** The text of a field. */
export function textOf({ bytes }: ProtoField): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function fieldOf(number: number, type: number, cursor: Cursor): ProtoField {
  switch (type) {
    case 0:
      return { number, value: cursor.varint(), bytes: empty };
    case 1:
      return { number, value: viewOf(cursor.take(8)).getFloat64(0, true), bytes: empty };
    case 2:
      return { number, value: 0, bytes: cursor.take(cursor.varint()) };
    case 5:
      return { number, value: viewOf(cursor.take(4)).getUint32(0, true), bytes: empty };
    default:
      throw malformed();
  }
}

class Cursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Signed, of 64 bits; beyond 2^53 with the precision of a number. */
  varint(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw malformed();
      this.#at += 1;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
    throw malformed();
  }

  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (length < 0 || end > this.#bytes.length) throw malformed();
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function malformed(): RangeError {
  return new RangeError('the bytes are no message');
}
