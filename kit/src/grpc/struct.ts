import { createMessages } from '../protobuf/messages.ts';
import { textFrom } from '../protobuf/scalars.ts';

const struct = createMessages({ messages: {}, enums: {} }).binary<Record<string, unknown>>(
  'google.protobuf.Struct',
);

/** A JSON object as a `google.protobuf.Struct`. What JSON does not have is left out, digits stand for a bigint. */
export function structOf(value: Readonly<Record<string, unknown>>): Uint8Array {
  return struct.encode(JSON.parse(JSON.stringify(value, writable)) as typeof value);
}

/** The JSON object of a `google.protobuf.Struct`. Throws a `KitError` with `invalid_argument` for what is none. */
export function readStruct(bytes: Uint8Array): Record<string, unknown> {
  return struct.decode(bytes);
}

function writable(_: string, value: unknown): unknown {
  if (typeof value === 'string') return textFrom(value);
  return typeof value === 'bigint' ? String(value) : value;
}
