/** Wire types (protobuf.dev/programming-guides/encoding/#structure). */
export const VARINT = 0;
export const FIXED64 = 1;
export const LENGTH = 2;
export const FIXED32 = 5;

const utf8 = new TextEncoder();

/** Writes the protobuf wire format into a buffer that grows. */
export class Writer {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  /** What was written, as bytes of its own. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }

  tag(number: number, wireType: number): void {
    this.varint((number << 3) | wireType);
  }

  /** A whole number below 2^32. */
  varint(value: number): void {
    this.#room(5);
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.#bytes[this.#at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#at++] = rest;
  }

  /** A whole number of 64 bits, signed or not. */
  varint64(value: bigint): void {
    this.#room(10);
    let rest = BigInt.asUintN(64, value);
    while (rest > 0x7fn) {
      this.#bytes[this.#at++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.#bytes[this.#at++] = Number(rest);
  }

  /** Signed numbers are as wide as those of 64 bits, so that each can be read as the other. */
  int32(value: number): void {
    if (value >= 0) this.varint(value);
    else this.varint64(BigInt(value));
  }

  float(value: number): void {
    this.#room(4);
    this.#view.setFloat32(this.#at, value, true);
    this.#at += 4;
  }

  double(value: number): void {
    this.#room(8);
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
  }

  bytes(value: Uint8Array): void {
    this.varint(value.length);
    this.#room(value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  string(value: string): void {
    // Three bytes a unit are always enough, and short texts are the rule.
    if (value.length < 43) {
      this.#room(1 + value.length * 3);
      const { written } = utf8.encodeInto(value, this.#bytes.subarray(this.#at + 1));
      this.#bytes[this.#at] = written;
      this.#at += 1 + written;
    } else this.bytes(utf8.encode(value));
  }

  /** What is written within stands behind its own length. */
  nested(write: () => void): void {
    this.#room(1);
    const start = this.#at;
    this.#at += 1;
    write();
    const length = this.#at - start - 1;
    if (length > 0x7f) this.#widen(start, length);
    else this.#bytes[start] = length;
  }

  /** Makes room for a length of more than one byte. */
  #widen(start: number, length: number): void {
    const extra = Math.ceil(Math.log2(length + 1) / 7) - 1;
    this.#room(extra);
    this.#bytes.copyWithin(start + 1 + extra, start + 1, this.#at);
    const end = this.#at + extra;
    this.#at = start;
    this.varint(length);
    this.#at = end;
  }

  #room(size: number): void {
    if (this.#at + size <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + size));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
