import { assertNever } from '../text/assert-never.ts';
import { isList, isObject } from '../text/json.ts';
import { hasDuplicates } from './canonical.ts';
import { countMisfit, fixedMisfit } from './limits.ts';
import type { Declarations } from './resolve.ts';
import { scalarMisfit } from './scalar-misfit.ts';
import type {
  Constraints,
  EnumType,
  Json,
  MapType,
  ObjectType,
  RefType,
  TupleType,
  Type,
  UnionType,
} from './types.ts';
import { NUMBER_NAME, isEntryList } from './wire.ts';

/** Why a JSON value is none of a type's, in words that end a sentence; `undefined` where it is one. */
export function misfit(value: Json, type: Type, declarations: Declarations): string | undefined {
  return typeMisfit(value, type, { declarations, limits: [], passed: [] });
}

interface Scope {
  readonly declarations: Declarations;
  /** The constraints of the references that led here: all of them hold. */
  readonly limits: readonly Constraints[];
  /** The declarations that were passed through without a step into the value. */
  readonly passed: readonly string[];
}

function typeMisfit(value: Json, type: Type, scope: Scope): string | undefined {
  switch (type.kind) {
    case 'scalar':
      return scalarMisfit(value, type.scalar, limitsOf(type, scope));
    case 'literal':
      return value === type.value
        ? fixedMisfit(value, scope.limits)
        : wanted(value, JSON.stringify(type.value));
    case 'enum':
      return enumMisfit(value, type, scope);
    case 'list':
      return listMisfit(value, type.items, scope) ?? countsMisfit(value, limitsOf(type, scope));
    case 'set': {
      const limits = [...limitsOf(type, scope), { uniqueItems: true } as const];
      return listMisfit(value, type.items, scope) ?? countsMisfit(value, limits);
    }
    case 'map':
      return isEntryList(type, scope.declarations)
        ? entriesMisfit(value, type, scope)
        : recordMisfit(value, type, scope);
    case 'tuple':
      return tupleMisfit(value, type, scope);
    case 'union':
      return unionMisfit(value, type, scope);
    case 'nullable':
      return value === null ? undefined : typeMisfit(value, type.of, scope);
    case 'object':
      return objectMisfit(value, type, scope);
    case 'ref':
      return refMisfit(value, type, scope);
    default:
      return assertNever(type);
  }
}

/** A value one step further in, where no reference has led yet. */
function inner(value: Json, type: Type, { declarations }: Scope): string | undefined {
  return typeMisfit(value, type, { declarations, limits: [], passed: [] });
}

function wanted(value: Json, what: string): string {
  return `${JSON.stringify(value)} is not ${what}`;
}

function limitsOf(
  { constraints }: { readonly constraints?: Constraints },
  { limits }: Scope,
): readonly Constraints[] {
  return constraints === undefined ? limits : [constraints, ...limits];
}

function enumMisfit(value: Json, { members, open }: EnumType, scope: Scope): string | undefined {
  const isMember = members.some((member) => member.value === value);
  if (isMember || (open && Number.isInteger(value))) return fixedMisfit(value, scope.limits);
  return wanted(value, oneOf(members.map((member) => member.value)));
}

function oneOf(values: readonly Json[]): string {
  return `one of ${values.map((one) => JSON.stringify(one)).join(', ')}`;
}

function listMisfit(value: Json, items: Type, scope: Scope): string | undefined {
  if (!isList(value)) return wanted(value, 'a list');
  return first(value, (one) => inner(one, items, scope));
}

function countsMisfit(value: Json, limits: readonly Constraints[]): string | undefined {
  return first(limits, (one) => (isList(value) ? countMisfit(value, one) : undefined));
}

function tupleMisfit(value: Json, type: TupleType, scope: Scope): string | undefined {
  if (!isList(value)) return wanted(value, 'a list');
  const required = type.items.filter((item) => !item.optional).length;
  if (value.length < required || (type.rest === undefined && value.length > type.items.length)) {
    return wanted(value, `a list of ${type.items.length}`);
  }
  return first([...value.entries()], ([index, one]) => {
    const of = type.items[index]?.type ?? type.rest;
    return of === undefined ? undefined : inner(one, of, scope);
  });
}

function entriesMisfit(value: Json, type: MapType, scope: Scope): string | undefined {
  if (!isList(value)) return wanted(value, 'a list of [key, value]');
  const item = (of: Type) => ({ type: of, optional: false });
  const entry: Type = { kind: 'tuple', items: [item(type.key), item(type.value)], readonly: false };
  const found = first(value, (one) => inner(one, entry, scope));
  if (found !== undefined) return found;
  const keys = value.map((one) => (isList(one) ? (one[0] ?? null) : null));
  return hasDuplicates(keys) ? 'it has a key twice' : undefined;
}

function recordMisfit(value: Json, type: MapType, scope: Scope): string | undefined {
  if (!isObject(value)) return wanted(value, 'an object');
  return first(Object.entries(value), ([name, one]) => {
    const key = nameMisfit(name, type.key, scope);
    if (key !== undefined) return `the key ${key}`;
    const found = inner(one, type.value, scope);
    return found === undefined ? undefined : `\`${name}\`: ${found}`;
  });
}

/** A property name that stands for a number is read as one. */
function nameMisfit(name: string, key: Type, scope: Scope): string | undefined {
  const asText = inner(name, key, scope);
  if (asText === undefined || !new RegExp(NUMBER_NAME).test(name)) return asText;
  return inner(Number(name), key, scope);
}

function unionMisfit(value: Json, type: UnionType, scope: Scope): string | undefined {
  const { variants, discriminator } = type;
  if (discriminator !== undefined && isObject(value)) {
    const { property, values } = discriminator;
    const tag = Object.hasOwn(value, property) ? value[property] : undefined;
    if (tag === undefined) return `\`${property}\` is missing`;
    const chosen = variants[values.findIndex((tags) => tags.some((one) => one === tag))];
    if (chosen !== undefined) return typeMisfit(value, chosen, scope);
    return `\`${property}\`: ${wanted(tag, oneOf(values.flat()))}`;
  }
  return variants.some((variant) => typeMisfit(value, variant, scope) === undefined)
    ? undefined
    : wanted(value, 'one of the alternatives');
}

function objectMisfit(value: Json, type: ObjectType, scope: Scope): string | undefined {
  if (!isObject(value)) return wanted(value, 'an object');
  const fields = new Map(type.fields.map((field) => [field.name, field]));
  const missing = type.fields.find((field) => !field.optional && !Object.hasOwn(value, field.name));
  if (missing !== undefined) return `\`${missing.name}\` is missing`;
  return first(Object.entries(value), ([name, one]) => {
    const of = fields.get(name)?.type ?? type.additional;
    if (of === undefined) return `there is no field \`${name}\``;
    const found = inner(one, of, scope);
    return found === undefined ? undefined : `\`${name}\`: ${found}`;
  });
}

/** A reference that leads nowhere, or only to itself, admits everything: it is reported elsewhere. */
function refMisfit(value: Json, type: RefType, scope: Scope): string | undefined {
  const target = scope.declarations.get(type.name)?.type;
  if (target === undefined || scope.passed.includes(type.name)) return undefined;
  const passed = [...scope.passed, type.name];
  return typeMisfit(value, target, { ...scope, passed, limits: limitsOf(type, scope) });
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
