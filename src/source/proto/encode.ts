import { WireType } from '../../../kit/src/protobuf/wire-type.ts';
import { Writer } from '../../../kit/src/protobuf/writer.ts';
import type {
  EnumDescriptor,
  EnumValueDescriptor,
  ExtensionRange,
  FieldDescriptor,
  FileDescriptor,
  MessageDescriptor,
  MethodDescriptor,
  NumberRange,
  OneofDescriptor,
  ServiceDescriptor,
} from './descriptor.ts';
import { encodeOptions } from './encode-options.ts';
import type { OptionMessage } from './option-value.ts';
import { writeBytes, writeTag, writeVarint } from './wire.ts';

// The numbers are those of google/protobuf/descriptor.proto. `source_code_info` is left out.

/** A `google.protobuf.FileDescriptorSet`, for reflection and for embedding. */
export function encodeFileDescriptorSet(files: readonly FileDescriptor[]): Uint8Array {
  const writer = new Writer();
  for (const file of files) writeBytes(writer, 1, encodeFileDescriptor(file));
  return writer.finish();
}

/** One `google.protobuf.FileDescriptorProto`. */
export function encodeFileDescriptor(file: FileDescriptor): Uint8Array {
  const writer = new Writer();
  writeText(writer, 1, file.name);
  if (file.package !== '') writeText(writer, 2, file.package);
  for (const name of file.dependency) writeText(writer, 3, name);
  writeAll(writer, 4, file.messageType, encodeMessage);
  writeAll(writer, 5, file.enumType, encodeEnum);
  writeAll(writer, 6, file.service, encodeService);
  writeAll(writer, 7, file.extension, encodeField);
  writeOptions(writer, 8, file.options);
  for (const index of file.publicDependency) writeInteger(writer, 10, index);
  for (const index of file.weakDependency) writeInteger(writer, 11, index);
  writeSyntax(writer, file);
  for (const name of file.optionDependency) writeText(writer, 15, name);
  return writer.finish();
}

function writeSyntax(writer: Writer, { edition }: FileDescriptor): void {
  switch (edition) {
    case 'proto2':
      break;
    case 'proto3':
      writeText(writer, 12, 'proto3');
      break;
    case '2023':
    case '2024':
      writeText(writer, 12, 'editions');
      writeInteger(writer, 14, edition === '2023' ? 1000 : 1001);
  }
}

function writeText(writer: Writer, number: number, text: string): void {
  writeBytes(writer, number, new TextEncoder().encode(text));
}

function writeInteger(writer: Writer, number: number, value: number): void {
  writeTag(writer, number, WireType.varint);
  writeVarint(writer, value);
}

function writeFlag(writer: Writer, number: number, flag: boolean): void {
  if (flag) writeInteger(writer, number, 1);
}

function writeAll<T>(
  writer: Writer,
  number: number,
  items: readonly T[],
  encode: (item: T) => Uint8Array,
): void {
  for (const item of items) writeBytes(writer, number, encode(item));
}

function writeOptions(writer: Writer, number: number, options: OptionMessage): void {
  if (options.fields.length > 0) writeBytes(writer, number, encodeOptions(options));
}

const VISIBILITY = { export: 2, local: 1 } as const;

function encodeMessage(message: MessageDescriptor): Uint8Array {
  const writer = new Writer();
  writeText(writer, 1, message.name);
  writeAll(writer, 2, message.field, encodeField);
  writeAll(writer, 3, message.nestedType, encodeMessage);
  writeAll(writer, 4, message.enumType, encodeEnum);
  writeAll(writer, 5, message.extensionRange, encodeExtensionRange);
  writeAll(writer, 6, message.extension, encodeField);
  writeOptions(writer, 7, message.options);
  writeAll(writer, 8, message.oneofDecl, encodeOneof);
  writeAll(writer, 9, message.reservedRange, encodeRange);
  for (const name of message.reservedName) writeText(writer, 10, name);
  if (message.visibility !== undefined) writeInteger(writer, 11, VISIBILITY[message.visibility]);
  return writer.finish();
}

function encodeRange({ start, end }: NumberRange): Uint8Array {
  const writer = new Writer();
  writeInteger(writer, 1, start);
  writeInteger(writer, 2, end);
  return writer.finish();
}

function encodeExtensionRange(range: ExtensionRange): Uint8Array {
  const writer = new Writer();
  writeInteger(writer, 1, range.start);
  writeInteger(writer, 2, range.end);
  writeOptions(writer, 3, range.options);
  return writer.finish();
}

function encodeOneof({ name, options }: OneofDescriptor): Uint8Array {
  const writer = new Writer();
  writeText(writer, 1, name);
  writeOptions(writer, 2, options);
  return writer.finish();
}

const LABELS = { optional: 1, required: 2, repeated: 3 } as const;

const TYPES = {
  double: 1,
  float: 2,
  int64: 3,
  uint64: 4,
  int32: 5,
  fixed64: 6,
  fixed32: 7,
  bool: 8,
  string: 9,
  group: 10,
  message: 11,
  bytes: 12,
  uint32: 13,
  enum: 14,
  sfixed32: 15,
  sfixed64: 16,
  sint32: 17,
  sint64: 18,
} as const;

function encodeField(field: FieldDescriptor): Uint8Array {
  const writer = new Writer();
  const type = field.message ?? field.enum;
  writeText(writer, 1, field.name);
  if (field.extendee !== undefined) writeText(writer, 2, `.${field.extendee.fullName}`);
  writeInteger(writer, 3, field.number);
  writeInteger(writer, 4, LABELS[field.label]);
  writeInteger(writer, 5, TYPES[field.type]);
  if (type !== undefined) writeText(writer, 6, `.${type.fullName}`);
  if (field.defaultValue !== undefined) writeText(writer, 7, field.defaultValue);
  writeOptions(writer, 8, field.options);
  const { oneof } = field;
  if (oneof !== undefined) writeInteger(writer, 9, oneof.parent.oneofDecl.indexOf(oneof));
  writeText(writer, 10, field.jsonName);
  writeFlag(writer, 17, field.proto3Optional);
  return writer.finish();
}

function encodeEnum(target: EnumDescriptor): Uint8Array {
  const writer = new Writer();
  writeText(writer, 1, target.name);
  writeAll(writer, 2, target.value, encodeEnumValue);
  writeOptions(writer, 3, target.options);
  writeAll(writer, 4, target.reservedRange, encodeRange);
  for (const name of target.reservedName) writeText(writer, 5, name);
  if (target.visibility !== undefined) writeInteger(writer, 6, VISIBILITY[target.visibility]);
  return writer.finish();
}

function encodeEnumValue({ name, number, options }: EnumValueDescriptor): Uint8Array {
  const writer = new Writer();
  writeText(writer, 1, name);
  writeInteger(writer, 2, number);
  writeOptions(writer, 3, options);
  return writer.finish();
}

function encodeService(service: ServiceDescriptor): Uint8Array {
  const writer = new Writer();
  writeText(writer, 1, service.name);
  writeAll(writer, 2, service.method, encodeMethod);
  writeOptions(writer, 3, service.options);
  return writer.finish();
}

function encodeMethod(method: MethodDescriptor): Uint8Array {
  const writer = new Writer();
  writeText(writer, 1, method.name);
  writeText(writer, 2, `.${method.inputType.fullName}`);
  writeText(writer, 3, `.${method.outputType.fullName}`);
  writeOptions(writer, 4, method.options);
  writeFlag(writer, 5, method.clientStreaming);
  writeFlag(writer, 6, method.serverStreaming);
  return writer.finish();
}
