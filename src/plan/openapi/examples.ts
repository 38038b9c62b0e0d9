import type { Json } from '../../ir/types.ts';
import type { Part } from './scope.ts';

/** Examples of a value, in the form that a media type or a parameter has them. */
export function exampleParts(values: readonly Json[]): Part {
  const [first, ...others] = values;
  if (first === undefined) return {};
  if (others.length === 0) return { example: first };
  const named = values.map((value, index) => [`example${index + 1}`, { value }]);
  return { examples: Object.fromEntries(named) };
}

/** What examples of a message say of one of its members, named with dots; each value once. */
export function memberExamples(messages: readonly Json[], name: string): readonly Json[] {
  const values = messages.flatMap((message) => memberOf(message, name.split('.')));
  return values.filter(
    (value, index) =>
      values.findIndex((one) => JSON.stringify(one) === JSON.stringify(value)) === index,
  );
}

function memberOf(value: Json, [first, ...rest]: readonly string[]): readonly Json[] {
  if (first === undefined) return [value];
  return isObject(value) && Object.hasOwn(value, first) ? memberOf(value[first] ?? null, rest) : [];
}

/** A message without some of its members. */
export function withoutMembers(message: Json, names: readonly string[]): Json {
  if (!isObject(message)) return message;
  return Object.fromEntries(Object.entries(message).filter(([name]) => !names.includes(name)));
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
