import { assertNever } from '../text/assert-never.ts';
import type { Constraints, Contract, Declaration, Field, Json, Type } from './types.ts';

/**
 * A valid JSON value of a type: the author's own example or default where there is one, else the
 * smallest value that meets the constraints. `undefined` where none can be made up, as for a pattern.
 */
export function exampleOf(contract: Contract, type: Type): Json | undefined {
  const declarations = new Map(contract.declarations.map((item) => [item.name, item]));
  return example(type, { declarations, open: new Set(), name: 'value' });
}

interface Scope {
  readonly declarations: ReadonlyMap<string, Declaration>;
  /** The declarations that an example is being made of: a second visit would never end. */
  readonly open: ReadonlySet<string>;
  /** The field's name, which makes a telling text. */
  readonly name: string;
}

function example(type: Type, scope: Scope): Json | undefined {
  switch (type.kind) {
    case 'scalar':
      return scalarExample(type.scalar, type.constraints ?? {}, scope.name);
    case 'literal':
      return type.value;
    case 'enum':
      return type.members[0]?.value;
    case 'list':
    case 'set':
      return listExample(type.items, type.constraints ?? {}, scope);
    case 'map':
      return type.form === 'map' && type.key.kind !== 'scalar' ? [] : {};
    case 'tuple': {
      const items = type.items.filter((item) => !item.optional);
      return all(items.map((item) => example(item.type, scope)));
    }
    case 'union':
      return type.variants.map((variant) => example(variant, scope)).find(isDefined);
    case 'nullable':
      return example(type.of, scope) ?? null;
    case 'object':
      return objectExample(type.fields, scope);
    case 'ref':
      return refExample(type.name, type.constraints, scope);
    default:
      return assertNever(type);
  }
}

function refExample(
  name: string,
  constraints: Constraints | undefined,
  scope: Scope,
): Json | undefined {
  const declaration = scope.declarations.get(name);
  if (declaration === undefined || scope.open.has(name)) return undefined;
  const own = declaration.docs.examples[0];
  if (own !== undefined) return own;
  const { type } = declaration;
  const narrowed =
    constraints !== undefined && (type.kind === 'scalar' || type.kind === 'list')
      ? { ...type, constraints: { ...type.constraints, ...constraints } }
      : type;
  return example(narrowed, { ...scope, open: new Set([...scope.open, name]) });
}

/** Optional fields only where the author gave a value: the smallest valid object is the clearest. */
function objectExample(fields: readonly Field[], scope: Scope): Json | undefined {
  const entries: [string, Json][] = [];
  for (const field of fields) {
    const own = field.docs.examples[0];
    if (own === undefined && field.optional) continue;
    const value = own ?? field.default ?? example(field.type, { ...scope, name: field.name });
    if (value === undefined) return undefined;
    entries.push([field.name, value]);
  }
  return Object.fromEntries(entries);
}

function listExample(items: Type, constraints: Constraints, scope: Scope): Json | undefined {
  const { minItems = 1, maxItems = minItems, uniqueItems } = constraints;
  const one = example(items, scope);
  const count = Math.min(Math.max(minItems, 1), maxItems);
  if (one === undefined || (uniqueItems === true && count > 1)) {
    return minItems === 0 || constraints.minItems === undefined ? [] : undefined;
  }
  return Array.from({ length: count }, () => one);
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  time: '12:00:00Z',
  'date-time': '2026-01-31T12:00:00Z',
  email: 'ada@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
};

function scalarExample(scalar: string, constraints: Constraints, name: string): Json | undefined {
  switch (scalar) {
    case 'string':
      return textExample(constraints, name);
    case 'boolean':
      return true;
    case 'number':
    case 'integer':
      return numberExample(constraints);
    case 'bigint':
      return String(numberExample(constraints) ?? 1);
    case 'bytes':
      return 'aGVsbG8=';
    case 'unknown':
      return {};
    default:
      return FORMATS['date-time'];
  }
}

function textExample(constraints: Constraints, name: string): string | undefined {
  const { pattern, format, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = constraints;
  const text = (format === undefined ? undefined : FORMATS[format]) ?? name;
  if (format !== undefined && (text.length < minLength || text.length > maxLength))
    return undefined;
  const fitted = text.padEnd(minLength, 'x').slice(0, maxLength);
  return pattern === undefined || new RegExp(pattern, 'u').test(fitted) ? fitted : undefined;
}

function numberExample(constraints: Constraints): number | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf = 1 } = constraints;
  const least = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const most = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const start = Math.ceil((least === -Infinity ? Math.min(1, most) : least) / multipleOf);
  for (const factor of [start, start + 1, start - 1, start - 2]) {
    const value = factor * multipleOf;
    const above = value >= (minimum ?? -Infinity) && value > (exclusiveMinimum ?? -Infinity);
    const below = value <= (maximum ?? Infinity) && value < (exclusiveMaximum ?? Infinity);
    if (above && below) return value;
  }
  return undefined;
}

function all(values: readonly (Json | undefined)[]): Json | undefined {
  return values.every(isDefined) ? values : undefined;
}

function isDefined(value: Json | undefined): value is Json {
  return value !== undefined;
}
