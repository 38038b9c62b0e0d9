import { protoFields, textOf } from './proto-reader.ts';

const maxDepth = 32;

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
