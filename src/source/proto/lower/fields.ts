import type { Docs, Field, Type } from '../../../ir/types.ts';
import type { EnumDescriptor, FieldDescriptor, MessageDescriptor } from '../descriptor.ts';
import { jsonNameOf } from '../names.ts';
import { docsOf } from './docs.ts';
import { defaultOf } from './default.ts';
import { NULL_VALUE, naturalTypes, scalarType } from './natural.ts';
import type { TypeNames } from './names.ts';

/** How code names the parts of a message. */
export interface PropertyNames {
  /** The property of each field; of a member of a oneof its `case`. */
  readonly fields: ReadonlyMap<FieldDescriptor, string>;
  /** The property of each oneof, by its name in the `.proto`. */
  readonly oneofs: ReadonlyMap<string, string>;
}

/** Names by JSON; where two would be alike, which only old files do, one keeps the name that the `.proto` has. */
export function propertyNames({ field, oneofDecl }: MessageDescriptor): PropertyNames {
  const taken = new Set<string>();
  const claim = (...wishes: readonly string[]): string => {
    let name = wishes.find((wish) => !taken.has(wish)) ?? wishes.at(-1) ?? '';
    while (taken.has(name)) name += '$';
    taken.add(name);
    return name;
  };
  const fields = new Map(field.map((one) => [one, claim(one.jsonName, one.name)] as const));
  const oneofs = new Map(
    oneofDecl
      .filter(({ isSynthetic }) => !isSynthetic)
      .map(({ name }) => [name, claim(jsonNameOf(name), name)] as const),
  );
  return { fields, oneofs };
}

/** A field as the contract has it. */
export function lowerField(
  field: FieldDescriptor,
  names: PropertyNames,
  typeNames: TypeNames,
): Field {
  const oneof = oneofOf(field, names);
  return {
    name: names.fields.get(field) ?? field.jsonName,
    type: fieldType(field, typeNames),
    optional: field.presence !== 'required',
    ...(isFilled(field) ? { filled: true } : {}),
    ...(oneof === undefined ? {} : { oneof }),
    readonly: false,
    docs: fieldDocs(field),
    span: field.at.name,
  };
}

/** Those whose defaults are written as texts where a number cannot say them: 64 bits, and what is no finite one. */
const NUMBERS: ReadonlySet<string> = new Set(
  'double float int64 uint64 sint64 fixed64 sfixed64'.split(' '),
);

/** What an absent field stands for is part of what it means: readers are to know it. */
function fieldDocs(field: FieldDescriptor): Docs {
  const docs = docsOf(field);
  const stated = defaultOf(field);
  if (stated === undefined) return docs;
  const isText = typeof stated === 'string' && !NUMBERS.has(field.type);
  const text = `Default: ${isText ? JSON.stringify(stated) : String(stated)}.`;
  return { ...docs, text: docs.text === '' ? text : `${docs.text}\n\n${text}` };
}

/** The property of the oneof that a field is a member of. */
export function oneofOf({ oneof }: FieldDescriptor, names: PropertyNames): string | undefined {
  return oneof === undefined || oneof.isSynthetic ? undefined : names.oneofs.get(oneof.name);
}

function isFilled({ label, presence }: FieldDescriptor): boolean {
  return label === 'repeated' || presence === 'implicit';
}

function fieldType(field: FieldDescriptor, names: TypeNames): Type {
  if (field.isMap) {
    const key = field.message?.field.find(({ number }) => number === 1);
    const value = field.message?.field.find(({ number }) => number === 2);
    return {
      kind: 'map',
      form: 'record',
      key: keyType(key?.type ?? 'string'),
      value:
        value === undefined ? { kind: 'scalar', scalar: 'unknown' } : elementType(value, names),
    };
  }
  const type = elementType(field, names);
  return field.label === 'repeated' ? { kind: 'list', items: type, readonly: false } : type;
}

/** Names of properties are texts, whatever the key is. */
function keyType(type: FieldDescriptor['type']): Type {
  const pattern = type === 'bool' ? '^(?:true|false)$' : '^-?(?:0|[1-9][0-9]{0,18})$';
  return {
    kind: 'scalar',
    scalar: 'string',
    ...(type === 'string' ? {} : { constraints: { pattern } }),
  };
}

function elementType(field: FieldDescriptor, names: TypeNames): Type {
  switch (field.type) {
    case 'message':
    case 'group':
      return typeOfMessage(field.message, names);
    case 'enum':
      return typeOfEnum(field.enum, names);
    default:
      return scalarType(field.type);
  }
}

function typeOfMessage(message: MessageDescriptor | undefined, names: TypeNames): Type {
  const natural = naturalTypes.get(message?.fullName ?? '');
  return natural ?? refTo(message, names);
}

function typeOfEnum(type: EnumDescriptor | undefined, names: TypeNames): Type {
  if (type?.fullName !== NULL_VALUE) return refTo(type, names);
  return { kind: 'nullable', of: { kind: 'literal', value: 'NULL_VALUE' } };
}

/** A reference to a declared message or enum. */
export function refTo(
  type: MessageDescriptor | EnumDescriptor | undefined,
  names: TypeNames,
): Type & { readonly kind: 'ref' } {
  return { kind: 'ref', name: type === undefined ? '' : (names.get(type) ?? type.name) };
}
