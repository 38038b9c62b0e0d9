import { assertNever } from '../text/assert-never.ts';
import { type Declarations, resolveType } from './resolve.ts';
import type { Constraints, Field, Json, MapType, ScalarName, TupleType, Type } from './types.ts';

/** Why a JSON value is none of a type's, in words that end a sentence; `undefined` where it is one. */
export function misfit(value: Json, type: Type, declarations: Declarations): string | undefined {
  const inner = (one: Json, of: Type): string | undefined => misfit(one, of, declarations);
  switch (type.kind) {
    case 'scalar':
      return scalarMisfit(value, type.scalar) ?? constraintMisfit(value, type.constraints ?? {});
    case 'literal':
      return value === type.value ? undefined : wanted(value, JSON.stringify(type.value));
    case 'enum':
      return enumMisfit(
        value,
        type.members.map((member) => member.value),
      );
    case 'list':
    case 'set':
      return (
        listMisfit(value, type.items, inner) ?? constraintMisfit(value, type.constraints ?? {})
      );
    case 'map':
      return mapMisfit(value, type, inner);
    case 'tuple':
      return tupleMisfit(value, type, inner);
    case 'union':
      return type.variants.some((variant) => inner(value, variant) === undefined)
        ? undefined
        : wanted(value, 'one of the alternatives');
    case 'nullable':
      return value === null ? undefined : inner(value, type.of);
    case 'object':
      return objectMisfit(value, type, inner);
    case 'ref': {
      const target = resolveType(type, declarations);
      if (target.kind === 'ref') return undefined;
      return inner(value, target) ?? constraintMisfit(value, type.constraints ?? {});
    }
    default:
      return assertNever(type);
  }
}

type Inner = (value: Json, type: Type) => string | undefined;

function wanted(value: Json, what: string): string {
  return `${JSON.stringify(value)} is not ${what}`;
}

const INSTANT = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;

const SCALARS: Readonly<
  Record<ScalarName, readonly [what: string, test: (value: Json) => boolean]>
> = {
  string: ['a text', (value) => typeof value === 'string'],
  boolean: ['`true` or `false`', (value) => typeof value === 'boolean'],
  number: ['a number', (value) => typeof value === 'number'],
  integer: ['a whole number', (value) => Number.isInteger(value)],
  bigint: [
    'a whole number or its digits in quotes',
    (value) => Number.isSafeInteger(value) || isMatch(value, /^-?\d+$/),
  ],
  bytes: ['base64', (value) => isMatch(value, /^[A-Za-z0-9+/_-]*={0,2}$/)],
  instant: ['a time such as "2026-01-31T12:00:00Z"', isInstant],
  timestamp: ['a time such as "2026-01-31T12:00:00Z"', isInstant],
  unknown: ['a value', () => true],
};

function isMatch(value: Json, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function isInstant(value: Json): boolean {
  return isMatch(value, INSTANT) && !Number.isNaN(Date.parse(String(value)));
}

function scalarMisfit(value: Json, scalar: ScalarName): string | undefined {
  const [what, test] = SCALARS[scalar];
  return test(value) ? undefined : wanted(value, what);
}

function enumMisfit(value: Json, allowed: readonly (string | number)[]): string | undefined {
  if (allowed.some((one) => one === value)) return undefined;
  return wanted(value, `one of ${allowed.map((one) => JSON.stringify(one)).join(', ')}`);
}

function listMisfit(value: Json, items: Type, inner: Inner): string | undefined {
  if (!isList(value)) return wanted(value, 'a list');
  return first(value, (one) => inner(one, items));
}

function tupleMisfit(value: Json, type: TupleType, inner: Inner): string | undefined {
  if (!isList(value)) return wanted(value, 'a list');
  const required = type.items.filter((item) => !item.optional).length;
  if (value.length < required || (type.rest === undefined && value.length > type.items.length)) {
    return wanted(value, `a list of ${type.items.length}`);
  }
  return first([...value.entries()], ([index, one]) => {
    const of = type.items[index]?.type ?? type.rest;
    return of === undefined ? undefined : inner(one, of);
  });
}

function mapMisfit(value: Json, type: MapType, inner: Inner): string | undefined {
  const text = type.key.kind === 'scalar' && type.key.scalar === 'string';
  if (type.form === 'map' && !text) {
    return isList(value) ? undefined : wanted(value, 'a list of [key, value]');
  }
  if (!isObject(value)) return wanted(value, 'an object');
  return first(Object.values(value), (one) => inner(one, type.value));
}

function objectMisfit(
  value: Json,
  type: { readonly fields: readonly Field[]; readonly additional?: Type },
  inner: Inner,
): string | undefined {
  if (!isObject(value)) return wanted(value, 'an object');
  const fields = new Map(type.fields.map((field) => [field.name, field]));
  const missing = type.fields.find((field) => !field.optional && !Object.hasOwn(value, field.name));
  if (missing !== undefined) return `\`${missing.name}\` is missing`;
  return first(Object.entries(value), ([name, one]) => {
    const of = fields.get(name)?.type ?? type.additional;
    if (of === undefined) return `there is no field \`${name}\``;
    const found = inner(one, of);
    return found === undefined ? undefined : `\`${name}\`: ${found}`;
  });
}

function constraintMisfit(value: Json, constraints: Constraints): string | undefined {
  if (typeof value === 'number') return numberMisfit(value, constraints);
  if (typeof value === 'string') return textMisfit(value, constraints);
  return isList(value) ? countMisfit(value, constraints) : undefined;
}

function numberMisfit(value: number, limits: Constraints): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = limits;
  if (minimum !== undefined && value < minimum) return `${value} is below ${minimum}`;
  if (maximum !== undefined && value > maximum) return `${value} is above ${maximum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    return `${value} is not above ${exclusiveMinimum}`;
  }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    return `${value} is not below ${exclusiveMaximum}`;
  }
  const ratio = value / (multipleOf ?? value);
  const isMultiple = multipleOf === undefined || Math.abs(ratio - Math.round(ratio)) < 1e-9;
  return isMultiple ? undefined : `${value} is not a multiple of ${multipleOf}`;
}

function textMisfit(value: string, limits: Constraints): string | undefined {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = limits;
  const length = [...value].length;
  const text = JSON.stringify(value);
  if (length < minLength) return `${text} has fewer than ${minLength} characters`;
  if (length > maxLength) return `${text} has more than ${maxLength} characters`;
  const matches = pattern === undefined || new RegExp(pattern, 'u').test(value);
  return matches ? undefined : `${text} does not match ${pattern}`;
}

function countMisfit(value: readonly Json[], limits: Constraints): string | undefined {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems } = limits;
  if (value.length < minItems) return `it has fewer than ${minItems} items`;
  if (value.length > maxItems) return `it has more than ${maxItems} items`;
  const distinct = new Set(value.map((one) => JSON.stringify(one))).size;
  return uniqueItems === true && distinct < value.length ? 'it has an item twice' : undefined;
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}
