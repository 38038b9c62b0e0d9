import { tagOf, WireType } from '../../../kit/src/protobuf/wire-type.ts';
import { Writer } from '../../../kit/src/protobuf/writer.ts';
import { goneNames, importsOf, numberOf, numberingOf, oneofName, zeroName } from './facts.ts';
import { type Numbered, type Numbering, nullName, typeName } from './numbers.ts';
import type {
  Schema,
  SchemaEnum,
  SchemaField,
  SchemaMessage,
  SchemaMethod,
  SchemaService,
} from './schema.ts';

/**
 * A schema as the bytes of a `FileDescriptorProto`, which reflection gives away: what a compiler makes of the text. Field
 * numbers are those of google/protobuf/descriptor.proto.
 */
export function fileDescriptor(name: string, schema: Schema, numbered: Numbered): Uint8Array {
  const scope: Scope = { schema, numbered };
  const writer = new Writer();
  text(writer, 1, name);
  text(writer, 2, schema.package);
  for (const file of importsOf(schema)) text(writer, 3, file);
  for (const one of schema.messages) within(writer, 4, () => messageType(writer, one, scope));
  for (const one of schema.enums) {
    within(writer, 5, () => enumType(writer, one, numberingOf(numbered.enums, one)));
  }
  for (const one of schema.services) within(writer, 6, () => serviceType(writer, one, scope));
  text(writer, 12, 'proto3');
  return writer.finish();
}

interface Scope {
  readonly schema: Schema;
  readonly numbered: Numbered;
}

function text(writer: Writer, number: number, value: string): void {
  writer.uint32(tagOf(number, WireType.length));
  writer.text(value);
}

function count(writer: Writer, number: number, value: number): void {
  writer.uint32(tagOf(number, WireType.varint));
  writer.int32(value);
}

function within(writer: Writer, number: number, write: () => void): void {
  writer.uint32(tagOf(number, WireType.length));
  const start = writer.open();
  write();
  writer.close(start);
}

/** Every kind of options has `deprecated` under a number of its own. */
function deprecated(
  writer: Writer,
  options: number,
  number: number,
  isSo: boolean | undefined,
): void {
  if (isSo === true) within(writer, options, () => count(writer, number, 1));
}

function messageType(writer: Writer, message: SchemaMessage, { schema, numbered }: Scope): void {
  const numbering = numberingOf(numbered.messages, message);
  const { form, name } = message;
  const fields = message.fields.flatMap(withFlag);
  text(writer, 1, name);
  const optional = fields.filter(({ label }) => form !== 'union' && label === 'optional');
  for (const field of fields) {
    const own = optional.indexOf(field);
    const oneof = form === 'union' ? 0 : own === -1 ? undefined : own;
    const isOptional = own !== -1;
    within(writer, 2, () => {
      fieldType(writer, field, { schema, message: name, oneof, isOptional, numbering });
    });
  }
  for (const field of fields.filter(({ label }) => label === 'map')) {
    within(writer, 3, () => mapEntry(writer, field, schema));
  }
  deprecated(writer, 7, 3, message.deprecated);
  if (form === 'union') within(writer, 8, () => text(writer, 1, oneofName(message)));
  for (const { name: one } of optional) within(writer, 8, () => text(writer, 1, `_${one}`));
  reservedRanges(writer, numbering);
}

function reservedRanges(writer: Writer, { numbers, reserved }: Numbering): void {
  for (const { number } of reserved) {
    within(writer, 9, () => {
      count(writer, 1, number);
      // The end of a message's range is exclusive.
      count(writer, 2, number + 1);
    });
  }
  for (const name of goneNames({ numbers, reserved })) text(writer, 10, name);
}

function withFlag(field: SchemaField): readonly SchemaField[] {
  if (field.nullable !== 'flag') return [field];
  const type = { kind: 'scalar', scalar: 'bool' } as const;
  return [field, { name: nullName(field), property: '', type, label: 'single', docs: '' }];
}

interface FieldScope {
  readonly schema: Schema;
  readonly message: string;
  readonly oneof: number | undefined;
  readonly isOptional: boolean;
  readonly numbering: Numbering;
}

