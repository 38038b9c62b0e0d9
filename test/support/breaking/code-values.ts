import { type Declarations, resolveType } from '../../../src/ir/resolve.ts';
import type { Field, ObjectType, Type, UnionType } from '../../../src/ir/types.ts';
import { isObject } from '../../../src/text/json.ts';
import { isEntryList } from '../../../src/ir/wire.ts';
import { fitsCode } from './fits.ts';

/** What a value in code is to somebody who knows a type of it: what the type does not have is left out. */
export function knownOf(value: unknown, type: Type, declarations: Declarations): unknown {
  const known = (one: unknown, of: Type): unknown => knownOf(one, of, declarations);
  if (value instanceof Map || value instanceof Set) return value;
  switch (type.kind) {
    case 'ref':
      return known(value, resolveType(type, declarations));
    case 'nullable':
      return value === null ? null : known(value, type.of);
    case 'list':
      return Array.isArray(value) ? value.map((item) => known(item, type.items)) : value;
    case 'enum':
      // Values that come later are numbers without a name.
      return type.members.some((member) => member.value === value) ? value : undefined;
    case 'tuple':
      return Array.isArray(value)
        ? value.slice(0, type.rest === undefined ? type.items.length : undefined)
        : value;
    case 'map':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, one]) => [key, known(one, type.value)]),
          )
        : value;
    case 'union': {
      const variant = type.variants.find((one) => fitsCode(value, one, declarations));
      return variant === undefined ? value : known(value, variant);
    }
    case 'object':
      return isObject(value) && !(value instanceof Date) ? knownFields(value, type, known) : value;
    default:
      return value;
  }
}

function knownFields(
  value: Readonly<Record<string, unknown>>,
  { fields, additional }: ObjectType,
  known: (one: unknown, of: Type) => unknown,
): unknown {
  const entries = Object.entries(value).flatMap(([name, own]) => {
    const type = fields.find((field) => field.name === name)?.type ?? additional;
    return type === undefined ? [] : [[name, known(own, type)] as const];
  });
  return Object.fromEntries(entries);
}

/** The JSON of a contract as values in code. A number in place of a text stands for a value that came later. */
export function codeOf(json: unknown, type: Type, declarations: Declarations): unknown {
  const code = (one: unknown, of: Type): unknown => codeOf(one, of, declarations);
  switch (type.kind) {
    case 'ref':
      return code(json, resolveType(type, declarations));
    case 'nullable':
      return json === null ? null : code(json, type.of);
    case 'enum': {
      const isText = type.members.some(({ value }) => typeof value === 'string');
      return isText && typeof json === 'number' ? `UNKNOWN_${json}` : json;
    }
    case 'list':
      return Array.isArray(json) ? json.map((item) => code(item, type.items)) : json;
    case 'set':
      return Array.isArray(json) ? new Set(json.map((item) => code(item, type.items))) : json;
    case 'tuple':
      return Array.isArray(json)
        ? json.map((item, index) => code(item, type.items[index]?.type ?? type.rest ?? ANY))
        : json;
    case 'map':
      return mapOf(json, type, { code, declarations });
    case 'union':
      return unionOf(json, type, { code, declarations });
    case 'object':
      return isObject(json) ? objectOf(json, type, code) : json;
    case 'scalar':
      return scalarOf(json, type.scalar);
    case 'literal':
      return json;
  }
}

const ANY: Type = { kind: 'scalar', scalar: 'unknown' };

interface Coding {
  readonly code: (one: unknown, of: Type) => unknown;
  readonly declarations: Declarations;
}

function mapOf(
  json: unknown,
  type: Extract<Type, { kind: 'map' }>,
  { code, declarations }: Coding,
): unknown {
  const pairs = isEntryList(type, declarations)
    ? (json as readonly (readonly [unknown, unknown])[])
    : Object.entries(json as object);
  const entries = pairs.map(
    ([key, value]) => [code(key, type.key), code(value, type.value)] as const,
  );
  return type.form === 'map' ? new Map(entries) : Object.fromEntries(entries);
}

/** What is taken for something that it is not: no type has it. */
const TAKEN_WRONG = Symbol('taken wrong');

/** Who has nothing else to go by tells alternatives by the properties that no other has. */
function unionOf(json: unknown, union: UnionType, { code, declarations }: Coding): unknown {
  const variants = lookingLike(json, union, declarations);
  const all = variants.map((variant) => ({ variant, value: code(json, variant) }));
  if (
    variants.length < union.variants.length &&
    !fitsCode(all[0]?.value, variants[0] ?? ANY, declarations)
  ) {
    return TAKEN_WRONG;
  }
  return (
    all.find(({ variant, value }) => fitsCode(value, variant, declarations)) ?? { value: json }
  ).value;
}

function objectOf(
  json: Readonly<Record<string, unknown>>,
  { fields, additional }: ObjectType,
  code: Coding['code'],
): unknown {
  const typeOf = (name: string): Type =>
    fields.find((field: Field) => field.name === name)?.type ?? additional ?? ANY;
  return Object.fromEntries(
    Object.entries(json).map(([name, own]) => [
      name,
      own === undefined ? own : code(own, typeOf(name)),
    ]),
  );
}

function scalarOf(json: unknown, scalar: string): unknown {
  if (scalar === 'instant' || scalar === 'timestamp') return new Date(json as string);
  if (scalar === 'bigint') return BigInt(json as string | number);
  if (scalar === 'bytes') return new Uint8Array(Buffer.from(json as string, 'base64'));
  return json;
}

function lookingLike(
  json: unknown,
  { variants, discriminator }: UnionType,
  declarations: Declarations,
): readonly Type[] {
  if (discriminator !== undefined || !isObject(json)) return variants;
  const namesOf = (type: Type): readonly string[] => {
    const target = resolveType(type, declarations);
    return target.kind === 'object' ? target.fields.map(({ name }) => name) : [];
  };
  const own = variants.filter((variant) => {
    const others = variants.filter((one) => one !== variant).flatMap(namesOf);
    return namesOf(variant).some((name) => name in json && !others.includes(name));
  });
  // The last one is where a reader who asks for each property ends up.
  return own.length > 1 ? own.slice(-1) : variants;
}
