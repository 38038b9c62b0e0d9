import { assertNever } from '../../text/assert-never.ts';
import type { Declarations } from '../resolve.ts';
import type { ScalarName, Type } from '../types.ts';

/** More than this of a set or a union is cut off. */
const MOST = 4;

/** A type in words, its references by name: `a list of User`, `"a" or "b" or null`. */
export function typeWords(type: Type, declarations: Declarations): string {
  const words = (inner: Type): string => typeWords(inner, declarations);
  const bare = (inner: Type): string => words(inner).replace(/^an? /, '');
  switch (type.kind) {
    case 'scalar':
      return scalarWords(type.scalar, type.constraints?.format);
    case 'literal':
      return JSON.stringify(type.value);
    case 'enum': {
      const values = type.members.map((member) => JSON.stringify(member.value));
      return either(type.open ? [...values, 'any number'] : values);
    }
    case 'list':
      return `a list of ${bare(type.items)}`;
    case 'set':
      return `a set of ${bare(type.items)}`;
    case 'map':
      return `a ${type.form} of ${bare(type.key)} to ${bare(type.value)}`;
    case 'tuple':
      return `a tuple of ${String(type.items.length)}`;
    case 'union':
      return either(type.variants.map(words));
    case 'nullable':
      return `${words(type.of)} or null`;
    case 'object': {
      const names = type.fields.map(({ name }) => name);
      return `an object of ${names.length === 0 ? 'no fields' : cut(names).join(', ')}`;
    }
    case 'ref':
      return declaredName(type.name, declarations);
    default:
      return assertNever(type);
  }
}

/** A declaration as its author writes it: `Page<User>`. */
export function declaredName(name: string, declarations: Declarations): string {
  const generic = declarations.get(name)?.generic;
  if (generic === undefined) return name;
  const given = generic.arguments.map((one) =>
    one.kind === 'scalar' ? one.scalar : typeWords(one, declarations),
  );
  return `${generic.name}<${given.join(', ')}>`;
}

const SCALARS: Readonly<Record<ScalarName, string>> = {
  string: 'a text',
  boolean: 'a boolean',
  number: 'a number',
  integer: 'a whole number',
  bigint: 'a bigint',
  bytes: 'bytes',
  instant: 'a Date',
  timestamp: 'a Timestamp',
  unknown: 'anything',
  duration: 'a duration',
  'field-mask': 'a field mask',
  any: 'a message of any type',
};

function scalarWords(scalar: ScalarName, format: string | undefined): string {
  return format === undefined ? SCALARS[scalar] : `${SCALARS[scalar]} (${format})`;
}

function either(parts: readonly string[]): string {
  return cut(parts).join(' or ');
}

function cut(parts: readonly string[]): readonly string[] {
  return parts.length > MOST ? [...parts.slice(0, MOST - 1), '...'] : parts;
}
