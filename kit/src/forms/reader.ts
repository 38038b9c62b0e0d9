import { FIXED32, FIXED64, LENGTH, VARINT } from './writer.ts';

/** Bytes that are no message: cut short, or not what their own lengths and types say. */
export class WireFault extends Error {}

const GROUP = 3;
const GROUP_END = 4;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the protobuf wire format. Never reads beyond its bytes; throws {@link WireFault}. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, from = 0, to = bytes.length) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = from;
    this.#end = to;
  }

  get isDone(): boolean {
    return this.#at >= this.#end;
  }

  /** A field's number and its wire type. */
  tag(): { readonly number: number; readonly wireType: number } {
    const tag = this.varint();
    const number = tag >>> 3;
    if (number === 0) throw new WireFault('a field has the number 0');
    return { number, wireType: tag & 7 };
  }

  /** The low 32 bits of a number. */
  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.#byte();
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new WireFault('a number is longer than ten bytes');
  }

  /** All 64 bits of a number, unsigned. */
  varint64(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new WireFault('a number is longer than ten bytes');
  }

  float(): number {
    return this.#view.getFloat32(this.#skip(4), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#skip(8), true);
  }

  /** A view of the bytes, not a copy. */
  bytes(): Uint8Array {
    const length = this.varint();
    const start = this.#skip(length);
    return this.#bytes.subarray(start, start + length);
  }

  string(): string {
    try {
      return utf8.decode(this.bytes());
    } catch (error) {
      if (error instanceof WireFault) throw error;
      throw new WireFault('a text is not UTF-8');
    }
  }

  /** A reader of what stands behind a length. */
  nested(): Reader {
    const length = this.varint();
    const start = this.#skip(length);
    return new Reader(this.#bytes, start, start + length);
  }

  /** Passes over a field that nobody knows. */
  skip(wireType: number, depth = 0): void {
    switch (wireType) {
      case VARINT:
        this.varint64();
        return;
      case FIXED64:
        this.#skip(8);
        return;
      case LENGTH:
        this.#skip(this.varint());
        return;
      case FIXED32:
        this.#skip(4);
        return;
      case GROUP:
        this.#skipGroup(depth);
        return;
      default:
        throw new WireFault(`there is no wire type ${wireType}`);
    }
  }

  #skipGroup(depth: number): void {
    if (depth >= 100) throw new WireFault('groups are nested too deeply');
    for (;;) {
      const { wireType } = this.tag();
      if (wireType === GROUP_END) return;
      this.skip(wireType, depth + 1);
    }
  }

  #byte(): number {
    if (this.#at >= this.#end) throw new WireFault('the message is cut short');
    return this.#bytes[this.#at++] ?? 0;
  }

  /** Where as many bytes begin, which are passed over. */
  #skip(length: number): number {
    const start = this.#at;
    if (length > this.#end - start) throw new WireFault('the message is cut short');
    this.#at += length;
    return start;
  }
}
