import { escapeKey, pointer } from '../checks/fault-of.ts';
import { isObject } from '../checks/members.ts';
import { filler, initialOf } from './binary-reader.ts';
import { type JsonRead, mistyped, type Reading, refuse, scalarRead } from './json-scalars.ts';
import { refuseDepth } from './json-value.ts';
import { hasOwnForm } from './json-writer.ts';
import { keyFrom } from './map-key.ts';
import { getterOf, type Message, setEntry, setterOf } from './message.ts';
import { addRequired } from './required.ts';
import { isText } from './scalars.ts';
import type { FieldTable, FieldType } from './table.ts';
import { lazy, memo, type Types } from './types.ts';
import { jsonForms } from './well-known-json.ts';
import { wrappers } from './well-known.ts';

/** What reading JSON needs: the types, and the binary form for what `Any` holds. */
export interface JsonReaderScope {
  readonly types: Types;
  encode(fullName: string, value: unknown): Uint8Array;
}

/** Gives what reads each message from JSON. */
export function jsonReaders(scope: JsonReaderScope): (fullName: string) => JsonRead {
  const readers = memo((fullName): JsonRead => {
    const form = jsonForms.get(fullName);
    if (form !== undefined) return form.read;
    const wrapper = wrappers.get(fullName);
    if (wrapper !== undefined) return scalarRead(wrapper);
    if (fullName === 'google.protobuf.Any') return nested(anyReader(scope, readers));
    return nested(messageReader(fullName, { types: scope.types, readers }));
  });
  return readers;
}

interface Scope {
  readonly types: Types;
  readonly readers: (fullName: string) => JsonRead;
}

type ObjectRead = (json: Message, reading: Reading, path: string) => unknown;

/** Reads an object, and counts it among those that hold each other. */
function nested(read: ObjectRead): JsonRead {
  return (value, reading, path, key) => {
    if (!isObject(value)) return mistyped(value, 'object', reading, path, key);
    const at = pointer(path, key);
    if (reading.depth <= 0) return refuseDepth(reading, at);
    reading.depth -= 1;
    const message = read(value, reading, at);
    reading.depth += 1;
    return message;
  };
}

/** How a member of a JSON object becomes a property. */
interface Member {
  /** Its step in the path of a fault. */
  readonly step: string;
  /** The other name under which the same field may stand. */
  readonly other: string | undefined;
  /** Null is a value here, and no absence. */
  readonly takesNull: boolean;
  read(value: unknown, target: Target, key: string): void;
}

interface Target {
  readonly message: Message;
  readonly reading: Reading;
  readonly path: string;
}

function messageReader(fullName: string, scope: Scope): ObjectRead {
  const parts = lazy(() => partsOf(scope.types.message(fullName).fields, scope));
  return (json, reading, path) => {
    const { members, required, create } = parts();
    const message = create();
    const target = { message, reading, path };
    for (const name of Object.keys(json)) {
      const member = members.get(name);
      const value = json[name];
      if (member === undefined) refuseUnknown(name, reading, path);
      else if (isTwice(member, json)) {
        refuse(reading, `${path}/${escapeKey(name)}`, ['not', member.other, 'is there twice']);
      } else if (value !== null || member.takesNull) member.read(value, target, member.step);
    }
    for (const { json: name = '', proto = name } of required) {
      if (!isThere(json, name) && !isThere(json, proto)) {
        addRequired(reading.faults, `${path}/${escapeKey(name)}`);
      }
    }
    return message;
  };
}

function refuseUnknown(name: string, reading: Reading, path: string): void {
  if (reading.open) return;
  const fault = ['unevaluatedProperties', false, 'is not a known property'] as const;
  refuse(reading, `${path}/${escapeKey(name)}`, fault);
}

function isTwice({ other }: Member, json: Message): boolean {
  return other !== undefined && Object.hasOwn(json, other);
}

function isThere(json: Message, name: string): boolean {
  return Object.hasOwn(json, name) && json[name] !== null;
}

function partsOf(fields: readonly FieldTable[], scope: Scope) {
  const members = new Map<string, Member>();
  const named = fields.map((field) => ({ ...field, json: field.json ?? field.name }));
  const jsonNames = new Set(named.map(({ json }) => json));
  const initial = named.flatMap((field) => {
    const { json, proto } = field;
    const part = { takesNull: takesNull(field), read: fieldRead(field, scope) };
    const other = proto !== undefined && !jsonNames.has(proto) ? proto : undefined;
    members.set(json, { ...part, step: escapeKey(json), other });
    if (other !== undefined) members.set(other, { ...part, step: other, other: json });
    const value = initialOf(field, scope.types);
    return value === undefined ? [] : [filler(setterOf(field.name), value)];
  });
  const create = (): Message => {
    const message: Message = {};
    for (const fill of initial) fill(message);
    return message;
  };
  return { members, create, required: named.filter(({ label }) => label === 'required') };
}

function takesNull({ type, label, key }: FieldTable): boolean {
  return label !== 'repeated' && key === undefined && isNullable(type);
}

function isNullable(type: FieldType): boolean {
  if (typeof type === 'string') return false;
  return 'message' in type
    ? type.message === 'google.protobuf.Value'
    : type.enum === 'google.protobuf.NullValue';
}

type FieldRead = Member['read'];

