import { keepUnknown } from './unknown-fields.ts';
import { malformed } from './malformed.ts';
import { choiceOf, getterOf, type Message, setEntry, setterOf } from './message.ts';
import { Reader } from './reader.ts';
import { enumNumber, lenientString, scalars } from './scalars.ts';
import type { FieldTable } from './table.ts';
import { lazy, memo, type Types } from './types.ts';
import { naturals } from './well-known.ts';
import { tagOf, WireType } from './wire-type.ts';
import { Writer } from './writer.ts';

/** Reads one type of message. */
export interface MessageReader {
  /** A message to the reader's end; what was read of the same field before is merged into it. */
  read(reader: Reader, previous?: unknown): unknown;
  /** The same for a group, whose end is a tag. */
  readGroup(reader: Reader, previous: unknown, endTag: number): unknown;
}

/** Gives the reader of each message. Recursive types work: fields are looked at when a message is first read. */
export function binaryReaders(types: Types): (fullName: string) => MessageReader {
  const readers = memo((fullName): MessageReader => {
    const natural = naturals.get(fullName);
    const parts = lazy(() => partsOf(types.message(fullName).fields, { types, readers }));
    const readInto = (reader: Reader, previous: unknown, endTag: number): unknown => {
      const { create, fields } = parts();
      const message =
        previous === undefined ? create() : (natural?.encode(previous) ?? (previous as Message));
      readFields(fields, message, reader, endTag);
      return natural === undefined ? message : natural.decode(message);
    };
    return {
      read: (reader, previous) => readInto(reader, previous, 0),
      readGroup: readInto,
    };
  });
  return readers;
}

interface Scope {
  readonly types: Types;
  readonly readers: (fullName: string) => MessageReader;
}

/** Reads a field, whose tag has been read and begins at `start`. */
type FieldReader = (message: Message, reader: Reader, start: number) => void;

/** Tags below this are looked up in an array. */
const DENSE = 1024;

interface FieldReaders {
  readonly dense: readonly (FieldReader | undefined)[];
  readonly others: ReadonlyMap<number, FieldReader>;
}

function readFields(
  { dense, others }: FieldReaders,
  message: Message,
  reader: Reader,
  endTag: number,
): void {
  reader.enter();
  for (;;) {
    if (endTag === 0 && reader.position >= reader.end) break;
    const start = reader.position;
    const tag = reader.tag();
    const read = tag < DENSE ? dense[tag] : others.get(tag);
    if (read !== undefined) read(message, reader, start);
    else if ((tag & 7) !== WireType.end) {
      // Also a known number with a value of another wire type.
      reader.skip(tag);
      keepUnknown(message, reader.since(start));
    } else if (tag === endTag) break;
    else throw malformed('a group ends that was not open');
  }
  reader.depth += 1;
}

function partsOf(fields: readonly FieldTable[], scope: Scope) {
  const dense: (FieldReader | undefined)[] = [];
  const others = new Map<number, FieldReader>();
  const initial = fields.flatMap((field) => {
    for (const [wire, read] of fieldReaders(field, scope)) {
      const tag = tagOf(field.number, wire);
      if (tag < DENSE) dense[tag] = read;
      else others.set(tag, read);
    }
    const value = initialOf(field, scope.types);
    return value === undefined ? [] : [filler(setterOf(field.name), value)];
  });
  const create = (): Message => {
    const message: Message = {};
    for (const fill of initial) fill(message);
    return message;
  };
  // Holes would make the array slow.
  return { create, fields: { dense: Array.from(dense), others } };
}

/** What gives a field of a new message its value. */
export function filler(set: (message: Message, value: unknown) => void, value: () => unknown) {
  return (message: Message): void => set(message, value());
}

/** What makes the value of a field that is always there. */
export function initialOf(field: FieldTable, types: Types): (() => unknown) | undefined {
  const { type, label, key, oneof } = field;
  if (key !== undefined) return () => ({});
  if (label === 'repeated') return () => [];
  if (label !== undefined || oneof !== undefined) return undefined;
  return typeof type === 'object' && 'message' in type ? undefined : zeroOf(field, types);
}

/** The value of a field of a type that nothing else is known of; of a message, an empty one. */
function zeroOf({ type }: FieldTable, types: Types): () => unknown {
  if (typeof type === 'string') return scalars[type].zero;
  const { first } = types.enumeration((type as { enum: string }).enum);
  return () => first;
}

/** How one value is read; undefined is a number that a closed enum has no name for. */
interface Element {
  readonly wire: WireType;
  read(reader: Reader, previous: unknown): unknown;
}

