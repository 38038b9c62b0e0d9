import { isObject } from '../../text/json.ts';

/** What a document says that none of ours would: where, and what is wrong there. Thrown within this folder only. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
}

/** The members of a JSON object. */
export type Fields = { readonly [key: string]: unknown };

/** The members of what must be an object; throws a {@link Misfit} where it is none. */
export function fieldsOf(value: unknown, name: string): Fields {
  if (!isObject(value)) throw new Misfit(`${name} is not an object`);
  return value;
}

/** The items of what must be a list; throws a {@link Misfit} where it is none. */
export function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Misfit(`${name} is not a list`);
  return value;
}

/** What must be text; throws a {@link Misfit} where it is none. */
export function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Misfit(`${name} is not text`);
  return value;
}

/** A list of texts that may be absent. */
export function textsOf(value: unknown, name: string): readonly string[] {
  if (value === undefined) return [];
  return listOf(value, name).map((item, index) => textOf(item, `${name}[${index}]`));
}

/** What must be one of some words; throws a {@link Misfit} that lists them where it is none. */
export function oneOf<T extends string>(value: unknown, choices: readonly T[], name: string): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new Misfit(`${name} is none of ${choices.join(', ')}`);
  return found;
}

/** A text under its name, where it is there. */
export function optionalText<K extends string>(
  fields: Fields,
  key: K,
  name: string,
): { readonly [key in K]?: string } {
  if (fields[key] === undefined) return {};
  return { [key]: textOf(fields[key], `${name}.${key}`) } as { readonly [key in K]?: string };
}
