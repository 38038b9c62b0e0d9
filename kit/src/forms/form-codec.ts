import { setEntry } from '../protobuf/message.ts';
import { MAX_DEPTH } from '../protobuf/messages.ts';
import { Reader } from '../protobuf/reader.ts';
import { memo } from '../protobuf/types.ts';
import { Writer } from '../protobuf/writer.ts';
import { createFields, type FieldCodec, type FieldReader } from './form-fields.ts';
import type { CodecSource } from './form-values.ts';
import type { FormMessage, FormTables } from './forms.ts';

/** The bytes of one kind of message. */
export interface MessageCodec {
  /** @param json the message as JSON has it */
  encode(json: unknown): Uint8Array;
  /** The message as JSON has it; throws `invalid_argument` for bytes that are none. */
  decode(bytes: Uint8Array): unknown;
}

interface Body {
  readonly write: (writer: Writer, json: unknown) => void;
  readonly read: (reader: Reader) => unknown;
}

/** Makes the codec of a message by its name, when it is first asked for. */
export function createFormCodecs(tables: FormTables): (name: string) => MessageCodec {
  const source: CodecSource = {
    message: memo((name): Body => {
      const message = tables.messages[name];
      if (message === undefined) throw new Error(`there is no message ${name}`);
      return bodyOf(message, source);
    }),
    enumOf: (name) => tables.enums[name] ?? {},
  };
  return (name) => codecOf(source.message(name));
}

function codecOf({ write, read }: Body): MessageCodec {
  return {
    encode: (json) => {
      const writer = new Writer();
      write(writer, json);
      return writer.finish();
    },
    decode: (bytes) => read(new Reader(bytes, MAX_DEPTH)),
  };
}

function bodyOf(message: FormMessage, source: CodecSource): Body {
  const fields = createFields(message.fields, source);
  switch (message.form) {
    case 'union':
      return unionBody(message, fields);
    case 'value':
      return valueBody(fields);
    case 'tuple':
    case 'entry':
      return listBody(fields);
    case 'object':
      return objectBody(message, fields);
  }
}

/** What is read behind a tag, and of which field. */
interface Known {
  readonly slot: number;
  readonly read: FieldReader;
}

function knownTags(fields: readonly FieldCodec[]): ReadonlyMap<number, Known> {
  return new Map(
    fields.flatMap(({ reads }, slot) => reads.map(([tag, read]) => [tag, { slot, read }] as const)),
  );
}

/** Reads a message to its end, and passes over fields that nobody knows. */
function eachField(
  reader: Reader,
  tags: ReadonlyMap<number, Known>,
  take: (known: Known) => void,
): void {
  reader.enter();
  while (reader.position < reader.end) {
    const tag = reader.tag();
    const known = tags.get(tag);
    if (known === undefined) reader.skip(tag);
    else take(known);
  }
  reader.depth += 1;
}

/** Reads all fields of a message into slots, one for each that is known. */
function readFields(fields: readonly FieldCodec[]): (reader: Reader) => unknown[] {
  const tags = knownTags(fields);
  const starts = fields.map((field) => field.start);
  return (reader) => {
    const slots = starts.map((start) => start());
    eachField(reader, tags, ({ slot, read }) => {
      slots[slot] = read(reader, slots[slot]);
    });
    return slots;
  };
}

function objectBody({ constants = {} }: FormMessage, fields: readonly FieldCodec[]): Body {
  const read = readFields(fields);
  const named = new Set([...fields.map(({ property }) => property), ...Object.keys(constants)]);
  const rest = fields.find(({ property }) => property === '...');
  return {
    write: (writer, json) => {
      const object = json as Readonly<Record<string, unknown>>;
      for (const field of fields) {
        if (field !== rest) field.write(writer, object[field.property]);
      }
      rest?.write(
        writer,
        Object.fromEntries(Object.entries(object).filter(([name]) => !named.has(name))),
      );
    },
    read: (reader) => {
      const slots = read(reader);
      const object: Record<string, unknown> = { ...constants };
      for (const [index, field] of fields.entries()) {
        const value = slots[index];
        if (field === rest) {
          for (const [name, member] of Object.entries(value as object))
            setEntry(object, name, member);
        } else if (value !== undefined) setEntry(object, field.property, value);
      }
      return object;
    },
  };
}

function valueBody(fields: readonly FieldCodec[]): Body {
  const read = readFields(fields);
  return {
    write: (writer, json) => fields[0]?.write(writer, json),
    read: (reader) => read(reader)[0],
  };
}

function listBody(fields: readonly FieldCodec[]): Body {
  const read = readFields(fields);
  const hasRest = fields.at(-1)?.property === '...';
  const places = hasRest ? fields.slice(0, -1) : fields;
  return {
    write: (writer, json) => {
      const list = json as readonly unknown[];
      places.forEach((field, index) => field.write(writer, list[index]));
      if (hasRest) fields.at(-1)?.write(writer, list.slice(places.length));
    },
    read: (reader) => {
      const slots = read(reader);
      const list = slots.slice(0, places.length);
      // Items at the end that are not there are left out, as lists do.
      while (list.length > 0 && list.at(-1) === undefined) list.pop();
      return hasRest ? [...list, ...(slots.at(-1) as readonly unknown[])] : list;
    },
  };
}

/** Of the alternatives in a message the last one counts (protobuf.dev/programming-guides/encoding/#last-one-wins). */
function unionBody({ discriminator }: FormMessage, fields: readonly FieldCodec[]): Body {
  const tags = knownTags(fields);
  return {
    write: (writer, json) => {
      const told = discriminator === undefined ? kindOf(json) : propertyOf(json, discriminator);
      fields.find(({ when }) => when.includes(told))?.writeAlways(writer, json);
    },
    read: (reader) => {
      let value: unknown;
      eachField(reader, tags, ({ read }) => {
        value = read(reader, undefined);
      });
      return value;
    },
  };
}

function propertyOf(json: unknown, name: string): string | number | boolean {
  return (json as Readonly<Record<string, string | number | boolean>>)[name] ?? '';
}

function kindOf(json: unknown): string {
  if (Array.isArray(json)) return 'list';
  return json === null ? 'null' : typeof json;
}
