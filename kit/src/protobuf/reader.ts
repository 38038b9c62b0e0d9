import { malformed } from './malformed.ts';
import { WireType } from './wire-type.ts';

/** Texts up to this length are read byte by byte, which is faster than a decoder's start. */
const SHORT_TEXT = 24;

const strictText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientText = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads the parts of a message from bytes. Nothing is read beyond `end`; whatever is wrong is a `KitError` with
 * `invalid_argument`. A number of 64 bits is left in `low` and `high`.
 */
export class Reader {
  position = 0;
  /** Where the innermost message that is being read ends. */
  end: number;
  /** How many messages may still be opened within each other. */
  depth: number;
  low = 0;
  high = 0;
  readonly #bytes: Uint8Array;
  #view: DataView | undefined;

  constructor(bytes: Uint8Array, depth: number) {
    // The methods of a Buffer give parts of it where those of an array give copies.
    const { buffer, byteOffset, length } = bytes;
    this.#bytes =
      Object.getPrototypeOf(bytes) === Uint8Array.prototype
        ? bytes
        : new Uint8Array(buffer, byteOffset, length);
    this.end = bytes.length;
    this.depth = depth;
  }

  /** The number of a field and the type of its value, in one. */
  tag(): number {
    const start = this.position;
    const tag = this.uint32();
    const size = this.position - start;
    const isTooLong = size > 5 || (size === 5 && this.high !== 0);
    if (isTooLong || tag < 8 || (tag & 7) > WireType.fixed32) throw malformed('no tag of a field');
    return tag;
  }

  /** The low half of a varint, unsigned; the high one is dropped, as the specification has it. */
  uint32(): number {
    const { position } = this;
    const first = this.#bytes[position] as number;
    if (first < 0x80 && position < this.end) {
      this.position = position + 1;
      return first;
    }
    this.varint();
    return this.low >>> 0;
  }

  /** A varint of up to 64 bits, into `low` and `high`. */
  varint(): void {
    let low = 0;
    let high = 0;
    for (let index = 0; index < 10; index += 1) {
      if (this.position >= this.end) throw malformed('it ends within a number');
      const byte = this.#bytes[this.position] as number;
      this.position += 1;
      const bits = byte & 0x7f;
      if (index < 5) low |= bits << (7 * index);
      if (index === 4) high = bits >> 4;
      else if (index > 4) high |= bits << (7 * index - 32);
      if (byte > 0x7f) continue;
      this.low = low;
      this.high = high;
      return;
    }
    throw malformed('a number has more than ten bytes');
  }

  /** The length of what follows, which is all there. */
  length(): number {
    this.high = 0;
    const length = this.uint32();
    if (this.high !== 0 || length > this.end - this.position) {
      throw malformed('it ends within a value');
    }
    return length;
  }

  /** Goes into what stands behind a length, and gives where what holds it ends: `end` is to be that again. */
  open(): number {
    const { end } = this;
    const length = this.length();
    this.end = this.position + length;
    return end;
  }

  fixed32(): number {
    return this.#viewOf(4).getUint32(this.position - 4, true);
  }

  float(): number {
    return this.#viewOf(4).getFloat32(this.position - 4, true);
  }

  double(): number {
    return this.#viewOf(8).getFloat64(this.position - 8, true);
  }

  /** Eight bytes, into `low` and `high`. */
  fixed64(): void {
    const view = this.#viewOf(8);
    this.low = view.getInt32(this.position - 8, true);
    this.high = view.getInt32(this.position - 4, true);
  }

  /** A copy: the bytes that are read may be of a pool, or much more than what is kept. */
  bytes(): Uint8Array {
    const start = this.#take(this.length());
    return this.#bytes.slice(start, this.position);
  }

  /** A text; one that is no UTF-8 is refused, unless it need not be. */
  text(strict: boolean): string {
    const length = this.length();
    const start = this.#take(length);
    const bytes = this.#bytes;
    if (length <= SHORT_TEXT) {
      let text = '';
      let at = start;
      for (; at < this.position; at += 1) {
        const byte = bytes[at] as number;
        if (byte > 0x7f) break;
        text += String.fromCharCode(byte);
      }
      if (at === this.position) return text;
    }
    const part = bytes.subarray(start, this.position);
    if (!strict) return lenientText.decode(part);
    try {
      return strictText.decode(part);
    } catch {
      throw malformed('a text is not UTF-8');
    }
  }

  /** A copy of what was read since then. */
  since(start: number): Uint8Array {
    return this.#bytes.slice(start, this.position);
  }

  /** Goes behind the value of a tag that was just read. */
  skip(tag: number): void {
    const wire = tag & 7;
    if (wire === WireType.varint) this.varint();
    else if (wire === WireType.fixed64) this.#take(8);
    else if (wire === WireType.fixed32) this.#take(4);
    else if (wire === WireType.length) this.#take(this.length());
    else if (wire === WireType.start) this.#skipGroup(tag);
    else throw malformed('a group ends that was not open');
  }

  /** Counts a message that is opened. */
  enter(): void {
    this.depth -= 1;
    if (this.depth < 0) throw malformed('it is nested too deeply');
  }

  #skipGroup(start: number): void {
    this.enter();
    for (;;) {
      const tag = this.tag();
      if ((tag & 7) !== WireType.end) this.skip(tag);
      else if (tag - start === 1) break;
      else throw malformed('a group ends that was not open');
    }
    this.depth += 1;
  }

  #take(size: number): number {
    const start = this.position;
    if (size > this.end - start) throw malformed('it ends within a value');
    this.position = start + size;
    return start;
  }

  #viewOf(size: number): DataView {
    this.#take(size);
    const { buffer, byteOffset, byteLength } = this.#bytes;
    return (this.#view ??= new DataView(buffer, byteOffset, byteLength));
  }
}