/** `FieldDescriptorProto.Type` */
const TYPES: Readonly<Record<string, number>> = {
  double: 1,
  float: 2,
  int64: 3,
  uint64: 4,
  int32: 5,
  bool: 8,
  string: 9,
  bytes: 12,
  uint32: 13,
};
const MESSAGE = 11;
const ENUM = 14;

function fieldType(
  writer: Writer,
  field: SchemaField,
  { schema, message, oneof, isOptional, numbering }: FieldScope,
): void {
  const { name, label } = field;
  text(writer, 1, name);
  count(writer, 3, numberOf(numbering, name));
  count(writer, 4, label === 'repeated' || label === 'map' ? 3 : 1);
  if (label === 'map') {
    count(writer, 5, MESSAGE);
    text(writer, 6, `.${schema.package}.${message}.${entryName(name)}`);
  } else valueType(writer, field, schema);
  deprecated(writer, 8, 3, field.deprecated);
  if (oneof !== undefined) count(writer, 9, oneof);
  text(writer, 10, jsonName(name));
  if (isOptional) count(writer, 17, 1);
}

function valueType(writer: Writer, { type }: SchemaField, { package: own }: Schema): void {
  const isNamed = type.kind === 'message' || type.kind === 'enum';
  if (type.kind === 'scalar') count(writer, 5, TYPES[type.scalar] ?? 0);
  else count(writer, 5, type.kind === 'enum' ? ENUM : MESSAGE);
  if (type.kind === 'scalar') return;
  text(writer, 6, isNamed ? `.${own}.${type.name}` : `.${typeName(type)}`);
}

/** What a compiler makes of `map<string, T> some_field`: a message of keys and values. */
function mapEntry(writer: Writer, field: SchemaField, schema: Schema): void {
  text(writer, 1, entryName(field.name));
  const key = { ...field, name: 'key', type: { kind: 'scalar', scalar: 'string' } } as const;
  for (const [index, one] of [key, { ...field, name: 'value' }].entries()) {
    within(writer, 2, () => {
      text(writer, 1, one.name);
      count(writer, 3, index + 1);
      count(writer, 4, 1);
      valueType(writer, one, schema);
      text(writer, 10, one.name);
    });
  }
  within(writer, 7, () => count(writer, 7, 1));
}

function entryName(field: string): string {
  const name = jsonName(field);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Entry`;
}

/** `some_field` is `someField` (protobuf.dev/programming-guides/json). */
function jsonName(name: string): string {
  return name.replace(/_+(.?)/g, (_, next: string) => next.toUpperCase());
}

function enumType(writer: Writer, one: SchemaEnum, numbering: Numbering): void {
  text(writer, 1, one.name);
  const values = one.values.map(({ name }) => ({ name, number: numberOf(numbering, name) }));
  const zero = values.filter(({ number }) => number === 0);
  const first = zero.length > 0 ? zero : [{ name: zeroName(one), number: 0 }];
  for (const { name, number } of [...first, ...values.filter((value) => value.number !== 0)]) {
    within(writer, 2, () => {
      text(writer, 1, name);
      count(writer, 2, number);
    });
  }
  for (const { number } of numbering.reserved) {
    within(writer, 4, () => {
      count(writer, 1, number);
      // The end of an enum's range is inclusive.
      count(writer, 2, number);
    });
  }
  for (const name of goneNames(numbering)) text(writer, 5, name);
}

function serviceType(writer: Writer, { name, methods }: SchemaService, { schema }: Scope): void {
  text(writer, 1, name);
  for (const method of methods) within(writer, 2, () => methodType(writer, method, schema));
}

function methodType(writer: Writer, method: SchemaMethod, { package: own }: Schema): void {
  text(writer, 1, method.name);
  text(writer, 2, `.${own}.${method.request}`);
  text(writer, 3, `.${own}.${method.response}`);
  deprecated(writer, 4, 33, method.deprecated);
  if (method.streamsIn) count(writer, 5, 1);
  if (method.streamsOut) count(writer, 6, 1);
}
