import {
  type DescEnum,
  type DescField,
  type DescMessage,
  type FileRegistry,
  ScalarType,
} from '@bufbuild/protobuf';
import { FeatureSet_FieldPresence } from '@bufbuild/protobuf/wkt';
import type {
  EnumTable,
  FieldTable,
  FieldType,
  MessageTable,
  MessageTables,
  ScalarName,
} from '../../../src/protobuf/index.ts';

/** The tables of all types of a registry, as a generator writes them. */
export function tablesOf(registry: FileRegistry): MessageTables {
  const messages: Record<string, MessageTable> = {};
  const enums: Record<string, EnumTable> = {};
  for (const type of registry) {
    if (type.kind === 'message') messages[type.typeName] = { fields: fieldsOf(type) };
    if (type.kind === 'enum') enums[type.typeName] = enumOf(type);
  }
  return { messages, enums };
}

function enumOf({ values, open }: DescEnum): EnumTable {
  const numbers = Object.fromEntries(values.map(({ name, number }) => [name, number]));
  return { values: numbers, ...(open ? {} : { closed: true }) };
}

function fieldsOf(desc: DescMessage): readonly FieldTable[] {
  return desc.fields.map(fieldOf).toSorted((a, b) => a.number - b.number);
}

/** The property of a field, as code has it. */
export function propertyOf({ name }: { readonly name: string }): string {
  return name.replace(/_+([^_])/g, (_all, letter: string) => letter.toUpperCase());
}

const scalarName = (type: ScalarType): ScalarName => ScalarType[type].toLowerCase() as ScalarName;

function fieldOf(field: DescField): FieldTable {
  const name = propertyOf(field);
  return {
    number: field.number,
    name,
    ...(field.jsonName === name ? {} : { json: field.jsonName }),
    ...(field.name === field.jsonName ? {} : { proto: field.name }),
    type: typeOf(field),
    ...labelOf(field),
    ...(field.fieldKind === 'map' ? { key: scalarName(field.mapKey) } : {}),
    ...(field.oneof === undefined ? {} : { oneof: propertyOf(field.oneof) }),
    ...(field.fieldKind === 'list' && field.packed ? { packed: true } : {}),
    ...('delimitedEncoding' in field && field.delimitedEncoding ? { delimited: true } : {}),
    ...defaultOf(field),
    ...('utf8Validation' in field && isText(field) && !field.utf8Validation
      ? { anyBytes: true }
      : {}),
  };
}

const isText = (field: DescField): boolean =>
  field.scalar === ScalarType.STRING ||
  (field.fieldKind === 'map' && field.mapKey === ScalarType.STRING);

function typeOf({ message, enum: type, scalar }: DescField): FieldType {
  if (message !== undefined) return { message: message.typeName };
  if (type !== undefined) return { enum: type.typeName };
  return scalarName(scalar!);
}

function labelOf(field: DescField): Pick<FieldTable, 'label'> {
  if (field.fieldKind === 'list') return { label: 'repeated' };
  if (field.fieldKind === 'map' || field.oneof !== undefined) return {};
  if (field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED) return { label: 'required' };
  return field.presence === FeatureSet_FieldPresence.IMPLICIT ? {} : { label: 'optional' };
}

function defaultOf(field: DescField): Pick<FieldTable, 'default'> {
  if (field.fieldKind !== 'scalar' && field.fieldKind !== 'enum') return {};
  const value = field.getDefaultValue();
  if (value === undefined) return {};
  if (value instanceof Uint8Array) return { default: Buffer.from(value).toString('base64') };
  if (field.enum !== undefined) return { default: field.enum.value[Number(value)]!.name };
  return { default: typeof value === 'bigint' ? String(value) : value };
}
