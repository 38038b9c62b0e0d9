import type { FieldDescriptor } from './descriptor.ts';
import type { OptionMessage, OptionValue } from './option-value.ts';
import { isPackable } from './scalars.ts';
import {
  END_GROUP,
  FIXED32,
  FIXED64,
  LENGTH,
  START_GROUP,
  VARINT,
  type Wire,
  createWire,
} from './wire.ts';

/** An option message in the wire format, its fields in the order of their numbers. */
export function encodeOptions({ fields }: OptionMessage): Uint8Array {
  const wire = createWire();
  const sorted = fields.toSorted((a, b) => a.field.number - b.field.number);
  for (const { field, value } of sorted) writeField(wire, field, value);
  return wire.finish();
}

function writeField(wire: Wire, field: FieldDescriptor, value: OptionValue): void {
  const values = field.label === 'repeated' ? (value as readonly OptionValue[]) : [value];
  if (field.label === 'repeated' && field.isPacked && isPackable(field.type)) {
    const packed = createWire();
    for (const one of values) writeScalar(packed, field.type, one);
    wire.bytes(field.number, packed.finish());
    return;
  }
  for (const one of values) writeOne(wire, field, one);
}

function writeOne(wire: Wire, field: FieldDescriptor, value: OptionValue): void {
  const { number, type } = field;
  if (field.message !== undefined) {
    const inner = encodeOptions(value as OptionMessage);
    if (!field.isDelimited) {
      wire.bytes(number, inner);
      return;
    }
    wire.tag(number, START_GROUP);
    wire.raw(inner);
    wire.tag(number, END_GROUP);
  } else {
    wire.tag(number, wireTypeOf(type));
    writeScalar(wire, type, value);
  }
}

function wireTypeOf(type: string): number {
  if (type === 'string' || type === 'bytes') return LENGTH;
  if (type === 'double' || type.endsWith('fixed64')) return FIXED64;
  return type === 'float' || type.endsWith('fixed32') ? FIXED32 : VARINT;
}

function writeScalar(wire: Wire, type: FieldDescriptor['type'], value: OptionValue): void {
  switch (type) {
    case 'string':
    case 'bytes': {
      const bytes =
        typeof value === 'string' ? new TextEncoder().encode(value) : (value as Uint8Array);
      wire.varint(bytes.length);
      wire.raw(bytes);
      break;
    }
    case 'double':
      wire.fixed64((view) => {
        view.setFloat64(0, Number(value), true);
      });
      break;
    case 'float':
      wire.fixed32((view) => {
        view.setFloat32(0, Number(value), true);
      });
      break;
    case 'fixed64':
    case 'sfixed64':
      wire.fixed64((view) => {
        view.setBigInt64(0, BigInt.asIntN(64, value as bigint), true);
      });
      break;
    case 'fixed32':
    case 'sfixed32':
      wire.fixed32((view) => {
        view.setInt32(0, Number(value) | 0, true);
      });
      break;
    case 'sint32':
    case 'sint64':
      wire.varint(zigzag(BigInt(value as bigint | number)));
      break;
    case 'bool':
      wire.varint(value === true ? 1 : 0);
      break;
    case 'enum':
      wire.varint((value as { readonly number: number }).number);
      break;
    default:
      wire.varint(value as bigint | number);
  }
}

function zigzag(value: bigint): bigint {
  return value < 0n ? -2n * value - 1n : 2n * value;
}
