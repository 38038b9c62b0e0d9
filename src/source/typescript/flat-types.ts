import ts from '#typescript';
import type { ScalarName, Type } from '../../ir/types.ts';
import { memberName } from './enums.ts';
import { type Lowering, type Subject, notCarriable } from './lowering.ts';
import { lowerNamed } from './named.ts';

const SCALARS: readonly (readonly [flags: ts.TypeFlags, scalar: ScalarName])[] = [
  [ts.TypeFlags.String, 'string'],
  [ts.TypeFlags.Number, 'number'],
  [ts.TypeFlags.Boolean, 'boolean'],
  [ts.TypeFlags.BigInt, 'bigint'],
  [ts.TypeFlags.Unknown | ts.TypeFlags.Any, 'unknown'],
];

const REFUSED: readonly (readonly [flags: ts.TypeFlags, what: string, instead: string])[] = [
  [ts.TypeFlags.ESSymbolLike, 'a symbol', 'Use string.'],
  [ts.TypeFlags.BigIntLiteral, 'a fixed bigint', 'Use bigint, or the digits as a text.'],
  [
    ts.TypeFlags.NonPrimitive,
    'the type `object`',
    'Use Record<string, unknown>, or an interface with the fields.',
  ],
  [ts.TypeFlags.Never, 'the type `never`', 'No value is of this type: leave it out.'],
];

/** Lowers scalars, fixed values and text patterns; `undefined` for a type with an inside. */
export function lowerFlat(lowering: Lowering, subject: Subject): Type | undefined {
  const { type, at } = subject;
  if ((type.flags & ts.TypeFlags.Any) !== 0) lowering.untyped.push(at);
  const scalar = SCALARS.find(([flags]) => (type.flags & flags) !== 0);
  if (scalar !== undefined) return { kind: 'scalar', scalar: scalar[1] };
  const refused = REFUSED.find(([flags]) => (type.flags & flags) !== 0);
  if (refused !== undefined) {
    return notCarriable(lowering, at, { what: refused[1], instead: refused[2] });
  }
  if (type.isStringLiteral() || type.isNumberLiteral()) return lowerFixed(lowering, subject, type);
  if ((type.flags & ts.TypeFlags.BooleanLiteral) !== 0) {
    return { kind: 'literal', value: lowering.checker.typeToString(type) === 'true' };
  }
  return isTemplate(type) ? lowerTemplate(type) : undefined;
}

/** A fixed value; where it is a member of an enum, with that member's name, which is what code takes for it. */
function lowerFixed(
  lowering: Lowering,
  { at }: Subject,
  type: ts.StringLiteralType | ts.NumberLiteralType,
): Type | undefined {
  if (typeof type.value === 'number' && !Number.isFinite(type.value)) {
    const what = 'a number that is not finite';
    return notCarriable(lowering, at, {
      what,
      instead: 'JSON has no infinity: write a number that it has.',
    });
  }
  const plain = { kind: 'literal', value: type.value } as const;
  const member = enumMember(type);
  const symbol = member && lowering.checker.getSymbolAtLocation(member.parent.name);
  if (member === undefined || symbol === undefined) return plain;
  const owner = lowerNamed(lowering, { type, at }, { symbol });
  return owner?.kind === 'ref'
    ? { ...plain, member: { of: owner.name, name: memberName(member) } }
    : plain;
}

/** The member that a fixed value is written as; `undefined` for a plain value, and for an enum as a whole. */
function enumMember({ symbol }: ts.Type): ts.EnumMember | undefined {
  const declaration = symbol?.valueDeclaration;
  return declaration !== undefined && ts.isEnumMember(declaration) ? declaration : undefined;
}

function isTemplate(type: ts.Type): type is ts.TemplateLiteralType {
  return (type.flags & ts.TypeFlags.TemplateLiteral) !== 0;
}

/** A text that is put together is a text with a pattern: `user-${string}` is `^user-[\s\S]*$`. */
function lowerTemplate({ texts, types }: ts.TemplateLiteralType): Type | undefined {
  const holes = types.map((type) => HOLES.find(([flags]) => (type.flags & flags) !== 0)?.[1]);
  if (holes.includes(undefined)) return undefined;
  const parts = texts.map((text, index) => escapePattern(text) + (holes[index] ?? ''));
  return { kind: 'scalar', scalar: 'string', constraints: { pattern: `^${parts.join('')}$` } };
}

const HOLES: readonly (readonly [flags: ts.TypeFlags, pattern: string])[] = [
  [ts.TypeFlags.String, '[\\s\\S]*'],
  [ts.TypeFlags.Number, '-?(?:\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)'],
  [ts.TypeFlags.BigInt, '-?\\d+'],
];

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
