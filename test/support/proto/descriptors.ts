import { fromBinary, toJson } from '@bufbuild/protobuf';
import {
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';

/** The files of a set as data, by name, without those that come with every compiler. */
export function filesOf(set: Uint8Array): Readonly<Record<string, unknown>> {
  const { file } = fromBinary(FileDescriptorSetSchema, set);
  const own = file.filter(({ name }) => !name.startsWith('google/protobuf/'));
  return Object.fromEntries(own.map((one) => [one.name, comparable(one)]));
}

/**
 * As JSON has it, and custom options as the bytes that they are. Options without anything in them are none: a method
 * with an empty block has such.
 */
function comparable(file: FileDescriptorProto): unknown {
  const plain = toJson(FileDescriptorProtoSchema, file);
  return { plain: withoutEmptyOptions(plain), custom: customOptions(file) };
}

function withoutEmptyOptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyOptions);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, one]) => !(key === 'options' && isEmpty(one)),
  );
  return Object.fromEntries(entries.map(([key, one]) => [key, withoutEmptyOptions(one)]));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The unknown fields of every message in it, by the way to it, sorted by number. */
function customOptions(value: unknown, way = ''): readonly string[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    if (key !== '$unknown') return customOptions(one, `${way}.${key}`);
    const fields = one as readonly { readonly no: number; readonly data: Uint8Array }[];
    return fields
      .toSorted((a, b) => a.no - b.no)
      .map(({ no, data }) => `${way} ${String(no)} ${Buffer.from(data).toString('hex')}`);
  });
}