function fieldRead(field: FieldTable, scope: Scope): FieldRead {
  const { name, label, key, oneof, type } = field;
  const read = elementRead(type, scope);
  if (key !== undefined) return mapRead(field, read);
  if (label === 'repeated') return listRead(field, read);
  if (oneof !== undefined) return choiceRead(name, oneof, read);
  const set = setterOf(name);
  return (value, { message, reading, path }, at) => {
    const decoded = read(value, reading, path, at);
    if (decoded !== undefined) set(message, decoded);
  };
}

function choiceRead(name: string, oneof: string, read: JsonRead): FieldRead {
  const get = getterOf(oneof);
  const set = setterOf(oneof);
  return (value, { message, reading, path }, key) => {
    if (get(message) !== undefined) {
      refuse(reading, `${path}/${key}`, ['oneOf', 1, 'must not be there with another of its kind']);
      return;
    }
    const decoded = read(value, reading, path, key);
    if (decoded !== undefined) set(message, { case: name, value: decoded });
  };
}

/** An item of a list or a map: null is none, unless the type has it. */
function itemRead(type: FieldType, read: JsonRead): JsonRead {
  if (isNullable(type)) return read;
  return (value, reading, path, key) =>
    value === null ? mistyped(value, 'value', reading, path, key) : read(value, reading, path, key);
}

function listRead({ name, type }: FieldTable, read: JsonRead): FieldRead {
  const set = setterOf(name);
  const readItem = itemRead(type, read);
  return (value, { message, reading, path }, key) => {
    if (!Array.isArray(value)) {
      mistyped(value, 'array', reading, path, key);
      return;
    }
    const at = `${path}/${key}`;
    const items: unknown[] = [];
    value.forEach((item, index) => {
      const decoded = readItem(item, reading, at, index);
      if (decoded !== undefined) items.push(decoded);
    });
    set(message, items);
  };
}

function mapRead({ name, type, key: keyType = 'string' }: FieldTable, read: JsonRead): FieldRead {
  const set = setterOf(name);
  const readItem = itemRead(type, read);
  return (value, { message, reading, path }, at) => {
    if (!isObject(value)) {
      mistyped(value, 'object', reading, path, at);
      return;
    }
    const map: Message = {};
    const place = `${path}/${at}`;
    for (const text of Object.keys(value)) {
      const key = keyFrom(text, keyType);
      const entry = String(key);
      if (key === undefined || !isText(text)) {
        const reason = `must be named by a key of type ${keyType}`;
        refuse(reading, `${place}/${escapeKey(text)}`, ['propertyNames', keyType, reason]);
      } else if (Object.hasOwn(map, entry)) {
        refuse(reading, `${place}/${escapeKey(text)}`, ['not', entry, 'is there twice']);
      } else {
        const decoded = readItem(value[text], reading, place, escapeKey(text));
        if (decoded !== undefined) setEntry(map, entry, decoded);
      }
    }
    set(message, map);
  };
}

function elementRead(type: FieldType, { types, readers }: Scope): JsonRead {
  if (typeof type === 'string') return scalarRead(type);
  if ('message' in type) return readers(type.message);
  return enumRead(type.enum, types);
}

function enumRead(fullName: string, types: Types): JsonRead {
  const { closed, has, numberOf, valueOf } = types.enumeration(fullName);
  const isNull = fullName === 'google.protobuf.NullValue';
  return (value, reading, path, key) => {
    if (value === null && isNull) return valueOf(0);
    const number = typeof value === 'string' ? numberOf(value) : numberIn(value);
    if (number !== undefined && (!closed || has(number))) return valueOf(number);
    if (typeof value === 'string' && reading.open) return undefined;
    if (typeof value === 'string' || typeof value === 'number') {
      return refuse(reading, pointer(path, key), ['enum', fullName, `must be a ${fullName}`]);
    }
    return mistyped(value, 'string', reading, path, key);
  };
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' && (value | 0) === value ? value + 0 : undefined;
}

/** What an Any holds, told by its `@type`. */
function anyReader({ types, encode }: JsonReaderScope, readers: Scope['readers']): ObjectRead {
  return (json, reading, path) => {
    if (Object.keys(json).length === 0) return { typeUrl: '', value: new Uint8Array(0) };
    const { '@type': typeUrl, ...rest } = json;
    const fullName = typeof typeUrl === 'string' ? typeUrl.slice(typeUrl.lastIndexOf('/') + 1) : '';
    if (typeof typeUrl !== 'string' || !types.has(fullName)) {
      const message = 'must be the name of a known type';
      return refuse(reading, `${path}/@type`, ['const', undefined, message]);
    }
    const before = reading.faults.length;
    const value = readContent({ fullName, rest, reading, path, read: readers(fullName) });
    if (reading.faults.length > before) return undefined;
    return { typeUrl, value: encode(fullName, value) };
  };
}

interface Content {
  readonly fullName: string;
  readonly rest: Message;
  readonly reading: Reading;
  readonly path: string;
  readonly read: JsonRead;
}

function readContent({ fullName, rest, reading, path, read }: Content): unknown {
  // Some write an empty message in there as its value.
  const isEmpty = fullName === 'google.protobuf.Empty' && isObject(rest['value']);
  if (!hasOwnForm(fullName) && !isEmpty) return read(rest, reading, path);
  for (const name of Object.keys(rest)) if (name !== 'value') refuseUnknown(name, reading, path);
  return read(rest['value'], reading, path, 'value');
}
