import { decodeExtension, decodeField } from './decode-field.ts';
import { type Features, featuresOfFile, inherit } from './features.ts';
import type { ProtoEnum, ProtoFile, ProtoMessage, ProtoService, Range } from './model.ts';
import { type WireMessage, readWire } from './wire.ts';

// The numbers of fields are those of google/protobuf/descriptor.proto.

/** Reads a serialised `google.protobuf.FileDescriptorProto`. */
export function decodeFileDescriptor(bytes: Uint8Array): ProtoFile {
  return decodeFile(readWire(bytes));
}

/** Where something is declared. */
interface Scope {
  /** The full name and a dot, or nothing. */
  readonly prefix: string;
  /** The same within the file. */
  readonly nested: string;
  readonly features: Features;
}

function decodeFile(file: WireMessage): ProtoFile {
  const own = file.text(2) ?? '';
  const syntax = file.text(12) ?? 'proto2';
  const prefix = own === '' ? '' : `${own}.`;
  const scope: Scope = { prefix, nested: '', features: featuresOfFile(file, syntax) };
  const found = contentsOf({ messages: 4, enums: 5, extensions: 7 }, file, scope);
  const services = file.messages(6).map((service) => decodeService(service, scope));
  return { name: file.text(1) ?? '', package: own, syntax, services, ...found };
}

type Contents = Pick<ProtoFile, 'messages' | 'enums' | 'extensions'>;

/** What is declared somewhere and within that; messages have other numbers for it than files. */
function contentsOf(
  numbers: Readonly<Record<keyof Contents, number>>,
  holder: WireMessage,
  scope: Scope,
): Contents {
  const below = holder.messages(numbers.messages).map((one) => messageAndContents(one, scope));
  return {
    messages: below.flatMap(({ messages }) => messages),
    enums: [
      ...holder.messages(numbers.enums).map((one) => decodeEnum(one, scope)),
      ...below.flatMap(({ enums }) => enums),
    ],
    extensions: [
      ...holder.messages(numbers.extensions).map((one) => decodeExtension(one, scope)),
      ...below.flatMap(({ extensions }) => extensions),
    ],
  };
}

function messageAndContents(message: WireMessage, outer: Scope): Contents {
  const name = message.text(1) ?? '';
  const options = message.message(7);
  const scope: Scope = {
    prefix: `${outer.prefix}${name}.`,
    nested: `${outer.nested}${name}.`,
    features: inherit(outer.features, options.message(12)),
  };
  const found = contentsOf({ messages: 3, enums: 4, extensions: 6 }, message, scope);
  return { ...found, messages: [decodeMessage(message, outer, scope), ...found.messages] };
}

function decodeMessage(message: WireMessage, outer: Scope, { features }: Scope): ProtoMessage {
  const oneofs = message.messages(8).map((oneof) => ({
    name: oneof.text(1) ?? '',
    features: inherit(features, oneof.message(2).message(1)),
  }));
  const entries = message.messages(3).filter((nested) => nested.message(7).integer(7) === 1);
  const isInMapEntry = message.message(7).integer(7) === 1;
  const maps = new Set(entries.map((entry) => entry.text(1) ?? ''));
  const fields = message.messages(2).map((field) => {
    return decodeField(field, { features, oneofs, maps, isInMapEntry });
  });
  const used = new Set(fields.map(({ oneof }) => oneof));
  return {
    ...namedIn(message, outer),
    fields,
    oneofs: oneofs.map(({ name }) => name).filter((name) => used.has(name)),
    extensionRanges: message.messages(5).map(exclusive),
    reservedRanges: message.messages(9).map(exclusive),
    reservedNames: message.texts(10),
    hasJson: features.hasJson,
  };
}

function decodeEnum(one: WireMessage, outer: Scope): ProtoEnum {
  const { isClosed, hasJson } = inherit(outer.features, one.message(3).message(7));
  return {
    ...namedIn(one, outer),
    values: one
      .messages(2)
      .map((value) => ({ name: value.text(1) ?? '', number: value.integer(2) })),
    reservedRanges: one.messages(4).map(inclusive),
    reservedNames: one.texts(5),
    isClosed,
    hasJson,
  };
}

function decodeService(service: WireMessage, outer: Scope): ProtoService {
  const methods = service.messages(2).map((method) => ({
    name: method.text(1) ?? '',
    request: withoutDot(method.text(2)),
    response: withoutDot(method.text(3)),
    idempotency: method.message(4).integer(34),
    streamsIn: method.integer(5) === 1,
    streamsOut: method.integer(6) === 1,
  }));
  return { ...namedIn(service, outer), methods };
}

function namedIn(
  one: WireMessage,
  { prefix, nested }: Scope,
): Pick<ProtoEnum, 'fullName' | 'nestedName'> {
  const name = one.text(1) ?? '';
  return { fullName: `${prefix}${name}`, nestedName: `${nested}${name}` };
}

function withoutDot(name = ''): string {
  return name.replace(/^\./, '');
}

/** The ends of a message's ranges are exclusive, those of an enum's inclusive. */
function exclusive(range: WireMessage): Range {
  return { start: range.integer(1), end: range.integer(2) - 1 };
}

function inclusive(range: WireMessage): Range {
  return { start: range.integer(1), end: range.integer(2) };
}
