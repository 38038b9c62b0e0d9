import { highOf, lowOf } from '../protobuf/long.ts';
import { tagOf, WireType } from '../protobuf/wire-type.ts';
import { Writer } from '../protobuf/writer.ts';

/** Writes the few messages that gRPC itself needs, field by field. */
export class ProtoWriter {
  readonly #writer = new Writer();

  /** How many bytes there are so far. */
  get length(): number {
    return this.#writer.position;
  }

  /** A field of a whole number, unless it is 0. */
  int(field: number, value: number): this {
    if (value === 0) return this;
    const bits = BigInt(value);
    this.#writer.uint32(tagOf(field, WireType.varint));
    this.#writer.varint(lowOf(bits), highOf(bits));
    return this;
  }

  /** A field of bytes, a text or a message, empty ones too. */
  bytes(field: number, value: Uint8Array | string | ProtoWriter): this {
    this.#writer.uint32(tagOf(field, WireType.length));
    if (typeof value === 'string') this.#writer.text(value);
    else this.#writer.bytes(value instanceof ProtoWriter ? value.finish() : value);
    return this;
  }

  /** A text, unless it is empty. */
  text(field: number, value: string): this {
    return value === '' ? this : this.bytes(field, value);
  }

  /** The message, with which the writer is done. */
  finish(): Buffer {
    const { buffer, byteOffset, byteLength } = this.#writer.finish();
    return Buffer.from(buffer, byteOffset, byteLength);
  }
}
