import { assertNever } from '../../text/assert-never.ts';
import type {
  EnumType,
  Field,
  Json,
  MapType,
  MemberRef,
  TupleItem,
  TupleType,
  Type,
} from '../types.ts';
import { type JsonObject, plain, when } from './plain.ts';

/** How a position is written, seen from the file that most things stand in. */
export type WriteAt = (span: Field['span']) => string;

/**
 * A type as JSON: a bare scalar by its name, everything else as an object whose first key is its kind. What is
 * the usual case is left out.
 */
export function writeType(type: Type, at: WriteAt): Json {
  const inner = (one: Type): Json => writeType(one, at);
  switch (type.kind) {
    case 'scalar':
      return type.constraints === undefined
        ? type.scalar
        : { scalar: type.scalar, ...type.constraints };
    case 'literal':
      return { literal: type.value, ...plain({ member: memberText(type.member) }) };
    case 'enum':
      return writeEnum(type);
    case 'list':
      return { list: inner(type.items), ...when('readonly', type.readonly), ...type.constraints };
    case 'set':
      return { set: inner(type.items), ...type.constraints };
    case 'map':
      return writeMap(type, inner);
    case 'tuple':
      return writeTuple(type, inner);
    case 'union':
      return { union: type.variants.map(inner) };
    case 'nullable':
      return { nullable: inner(type.of) };
    case 'object':
      return {
        object: type.fields.map((field) => writeField(field, at)),
        ...plain({ additional: type.additional && inner(type.additional) }),
      };
    case 'ref':
      return { ref: type.name, ...type.constraints };
    default:
      return assertNever(type);
  }
}

/** `Color.Red` */
function memberText(member: MemberRef | undefined): string | undefined {
  return member === undefined ? undefined : `${member.of}.${member.name}`;
}

function writeEnum({ members, open }: EnumType): JsonObject {
  const isNamed = members.some((member) => member.name !== undefined);
  const isOther = members.some((one) => one.member !== undefined);
  return {
    enum: members.map((member) => member.value),
    ...(isNamed ? { names: members.map((member) => member.name ?? '') } : {}),
    ...(isOther ? { members: members.map((one) => memberText(one.member) ?? '') } : {}),
    ...when('open', open),
  };
}

function writeMap({ form, key, value }: MapType, inner: (type: Type) => Json): JsonObject {
  const written = inner(key);
  return { [form]: inner(value), ...(written === 'string' ? {} : { key: written }) };
}

function writeTuple({ items, rest, readonly }: TupleType, inner: (type: Type) => Json): JsonObject {
  const writeItem = ({ name, type, optional }: TupleItem): JsonObject => ({
    ...plain({ name }),
    type: inner(type),
    ...when('optional', optional),
  });
  return {
    tuple: items.map(writeItem),
    ...plain({ rest: rest && inner(rest) }),
    ...when('readonly', readonly),
  };
}

function writeField(field: Field, at: WriteAt): JsonObject {
  const { column } = field;
  return {
    name: field.name,
    at: at(field.span),
    type: writeType(field.type, at),
    ...when('optional', field.optional),
    ...when('filled', field.filled === true),
    ...when('readonly', field.readonly),
    ...plain({
      oneof: field.oneof,
      default: field.default,
      deprecated: field.docs.deprecated,
    }),
    ...(column === undefined ? {} : { column: writeColumn(column) }),
  };
}

function writeColumn(column: NonNullable<Field['column']>): JsonObject {
  const { name, key, autoIncrement, unique, index, type, references } = column;
  return {
    name,
    ...when('key', key),
    ...when('autoIncrement', autoIncrement),
    ...when('unique', unique),
    ...when('index', index),
    ...plain({ type }),
    ...(references === undefined
      ? {}
      : { references: { model: references.model, field: references.field } }),
  };
}
