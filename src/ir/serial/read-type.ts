import type { Span } from '../../diagnostics/span.ts';
import type {
  Column,
  Constraints,
  Docs,
  EnumType,
  Field,
  Json,
  MemberRef,
  ScalarName,
  TupleItem,
  Type,
} from '../types.ts';
import {
  type Fields,
  Misfit,
  fieldsOf,
  listOf,
  oneOf,
  optionalText,
  textOf,
  textsOf,
} from './misfits.ts';

/** Where a written position is. */
export type ReadAt = (value: unknown, name: string) => Span;

const SCALARS: readonly ScalarName[] = [
  'string',
  'boolean',
  'number',
  'integer',
  'bigint',
  'bytes',
  'instant',
  'timestamp',
  'unknown',
  'duration',
  'field-mask',
  'any',
];

/** Reads what `writeType` wrote. `name` is where in the document it stands. */
export function readType(value: unknown, name: string, at: ReadAt): Type {
  if (typeof value === 'string') return { kind: 'scalar', scalar: oneOf(value, SCALARS, name) };
  const fields = fieldsOf(value, name);
  const kind = Object.keys(READERS).find((key) => fields[key] !== undefined);
  const reader = kind === undefined ? undefined : READERS[kind];
  if (reader === undefined) throw new Misfit(`${name} is no type`);
  return reader(fields, { name, at });
}

interface Reading {
  readonly name: string;
  readonly at: ReadAt;
}

type Reader = (fields: Fields, reading: Reading) => Type;

/** By the key that says what a type is. `key`, `rest` and the like are no such keys. */
const READERS: Readonly<Record<string, Reader>> = {
  scalar: (fields, { name }) => ({
    kind: 'scalar',
    scalar: oneOf(fields['scalar'], SCALARS, `${name}.scalar`),
    ...readConstraints(fields, name),
  }),
  literal: (fields, { name }) => ({
    kind: 'literal',
    value: fixedValue(fields['literal'], `${name}.literal`),
    ...readMember(fields['member'], `${name}.member`),
  }),
  enum: readEnum,
  list: (fields, reading) => ({
    kind: 'list',
    items: inner(fields, 'list', reading),
    readonly: fields['readonly'] === true,
    ...readConstraints(fields, reading.name),
  }),
  set: (fields, reading) => ({
    kind: 'set',
    items: inner(fields, 'set', reading),
    ...readConstraints(fields, reading.name),
  }),
  record: (fields, reading) => readMap(fields, 'record', reading),
  map: (fields, reading) => readMap(fields, 'map', reading),
  tuple: (fields, reading) => ({
    kind: 'tuple',
    items: listOf(fields['tuple'], `${reading.name}.tuple`).map((item, index) =>
      readItem(item, { ...reading, name: `${reading.name}.tuple[${index}]` }),
    ),
    ...(fields['rest'] === undefined ? {} : { rest: inner(fields, 'rest', reading) }),
    readonly: fields['readonly'] === true,
  }),
  union: (fields, { name, at }) => ({
    kind: 'union',
    variants: listOf(fields['union'], `${name}.union`).map((variant, index) =>
      readType(variant, `${name}.union[${index}]`, at),
    ),
  }),
  nullable: (fields, reading) => ({ kind: 'nullable', of: inner(fields, 'nullable', reading) }),
  object: (fields, reading) => ({
    kind: 'object',
    fields: listOf(fields['object'], `${reading.name}.object`).map((field, index) =>
      readField(field, { ...reading, name: `${reading.name}.object[${index}]` }),
    ),
    ...(fields['additional'] === undefined
      ? {}
      : { additional: inner(fields, 'additional', reading) }),
  }),
  ref: (fields, { name }) => ({
    kind: 'ref',
    name: textOf(fields['ref'], `${name}.ref`),
    ...readConstraints(fields, name),
  }),
};

function inner(fields: Fields, key: string, { name, at }: Reading): Type {
  return readType(fields[key], `${name}.${key}`, at);
}

function readMap(fields: Fields, form: 'record' | 'map', reading: Reading): Type {
  const key: Type =
    fields['key'] === undefined
      ? { kind: 'scalar', scalar: 'string' }
      : inner(fields, 'key', reading);
  return { kind: 'map', form, key, value: inner(fields, form, reading) };
}

