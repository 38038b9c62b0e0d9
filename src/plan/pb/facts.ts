import { InternalError } from '../../diagnostics/internal-error.ts';
import type { Numbering } from './numbers.ts';
import type { Schema, SchemaEnum, SchemaMessage } from './schema.ts';

/** The files of well-known types that a schema names. */
export function importsOf({ messages }: Schema): readonly string[] {
  const kinds = new Set(messages.flatMap(({ fields }) => fields.map(({ type }) => type.kind)));
  return [
    ...(kinds.has('value') ? ['google/protobuf/struct.proto'] : []),
    ...(kinds.has('timestamp') ? ['google/protobuf/timestamp.proto'] : []),
  ];
}

/** The numbers that were given to a message or an enum. */
export function numberingOf(
  all: ReadonlyMap<string, Numbering>,
  { name }: { readonly name: string },
): Numbering {
  const found = all.get(name);
  if (found === undefined) throw new InternalError(`nothing in ${name} has a number`);
  return found;
}

/** The number of a field or a value. */
export function numberOf({ numbers }: Pick<Numbering, 'numbers'>, name: string): number {
  const found = numbers.get(name);
  if (found === undefined) throw new InternalError(`${name} has no number`);
  return found;
}

/** Names that nothing has any more. */
export function goneNames({ numbers, reserved }: Numbering): readonly string[] {
  return [...new Set(reserved.map(({ name }) => name))].filter((name) => !numbers.has(name));
}

/** What an enum has where nothing was said: proto3 wants a zero. */
export function zeroName({ name, values }: Pick<SchemaEnum, 'name' | 'values'>): string {
  const prefix = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase();
  const taken = new Set(values.map((value) => value.name));
  let zero = `${prefix}_UNSPECIFIED`;
  while (taken.has(zero)) zero += '_';
  return zero;
}

/** What the alternatives of a union stand in. It is in no bytes, and steps aside for one that is called so. */
export function oneofName({ fields }: Pick<SchemaMessage, 'fields'>): string {
  const taken = new Set(fields.map(({ name }) => name));
  let name = 'kind';
  while (taken.has(name)) name += '_';
  return name;
}
