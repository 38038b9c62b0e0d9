import { highOf, lowOf, zigzagOf } from '../../../kit/src/protobuf/long.ts';
import { WireType } from '../../../kit/src/protobuf/wire-type.ts';
import { Writer } from '../../../kit/src/protobuf/writer.ts';
import type { FieldDescriptor } from './descriptor.ts';
import type { OptionMessage, OptionValue } from './option-value.ts';
import { isPackable } from './scalars.ts';
import { writeBytes, writeTag, writeVarint } from './wire.ts';

/** An option message in the wire format, its fields in the order of their numbers. */
export function encodeOptions({ fields }: OptionMessage): Uint8Array {
  const writer = new Writer();
  const sorted = fields.toSorted((a, b) => a.field.number - b.field.number);
  for (const { field, value } of sorted) writeField(writer, field, value);
  return writer.finish();
}

function writeField(writer: Writer, field: FieldDescriptor, value: OptionValue): void {
  const values = field.label === 'repeated' ? (value as readonly OptionValue[]) : [value];
  if (field.label === 'repeated' && field.isPacked && isPackable(field.type)) {
    const packed = new Writer();
    for (const one of values) writeScalar(packed, field.type, one);
    writeBytes(writer, field.number, packed.finish());
    return;
  }
  for (const one of values) writeOne(writer, field, one);
}

function writeOne(writer: Writer, field: FieldDescriptor, value: OptionValue): void {
  const { number, type } = field;
  if (field.message !== undefined) {
    const inner = encodeOptions(value as OptionMessage);
    if (!field.isDelimited) {
      writeBytes(writer, number, inner);
      return;
    }
    writeTag(writer, number, WireType.start);
    writer.raw(inner);
    writeTag(writer, number, WireType.end);
  } else {
    writeTag(writer, number, wireTypeOf(type));
    writeScalar(writer, type, value);
  }
}

function wireTypeOf(type: string): WireType {
  if (type === 'string' || type === 'bytes') return WireType.length;
  if (type === 'double' || type.endsWith('fixed64')) return WireType.fixed64;
  return type === 'float' || type.endsWith('fixed32') ? WireType.fixed32 : WireType.varint;
}

function writeScalar(writer: Writer, type: FieldDescriptor['type'], value: OptionValue): void {
  switch (type) {
    case 'string':
    case 'bytes': {
      const bytes =
        typeof value === 'string' ? new TextEncoder().encode(value) : (value as Uint8Array);
      writer.bytes(bytes);
      break;
    }
    case 'double':
      writer.double(Number(value));
      break;
    case 'float':
      writer.float(Number(value));
      break;
    case 'fixed64':
    case 'sfixed64':
      writer.fixed64(lowOf(value as bigint), highOf(value as bigint));
      break;
    case 'fixed32':
    case 'sfixed32':
      writer.fixed32(Number(value));
      break;
    case 'sint32':
    case 'sint64':
      writeVarint(writer, zigzagOf(BigInt(value as bigint | number)));
      break;
    case 'bool':
      writeVarint(writer, value === true ? 1 : 0);
      break;
    case 'enum':
      writeVarint(writer, (value as { readonly number: number }).number);
      break;
    default:
      writeVarint(writer, value as bigint | number);
  }
}