const NO_DOCS: Docs = { text: '', examples: [] };

function readEnum(fields: Fields, { name }: Reading): EnumType {
  const names = textsOf(fields['names'], `${name}.names`);
  const others = textsOf(fields['members'], `${name}.members`);
  const members = listOf(fields['enum'], `${name}.enum`).map((value, index) => {
    const fixed = fixedValue(value, `${name}.enum[${index}]`);
    if (typeof fixed === 'boolean') throw new Misfit(`${name}.enum[${index}] is no text or number`);
    const given = names[index] ?? '';
    const other = readMember(others[index] || undefined, `${name}.members[${index}]`);
    return { ...(given === '' ? {} : { name: given }), value: fixed, ...other, docs: NO_DOCS };
  });
  return { kind: 'enum', members, open: fields['open'] === true };
}

/** `Color.Red`: the name of a declaration has no dot. */
function readMember(value: unknown, name: string): { readonly member?: MemberRef } {
  if (value === undefined) return {};
  const [, of, member] = /^([^.]+)\.(.+)$/s.exec(textOf(value, name)) ?? [];
  if (of === undefined || member === undefined) throw new Misfit(`${name} is no member of an enum`);
  return { member: { of, name: member } };
}

function fixedValue(value: unknown, name: string): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  throw new Misfit(`${name} is no text, number or boolean`);
}

function readItem(value: unknown, { name, at }: Reading): TupleItem {
  const fields = fieldsOf(value, name);
  return {
    ...optionalText(fields, 'name', name),
    type: readType(fields['type'], `${name}.type`, at),
    optional: fields['optional'] === true,
  };
}

function readField(value: unknown, { name, at }: Reading): Field {
  const fields = fieldsOf(value, name);
  const { column } = fields;
  return {
    name: textOf(fields['name'], `${name}.name`),
    type: readType(fields['type'], `${name}.type`, at),
    optional: fields['optional'] === true,
    ...(fields['filled'] === true ? { filled: true } : {}),
    ...optionalText(fields, 'oneof', name),
    readonly: fields['readonly'] === true,
    ...(fields['default'] === undefined ? {} : { default: fields['default'] as Json }),
    docs: readDocs(fields, name),
    span: at(fields['at'], `${name}.at`),
    ...(column === undefined ? {} : { column: readColumn(column, `${name}.column`) }),
  };
}

/** What is kept of the docs: whether the thing is deprecated. */
export function readDocs(fields: Fields, name: string): Docs {
  return { ...NO_DOCS, ...optionalText(fields, 'deprecated', name) };
}

function readColumn(value: unknown, name: string): Column {
  const fields = fieldsOf(value, name);
  const { references } = fields;
  return {
    name: textOf(fields['name'], `${name}.name`),
    key: fields['key'] === true,
    autoIncrement: fields['autoIncrement'] === true,
    unique: fields['unique'] === true,
    index: fields['index'] === true,
    ...optionalText(fields, 'type', name),
    ...(references === undefined
      ? {}
      : { references: readReference(references, `${name}.references`) }),
  };
}

function readReference(value: unknown, name: string): NonNullable<Column['references']> {
  const fields = fieldsOf(value, name);
  return {
    model: textOf(fields['model'], `${name}.model`),
    field: textOf(fields['field'], `${name}.field`),
  };
}

const CONSTRAINTS: Readonly<Record<keyof Constraints, 'number' | 'string' | 'boolean'>> = {
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
  minLength: 'number',
  maxLength: 'number',
  pattern: 'string',
  minItems: 'number',
  maxItems: 'number',
  uniqueItems: 'boolean',
  format: 'string',
};

function readConstraints(fields: Fields, name: string): { readonly constraints?: Constraints } {
  const given = Object.entries(CONSTRAINTS).filter(([key]) => fields[key] !== undefined);
  if (given.length === 0) return {};
  for (const [key, type] of given) {
    if (typeof fields[key] !== type) throw new Misfit(`${name}.${key} is no ${type}`);
  }
  // In the order that they were written in: a document that is read and written again stays the same.
  const known = Object.entries(fields).filter(([key]) => Object.hasOwn(CONSTRAINTS, key));
  return { constraints: Object.fromEntries(known) as Constraints };
}
