import { strictAjv } from '../strict-ajv.ts';
import { type Declarations, resolveType } from '../../../src/ir/resolve.ts';
import type { Field, ScalarType, Type } from '../../../src/ir/types.ts';
import { isObject } from '../../../src/text/json.ts';

/**
 * Whether a value in code is one of a type, for somebody who reads answers: more properties, more values of a set and
 * other bounds are told to be bearable in docs/diff.md.
 */
export function fitsCode(value: unknown, type: Type, declarations: Declarations): boolean {
  const fits = (one: unknown, of: Type): boolean => fitsCode(one, of, declarations);
  switch (type.kind) {
    case 'ref':
      return fits(value, resolveType(type, declarations));
    case 'scalar':
      return scalarFits(value, type);
    case 'literal':
      return typeof type.value === 'boolean'
        ? value === type.value
        : typeof value === typeof type.value;
    case 'enum':
      // A value that nobody knows is borne where it could be one that comes later.
      return type.members.some((member) => typeof member.value === typeof value);
    case 'nullable':
      return value === null || fits(value, type.of);
    case 'list':
      return Array.isArray(value) && value.every((item) => fits(item, type.items));
    case 'set':
      return value instanceof Set && [...value].every((item) => fits(item, type.items));
    case 'map':
      return entriesOf(value, type.form).every(
        ([key, item]) => fits(key, type.key) && fits(item, type.value),
      );
    case 'tuple': {
      const { items, rest } = type;
      const least = items.filter(({ optional }) => !optional).length;
      if (!Array.isArray(value) || value.length < least) return false;
      return value.every((item: unknown, index) => {
        const of = items[index]?.type ?? rest;
        return of !== undefined && fits(item, of);
      });
    }
    case 'union':
      return type.variants.some((variant) => variantFits(value, variant, declarations));
    case 'object':
      return isObject(value) && type.fields.every((field) => fieldFits(value, field, declarations));
  }
}

/** What tells alternatives apart is a fixed value: another one is another alternative. */
function variantFits(value: unknown, variant: Type, declarations: Declarations): boolean {
  const target = resolveType(variant, declarations);
  const tags = target.kind === 'object' ? target.fields : [];
  return (
    fitsCode(value, target, declarations) &&
    tags.every(({ name, type }) => {
      const isTag = type.kind === 'literal';
      return !isTag || (isObject(value) && value[name] === type.value);
    })
  );
}

function fieldFits(
  value: Readonly<Record<string, unknown>>,
  { name, type, optional }: Field,
  declarations: Declarations,
): boolean {
  const own = value[name];
  return own === undefined ? optional : fitsCode(own, type, declarations);
}

/** A single entry that fits nothing stands for what is no map. */
function entriesOf(
  value: unknown,
  form: 'record' | 'map',
): readonly (readonly [unknown, unknown])[] {
  if (form === 'map') return value instanceof Map ? [...value] : [[undefined, undefined]];
  return isObject(value) ? Object.entries(value) : [[undefined, undefined]];
}

const ajv = strictAjv();

function scalarFits(value: unknown, { scalar, constraints }: ScalarType): boolean {
  switch (scalar) {
    case 'string': {
      const format = constraints?.format;
      if (typeof value !== 'string') return false;
      return format === undefined || ajv.validate({ type: 'string', format }, value);
    }
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return Number.isInteger(value);
    case 'bigint':
      return typeof value === 'bigint';
    case 'bytes':
      return value instanceof Uint8Array;
    case 'instant':
    case 'timestamp':
      return value instanceof Date && !Number.isNaN(value.getTime());
    case 'unknown':
      return value !== undefined;
    case 'duration':
    case 'field-mask':
    case 'any':
      return typeof value === 'object' && value !== null;
  }
}