function elementOf(field: FieldTable, { types, readers }: Scope): Element {
  const { type, anyBytes, delimited, number } = field;
  if (typeof type === 'string') {
    return type === 'string' && anyBytes === true ? lenientString : scalars[type];
  }
  if ('enum' in type) {
    const { closed, has, valueOf } = types.enumeration(type.enum);
    const read = (reader: Reader) => {
      const value = enumNumber.read(reader);
      return closed && !has(value) ? undefined : valueOf(value);
    };
    return { wire: WireType.varint, read };
  }
  const child = readers(type.message);
  if (delimited === true) {
    const endTag = tagOf(number, WireType.end);
    const read = (reader: Reader, previous: unknown) => child.readGroup(reader, previous, endTag);
    return { wire: WireType.start, read };
  }
  return {
    wire: WireType.length,
    read: (reader, previous) => {
      const end = reader.open();
      const message = child.read(reader, previous);
      reader.end = end;
      return message;
    },
  };
}

function fieldReaders(field: FieldTable, scope: Scope): [WireType, FieldReader][] {
  if (field.key !== undefined) return [[WireType.length, mapReader(field, scope)]];
  const element = elementOf(field, scope);
  if (field.label !== 'repeated') return [[element.wire, singleReader(field, element)]];
  const one: [WireType, FieldReader] = [element.wire, itemReader(field, element)];
  const isPackable = element.wire !== WireType.length && element.wire !== WireType.start;
  return isPackable ? [one, [WireType.length, packedReader(field, element)]] : [one];
}

function singleReader({ name, oneof, type }: FieldTable, element: Element): FieldReader {
  const merges = typeof type === 'object' && 'message' in type;
  const get = getterOf(oneof ?? name);
  const set = setterOf(oneof ?? name);
  if (oneof === undefined) {
    return (message, reader, start) => {
      const value = element.read(reader, merges ? get(message) : undefined);
      if (value === undefined) keepUnknown(message, reader.since(start));
      else set(message, value);
    };
  }
  return (message, reader, start) => {
    const choice = choiceOf(get(message));
    const value = element.read(reader, choice?.case === name ? choice.value : undefined);
    if (value === undefined) keepUnknown(message, reader.since(start));
    else set(message, { case: name, value });
  };
}

function itemReader({ name }: FieldTable, element: Element): FieldReader {
  const get = getterOf(name);
  return (message, reader, start) => {
    const value = element.read(reader, undefined);
    if (value === undefined) keepUnknown(message, reader.since(start));
    else (get(message) as unknown[]).push(value);
  };
}

function packedReader({ name, number }: FieldTable, element: Element): FieldReader {
  const get = getterOf(name);
  return (message, reader) => {
    const items = get(message) as unknown[];
    const end = reader.open();
    while (reader.position < reader.end) {
      const start = reader.position;
      const value = element.read(reader, undefined);
      if (value === undefined) keepUnknown(message, unpacked(number, reader.since(start)));
      else items.push(value);
    }
    reader.end = end;
  };
}

/** The record of a number of an enum, as if it had not been packed. */
function unpacked(number: number, value: Uint8Array): Uint8Array {
  const writer = new Writer();
  writer.uint32(tagOf(number, WireType.varint));
  writer.raw(value);
  return writer.finish();
}

/** An entry of a map is a message of a key and a value, either of which may be absent (then it is zero). */
function mapReader(field: FieldTable, scope: Scope): FieldReader {
  const { name, key = 'string' } = field;
  const get = getterOf(name);
  const keys = elementOf({ ...field, number: 1, type: key }, scope);
  const values = elementOf({ ...field, number: 2 }, scope);
  const [keyTag, valueTag] = [tagOf(1, keys.wire), tagOf(2, values.wire)];
  const absent = absentValue(field, scope);
  return (message, reader, start) => {
    const end = reader.open();
    let entry: unknown;
    let value: unknown;
    let isKnown = true;
    while (reader.position < reader.end) {
      const tag = reader.tag();
      if (tag === keyTag) entry = keys.read(reader, undefined);
      else if (tag === valueTag) {
        value = values.read(reader, value);
        isKnown = value !== undefined;
      } else reader.skip(tag);
    }
    reader.end = end;
    if (!isKnown) keepUnknown(message, reader.since(start));
    else setEntry(get(message) as Message, String(entry ?? scalars[key].zero()), value ?? absent());
  };
}

/** The value of an entry without one: of a message, what no bytes at all are read as. */
function absentValue(field: FieldTable, { types, readers }: Scope): () => unknown {
  const { type } = field;
  if (typeof type === 'string' || 'enum' in type) return zeroOf(field, types);
  const child = readers(type.message);
  return () => child.read(new Reader(new Uint8Array(0), 1));
}
