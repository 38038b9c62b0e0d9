import { assertNever } from '../text/assert-never.ts';
import type { Examples } from '../ir/examples/examples.ts';
import { misfit } from '../ir/misfit.ts';
import type { Declarations } from '../ir/resolve.ts';
import type {
  EnumType,
  Field,
  Json,
  MapType,
  MemberRef,
  ObjectType,
  ScalarName,
  Type,
  UnionType,
} from '../ir/types.ts';
import { isEntryList } from '../ir/wire.ts';
import { isList, isObject } from '../text/json.ts';
import { group } from '../text/layout.ts';
import {
  type Verbatim,
  propertyAccess,
  stringLiteral,
  valueLiteral,
  verbatim,
} from '../text/literals.ts';
import { type NameOf, typeText } from './type-text.ts';

/** A JSON value in which what is another thing in code stands as code: for `valueLiteral`. */
export type CodeValue =
  Json | Verbatim | readonly CodeValue[] | { readonly [key: string]: CodeValue };

/** What a value's code depends on. */
export interface ValueScope {
  readonly declarations: Declarations;
  readonly examples: Examples;
  /** Names a declared enum as a value: usually an import of it. */
  readonly valueOf: (declaration: string) => string;
  /** Names a declaration as a type. */
  readonly typeOf: NameOf;
}

/**
 * A JSON value of a type as a program has it: members of enums, `new Date('...')`, `123n`, `new Map([...])`
 * and so on, at any depth.
 */
export function codeValue(value: Json, type: Type, scope: ValueScope): CodeValue {
  switch (type.kind) {
    case 'ref': {
      const declared = scope.declarations.get(type.name);
      if (declared === undefined) return value;
      const { type: target } = declared;
      if (declared.branded === true) return castCode(codeValue(value, target, scope), type, scope);
      if (target.kind === 'enum') return enumCode(value, target, scope, type.name);
      return codeValue(value, target, scope);
    }
    case 'scalar':
      return scalarCode(value, type.scalar);
    case 'literal':
      return type.member === undefined ? value : memberCode(type.member, scope);
    case 'enum':
      return enumCode(value, type, scope);
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
      return assertNever(type);
  }
}

/** A value that TypeScript does not take for one of the type: a plain text where a branded one belongs. */
function castCode(value: CodeValue, type: Type, { typeOf }: ValueScope): CodeValue {
  return verbatim(`${valueLiteral(value)} as ${typeText(type, typeOf)}`);
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
    case 'duration':
      return durationCode(String(value));
    case 'field-mask':
      return String(value)
        .split(',')
        .filter((path) => path !== '');
    case 'any':
      return anyCode(value);
    case 'instant':
    case 'timestamp':
      return verbatim(`new Date${group(['(', ')'], [stringLiteral(instantOf(String(value)))])}`);
    default:
      return value;
  }
}

/** `"-1.5s"`: the nanoseconds have the sign of the seconds. */
function durationCode(text: string): CodeValue {
  const [, sign = '', seconds = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?s$/.exec(text) ?? [];
  const nanos = Number(fraction.padEnd(9, '0')) * (sign === '' ? 1 : -1);
  return { seconds: verbatim(`${sign}${BigInt(seconds)}n`), nanos };
}

/** Only an empty message needs no codec to be written down. */
function anyCode(value: Json): CodeValue {
  const typeUrl = isObject(value) ? (value['@type'] ?? '') : '';
  return { typeUrl, value: created('Uint8Array', []) };
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
  if (type.form === 'record') {
    const record = recordCode(value, () => type.value, scope);
    return isBranded(type.key, scope) ? castCode(record, type, scope) : record;
  }
  const entries = isEntryList(type, scope.declarations) ? value : entriesOf(value);
  if (!isList(entries)) return value;
  const typeOf = (index: number): Type => (index === 0 ? type.key : type.value);
  return created(
    'Map',
    entries.map((entry) => itemsCode(entry, typeOf, scope)),
  );
}

function isBranded(type: Type, { declarations }: Pick<ValueScope, 'declarations'>): boolean {
  if (type.kind !== 'ref') return false;
  const declared = declarations.get(type.name);
  return (
    declared !== undefined &&
    (declared.branded === true || isBranded(declared.type, { declarations }))
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
  const code = recordCode(whole, (key) => types.get(key) ?? type.additional, scope);
  return type.fields.some(({ oneof }) => oneof !== undefined) ? withChoices(code, type) : code;
}

/** The members of oneofs, each under the property that code has for it. */
function withChoices(code: CodeValue, { fields }: ObjectType): CodeValue {
  const oneofs = new Map(fields.map(({ name, oneof }) => [name, oneof]));
  const entries = Object.entries(code as { readonly [key: string]: CodeValue });
  return Object.fromEntries(
    entries.map(([name, value]): [string, CodeValue] => {
      const oneof = oneofs.get(name);
      return oneof === undefined ? [name, value] : [oneof, { case: name, value }];
    }),
  );
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

/** A member of the declared enum itself, or of another that stands for the value. */
function enumCode(
  value: Json,
  { members }: EnumType,
  scope: ValueScope,
  declared?: string,
): CodeValue {
  const found = members.find((item) => item.value === value);
  if (found?.member !== undefined) return memberCode(found.member, scope);
  if (found?.name === undefined || declared === undefined) return value;
  return memberCode({ of: declared, name: found.name }, scope);
}

function memberCode({ of, name }: MemberRef, { valueOf }: ValueScope): CodeValue {
  return verbatim(propertyAccess(valueOf(of), name));
}
