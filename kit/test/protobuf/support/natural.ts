import { type DescField, type DescMessage, type Message, ScalarType } from '@bufbuild/protobuf';
import { reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { FeatureSet_FieldPresence } from '@bufbuild/protobuf/wkt';
import { Timestamp } from '../../../src/protobuf/index.ts';
import { propertyOf } from './tables.ts';

/** What code is to see of a message of the other implementation: written anew, from the description of the design. */
export function naturalOf(message: Message, desc: DescMessage): unknown {
  return ofReflected(reflect(desc, message));
}

type Fields = Record<string, unknown>;

function ofReflected(reflected: ReflectMessage): unknown {
  const { desc, message } = reflected;
  const special = specials[desc.typeName];
  if (special !== undefined) return special(message as unknown as Fields, desc);
  if (/^google\.protobuf\.\w+Value$/.test(desc.typeName)) {
    const [field] = desc.fields;
    return singleOf(reflected.get(field!), field!);
  }
  const natural: Fields = {};
  for (const field of desc.fields) {
    const value = valueOf(reflected, field);
    if (value === undefined) continue;
    if (field.oneof === undefined) put(natural, propertyOf(field), value);
    else put(natural, propertyOf(field.oneof), { case: propertyOf(field), value });
  }
  return natural;
}

function put(target: Fields, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function valueOf(reflected: ReflectMessage, field: DescField): unknown {
  if (field.fieldKind === 'list') {
    return [...reflected.get(field)]
      .filter((item) => hasName(item, field))
      .map((item) => singleOf(item, field));
  }
  if (field.fieldKind === 'map') {
    const map: Fields = {};
    for (const [key, value] of reflected.get(field)) {
      if (hasName(value, field)) put(map, String(key), singleOf(value, field));
    }
    return map;
  }
  const isImplicit =
    field.presence === FeatureSet_FieldPresence.IMPLICIT && field.oneof === undefined;
  if (!isImplicit && !reflected.isSet(field)) return undefined;
  return singleOf(reflected.get(field), field);
}

/** A number that a closed enum does not know is an unknown field; the other implementation keeps it in lists and maps. */
function hasName(value: unknown, { enum: type }: DescField): boolean {
  return type === undefined || type.open || type.values.some(({ number }) => number === value);
}

function singleOf(value: unknown, field: DescField): unknown {
  if (field.message !== undefined) return ofReflected(value as ReflectMessage);
  if (field.enum !== undefined) {
    return field.enum.values.find(({ number }) => number === value)?.name ?? value;
  }
  return field.scalar === ScalarType.FLOAT ? Math.fround(value as number) : value;
}

const specials: Readonly<Record<string, (message: Fields, desc: DescMessage) => unknown>> = {
  'google.protobuf.Timestamp': ({ seconds, nanos }) => {
    const milliseconds = Math.floor(Number(nanos) / 1e6);
    return new Timestamp(Number(seconds) * 1000 + milliseconds, Number(nanos) % 1e6);
  },
  'google.protobuf.FieldMask': ({ paths }) => paths,
  'google.protobuf.Struct': structOf,
  'google.protobuf.ListValue': listOf,
  'google.protobuf.Value': jsonOf,
};

function structOf({ fields }: Fields): unknown {
  const struct: Fields = {};
  for (const [name, value] of Object.entries(fields as Fields))
    put(struct, name, jsonOf(value as Fields));
  return struct;
}

function listOf({ values }: Fields): unknown {
  return (values as Fields[]).map(jsonOf);
}

function jsonOf({ kind }: Fields): unknown {
  const { case: name, value } = kind as { case?: string; value: unknown };
  if (name === 'nullValue' || name === undefined) return null;
  if (name === 'structValue') return structOf(value as Fields);
  return name === 'listValue' ? listOf(value as Fields) : value;
}

/** A value for a deep comparison, which would see of an instant only its milliseconds. */
export function comparable(value: unknown): unknown {
  if (value instanceof Timestamp) return { time: value.getTime(), nanos: value.nanos };
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(comparable);
  const copy: Fields = {};
  for (const [name, item] of Object.entries(value)) put(copy, name, comparable(item));
  return copy;
}
