const SHORT_TEXT = 40;
const FIRST_SIZE = 256;

const encoder = new TextEncoder();

/** Writes the parts of a message one after the other, into bytes that grow. */
export class Writer {
  position = 0;
  #bytes = new Uint8Array(FIRST_SIZE);
  #view = new DataView(this.#bytes.buffer);

  /** How many bytes there is room for. */
  get size(): number {
    return this.#bytes.length;
  }

  /** A copy of what has been written. The next message starts from the beginning. */
  finish(): Uint8Array {
    const bytes = this.#bytes.slice(0, this.position);
    this.position = 0;
    return bytes;
  }

  /** A varint of up to 32 bits; also a tag. */
  uint32(value: number): void {
    this.#reserve(5);
    const bytes = this.#bytes;
    let { position } = this;
    let rest = value;
    while (rest > 0x7f) {
      bytes[position] = (rest & 0x7f) | 0x80;
      position += 1;
      rest >>>= 7;
    }
    bytes[position] = rest;
    this.position = position + 1;
  }

  /** A signed number, which takes ten bytes where it is negative. */
  int32(value: number): void {
    if (value >= 0) this.uint32(value);
    else this.varint(value, -1);
  }

  /** The varint of both halves of 64 bits. */
  varint(low: number, high: number): void {
    this.#reserve(10);
    const bytes = this.#bytes;
    let { position } = this;
    let [first, second] = [low >>> 0, high >>> 0];
    while (second > 0 || first > 0x7f) {
      bytes[position] = (first & 0x7f) | 0x80;
      position += 1;
      first = ((first >>> 7) | (second << 25)) >>> 0;
      second >>>= 7;
    }
    bytes[position] = first;
    this.position = position + 1;
  }

  fixed32(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.position, value, true);
    this.position += 4;
  }

  fixed64(low: number, high: number): void {
    this.fixed32(low);
    this.fixed32(high);
  }

  float(value: number): void {
    this.#reserve(4);
    this.#view.setFloat32(this.position, value, true);
    this.position += 4;
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.position, value, true);
    this.position += 8;
  }

  /** Bytes with their length in front. */
  bytes(value: Uint8Array): void {
    this.uint32(value.length);
    this.raw(value);
  }

  /** Bytes as they are. */
  raw(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.position);
    this.position += value.length;
  }

  /** A text with its length in front. */
  text(value: string): void {
    if (value.length <= SHORT_TEXT && this.#ascii(value)) return;
    const start = this.open();
    this.#reserve(value.length * 3);
    const { written } = encoder.encodeInto(value, this.#bytes.subarray(this.position));
    this.position += written;
    this.close(start);
  }

  /** Opens a part whose length stands in front of it. */
  open(): number {
    this.#reserve(1);
    this.position += 1;
    return this.position;
  }

  /** Closes it: most lengths are one byte, which is there already; others move the part. */
  close(start: number): void {
    const length = this.position - start;
    if (length < 0x80) {
      this.#bytes[start - 1] = length;
      return;
    }
    const more = length < 0x4000 ? 1 : length < 0x20_0000 ? 2 : length < 0x1000_0000 ? 3 : 4;
    this.#reserve(more);
    this.#bytes.copyWithin(start + more, start, this.position);
    const { position } = this;
    this.position = start - 1;
    this.uint32(length);
    this.position = position + more;
  }

  /** Writes a short text of ASCII; false, and nothing written, for another one. */
  #ascii(value: string): boolean {
    const { length } = value;
    this.#reserve(length + 1);
    const bytes = this.#bytes;
    const start = this.position + 1;
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return false;
      bytes[start + index] = code;
    }
    bytes[start - 1] = length;
    this.position = start + length;
    return true;
  }

  #reserve(size: number): void {
    const needed = this.position + size;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.position));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
