/** What stands in the bytes of one message: values of fields, by number and in their order. */
export interface WireMessage {
  /** Whether a field is there at all. */
  has(field: number): boolean;
  /** The last number that a field has; zero where it has none. */
  integer(field: number): number;
  /** The last text that a field has; `undefined` where it has none. */
  text(field: number): string | undefined;
  texts(field: number): readonly string[];
  /** The last message that a field has; an empty one where it has none. */
  message(field: number): WireMessage;
  messages(field: number): readonly WireMessage[];
}

type Value = bigint | Uint8Array;

/**
 * Reads the bytes of a message as far as descriptors need it: whole numbers, texts and messages.
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
export function readWire(bytes: Uint8Array): WireMessage {
  const fields = valuesIn(bytes);
  const chunks = (field: number): readonly Uint8Array[] =>
    (fields.get(field) ?? []).filter((value) => typeof value !== 'bigint');
  const texts = (field: number): readonly string[] =>
    chunks(field).map((chunk) => new TextDecoder().decode(chunk));
  return {
    has: (field) => fields.has(field),
    integer: (field) => {
      const last = fields.get(field)?.at(-1);
      return typeof last === 'bigint' ? Number(BigInt.asIntN(64, last)) : 0;
    },
    text: (field) => texts(field).at(-1),
    texts,
    // The parts of a message that is there several times are one (protobuf.dev/programming-guides/encoding/#last-one-wins).
    message: (field) => readWire(joined(chunks(field))),
    messages: (field) => chunks(field).map(readWire),
  };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(chunks.flatMap((chunk) => [...chunk]));
}

const [VARINT, FIXED64, LENGTH, FIXED32] = [0, 1, 2, 5];

function valuesIn(bytes: Uint8Array): ReadonlyMap<number, readonly Value[]> {
  const fields = new Map<number, Value[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; at < bytes.length; shift += 7n) {
      const byte = BigInt(bytes[at] ?? 0);
      at += 1;
      value |= (byte & 0x7fn) << shift;
      if (byte < 0x80n) break;
    }
    return value;
  };
  const chunk = (length: number): Uint8Array => bytes.subarray(at, (at += length));
  while (at < bytes.length) {
    const tag = Number(varint());
    const value = valueOf(tag & 7, varint, chunk);
    if (value === undefined) break;
    const own = fields.get(tag >>> 3);
    if (own === undefined) fields.set(tag >>> 3, [value]);
    else own.push(value);
  }
  return fields;
}

/** Groups are in no descriptor: behind one nothing is read. */
function valueOf(
  type: number,
  varint: () => bigint,
  chunk: (length: number) => Uint8Array,
): Value | undefined {
  switch (type) {
    case VARINT:
      return varint();
    case FIXED64:
      return chunk(8);
    case LENGTH:
      return chunk(Number(varint()));
    case FIXED32:
      return chunk(4);
    default:
      return undefined;
  }
}
