import type { Discriminator, Type, UnionType } from '../../ir/types.ts';
import { group } from '../../text/layout.ts';
import { stringLiteral, valueLiteral } from '../../text/literals.ts';
import {
  type Lines,
  type Place,
  type Slot,
  ifBlock,
  indented,
  inside,
  nameFrom,
  placeArguments,
  propertyExpression,
  propertyOf,
  slotOf,
} from './code.ts';
import { objectBody } from './decode-objects.ts';
import { shapeOf } from './shapes.ts';
import { type CheckName, type DecoderScope, checkText, enumText } from './decoder-scope.ts';

/** A `switch` where a property tells the alternatives apart; else each is tried. */
export function unionLines(type: UnionType, slot: Slot, place: Place, scope: DecoderScope): Lines {
  if (type.discriminator !== undefined) {
    return switchLines(type, type.discriminator, { value: slot.value, place, scope });
  }
  const isPlain = scope.facts.isPlainUnion(type);
  const check = scope.imports.kit(isPlain ? 'checkAnyOf' : 'readAnyOf');
  const variants = alternativeTexts(type, { isPlain, scope });
  const args = [slot.value, group(['[', ']'], variants), 'faults', ...placeArguments(place)];
  const call = `${check}${group(['(', ')'], args)}`;
  return [isPlain ? `${call};` : slot.assign(call)];
}

interface Alternative {
  readonly isPlain: boolean;
  readonly scope: DecoderScope;
}

/**
 * The functions of the alternatives. Where several may be lists or objects, or where a value would be copied to try
 * one, each says what can be seen of it from outside.
 */
function alternativeTexts({ variants }: UnionType, { isPlain, scope }: Alternative): Lines {
  const shapes = variants.map((variant) => shapeOf(variant, scope.facts.declarations));
  const inner = shapes.filter((shape) => shape?.kind !== 'flat').length;
  const isTold = inner > (isPlain ? 1 : 0);
  return variants.map((variant, index) => {
    const check = variantFunction(variant, index, { isPlain, scope });
    const shape = shapes[index];
    // The runtime knows its own checks.
    const isOwn = !check.startsWith('decode');
    if (!isTold || shape === undefined || isOwn) return check;
    const args = [check, stringLiteral(shape.kind), ...shape.properties.map(valueLiteral)];
    const text = `${scope.imports.kit('shaped')}${group(['(', ')'], args)}`;
    return scope.constant(nameFrom(scope.hint, `shape${index + 1}`), text);
  });
}

/** The function that decodes one alternative: its own where it has one, else one written for it. */
function variantFunction(variant: Type, index: number, { isPlain, scope }: Alternative): string {
  const { facts } = scope;
  if (variant.kind === 'ref' && !facts.isConstrained(variant)) {
    return scope.decoderOf(variant.name);
  }
  const check = variant.kind === 'scalar' ? SCALARS[variant.scalar] : undefined;
  // A check says whether a value is right; only a reader gives it back.
  const isOwn = isPlain || check?.startsWith('read') === true;
  if (check !== undefined && isOwn && !facts.isConstrained(variant)) {
    return scope.imports.kit(check);
  }
  return scope.helper(variant, nameFrom(scope.hint, `variant${index + 1}`));
}

const SCALARS: Readonly<Partial<Record<string, CheckName>>> = {
  bigint: 'readBigint',
  bytes: 'readBytes',
  instant: 'readInstant',
  unknown: 'checkPresent',
  string: 'checkString',
  boolean: 'checkBoolean',
  number: 'checkNumber',
  integer: 'checkInteger',
};

interface Choice {
  readonly value: string;
  readonly place: Place;
  readonly scope: DecoderScope;
}

/** The alternative that a property names. */
function switchLines(
  type: UnionType,
  { property, values }: Discriminator,
  { value, place, scope }: Choice,
): Lines {
  const tag = propertyExpression(value, property, scope.imports);
  const self: Place = { path: inside(place) };
  const cases = type.variants.flatMap((variant, index) => [
    ...(values[index] ?? []).map((item) => `  case ${valueLiteral(item)}:`),
    ...indented(indented(caseLines(variant, { value, place: self, scope, tag: property }, index))),
    '    break;',
  ]);
  const all = [...new Set(values.flat())];
  return ifBlock(
    [checkText(scope, 'checkObject', value, place)],
    [
      `switch (${tag}) {`,
      ...cases,
      '  default:',
      `    ${enumText(scope, all, tag, propertyOf(place, property))};`,
      '}',
    ],
  );
}

function caseLines(
  variant: Type,
  { value, place, scope, tag }: Choice & { readonly tag: string },
  index: number,
): Lines {
  const inner = { ...scope, hint: nameFrom(scope.hint, `variant${index + 1}`) };
  // That it is an object is known already.
  return variant.kind === 'object'
    ? objectBody(variant, value, place, { ...inner, tag })
    : scope.decode(variant, slotOf(value), place, inner);
}
