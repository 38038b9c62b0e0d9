import type {
  Draft,
  EnumDescriptor,
  FieldDescriptor,
  FileDescriptor,
  MessageDescriptor,
  OneofDescriptor,
  ServiceDescriptor,
} from './descriptor.ts';
import { type Features, editionDefaults } from './features.ts';
import { type OptionMessage, type OptionValue, readOption } from './option-value.ts';
import { isPackable } from './scalars.ts';

interface Featured {
  readonly options: OptionMessage;
  readonly features: Features;
  readonly deprecated: boolean;
}

/**
 * Hands features down from the file to everything in it, and derives what follows from them.
 * Source: https://protobuf.dev/editions/features/
 */
export function resolveFeatures(file: Draft<FileDescriptor>): void {
  inherit(file, editionDefaults[file.edition]);
  for (const message of file.messageType) resolveMessage(message, file.features);
  for (const one of file.enumType) resolveEnum(one, file.features);
  for (const one of file.extension) resolveField(one, file.features);
  for (const service of file.service) resolveService(service, file.features);
}

function inherit(target: Draft<Featured>, above: Features): void {
  const { options } = target;
  const said = readOption(options, 'features')?.value;
  target.features = said === undefined ? above : { ...above, ...featuresIn(said) };
  target.deprecated = readOption(options, 'deprecated')?.value === true;
}

const KEYS: Readonly<Record<string, keyof Features>> = {
  field_presence: 'fieldPresence',
  enum_type: 'enumType',
  repeated_field_encoding: 'repeatedFieldEncoding',
  utf8_validation: 'utf8Validation',
  message_encoding: 'messageEncoding',
  json_format: 'jsonFormat',
  enforce_naming_style: 'enforceNamingStyle',
  default_symbol_visibility: 'defaultSymbolVisibility',
};

function featuresIn(value: OptionValue): Partial<Features> {
  if (typeof value !== 'object' || !('kind' in value) || value.kind !== 'option message') return {};
  return Object.fromEntries(
    value.fields.flatMap(({ field, value: set }) => {
      const key = KEYS[field.name];
      const isEnum = typeof set === 'object' && 'kind' in set && set.kind === 'enum value';
      return key === undefined || !isEnum ? [] : [[key, set.name]];
    }),
  );
}

function resolveMessage(message: Draft<MessageDescriptor>, above: Features): void {
  inherit(message, above);
  const { features } = message;
  for (const oneof of message.oneofDecl) inherit(oneof as Draft<OneofDescriptor>, features);
  for (const field of message.field) resolveField(field, field.oneof?.features ?? features);
  for (const field of message.extension) resolveField(field, features);
  for (const nested of message.nestedType) resolveMessage(nested, features);
  for (const one of message.enumType) resolveEnum(one, features);
}

function resolveEnum(target: Draft<EnumDescriptor>, above: Features): void {
  inherit(target, above);
  target.isClosed = target.features.enumType === 'CLOSED';
  for (const value of target.value) inherit(value, target.features);
}

function resolveService(service: Draft<ServiceDescriptor>, above: Features): void {
  inherit(service, above);
  for (const method of service.method) inherit(method, service.features);
}

function resolveField(field: Draft<FieldDescriptor>, above: Features): void {
  inherit(field, above);
  field.features = { ...field.features, ...legacyFeatures(field) };
  const { features } = field;
  field.presence = presenceOf(field);
  field.isPacked =
    field.label === 'repeated' &&
    isPackable(field.type) &&
    features.repeatedFieldEncoding === 'PACKED';
  field.isDelimited =
    field.message !== undefined &&
    !field.isMap &&
    field.parent?.isMapEntry !== true &&
    features.messageEncoding === 'DELIMITED';
}

/** What proto2 and proto3 say in other words. */
function legacyFeatures(field: FieldDescriptor): Partial<Features> {
  const packed = readOption(field.options, 'packed')?.value;
  return {
    ...(field.label === 'required' ? { fieldPresence: 'LEGACY_REQUIRED' as const } : {}),
    ...(field.proto3Optional ? { fieldPresence: 'EXPLICIT' as const } : {}),
    ...(field.type === 'group' ? { messageEncoding: 'DELIMITED' as const } : {}),
    ...(packed === undefined
      ? {}
      : { repeatedFieldEncoding: packed === true ? ('PACKED' as const) : ('EXPANDED' as const) }),
  };
}

function presenceOf(field: FieldDescriptor): FieldDescriptor['presence'] {
  if (field.label === 'repeated') return 'implicit';
  if (field.features.fieldPresence === 'LEGACY_REQUIRED') return 'required';
  const isExplicit =
    field.message !== undefined ||
    field.oneof !== undefined ||
    field.extendee !== undefined ||
    field.features.fieldPresence === 'EXPLICIT';
  return isExplicit ? 'explicit' : 'implicit';
}
