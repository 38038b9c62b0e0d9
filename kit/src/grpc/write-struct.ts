import { ProtoWriter } from './proto-writer.ts';

/** A JSON object as a `google.protobuf.Struct`. What JSON does not have is left out, digits stand for a bigint. */
export function structOf(value: Readonly<Record<string, unknown>>): ProtoWriter {
  const plain: unknown = JSON.parse(JSON.stringify(value, withoutBigints));
  return writeStruct(plain as Readonly<Record<string, unknown>>);
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

function withoutBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
