import { protoFields, textOf } from './proto-reader.ts';
import { ProtoWriter } from './proto-writer.ts';

const maxDepth = 32;

/** A JSON object as a `google.protobuf.Struct`. What JSON does not have is left out, digits stand for a bigint. */
export function structOf(value: Readonly<Record<string, unknown>>): ProtoWriter {
  const plain: unknown = JSON.parse(JSON.stringify(value, withoutBigints));
  return writeStruct(plain as Readonly<Record<string, unknown>>);
}

/** The JSON object of a `google.protobuf.Struct`. */
export function readStruct(bytes: Uint8Array, depth = 0): Record<string, unknown> {
  if (depth > maxDepth) throw new RangeError('the value is nested too deeply');
  const entries = protoFields(bytes).map((entry) => {
    const fields = protoFields(entry.bytes);
    const [key, value] = [1, 2].map((number) => fields.find((field) => field.number === number));
    return [
      key === undefined ? '' : textOf(key),
      value === undefined ? null : readValue(value.bytes, depth + 1),
    ] as const;
  });
  return Object.fromEntries(entries);
}

function writeStruct(value: Readonly<Record<string, unknown>>): ProtoWriter {
  const writer = new ProtoWriter();
  for (const [key, member] of Object.entries(value)) {
    writer.bytes(1, new ProtoWriter().bytes(1, key).bytes(2, writeValue(member)));
  }
  return writer;
}

function writeValue(value: unknown): ProtoWriter {
  const writer = new ProtoWriter();
  if (typeof value === 'number') return writer.double(2, value);
  if (typeof value === 'string') return writer.bytes(3, value);
  if (typeof value === 'boolean') return writer.bool(4, value);
  if (Array.isArray(value)) {
    const list = new ProtoWriter();
    for (const item of value as readonly unknown[]) list.bytes(1, writeValue(item));
    return writer.bytes(6, list);
  }
  if (typeof value === 'object' && value !== null) {
    return writer.bytes(5, writeStruct(value as Readonly<Record<string, unknown>>));
  }
  return writer.bool(1, false);
}

function readValue(bytes: Uint8Array, depth: number): unknown {
  if (depth > maxDepth) throw new RangeError('the value is nested too deeply');
  const field = protoFields(bytes).at(-1);
  switch (field?.number) {
    case 2:
      return field.value;
    case 3:
      return textOf(field);
    case 4:
      return field.value !== 0;
    case 5:
      return readStruct(field.bytes, depth + 1);
    case 6:
      return protoFields(field.bytes).map((item) => readValue(item.bytes, depth + 1));
    default:
      return null;
  }
}

function withoutBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
