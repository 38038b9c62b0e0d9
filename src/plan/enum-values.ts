import type { Declarations } from '../ir/resolve.ts';
import type { EnumType, Json, MemberRef, Type } from '../ir/types.ts';
import { isIdentifier } from '../text/identifiers.ts';
import { type Verbatim, stringLiteral, verbatim } from '../text/literals.ts';

/** A JSON value in which what stands for a member of a declared enum is that member as code. */
export type EnumValue =
  Json | Verbatim | readonly EnumValue[] | { readonly [key: string]: EnumValue };

/** What names a declaration as a value: usually an import of it. */
export interface EnumScope {
  readonly declarations: Declarations;
  readonly valueOf: (declaration: string) => string;
}

/** TypeScript takes no `'red'` where it wants `Color.Red`: puts the members of enums into an example. */
export function enumValues(value: Json, type: Type, scope: EnumScope): EnumValue {
  switch (type.kind) {
    case 'ref': {
      const target = scope.declarations.get(type.name)?.type;
      if (target === undefined) return value;
      if (target.kind === 'enum') return memberText(value, target, type.name, scope);
      return enumValues(value, target, scope);
    }
    case 'nullable':
      return value === null ? null : enumValues(value, type.of, scope);
    case 'list':
    case 'set':
      return isList(value) ? value.map((item) => enumValues(item, type.items, scope)) : value;
    case 'tuple':
      return isList(value)
        ? value.map((item, index) => {
            const of = type.items[index]?.type ?? type.rest;
            return of === undefined ? item : enumValues(item, of, scope);
          })
        : value;
    case 'map':
      return mapped(value, () => type.value, scope);
    case 'object': {
      const types = new Map(type.fields.map((field) => [field.name, field.type]));
      return mapped(value, (key) => types.get(key) ?? type.additional, scope);
    }
    case 'union':
      // An example of a union is one of its first variant that has any.
      return type.variants[0] === undefined ? value : enumValues(value, type.variants[0], scope);
    case 'literal':
      return type.member === undefined ? value : memberOf(type.member, scope);
    case 'enum': {
      const member = type.members.find((item) => item.value === value)?.member;
      return member === undefined ? value : memberOf(member, scope);
    }
    default:
      return value;
  }
}

function mapped(
  value: Json,
  typeOf: (key: string) => Type | undefined,
  scope: EnumScope,
): EnumValue {
  if (typeof value !== 'object' || value === null || isList(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, EnumValue] => {
    const type = typeOf(key);
    return [key, type === undefined ? item : enumValues(item, type, scope)];
  });
  return Object.fromEntries(entries);
}

function memberText(value: Json, { members }: EnumType, name: string, scope: EnumScope): EnumValue {
  const member = members.find((item) => item.value === value)?.name;
  return member === undefined ? value : memberOf({ of: name, name: member }, scope);
}

function memberOf({ of, name }: MemberRef, { valueOf }: EnumScope): Verbatim {
  const target = valueOf(of);
  return verbatim(isIdentifier(name) ? `${target}.${name}` : `${target}[${stringLiteral(name)}]`);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
