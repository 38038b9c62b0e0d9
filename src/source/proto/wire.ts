/** Writes the protobuf wire format. Source: https://protobuf.dev/programming-guides/encoding/ */
export interface Wire {
  readonly varint: (value: bigint | number) => void;
  readonly tag: (number: number, type: number) => void;
  readonly raw: (bytes: Uint8Array) => void;
  readonly fixed32: (write: (view: DataView) => void) => void;
  readonly fixed64: (write: (view: DataView) => void) => void;
  /** A field of a message, a text or bytes. */
  readonly bytes: (number: number, bytes: Uint8Array) => void;
  readonly finish: () => Uint8Array;
}

export const VARINT = 0;
export const FIXED64 = 1;
export const LENGTH = 2;
export const START_GROUP = 3;
export const END_GROUP = 4;
export const FIXED32 = 5;

export function createWire(): Wire {
  const out: number[] = [];
  const varint = (value: bigint | number): void => {
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest > 127n) {
      out.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    out.push(Number(rest));
  };
  const tag = (number: number, type: number): void => {
    varint(number * 8 + type);
  };
  const raw = (bytes: Uint8Array): void => {
    for (const byte of bytes) out.push(byte);
  };
  const fixed = (length: number) => (write: (view: DataView) => void) => {
    const bytes = new Uint8Array(length);
    write(new DataView(bytes.buffer));
    raw(bytes);
  };
  return {
    varint,
    tag,
    raw,
    fixed32: fixed(4),
    fixed64: fixed(8),
    bytes: (number, bytes) => {
      tag(number, LENGTH);
      varint(bytes.length);
      raw(bytes);
    },
    finish: () => Uint8Array.from(out),
  };
}
