import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';

/**
 * What is wrong with bytes in a way that `@bufbuild/protobuf` and the codecs treat differently: it reads a value of another
 * wire type than its field has as if it had it, lets a part run over the end of what holds it, and does not count the
 * bytes of numbers that it skips.
 */
export type Laxity = 'wire type' | 'overrun' | 'long number';

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
  readonly found: Set<Laxity>;
}

/** Thrown where nothing after it can be read: both refuse. */
class Broken extends Error {}

/** What of that is in bytes. */
export function laxitiesIn(bytes: Uint8Array, desc: DescMessage): ReadonlySet<Laxity> {
  const cursor: Cursor = { bytes, at: 0, found: new Set() };
  try {
    scanFields(cursor, bytes.length, desc);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
  }
  return cursor.found;
}

function varint(cursor: Cursor): bigint {
  let value = 0n;
  for (let index = 0; ; index += 1) {
    const byte = cursor.bytes[cursor.at];
    if (byte === undefined) throw new Broken();
    cursor.at += 1;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (index >= 10) cursor.found.add('long number');
    if (byte < 0x80) return value;
  }
}

function scanFields(cursor: Cursor, end: number, desc?: DescMessage, group?: number): void {
  for (;;) {
    if (group === undefined && cursor.at >= end) break;
    const tag = varint(cursor);
    if (tag > 0xffff_ffffn || tag < 8n) throw new Broken();
    const [number, wire] = [Number(tag >> 3n), Number(tag & 7n)];
    if (wire === 4 && group === number) break;
    const field = desc?.fields.find((each) => each.number === number);
    if (wire > 5) throw new Broken();
    if (field !== undefined && !wiresOf(field).includes(wire)) cursor.found.add('wire type');
    if (wire === 4) throw new Broken();
    scanValue(cursor, end, { number, wire, field });
    if (cursor.at > end) cursor.found.add('overrun');
  }
}

interface Found {
  readonly number: number;
  readonly wire: number;
  readonly field: DescField | undefined;
}

function scanValue(cursor: Cursor, end: number, { number, wire, field }: Found): void {
  if (wire === 0) varint(cursor);
  else if (wire === 1) cursor.at += 8;
  else if (wire === 5) cursor.at += 4;
  else if (wire === 3) scanFields(cursor, end, field?.message, number);
  else scanPart(cursor, end, field);
}

function scanPart(cursor: Cursor, end: number, field: DescField | undefined): void {
  const length = varint(cursor);
  if (length > 0xffff_ffffn) cursor.found.add('long number');
  const partEnd = cursor.at + Number(length);
  if (partEnd > end) cursor.found.add('overrun');
  if (partEnd > cursor.bytes.length) throw new Broken();
  if (field?.fieldKind === 'map') scanEntry(cursor, partEnd, field);
  else if (field?.message !== undefined) scanFields(cursor, partEnd, field.message);
  else if (field !== undefined && isPackable(field)) {
    while (cursor.at < partEnd)
      scanValue(cursor, partEnd, { number: 0, wire: wireOf(field), field });
    if (cursor.at > partEnd) cursor.found.add('overrun');
  }
  cursor.at = partEnd;
}

function scanEntry(cursor: Cursor, end: number, field: DescField & { fieldKind: 'map' }): void {
  while (cursor.at < end) {
    const tag = varint(cursor);
    const [number, wire] = [Number(tag >> 3n), Number(tag & 7n)];
    if (tag > 0xffff_ffffn || tag < 8n || wire > 5) throw new Broken();
    const wanted = number === 1 ? scalarWire(field.mapKey) : number === 2 ? wireOf(field) : wire;
    if (wire !== wanted) cursor.found.add('wire type');
    if (wire === 4) throw new Broken();
    if (number === 2 && wire === 2 && field.message !== undefined) {
      const length = Number(varint(cursor));
      if (cursor.at + length > end) cursor.found.add('overrun');
      if (cursor.at + length > cursor.bytes.length) throw new Broken();
      scanFields(cursor, cursor.at + length, field.message);
    } else scanValue(cursor, end, { number, wire, field: undefined });
  }
  if (cursor.at > end) cursor.found.add('overrun');
}

const isPackable = (field: DescField): boolean => field.fieldKind === 'list' && wireOf(field) !== 2;

function wiresOf(field: DescField): readonly number[] {
  if (field.fieldKind === 'map') return [2];
  return isPackable(field) && field.message === undefined ? [wireOf(field), 2] : [wireOf(field)];
}

function wireOf(field: DescField): number {
  if (field.message !== undefined) {
    return 'delimitedEncoding' in field && field.delimitedEncoding ? 3 : 2;
  }
  return field.enum === undefined ? scalarWire(field.scalar!) : 0;
}

function scalarWire(type: ScalarType): number {
  if (type === ScalarType.STRING || type === ScalarType.BYTES) return 2;
  if ([ScalarType.DOUBLE, ScalarType.FIXED64, ScalarType.SFIXED64].includes(type)) return 1;
  return [ScalarType.FLOAT, ScalarType.FIXED32, ScalarType.SFIXED32].includes(type) ? 5 : 0;
}
