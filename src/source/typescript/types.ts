import ts from '#typescript';
import type { Type } from '../../ir/types.ts';
import { lowerBuiltIn } from './built-ins.ts';
import { lowerFlat } from './flat-types.ts';
import { lowerArray, lowerTuple } from './lists.ts';
import { type Lowered, type Lowering, type Subject, notCarriable } from './lowering.ts';
import { lowerNamed } from './named.ts';
import { lowerStructure } from './objects.ts';
import { isNever, resolvedSymbol, typeArguments, withoutParentheses } from './symbols.ts';
import { ABSENT, withTrustedNode, writtenParts } from './trusted-node.ts';
import { joinUnion } from './unions.ts';

/** Lowers a type where a value must be: that it may be `undefined` is a fault. */
export function lowerType(lowering: Lowering, subject: Subject): Type {
  const { type, absent } = lowerOptional(lowering, subject);
  if (!absent || !isWritten(lowering, subject)) return type;
  const instead = 'On a wire `undefined` is absence, which only a field can be. Use `| null`.';
  return notCarriable(lowering, subject.at, { what: '`undefined`', instead });
}

/**
 * Whether the author wrote a type at its place. What a mapped type makes of optional fields may hold an
 * `undefined` that nobody meant: `T[K][]` is a list of what the field holds.
 */
function isWritten(lowering: Lowering, subject: Subject): boolean {
  return withTrustedNode(lowering, subject).node !== undefined;
}

/** Lowers a type where there may be no value. */
export function lowerOptional(lowering: Lowering, subject: Subject): Lowered {
  const known = withTrustedNode(lowering, subject);
  const parts = unionParts(lowering, known);
  if (parts === undefined) return { type: lowerOne(lowering, known), absent: false };
  const values = parts.filter(({ type }) => !isNothing(type) && !isNever(type));
  const types = values.map((part) => lowerOne(lowering, withTrustedNode(lowering, part)));
  const nullable = parts.some(({ type }) => (type.flags & ts.TypeFlags.Null) !== 0);
  const absent = parts.some(({ type }) => (type.flags & ABSENT) !== 0);
  const joined = joinUnion(types, lowering.table);
  if (joined !== undefined) return { type: nullable ? nullableOf(joined) : joined, absent };
  const what = nullable ? '`null` and nothing else' : '`undefined` and nothing else';
  const instead = 'Leave it out, or say what else it may be.';
  return { type: notCarriable(lowering, subject.at, { what, instead }), absent: false };
}

function nullableOf(type: Type): Type {
  return type.kind === 'nullable' ? type : { kind: 'nullable', of: type };
}

function isNothing(type: ts.Type): boolean {
  return (type.flags & (ABSENT | ts.TypeFlags.Null)) !== 0;
}

function mayBeAbsent(type: ts.Type): boolean {
  return type.isUnion() && type.types.some((part) => (part.flags & ABSENT) !== 0);
}

/** The alternatives of a nameless union; `undefined` for a type that is lowered as one. */
function unionParts(lowering: Lowering, subject: Subject): readonly Subject[] | undefined {
  const { type, node, at } = subject;
  if (node !== undefined && ts.isUnionTypeNode(node)) {
    const parts = writtenParts(lowering, node, type) ?? [];
    return parts.flatMap((part) => unionParts(lowering, part) ?? [part]);
  }
  if (isNothing(type)) return [subject];
  const isWhole = (type.flags & (ts.TypeFlags.Boolean | ts.TypeFlags.EnumLiteral)) !== 0;
  if (!type.isUnion() || isWhole || isNamed(lowering, subject)) return undefined;
  return typeParts(lowering, type).map((part) => ({ type: part, at }));
}

/** Whether a union has a name of the author's. One that admits `undefined` has none on a wire. */
function isNamed({ checker, program }: Lowering, { type, node, selves = [] }: Subject): boolean {
  const symbol =
    node !== undefined && ts.isTypeReferenceNode(node)
      ? resolvedSymbol(checker, node.typeName)
      : type.aliasSymbol;
  if (symbol === undefined || selves.includes(symbol) || program.isBuiltIn(symbol)) return false;
  return !mayBeAbsent(type);
}

/** The alternatives of a union as the checker has them, the halves of `boolean` and of enums put together. */
function typeParts(lowering: Lowering, union: ts.UnionType): readonly ts.Type[] {
  const { checker } = lowering;
  const parts = new Set(union.types);
  const wholes = namedParts(lowering, union).map((part) => {
    const isHalf = (part.flags & (ts.TypeFlags.EnumLiteral | ts.TypeFlags.BooleanLiteral)) !== 0;
    if (!isHalf) return part;
    const whole = checker.getBaseTypeOfLiteralType(part);
    const members = whole.isUnion() ? whole.types : [whole];
    return members.every((member) => parts.has(member)) ? whole : part;
  });
  return inWrittenOrder([...new Set(wholes)]);
}

