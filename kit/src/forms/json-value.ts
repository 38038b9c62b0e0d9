import type { Reader } from './reader.ts';
import { WireFault } from './reader.ts';
import { FIXED64, LENGTH, VARINT, type Writer } from './writer.ts';

/** Deeper JSON than this is refused, as deep messages are. */
const MAX_DEPTH = 100;

/** Writes any JSON as the fields of `google.protobuf.Value`. */
export function writeJsonValue(value: unknown, writer: Writer): void {
  if (value === null || value === undefined) {
    writer.tag(1, VARINT);
    writer.varint(0);
  } else if (typeof value === 'number') {
    writer.tag(2, FIXED64);
    writer.double(value);
  } else if (typeof value === 'string') {
    writer.tag(3, LENGTH);
    writer.string(value);
  } else if (typeof value === 'boolean') {
    writer.tag(4, VARINT);
    writer.varint(Number(value));
  } else {
    writer.tag(Array.isArray(value) ? 6 : 5, LENGTH);
    writer.nested(() =>
      Array.isArray(value) ? writeItems(value, writer) : writeMembers(value, writer),
    );
  }
}

function writeItems(items: readonly unknown[], writer: Writer): void {
  for (const item of items) {
    writer.tag(1, LENGTH);
    writer.nested(() => writeJsonValue(item, writer));
  }
}

function writeMembers(value: object, writer: Writer): void {
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    writer.tag(1, LENGTH);
    writer.nested(() => {
      writer.tag(1, LENGTH);
      writer.string(name);
      writer.tag(2, LENGTH);
      writer.nested(() => writeJsonValue(member, writer));
    });
  }
}

/** Reads `google.protobuf.Value` as JSON. */
export function readJsonValue(reader: Reader, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new WireFault('it is nested too deeply');
  let value: unknown = null;
  while (!reader.isDone) {
    const { number, wireType } = reader.tag();
    if (number === 1 && wireType === VARINT) {
      reader.varint();
      value = null;
    } else if (number === 2 && wireType === FIXED64) value = reader.double();
    else if (number === 3 && wireType === LENGTH) value = reader.string();
    else if (number === 4 && wireType === VARINT) value = reader.varint() !== 0;
    else if (number === 5 && wireType === LENGTH) value = readMembers(reader.nested(), depth);
    else if (number === 6 && wireType === LENGTH) value = readItems(reader.nested(), depth);
    else reader.skip(wireType);
  }
  return value;
}

function readItems(reader: Reader, depth: number): readonly unknown[] {
  const items: unknown[] = [];
  while (!reader.isDone) {
    const { number, wireType } = reader.tag();
    if (number === 1 && wireType === LENGTH) items.push(readJsonValue(reader.nested(), depth + 1));
    else reader.skip(wireType);
  }
  return items;
}

function readMembers(reader: Reader, depth: number): Readonly<Record<string, unknown>> {
  const members: Record<string, unknown> = {};
  while (!reader.isDone) {
    const { number, wireType } = reader.tag();
    if (number !== 1 || wireType !== LENGTH) {
      reader.skip(wireType);
      continue;
    }
    const { name, value } = readMember(reader.nested(), depth + 1);
    setMember(members, name, value);
  }
  return members;
}

function readMember(
  reader: Reader,
  depth: number,
): { readonly name: string; readonly value: unknown } {
  let name = '';
  let value: unknown = null;
  while (!reader.isDone) {
    const { number, wireType } = reader.tag();
    if (number === 1 && wireType === LENGTH) name = reader.string();
    else if (number === 2 && wireType === LENGTH) value = readJsonValue(reader.nested(), depth);
    else reader.skip(wireType);
  }
  return { name, value };
}

/** A member of the name `__proto__` is one like others, as JSON.parse has it. */
export function setMember(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') target[name] = value;
  else
    Object.defineProperty(target, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
}
