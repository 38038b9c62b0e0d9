import { keyOf } from './map-key.ts';
import { choiceOf, getterOf, type Message } from './message.ts';
import { mistaken, Mistake, within } from './mistake.ts';
import { enumNumber, scalars } from './scalars.ts';
import type { FieldTable } from './table.ts';
import { lazy, memo, type Types } from './types.ts';
import { unknownOf } from './unknown-fields.ts';
import { naturals } from './well-known.ts';
import { tagOf, WireType } from './wire-type.ts';
import type { Writer } from './writer.ts';

/** Writes one type of message, without its length. Throws a {@link Mistake} for what is no value of it. */
export type MessageWriter = (writer: Writer, value: unknown) => void;

/** Gives the writer of each message. Recursive types work: fields are looked at when a message is first written. */
export function binaryWriters(types: Types): (fullName: string) => MessageWriter {
  const writers = memo((fullName): MessageWriter => {
    const natural = naturals.get(fullName);
    const fields = lazy(() =>
      types.message(fullName).fields.map((field) => ({
        step: field.oneof ?? field.name,
        write: fieldWriter(field, { types, writers }),
      })),
    );
    return (writer, value) => {
      const message = natural === undefined ? messageOf(value) : natural.encode(value);
      const all = fields();
      let index = 0;
      try {
        for (; index < all.length; index += 1) all[index]?.write(writer, message);
      } catch (error) {
        throw natural === undefined ? within(error, all[index]?.step ?? '') : error;
      }
      const unknown = unknownOf(message);
      if (unknown !== undefined) for (const record of unknown) writer.raw(record);
    };
  });
  return writers;
}

interface Scope {
  readonly types: Types;
  readonly writers: (fullName: string) => MessageWriter;
}

type FieldWriter = (writer: Writer, message: Message) => void;

/** A message is an object; throws a mistake for anything else. */
export function messageOf(value: unknown): Message {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Message;
  throw mistaken('an object', value);
}

/** How one value is written, with what stands in front of it. */
interface Element {
  readonly wire: WireType;
  isZero(value: unknown): boolean;
  write(writer: Writer, value: unknown): void;
}

function elementOf({ type, delimited, number }: FieldTable, { types, writers }: Scope): Element {
  if (typeof type === 'string') {
    const { wire, isZero, check, write } = scalars[type];
    return {
      wire,
      isZero,
      write: (writer, value) => {
        (check as (given: unknown) => void)(value);
        write(writer, value);
      },
    };
  }
  if ('enum' in type) {
    const { encode } = types.enumeration(type.enum);
    return {
      wire: WireType.varint,
      isZero: (value) => encode(value) === 0,
      write: (writer, value) => enumNumber.write(writer, encode(value)),
    };
  }
  const child = writers(type.message);
  const isZero = () => false;
  if (delimited === true) {
    const endTag = tagOf(number, WireType.end);
    const write = (writer: Writer, value: unknown) => {
      child(writer, value);
      writer.uint32(endTag);
    };
    return { wire: WireType.start, isZero, write };
  }
  return {
    wire: WireType.length,
    isZero,
    write: (writer, value) => {
      const start = writer.open();
      child(writer, value);
      writer.close(start);
    },
  };
}

function fieldWriter(field: FieldTable, scope: Scope): FieldWriter {
  if (field.key !== undefined) return mapWriter(field, scope);
  const element = elementOf(field, scope);
  if (field.oneof !== undefined) return choiceWriter(field, element);
  if (field.label !== 'repeated') return singleWriter(field, element);
  return field.packed === true ? packedWriter(field, element) : listWriter(field, element);
}

function singleWriter({ number, name, label, type }: FieldTable, element: Element): FieldWriter {
  const get = getterOf(name);
  const tag = tagOf(number, element.wire);
  const { isZero, write } = element;
  const isImplicit = label === undefined && !(typeof type === 'object' && 'message' in type);
  return (writer, message) => {
    const value = get(message);
    if (value === undefined) {
      if (label === 'required') throw new Mistake('is required');
      return;
    }
    if (isImplicit && isZeroOf(value, isZero)) return;
    writer.uint32(tag);
    write(writer, value);
  };
}

/** What is no value at all is not zero, so that the check finds it. */
function isZeroOf(value: unknown, isZero: (value: unknown) => boolean): boolean {
  return value !== null && isZero(value);
}

function choiceWriter({ number, name, oneof = '' }: FieldTable, element: Element): FieldWriter {
  const get = getterOf(oneof);
  const tag = tagOf(number, element.wire);
  return (writer, message) => {
    const choice = choiceOf(get(message));
    if (choice?.case !== name) return;
    writer.uint32(tag);
    element.write(writer, choice.value);
  };
}

/** The items of a list; an absent one is empty. Throws a mistake for what is no list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw mistaken('an array', value);
  return value;
}

/** Does something with each item; a mistake in there has the item's index. */
export function eachOf(items: readonly unknown[], use: (item: unknown) => void): void {
  let index = 0;
  try {
    for (; index < items.length; index += 1) use(items[index]);
  } catch (error) {
    throw within(error, index);
  }
}

function listWriter({ number, name }: FieldTable, element: Element): FieldWriter {
  const get = getterOf(name);
  const tag = tagOf(number, element.wire);
  return (writer, message) =>
    eachOf(listOf(get(message)), (item) => {
      writer.uint32(tag);
      element.write(writer, item);
    });
}

function packedWriter({ number, name }: FieldTable, element: Element): FieldWriter {
  const get = getterOf(name);
  const tag = tagOf(number, WireType.length);
  return (writer, message) => {
    const items = listOf(get(message));
    if (items.length === 0) return;
    writer.uint32(tag);
    const start = writer.open();
    eachOf(items, (item) => element.write(writer, item));
    writer.close(start);
  };
}

/** The names of a map's keys; an absent map has none. Throws a mistake for what is no map. */
export function keysOf(value: unknown): readonly string[] {
  return value === undefined ? [] : Object.keys(messageOf(value));
}

function mapWriter(field: FieldTable, scope: Scope): FieldWriter {
  const { number, name, key = 'string' } = field;
  const get = getterOf(name);
  const values = elementOf({ ...field, number: 2 }, scope);
  const keys = elementOf({ ...field, number: 1, type: key }, scope);
  const tag = tagOf(number, WireType.length);
  const [keyTag, valueTag] = [tagOf(1, keys.wire), tagOf(2, values.wire)];
  return (writer, message) => {
    const map = get(message);
    for (const entry of keysOf(map)) {
      writer.uint32(tag);
      const start = writer.open();
      writer.uint32(keyTag);
      try {
        keys.write(writer, keyOf(entry, key));
        writer.uint32(valueTag);
        values.write(writer, (map as Message)[entry]);
      } catch (error) {
        throw within(error, entry);
      }
      writer.close(start);
    }
  };
}