/**
 * The alternatives with those put together that came under a name of the author's: an optional field of a named
 * union is a union of its alternatives and `undefined` to the checker, which keeps the name aside.
 */
function namedParts({ program }: Lowering, union: ts.UnionType): readonly ts.Type[] {
  const { origin } = union as { readonly origin?: ts.Type };
  if (origin === undefined || !origin.isUnion()) return union.types;
  const names = origin.types.filter(
    (part) =>
      part.isUnion() &&
      part.aliasSymbol !== undefined &&
      !program.isBuiltIn(part.aliasSymbol) &&
      !mayBeAbsent(part),
  );
  const covered = new Set(names.flatMap((part) => (part.isUnion() ? part.types : [])));
  return [...names, ...union.types.filter((part) => !covered.has(part))];
}

/** The checker sorts alternatives by when it saw them; we put objects where the author did. */
function inWrittenOrder(types: readonly ts.Type[]): readonly ts.Type[] {
  return types.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ flags, symbol }: ts.Type): number {
  const isObject = (flags & ts.TypeFlags.Object) !== 0;
  return isObject ? (symbol?.declarations?.[0]?.pos ?? -1) : -1;
}

/** Lowers a type that is no nameless union. */
function lowerOne(lowering: Lowering, subject: Subject): Type {
  const { node } = subject;
  if (node === undefined) return lowerByType(lowering, subject);
  if (ts.isArrayTypeNode(node)) return lowerArray(lowering, subject, node.elementType);
  if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) {
    const inner = withoutParentheses(node.type);
    if (ts.isArrayTypeNode(inner)) return lowerArray(lowering, subject, inner.elementType);
  }
  if (ts.isTypeReferenceNode(node)) return lowerReference(lowering, subject, node);
  return lowerByType(lowering, subject);
}

function lowerReference(lowering: Lowering, subject: Subject, node: ts.TypeReferenceNode): Type {
  const symbol = resolvedSymbol(lowering.checker, node.typeName);
  if (symbol === undefined || subject.selves?.includes(symbol) === true)
    return lowerByType(lowering, subject);
  const types = appliedTypes(lowering, subject, symbol);
  const given = { symbol, nodes: node.typeArguments, types };
  const lowered = lowering.program.isBuiltIn(symbol)
    ? lowerBuiltIn(lowering, subject, given)
    : lowerNamed(lowering, subject, given);
  return lowered ?? lowerByType(lowering, subject);
}

/** What a name is applied to, as the checker knows it within a generic declaration too. */
function appliedTypes(
  { checker }: Lowering,
  { type }: Subject,
  symbol: ts.Symbol,
): readonly ts.Type[] | undefined {
  if (type.aliasSymbol === symbol) return type.aliasTypeArguments;
  return type.symbol === symbol ? typeArguments(checker, type) : undefined;
}

/** Lowers by the checker's type alone: by its name where it has one, else by what it is made of. */
function lowerByType(lowering: Lowering, subject: Subject): Type {
  const { checker } = lowering;
  const { type } = subject;
  const found = lowerAlias(lowering, subject) ?? lowerFlat(lowering, subject);
  if (found !== undefined) return found;
  if (checker.isArrayType(type)) return lowerArray(lowering, subject, undefined);
  if (checker.isTupleType(type)) return lowerTuple(lowering, subject);
  const nominal = lowerNominal(lowering, subject);
  if (nominal !== undefined) return nominal;
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0) {
    return lowerStructure(lowering, subject);
  }
  const what = `the type \`${checker.typeToString(type)}\``;
  const instead = 'Write out the fields or the values that it stands for.';
  return notCarriable(lowering, subject.at, { what, instead });
}

function lowerAlias(lowering: Lowering, subject: Subject): Type | undefined {
  const { aliasSymbol, aliasTypeArguments } = subject.type;
  if (aliasSymbol === undefined || subject.selves?.includes(aliasSymbol) === true) return undefined;
  const given = { symbol: aliasSymbol, types: aliasTypeArguments };
  return lowering.program.isBuiltIn(aliasSymbol)
    ? lowerBuiltIn(lowering, subject, given)
    : lowerNamed(lowering, subject, given);
}

const NOMINAL = ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.Enum;

function lowerNominal(lowering: Lowering, subject: Subject): Type | undefined {
  const { checker, program } = lowering;
  const { symbol } = subject.type;
  if (symbol === undefined || (symbol.flags & NOMINAL) === 0) return undefined;
  const given = { symbol, types: typeArguments(checker, subject.type) };
  return program.isBuiltIn(symbol)
    ? lowerBuiltIn(lowering, subject, given)
    : lowerNamed(lowering, subject, given);
}
