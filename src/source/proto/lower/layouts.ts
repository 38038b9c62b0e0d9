import type {
  EnumLayout,
  FieldLayout,
  FieldKind,
  MessageLayout,
  ProtoContract,
} from '../../../ir/proto-contract.ts';
import type { EnumDescriptor, FieldDescriptor, MessageDescriptor } from '../descriptor.ts';
import { defaultOf } from './default.ts';
import { oneofOf, propertyNames } from './fields.ts';
import { NULL_VALUE, naturalTypes } from './natural.ts';

/** The layouts of some messages and of whatever is within them. */
export function layoutsOf(
  roots: readonly MessageDescriptor[],
): Pick<ProtoContract, 'messages' | 'enums'> {
  const messages = new Map<string, MessageLayout>();
  const enums = new Map<string, EnumLayout>();
  const pending = [...roots];
  for (let message = pending.pop(); message !== undefined; message = pending.pop()) {
    // The runtime brings the well-known ones; the entry of a map is no message of its own.
    if (naturalTypes.has(message.fullName) || messages.has(message.fullName)) continue;
    if (!message.isMapEntry) messages.set(message.fullName, messageLayout(message));
    for (const { message: inner, enum: enumType } of message.field) {
      if (inner !== undefined) pending.push(inner);
      if (enumType !== undefined && enumType.fullName !== NULL_VALUE) {
        enums.set(enumType.fullName, enumLayout(enumType));
      }
    }
  }
  return { messages: sorted(messages), enums: sorted(enums) };
}

function sorted<T>(map: ReadonlyMap<string, T>): { readonly [name: string]: T } {
  return Object.fromEntries([...map].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function messageLayout(message: MessageDescriptor): MessageLayout {
  const names = propertyNames(message);
  const fields = message.field.map((field) => {
    const name = names.fields.get(field) ?? field.jsonName;
    const oneof = oneofOf(field, names);
    return fieldLayout(field, name, oneof);
  });
  return { fields: fields.toSorted((a, b) => a.number - b.number) };
}

function fieldLayout(field: FieldDescriptor, name: string, oneof: string | undefined): FieldLayout {
  const { jsonName, name: proto } = field;
  const value = field.isMap ? entryPart(field, 2) : field;
  const label = oneof === undefined ? labelOf(field) : undefined;
  const key = field.isMap ? entryPart(field, 1) : undefined;
  const stated = defaultOf(field);
  return {
    number: field.number,
    name,
    ...(jsonName === name ? {} : { json: jsonName }),
    ...(proto === jsonName ? {} : { proto }),
    type: kindOf(value),
    ...(label === undefined ? {} : { label }),
    ...(key === undefined ? {} : { key: key.type }),
    ...(oneof === undefined ? {} : { oneof }),
    ...(field.isPacked ? { packed: true } : {}),
    ...(field.isDelimited || field.type === 'group' ? { delimited: true } : {}),
    ...(stated === undefined ? {} : { default: stated }),
    ...(value.type === 'string' && field.features.utf8Validation === 'NONE'
      ? { anyBytes: true }
      : {}),
  };
}

/** The key or the value of a map, which its entry has as fields. */
function entryPart(field: FieldDescriptor, number: 1 | 2): FieldDescriptor {
  return field.message?.field.find((one) => one.number === number) ?? field;
}

function labelOf(field: FieldDescriptor): FieldLayout['label'] {
  if (field.isMap) return undefined;
  if (field.label === 'repeated') return 'repeated';
  if (field.presence === 'required') return 'required';
  return field.presence === 'explicit' ? 'optional' : undefined;
}

function kindOf({ type, message, enum: enumType }: FieldDescriptor): FieldKind {
  if (message !== undefined) return { message: message.fullName };
  return enumType === undefined ? type : { enum: enumType.fullName };
}

function enumLayout({ value, isClosed }: EnumDescriptor): EnumLayout {
  return {
    values: Object.fromEntries(value.map(({ name, number }) => [name, number])),
    ...(isClosed ? { closed: true } : {}),
  };
}
