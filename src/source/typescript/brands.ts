import ts from '#typescript';
import type { Type } from '../../ir/types.ts';
import { type Lowering, type Subject, notCarriable } from './lowering.ts';
import { joinUnion } from './unions.ts';

const PRIMITIVE =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.BigIntLike;

/** The text, number or other primitive that an intersection narrows. */
function primitivePart(type: ts.Type): ts.Type | undefined {
  return type.isIntersection()
    ? type.types.find(({ flags }) => (flags & PRIMITIVE) !== 0)
    : undefined;
}

/** Whether an intersection adds to a primitive what no value of it has: `string & {}` is only `string`. */
function isBranded({ checker }: Lowering, type: ts.Type, primitive: ts.Type): boolean {
  const base = checker.getApparentType(checker.getBaseTypeOfLiteralType(primitive));
  return checker
    .getPropertiesOfType(type)
    .some((property) => checker.getPropertyOfType(base, property.name) === undefined);
}

/**
 * Lowers a branded primitive, `string & { readonly __brand: 'UserId' }`, to what it is on a wire: the primitive,
 * for a brand is a promise between compilers. `undefined` for any other type. A brand over a set of values is to
 * the checker a union of such.
 */
export function lowerBrand(lowering: Lowering, { type, at }: Subject): Type | undefined {
  const parts = type.isUnion() ? type.types : [type];
  const primitives = parts.map((part) => {
    const primitive = primitivePart(part);
    // A part with a name of its own is a brand of its own.
    const isOwn = part === type || part.aliasSymbol === undefined;
    const isBrand = isOwn && primitive !== undefined && isBranded(lowering, part, primitive);
    return isBrand ? primitive : undefined;
  });
  if (primitives.includes(undefined)) return undefined;
  const found = primitives.filter((primitive) => primitive !== undefined);
  const types = found.map((primitive) => lowering.lower({ type: primitive, at }));
  return joinUnion(types, lowering.table);
}

/**
 * Lowers an intersection of a primitive that is met without a name: `string & {}` is `string`, and a brand needs
 * a name, by which generated code can say that a value has it. `undefined` where there is no primitive in it.
 */
export function lowerNamelessPrimitive(
  lowering: Lowering,
  { type, at }: Subject,
): Type | undefined {
  const { checker } = lowering;
  const primitive = primitivePart(type);
  if (primitive === undefined) return undefined;
  const base = checker.getBaseTypeOfLiteralType(primitive);
  if (!isBranded(lowering, type, primitive)) return lowering.lower({ type: base, at });
  const text = checker.typeToString(base);
  const instead = `Give it a name, by which generated code can speak of it: \`type UserId = ${text} & { readonly __brand: 'UserId' }\`.`;
  return notCarriable(lowering, at, { what: `a ${text} with a brand but no name`, instead });
}
