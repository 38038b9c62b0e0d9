import type { FormField } from './forms.ts';
import { type CodecSource, type ValueCodec, valueCodec } from './form-values.ts';
import { setMember } from './json-value.ts';
import type { Reader } from './reader.ts';
import { LENGTH, type Writer } from './writer.ts';

/** What a field's value is read with: how it is written here, how deep, and what came of it before. */
export interface FieldRead {
  readonly wireType: number;
  readonly depth: number;
  readonly before: unknown;
}

/** How a field goes into a message and comes out of one. */
export interface FieldCodec {
  readonly number: number;
  readonly property: string;
  readonly null: FormField['null'];
  readonly when: readonly (string | number | boolean)[];
  /** Writes what has to be said. */
  readonly write: (value: unknown, writer: Writer) => void;
  /** The same, where that the field is there says something. */
  readonly writeAlways: (value: unknown, writer: Writer) => void;
  /** What it is until it is read. */
  readonly start: () => unknown;
  readonly read: (reader: Reader, state: FieldRead) => unknown;
}

/** The codecs of a message's fields. */
export function createFields(
  fields: readonly FormField[],
  source: CodecSource,
): readonly FieldCodec[] {
  return fields.map((field) => {
    const { number, property, when = [] } = field;
    return {
      number,
      property,
      when,
      null: field.null,
      ...formOf(field, valueCodec(field, source)),
    };
  });
}

type Form = Pick<FieldCodec, 'write' | 'writeAlways' | 'start' | 'read'>;

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
  const writeAlways = (one: unknown, writer: Writer): void => {
    writer.tag(number, value.wireType);
    value.write(one, writer);
  };
  const isImplied = label === undefined && field.when === undefined;
  return {
    writeAlways,
    write: (one, writer) => {
      if (one === undefined) return;
      if (one === null && type !== 'value') return writeNull(field, writer);
      if (!isImplied || !value.isZero(one)) writeAlways(one, writer);
    },
    start: () => (field.null === 'absent' ? null : isImplied ? value.zero : undefined),
    read: (reader, { wireType, depth, before }) => {
      if (wireType === value.wireType) return value.read(reader, depth);
      reader.skip(wireType);
      return before;
    },
  };
}

function writeNull({ null: flag }: FormField, writer: Writer): void {
  if (typeof flag !== 'number') return;
  writer.tag(flag, 0);
  writer.varint(1);
}

/** Numbers are packed; both ways of writing them are read (protobuf.dev/programming-guides/encoding/#packed). */
function repeatedForm({ number }: FormField, value: ValueCodec): Form {
  const isPacked = value.wireType !== LENGTH;
  const write = (list: unknown, writer: Writer): void => {
    const items = (list ?? []) as readonly unknown[];
    if (items.length === 0) return;
    if (isPacked) {
      writer.tag(number, LENGTH);
      writer.nested(() => items.forEach((item) => value.write(item, writer)));
      return;
    }
    for (const item of items) {
      writer.tag(number, LENGTH);
      value.write(item, writer);
    }
  };
  return {
    write,
    writeAlways: write,
    start: () => [],
    read: (reader, { wireType, depth, before }) => {
      const items = before as unknown[];
      if (wireType === value.wireType) items.push(value.read(reader, depth));
      else if (isPacked && wireType === LENGTH) {
        const inner = reader.nested();
        while (!inner.isDone) items.push(value.read(inner, depth));
      } else reader.skip(wireType);
      return items;
    },
  };
}

function mapForm({ number }: FormField, value: ValueCodec): Form {
  const write = (map: unknown, writer: Writer): void => {
    for (const [key, one] of Object.entries((map ?? {}) as object)) {
      if (one === undefined) continue;
      writer.tag(number, LENGTH);
      writer.nested(() => {
        writer.tag(1, LENGTH);
        writer.string(key);
        writer.tag(2, value.wireType);
        value.write(one, writer);
      });
    }
  };
  return {
    write,
    writeAlways: write,
    start: () => ({}),
    read: (reader, { wireType, depth, before }) => {
      if (wireType !== LENGTH) {
        reader.skip(wireType);
        return before;
      }
      const { key, one } = readEntry(reader.nested(), value, depth);
      setMember(before as Record<string, unknown>, key, one);
      return before;
    },
  };
}

function readEntry(
  reader: Reader,
  value: ValueCodec,
  depth: number,
): { readonly key: string; readonly one: unknown } {
  let key = '';
  let one = value.zero;
  while (!reader.isDone) {
    const { number, wireType } = reader.tag();
    if (number === 1 && wireType === LENGTH) key = reader.string();
    else if (number === 2 && wireType === value.wireType) one = value.read(reader, depth);
    else reader.skip(wireType);
  }
  return { key, one };
}
