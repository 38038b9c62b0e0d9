import { binaryReaders } from '../protobuf/binary-reader.ts';
import { binaryWriters } from '../protobuf/binary-writer.ts';
import type { Reader } from '../protobuf/reader.ts';
import { textFrom } from '../protobuf/scalars.ts';
import { typesOf } from '../protobuf/types.ts';
import type { Writer } from '../protobuf/writer.ts';

const VALUE = 'google.protobuf.Value';
const types = typesOf({ messages: {}, enums: {} });
const reader = binaryReaders(types)(VALUE);
const writer = binaryWriters(types)(VALUE);

/** Writes any value as the fields of `google.protobuf.Value`: as the JSON that HTTP would send of it. */
export function writeJsonValue(to: Writer, value: unknown): void {
  const text = JSON.stringify(value, wellFormed) as string | undefined;
  writer(to, text === undefined ? null : JSON.parse(text));
}

/** Reads `google.protobuf.Value` as JSON. */
export function readJsonValue(from: Reader): unknown {
  return reader.read(from);
}

function wellFormed(_: string, value: unknown): unknown {
  return typeof value === 'string' ? textFrom(value) : value;
}
