import { eachOf, keysOf, listOf, messageOf } from './binary-writer.ts';
import { type JsonWrite, scalarWrite } from './json-scalars.ts';
import { keyOf } from './map-key.ts';
import { choiceOf, getterOf, type Message, setEntry, setterOf } from './message.ts';
import { mistaken, Mistake, within } from './mistake.ts';
import { scalars } from './scalars.ts';
import type { FieldTable, FieldType } from './table.ts';
import { lazy, memo, type Types } from './types.ts';
import { jsonForms } from './well-known-json.ts';
import { naturals, wrappers } from './well-known.ts';

/** What writing JSON needs: the types, and the binary form for what `Any` holds. */
export interface JsonWriterScope {
  readonly types: Types;
  decode(fullName: string, bytes: Uint8Array): unknown;
}

/** Gives what writes each message as JSON. It throws a {@link Mistake} for what is no value of it. */
export function jsonWriters(scope: JsonWriterScope): (fullName: string) => JsonWrite {
  const writers = memo((fullName): JsonWrite => {
    const form = jsonForms.get(fullName);
    if (form !== undefined) return form.write;
    const wrapper = wrappers.get(fullName);
    if (wrapper !== undefined) return checkedWrite(wrapper);
    if (fullName === 'google.protobuf.Any') return anyWriter(scope, writers);
    return messageWriter(fullName, { types: scope.types, writers });
  });
  return writers;
}

interface Scope {
  readonly types: Types;
  readonly writers: (fullName: string) => JsonWrite;
}

function messageWriter(fullName: string, scope: Scope): JsonWrite {
  const fields = lazy(() =>
    scope.types.message(fullName).fields.map((field) => ({
      step: field.oneof ?? field.name,
      write: fieldWriter(field, scope),
    })),
  );
  return (value) => {
    const message = messageOf(value);
    const json: Message = {};
    const all = fields();
    let index = 0;
    try {
      for (; index < all.length; index += 1) all[index]?.write(message, json);
    } catch (error) {
      throw within(error, all[index]?.step ?? '');
    }
    return json;
  };
}

type FieldWriter = (message: Message, json: Message) => void;

function checkedWrite(type: keyof typeof scalars): JsonWrite {
  const check: (value: unknown) => void = scalars[type].check;
  const write = scalarWrite(type);
  return (value) => {
    check(value);
    return write(value);
  };
}

function elementWrite(type: FieldType, { types, writers }: Scope): JsonWrite {
  if (typeof type === 'string') return checkedWrite(type);
  if ('message' in type) return writers(type.message);
  const { encode, valueOf } = types.enumeration(type.enum);
  const isNull = type.enum === 'google.protobuf.NullValue';
  return (value) => {
    const number = encode(value);
    return isNull ? null : valueOf(number);
  };
}

function fieldWriter(field: FieldTable, scope: Scope): FieldWriter {
  const { name, json = name, label, key, oneof } = field;
  const get = getterOf(oneof ?? name);
  const set = setterOf(json);
  const write = elementWrite(field.type, scope);
  if (key !== undefined) return mapWriter(field, write);
  if (label === 'repeated') {
    return (message, target) => {
      const items: unknown[] = [];
      eachOf(listOf(get(message)), (item) => items.push(write(item)));
      if (items.length > 0) set(target, items);
    };
  }
  if (oneof !== undefined) {
    return (message, target) => {
      const choice = choiceOf(get(message));
      if (choice?.case === name) set(target, write(choice.value));
    };
  }
  const isZero = zeroTest(field, scope);
  return (message, target) => {
    const value = get(message);
    if (value === undefined) {
      if (label === 'required') throw new Mistake('is required');
      return;
    }
    const written = write(value);
    if (!isZero(value)) set(target, written);
  };
}

/** Whether a value that has been checked is left out. */
function zeroTest({ type, label }: FieldTable, { types }: Scope): (value: unknown) => boolean {
  if (label !== undefined) return () => false;
  if (typeof type === 'string') return scalars[type].isZero;
  if ('message' in type) return () => false;
  const { encode } = types.enumeration(type.enum);
  return (value) => encode(value) === 0;
}

function mapWriter(
  { name, json = name, key = 'string' }: FieldTable,
  write: JsonWrite,
): FieldWriter {
  const get = getterOf(name);
  const set = setterOf(json);
  return (message, target) => {
    const map = get(message);
    const names = keysOf(map);
    if (names.length === 0) return;
    const entries: Message = {};
    for (const entry of names) {
      try {
        setEntry(entries, String(keyOf(entry, key)), write((map as Message)[entry]));
      } catch (error) {
        throw within(error, entry);
      }
    }
    set(target, entries);
  };
}

/** An Any may hold another one, which is read from bytes again: beyond this many they are refused. */
const MAX_ANYS = 100;

/** What an Any holds, with its type: `{ "@type": ..., ... }`. */
function anyWriter(scope: JsonWriterScope, writers: Scope['writers']): JsonWrite {
  const write = anyContent(scope, writers);
  let open = 0;
  return (value) => {
    if (open >= MAX_ANYS) throw new Mistake('is nested too deeply');
    open += 1;
    try {
      return write(value);
    } finally {
      open -= 1;
    }
  };
}

function anyContent({ types, decode }: JsonWriterScope, writers: Scope['writers']): JsonWrite {
  return (value) => {
    const { typeUrl, value: bytes = new Uint8Array(0) } = messageOf(value);
    if (!(bytes instanceof Uint8Array)) throw mistaken('made of bytes', bytes);
    if ((typeUrl === undefined || typeUrl === '') && bytes.length === 0) return {};
    if (typeof typeUrl !== 'string') throw mistaken('made of a text and bytes', typeUrl);
    const fullName = typeUrl.slice(typeUrl.lastIndexOf('/') + 1);
    if (!types.has(fullName)) {
      throw new Mistake(`holds a ${typeUrl}, which JSON cannot tell without its definition`);
    }
    const json = writers(fullName)(decode(fullName, bytes));
    const isOwn = hasOwnForm(fullName);
    return { '@type': typeUrl, ...(isOwn ? { value: json } : (json as Message)) };
  };
}

/** Whether the JSON form of a type is no object of its fields, so that an Any holds it as `value`. */
export function hasOwnForm(fullName: string): boolean {
  return naturals.has(fullName) || jsonForms.has(fullName) || fullName === 'google.protobuf.Any';
}
