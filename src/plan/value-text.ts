import type { Examples } from '../ir/examples/examples.ts';
import { misfit } from '../ir/misfit.ts';
import type { Declarations } from '../ir/resolve.ts';
import type {
  EnumType,
  Field,
  Json,
  MapType,
  ObjectType,
  ScalarName,
  Type,
  UnionType,
} from '../ir/types.ts';
import { isEntryList } from '../ir/wire.ts';
import { isIdentifier } from '../text/identifiers.ts';
import { group } from '../text/layout.ts';
import { type Verbatim, stringLiteral, valueLiteral, verbatim } from '../text/literals.ts';

/** A JSON value in which what is another thing in code stands as code: for `valueLiteral`. */
export type CodeValue =
  Json | Verbatim | readonly CodeValue[] | { readonly [key: string]: CodeValue };

/** What a value's code depends on. */
export interface ValueScope {
  readonly declarations: Declarations;
  readonly examples: Examples;
  /** Names a declared enum as a value: usually an import of it. */
  readonly valueOf: (declaration: string) => string;
}

/**
 * A JSON value of a type as a program has it: members of enums, `new Date('...')`, `123n`, `new Map([...])`
 * and so on, at any depth.
 */
export function codeValue(value: Json, type: Type, scope: ValueScope): CodeValue {
  switch (type.kind) {
    case 'ref': {
      const target = scope.declarations.get(type.name)?.type;
      if (target === undefined) return value;
      if (target.kind === 'enum') return memberCode(value, target, type.name, scope);
      return codeValue(value, target, scope);
    }
    case 'scalar':
      return scalarCode(value, type.scalar);
    case 'nullable':
      return value === null ? null : codeValue(value, type.of, scope);
    case 'list':
      return itemsCode(value, () => type.items, scope);
    case 'set':
      return created(
        'Set',
        itemsCode(value, () => type.items, scope),
      );
    case 'tuple':
      return itemsCode(value, (index) => type.items[index]?.type ?? type.rest, scope);
    case 'map':
      return mapCode(value, type, scope);
    case 'object':
      return objectCode(value, type, scope);
    case 'union':
      return codeValue(value, variantOf(value, type, scope), scope);
    default:
      return value;
  }
}

function variantOf(value: Json, { variants }: UnionType, { declarations }: ValueScope): Type {
  const fitting = variants.find((variant) => misfit(value, variant, declarations) === undefined);
  return fitting ?? UNKNOWN;
}

const UNKNOWN: Type = { kind: 'scalar', scalar: 'unknown' };

function scalarCode(value: Json, scalar: ScalarName): CodeValue {
  switch (scalar) {
    case 'bigint':
      return verbatim(`${String(value)}n`);
    case 'bytes':
      return created('Uint8Array', [...bytesOf(String(value))]);
    case 'instant':
    case 'timestamp':
      return verbatim(`new Date${group(['(', ')'], [stringLiteral(instantOf(String(value)))])}`);
    default:
      return value;
  }
}

/** Base64 or base64url, padded or not. */
function bytesOf(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** A leap second, which `Date` does not know, is the second behind it. */
function instantOf(text: string): string {
  if (!Number.isNaN(Date.parse(text))) return text;
  const before = Date.parse(text.replace(/:60(?=\D)/, ':59'));
  return new Date(before + 1000).toISOString();
}

/** `new Set([...])`; without items, `new Set()`. */
function created(name: string, items: CodeValue): CodeValue {
  const isEmpty = isList(items) && items.length === 0;
  return verbatim(`new ${name}(${isEmpty ? '' : valueLiteral(items)})`);
}

function itemsCode(
  value: Json,
  typeOf: (index: number) => Type | undefined,
  scope: ValueScope,
): CodeValue {
  if (!isList(value)) return value;
  return value.map((item, index) => {
    const type = typeOf(index);
    return type === undefined ? item : codeValue(item, type, scope);
  });
}

function mapCode(value: Json, type: MapType, scope: ValueScope): CodeValue {
  if (type.form === 'record') return recordCode(value, () => type.value, scope);
  const entries = isEntryList(type, scope.declarations) ? value : entriesOf(value);
  if (!isList(entries)) return value;
  const typeOf = (index: number): Type => (index === 0 ? type.key : type.value);
  return created(
    'Map',
    entries.map((entry) => itemsCode(entry, typeOf, scope)),
  );
}

function entriesOf(value: Json): Json {
  return isObject(value) ? Object.entries(value) : [];
}

function recordCode(
  value: Json,
  typeOf: (key: string) => Type | undefined,
  scope: ValueScope,
): CodeValue {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, CodeValue] => {
    const type = typeOf(key);
    return [key, type === undefined ? item : codeValue(item, type, scope)];
  });
  return Object.fromEntries(entries);
}

function objectCode(value: Json, type: ObjectType, scope: ValueScope): CodeValue {
  if (!isObject(value)) return value;
  const types = new Map(type.fields.map((field) => [field.name, field.type]));
  const inherited = type.fields.flatMap((field) => inheritedEntry(value, field, scope));
  const whole = inherited.length === 0 ? value : { ...value, ...Object.fromEntries(inherited) };
  return recordCode(whole, (key) => types.get(key) ?? type.additional, scope);
}

/**
 * Every object literal has a `toString`, so that TypeScript refuses one without it where an optional field of
 * that name has another type: the field is given.
 */
function inheritedEntry(
  value: { readonly [key: string]: Json },
  { name, type, optional }: Field,
  { examples }: ValueScope,
): [string, Json][] {
  if (!optional || !(name in Object.prototype) || Object.hasOwn(value, name)) return [];
  const made = examples.of(type, name);
  return made === undefined ? [] : [[name, made]];
}

function memberCode(
  value: Json,
  { members }: EnumType,
  name: string,
  scope: ValueScope,
): CodeValue {
  const member = members.find((item) => item.value === value)?.name;
  if (member === undefined) return value;
  const target = scope.valueOf(name);
  return verbatim(
    isIdentifier(member) ? `${target}.${member}` : `${target}[${stringLiteral(member)}]`,
  );
}

function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}
