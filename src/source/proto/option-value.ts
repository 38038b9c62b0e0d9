import type { Span } from '../../diagnostics/span.ts';
import type { FieldDescriptor, MessageDescriptor } from './descriptor.ts';

/** The value of an option. 64-bit integers are `bigint`, other numbers `number`, enums their name and number. */
export type OptionValue =
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | EnumValue
  | OptionMessage
  | readonly OptionValue[];

export interface EnumValue {
  readonly kind: 'enum value';
  readonly name: string;
  readonly number: number;
}

/** A message in an option, or all options of a declaration together. */
export interface OptionMessage {
  readonly kind: 'option message';
  /** `undefined` where nothing was set. */
  readonly type: MessageDescriptor | undefined;
  /** In the order in which they were first set. */
  readonly fields: readonly OptionField[];
}

/** A field that was set, with all its values where it is repeated. */
export interface OptionField {
  readonly field: FieldDescriptor;
  readonly value: OptionValue;
  /** Where it was first set. */
  readonly span: Span;
}

export const NO_OPTIONS: OptionMessage = { kind: 'option message', type: undefined, fields: [] };

/**
 * A field of an option message, if it was set.
 * @param name a field's name, or the full name of an extension, which has dots or stands in parentheses
 */
export function readOption(message: OptionMessage, name: string): OptionField | undefined {
  const wanted = name.replace(/^\(|\)$/g, '');
  return message.fields.find(({ field }) =>
    field.extendee === undefined ? field.name === wanted : field.fullName === wanted,
  );
}

/** Data of JavaScript: what `plainOption` makes. */
export type Plain =
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/**
 * An option as data: messages under the names of their fields as the `.proto` has them, extensions under
 * `(full.name)`, enums by name. What was not set is absent.
 */
export function plainOption(value: OptionValue): Plain {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  if ('kind' in value) return value.kind === 'enum value' ? value.name : plainMessage(value);
  return value.map(plainOption);
}

function plainMessage({ fields }: OptionMessage): { readonly [name: string]: Plain } {
  return Object.fromEntries(
    fields.map(({ field, value }) => [
      field.extendee === undefined ? field.name : `(${field.fullName})`,
      plainOption(value),
    ]),
  );
}

/** The messages in a value: itself, those of a list, or none. */
export function messagesIn(value: OptionValue): readonly OptionMessage[] {
  if (typeof value !== 'object' || value instanceof Uint8Array) return [];
  if (!('kind' in value)) return value.flatMap(messagesIn);
  return value.kind === 'option message' ? [value] : [];
}
