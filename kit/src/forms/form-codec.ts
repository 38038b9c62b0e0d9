import { KitError } from '../errors/kit-error.ts';
import { createFields, type FieldCodec } from './form-fields.ts';
import type { CodecSource } from './form-values.ts';
import type { FormMessage, FormTables } from './forms.ts';
import { setMember } from './json-value.ts';
import { Reader, WireFault } from './reader.ts';
import { Writer } from './writer.ts';

/** The bytes of one kind of message. */
export interface MessageCodec {
  /** @param json the message as JSON has it */
  encode(json: unknown): Uint8Array;
  /** The message as JSON has it; throws `invalid_argument` for bytes that are none. */
  decode(bytes: Uint8Array): unknown;
}

/** Deeper messages are refused, as protobuf's own implementations do. */
const MAX_DEPTH = 100;

interface Body {
  readonly write: (json: unknown, writer: Writer) => void;
  readonly read: (reader: Reader, depth: number) => unknown;
}

/** Makes the codec of a message by its name, when it is first asked for. */
export function createFormCodecs(tables: FormTables): (name: string) => MessageCodec {
  const bodies = new Map<string, Body>();
  const source: CodecSource = {
    message: (name) => {
      const known = bodies.get(name);
      if (known !== undefined) return known;
      const message = tables.messages[name];
      if (message === undefined) throw new Error(`there is no message ${name}`);
      const body = bodyOf(message, source);
      bodies.set(name, body);
      return body;
    },
    enumOf: (name) => tables.enums[name] ?? {},
  };
  return (name) => codecOf(source.message(name));
}

function codecOf({ write, read }: Body): MessageCodec {
  return {
    encode: (json) => {
      const writer = new Writer();
      write(json, writer);
      return writer.finish();
    },
    decode: (bytes) => {
      try {
        return read(new Reader(bytes), 0);
      } catch (error) {
        if (!(error instanceof WireFault)) throw error;
        throw new KitError('invalid_argument', `the message cannot be read: ${error.message}`);
      }
    },
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

/** Reads all fields of a message into slots, one for each that is known. */
function readFields(fields: readonly FieldCodec[]): (reader: Reader, depth: number) => unknown[] {
  const byNumber = new Map<number, { readonly slot: number; readonly field?: FieldCodec }>();
  for (const [slot, field] of fields.entries()) {
    byNumber.set(field.number, { slot, field });
    if (typeof field.null === 'number') byNumber.set(field.null, { slot });
  }
  const starts = fields.map((field) => field.start);
  return (reader, depth) => {
    if (depth > MAX_DEPTH) throw new WireFault('it is nested too deeply');
    const slots = starts.map((start) => start());
    while (!reader.isDone) {
      const { number, wireType } = reader.tag();
      const found = byNumber.get(number);
      if (found === undefined) reader.skip(wireType);
      else if (found.field === undefined) {
        if (wireType !== 0) reader.skip(wireType);
        else if (reader.varint() !== 0) slots[found.slot] = null;
      } else
        slots[found.slot] = found.field.read(reader, {
          wireType,
          depth,
          before: slots[found.slot],
        });
    }
    return slots;
  };
}

function objectBody({ constants = {} }: FormMessage, fields: readonly FieldCodec[]): Body {
  const read = readFields(fields);
  const named = new Set([...fields.map(({ property }) => property), ...Object.keys(constants)]);
  const rest = fields.find(({ property }) => property === '...');
  return {
    write: (json, writer) => {
      const object = json as Readonly<Record<string, unknown>>;
      for (const field of fields) {
        if (field !== rest) field.write(object[field.property], writer);
      }
      rest?.write(
        Object.fromEntries(Object.entries(object).filter(([name]) => !named.has(name))),
        writer,
      );
    },
    read: (reader, depth) => {
      const slots = read(reader, depth);
      const object: Record<string, unknown> = { ...constants };
      for (const [index, field] of fields.entries()) {
        const value = slots[index];
        if (field === rest) {
          for (const [name, member] of Object.entries(value as object))
            setMember(object, name, member);
        } else if (value !== undefined) setMember(object, field.property, value);
      }
      return object;
    },
  };
}

function valueBody(fields: readonly FieldCodec[]): Body {
  const read = readFields(fields);
  return {
    write: (json, writer) => fields[0]?.write(json, writer),
    read: (reader, depth) => read(reader, depth)[0],
  };
}

function listBody(fields: readonly FieldCodec[]): Body {
  const read = readFields(fields);
  const hasRest = fields.at(-1)?.property === '...';
  const places = hasRest ? fields.slice(0, -1) : fields;
  return {
    write: (json, writer) => {
      const list = json as readonly unknown[];
      places.forEach((field, index) => field.write(list[index], writer));
      if (hasRest) fields.at(-1)?.write(list.slice(places.length), writer);
    },
    read: (reader, depth) => {
      const slots = read(reader, depth);
      const list = slots.slice(0, places.length);
      // Items at the end that are not there are left out, as lists do.
      while (list.length > 0 && list.at(-1) === undefined) list.pop();
      return hasRest ? [...list, ...(slots.at(-1) as readonly unknown[])] : list;
    },
  };
}

function unionBody({ discriminator }: FormMessage, fields: readonly FieldCodec[]): Body {
  const read = readFields(fields);
  return {
    write: (json, writer) => {
      const told = discriminator === undefined ? kindOf(json) : propertyOf(json, discriminator);
      fields.find(({ when }) => when.includes(told))?.writeAlways(json, writer);
    },
    read: (reader, depth) => read(reader, depth).find((value) => value !== undefined),
  };
}

function propertyOf(json: unknown, name: string): string | number | boolean {
  return (json as Readonly<Record<string, string | number | boolean>>)[name] ?? '';
}

function kindOf(json: unknown): string {
  if (Array.isArray(json)) return 'list';
  return json === null ? 'null' : typeof json;
}
