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
import { VARINT, type Wire, createWire } from './wire.ts';

// The numbers are those of google/protobuf/descriptor.proto. `source_code_info` is left out.

/** A `google.protobuf.FileDescriptorSet`, for reflection and for embedding. */
export function encodeFileDescriptorSet(files: readonly FileDescriptor[]): Uint8Array {
  const wire = createWire();
  for (const file of files) wire.bytes(1, encodeFileDescriptor(file));
  return wire.finish();
}

/** One `google.protobuf.FileDescriptorProto`. */
export function encodeFileDescriptor(file: FileDescriptor): Uint8Array {
  const wire = createWire();
  writeText(wire, 1, file.name);
  if (file.package !== '') writeText(wire, 2, file.package);
  for (const name of file.dependency) writeText(wire, 3, name);
  writeAll(wire, 4, file.messageType, encodeMessage);
  writeAll(wire, 5, file.enumType, encodeEnum);
  writeAll(wire, 6, file.service, encodeService);
  writeAll(wire, 7, file.extension, encodeField);
  writeOptions(wire, 8, file.options);
  for (const index of file.publicDependency) writeInteger(wire, 10, index);
  for (const index of file.weakDependency) writeInteger(wire, 11, index);
  writeSyntax(wire, file);
  for (const name of file.optionDependency) writeText(wire, 15, name);
  return wire.finish();
}

function writeSyntax(wire: Wire, { edition }: FileDescriptor): void {
  switch (edition) {
    case 'proto2':
      break;
    case 'proto3':
      writeText(wire, 12, 'proto3');
      break;
    case '2023':
    case '2024':
      writeText(wire, 12, 'editions');
      writeInteger(wire, 14, edition === '2023' ? 1000 : 1001);
  }
}

function writeText(wire: Wire, number: number, text: string): void {
  wire.bytes(number, new TextEncoder().encode(text));
}

function writeInteger(wire: Wire, number: number, value: number): void {
  wire.tag(number, VARINT);
  wire.varint(value);
}

function writeFlag(wire: Wire, number: number, flag: boolean): void {
  if (flag) writeInteger(wire, number, 1);
}

function writeAll<T>(
  wire: Wire,
  number: number,
  items: readonly T[],
  encode: (item: T) => Uint8Array,
): void {
  for (const item of items) wire.bytes(number, encode(item));
}

function writeOptions(wire: Wire, number: number, options: OptionMessage): void {
  if (options.fields.length > 0) wire.bytes(number, encodeOptions(options));
}

const VISIBILITY = { export: 2, local: 1 } as const;

function encodeMessage(message: MessageDescriptor): Uint8Array {
  const wire = createWire();
  writeText(wire, 1, message.name);
  writeAll(wire, 2, message.field, encodeField);
  writeAll(wire, 3, message.nestedType, encodeMessage);
  writeAll(wire, 4, message.enumType, encodeEnum);
  writeAll(wire, 5, message.extensionRange, encodeExtensionRange);
  writeAll(wire, 6, message.extension, encodeField);
  writeOptions(wire, 7, message.options);
  writeAll(wire, 8, message.oneofDecl, encodeOneof);
  writeAll(wire, 9, message.reservedRange, encodeRange);
  for (const name of message.reservedName) writeText(wire, 10, name);
  if (message.visibility !== undefined) writeInteger(wire, 11, VISIBILITY[message.visibility]);
  return wire.finish();
}

function encodeRange({ start, end }: NumberRange): Uint8Array {
  const wire = createWire();
  writeInteger(wire, 1, start);
  writeInteger(wire, 2, end);
  return wire.finish();
}

function encodeExtensionRange(range: ExtensionRange): Uint8Array {
  const wire = createWire();
  writeInteger(wire, 1, range.start);
  writeInteger(wire, 2, range.end);
  writeOptions(wire, 3, range.options);
  return wire.finish();
}

function encodeOneof({ name, options }: OneofDescriptor): Uint8Array {
  const wire = createWire();
  writeText(wire, 1, name);
  writeOptions(wire, 2, options);
  return wire.finish();
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
  const wire = createWire();
  const type = field.message ?? field.enum;
  writeText(wire, 1, field.name);
  if (field.extendee !== undefined) writeText(wire, 2, `.${field.extendee.fullName}`);
  writeInteger(wire, 3, field.number);
  writeInteger(wire, 4, LABELS[field.label]);
  writeInteger(wire, 5, TYPES[field.type]);
  if (type !== undefined) writeText(wire, 6, `.${type.fullName}`);
  if (field.defaultValue !== undefined) writeText(wire, 7, field.defaultValue);
  writeOptions(wire, 8, field.options);
  const { oneof } = field;
  if (oneof !== undefined) writeInteger(wire, 9, oneof.parent.oneofDecl.indexOf(oneof));
  writeText(wire, 10, field.jsonName);
  writeFlag(wire, 17, field.proto3Optional);
  return wire.finish();
}

function encodeEnum(target: EnumDescriptor): Uint8Array {
  const wire = createWire();
  writeText(wire, 1, target.name);
  writeAll(wire, 2, target.value, encodeEnumValue);
  writeOptions(wire, 3, target.options);
  writeAll(wire, 4, target.reservedRange, encodeRange);
  for (const name of target.reservedName) writeText(wire, 5, name);
  if (target.visibility !== undefined) writeInteger(wire, 6, VISIBILITY[target.visibility]);
  return wire.finish();
}

function encodeEnumValue({ name, number, options }: EnumValueDescriptor): Uint8Array {
  const wire = createWire();
  writeText(wire, 1, name);
  writeInteger(wire, 2, number);
  writeOptions(wire, 3, options);
  return wire.finish();
}

function encodeService(service: ServiceDescriptor): Uint8Array {
  const wire = createWire();
  writeText(wire, 1, service.name);
  writeAll(wire, 2, service.method, encodeMethod);
  writeOptions(wire, 3, service.options);
  return wire.finish();
}

function encodeMethod(method: MethodDescriptor): Uint8Array {
  const wire = createWire();
  writeText(wire, 1, method.name);
  writeText(wire, 2, `.${method.inputType.fullName}`);
  writeText(wire, 3, `.${method.outputType.fullName}`);
  writeOptions(wire, 4, method.options);
  writeFlag(wire, 5, method.clientStreaming);
  writeFlag(wire, 6, method.serverStreaming);
  return wire.finish();
}
