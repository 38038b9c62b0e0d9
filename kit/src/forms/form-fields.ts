import { setEntry } from '../protobuf/message.ts';
import { MAX_DEPTH } from '../protobuf/messages.ts';
import { Reader } from '../protobuf/reader.ts';
import { scalars } from '../protobuf/scalars.ts';
import { tagOf, WireType } from '../protobuf/wire-type.ts';
import type { Writer } from '../protobuf/writer.ts';
import type { FormField } from './forms.ts';
import { type CodecSource, type ValueCodec, valueCodec } from './form-values.ts';

/** Reads what stands behind a tag; gives what the field is now. */
export type FieldReader = (reader: Reader, before: unknown) => unknown;

/** How a field goes into a message and comes out of one. */
export interface FieldCodec {
  readonly property: string;
  readonly when: readonly (string | number | boolean)[];
  /** Writes what has to be said. */
  readonly write: (writer: Writer, value: unknown) => void;
  /** The same, where that the field is there says something. */
  readonly writeAlways: (writer: Writer, value: unknown) => void;
  /** What it is until it is read. */
  readonly start: () => unknown;
  /** By the tags behind which its values stand; under others it is a field that nobody knows. */
  readonly reads: readonly (readonly [tag: number, read: FieldReader])[];
}

/** The codecs of a message's fields. */
export function createFields(
  fields: readonly FormField[],
  source: CodecSource,
): readonly FieldCodec[] {
  return fields.map((field) => {
    const { property, when = [] } = field;
    return { property, when, ...formOf(field, valueCodec(field, source)) };
  });
}

type Form = Pick<FieldCodec, 'write' | 'writeAlways' | 'start' | 'reads'>;

function formOf(field: FormField, value: ValueCodec): Form {
  switch (field.label) {
    case 'repeated':
      return repeatedForm(field, value);
    case 'map':
      return mapForm(field, value);
    default:
      return singleForm(field, value);
  }
}

function singleForm(field: FormField, value: ValueCodec): Form {
  const { number, label, type } = field;
  const tag = tagOf(number, value.wire);
  const writeAlways = (writer: Writer, one: unknown): void => {
    writer.uint32(tag);
    value.write(writer, one);
  };
  const isImplied = label === undefined && field.when === undefined;
  const flag = typeof field.null === 'number' ? flagForm(field.null) : undefined;
  return {
    writeAlways,
    write: (writer, one) => {
      if (one === undefined) return;
      if (one === null && type !== 'value') flag?.write(writer);
      else if (!isImplied || !value.isZero(one)) writeAlways(writer, one);
    },
    start: () => (field.null === 'absent' ? null : isImplied ? value.zero : undefined),
    reads: [[tag, value.read], ...(flag === undefined ? [] : [flag.read])],
  };
}

/** The field of its own that says of another one that it is `null`. */
function flagForm(number: number) {
  const { wire, read, write } = scalars.bool;
  const tag = tagOf(number, wire);
  const isNull: FieldReader = (reader, before) => (read(reader) === true ? null : before);
  return {
    read: [tag, isNull] as const,
    write: (writer: Writer): void => {
      writer.uint32(tag);
      write(writer, true);
    },
  };
}

/** Numbers are packed; both ways of writing them are read (protobuf.dev/programming-guides/encoding/#packed). */
function repeatedForm({ number }: FormField, value: ValueCodec): Form {
  const isPacked = value.wire !== WireType.length;
  const tag = tagOf(number, WireType.length);
  const write = (writer: Writer, list: unknown): void => {
    const items = (list ?? []) as readonly unknown[];
    if (items.length === 0) return;
    if (isPacked) {
      writer.uint32(tag);
      const start = writer.open();
      for (const item of items) value.write(writer, item);
      writer.close(start);
      return;
    }
    for (const item of items) {
      writer.uint32(tag);
      value.write(writer, item);
    }
  };
  const readItem: FieldReader = (reader, before) => {
    (before as unknown[]).push(value.read(reader));
    return before;
  };
  const readPacked: FieldReader = (reader, before) => {
    const end = reader.open();
    while (reader.position < reader.end) readItem(reader, before);
    reader.end = end;
    return before;
  };
  const item = [tagOf(number, value.wire), readItem] as const;
  return {
    write,
    writeAlways: write,
    start: () => [],
    reads: isPacked ? [item, [tag, readPacked]] : [item],
  };
}

function mapForm({ number }: FormField, value: ValueCodec): Form {
  const tag = tagOf(number, WireType.length);
  const valueTag = tagOf(2, value.wire);
  const write = (writer: Writer, map: unknown): void => {
    for (const [key, one] of Object.entries((map ?? {}) as object)) {
      if (one === undefined) continue;
      writer.uint32(tag);
      const start = writer.open();
      writer.uint32(KEY_TAG);
      writer.text(key);
      writer.uint32(valueTag);
      value.write(writer, one);
      writer.close(start);
    }
  };
  return {
    write,
    writeAlways: write,
    start: () => ({}),
    reads: [[tag, entryReader(value)]],
  };
}

const KEY_TAG = tagOf(1, WireType.length);

/** An entry without a value has what no bytes at all are read as. */
function entryReader(value: ValueCodec): FieldReader {
  const valueTag = tagOf(2, value.wire);
  const absent = () => value.zero ?? value.read(new Reader(Uint8Array.of(0), MAX_DEPTH));
  return (reader, before) => {
    const end = reader.open();
    let key = '';
    let one: unknown;
    while (reader.position < reader.end) {
      const tag = reader.tag();
      if (tag === KEY_TAG) key = reader.text(true);
      else if (tag === valueTag) one = value.read(reader);
      else reader.skip(tag);
    }
    reader.end = end;
    setEntry(before as Record<string, unknown>, key, one === undefined ? absent() : one);
    return before;
  };
}
