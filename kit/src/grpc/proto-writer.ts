/** Writes the few messages that gRPC itself needs (protobuf.dev/programming-guides/encoding). */
export class ProtoWriter {
  readonly #parts: Uint8Array[] = [];

  /** A field of a whole number, unless it is 0. */
  int(field: number, value: number): this {
    if (value === 0) return this;
    this.#parts.push(varint(field * 8), varint(value));
    return this;
  }

  /** A field of a `bool`, or the number 0 or 1 of an enum, false too. */
  bool(field: number, value: boolean): this {
    this.#parts.push(varint(field * 8), varint(value ? 1 : 0));
    return this;
  }

  /** A field of a `double`, 0 too. */
  double(field: number, value: number): this {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value, true);
    this.#parts.push(varint(field * 8 + 1), bytes);
    return this;
  }

  /** A field of bytes, a text or a message, empty ones too. */
  bytes(field: number, value: Uint8Array | string | ProtoWriter): this {
    const bytes = bytesOf(value);
    this.#parts.push(varint(field * 8 + 2), varint(bytes.length), bytes);
    return this;
  }

  /** A text, unless it is empty. */
  text(field: number, value: string): this {
    return value === '' ? this : this.bytes(field, value);
  }

  /** The message. */
  finish(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

function bytesOf(value: Uint8Array | string | ProtoWriter): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value);
  return value instanceof ProtoWriter ? value.finish() : value;
}

/** A whole number in base 128; a negative one has the ten bytes of its 64 bits. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128);
  bytes.push(Number(left));
  return Uint8Array.from(bytes);
}
