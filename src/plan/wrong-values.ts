import type { Examples } from '../ir/examples/examples.ts';
import { countMisfit, textMisfit } from '../ir/limits.ts';
import type { Declarations } from '../ir/resolve.ts';
import { scalarMisfit } from '../ir/scalar-misfit.ts';
import type { Constraints, Field, Json, ScalarType, Type } from '../ir/types.ts';

/** A value that is wrong in one way, and the JSON Schema keyword that says so. */
export interface WrongValue {
  readonly value: Json;
  readonly rule: string;
  /** Whether it is just as wrong as the text that stands in a URL, where 1 may be a text and `x` a list. */
  readonly inUrl: boolean;
}

/** A value of no type that a field may have; `undefined` where any or several are, or nothing is certain. */
export function wrongType(type: Type, declarations: Declarations): WrongValue | undefined {
  const { target } = resolved(type, declarations);
  switch (target.kind) {
    case 'scalar': {
      if (target.scalar === 'string') return { value: 1, rule: 'type', inUrl: false };
      const isPlain = ['number', 'integer', 'boolean'].includes(target.scalar);
      return isPlain ? { value: 'x', rule: 'type', inUrl: true } : undefined;
    }
    case 'list':
    case 'object':
      return { value: 'x', rule: 'type', inUrl: false };
    case 'map':
      return target.form === 'record' ? { value: 'x', rule: 'type', inUrl: false } : undefined;
    default:
      return undefined;
  }
}

/** A value of the right type that breaks one of its constraints; `undefined` where it has none. */
export function brokenConstraint(
  field: Pick<Field, 'name' | 'type'>,
  declarations: Declarations,
  examples: Examples,
): WrongValue | undefined {
  const { target, limits } = resolved(field.type, declarations);
  if (target.kind === 'scalar') return brokenScalar(target, limits);
  if (target.kind !== 'list') return undefined;
  const items = examples.several(target.items, 1, field.name);
  for (const one of limits) {
    const found = brokenCount(items, one);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Resolved {
  readonly target: Type;
  /** The constraints of the target and of the references that lead to it. */
  readonly limits: readonly Constraints[];
}

/** What a field's type is once references are followed and `null` is left aside. */
function resolved(type: Type, declarations: Declarations): Resolved {
  const limits: Constraints[] = [];
  const seen = new Set<Type>();
  let target = type;
  while (!seen.has(target)) {
    seen.add(target);
    if ('constraints' in target && target.constraints !== undefined) {
      limits.push(target.constraints);
    }
    if (target.kind === 'nullable') target = target.of;
    else if (target.kind === 'ref') target = declarations.get(target.name)?.type ?? target;
  }
  return { target, limits };
}

/** Long texts would make a test unreadable. */
const LONGEST = 60;

function brokenCount(items: readonly Json[], limits: Constraints): WrongValue | undefined {
  const { minItems = 0, maxItems = Infinity, uniqueItems } = limits;
  if (minItems > 0) return { value: [], rule: 'minItems', inUrl: false };
  const [item] = items;
  if (item === undefined || JSON.stringify(item).length > LONGEST) return undefined;
  const twice = [item, item];
  if (uniqueItems === true && countMisfit(twice, { maxItems }) === undefined) {
    return { value: twice, rule: 'uniqueItems', inUrl: false };
  }
  if (maxItems > 3) return undefined;
  return {
    value: Array.from({ length: maxItems + 1 }, () => item),
    rule: 'maxItems',
    inUrl: false,
  };
}

function brokenScalar(
  { scalar }: ScalarType,
  limits: readonly Constraints[],
): WrongValue | undefined {
  for (const one of limits) {
    const found = scalar === 'string' ? brokenText(one) : brokenNumber(one);
    if (found !== undefined && isRight(found.value, scalar)) return found;
  }
  return undefined;
}

/** Whether a value is of a scalar's own type, whatever its bounds; one that is not plain JSON never is. */
function isRight(value: Json, scalar: ScalarType['scalar']): boolean {
  const isPlain = ['string', 'number', 'integer'].includes(scalar);
  return isPlain && scalarMisfit(value, scalar, []) === undefined;
}

/** Those that may stand in a path come first. */
const TEXTS = ['x', '0', '-', 'xx', '!', ' ', '\n', '!!!!'];

function brokenText(limits: Constraints): WrongValue | undefined {
  const { minLength = 0, maxLength = Infinity, pattern, format } = limits;
  if (pattern !== undefined) {
    const value = TEXTS.find((text) => textMisfit(text, { pattern }) !== undefined);
    if (value !== undefined) return { value, rule: 'pattern', inUrl: true };
  }
  if (format !== undefined) {
    const value = TEXTS.find((text) => textMisfit(text, { format }) !== undefined);
    if (value !== undefined) return { value, rule: 'format', inUrl: true };
  }
  if (minLength > 0)
    return { value: 'x'.repeat(Math.min(minLength - 1, LONGEST)), rule: 'minLength', inUrl: true };
  if (maxLength >= LONGEST) return undefined;
  return { value: 'x'.repeat(maxLength + 1), rule: 'maxLength', inUrl: true };
}

function brokenNumber(limits: Constraints): WrongValue | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = limits;
  const options: readonly (readonly [rule: string, value: number | undefined])[] = [
    ['minimum', minimum === undefined ? undefined : Math.floor(minimum) - 1],
    ['maximum', maximum === undefined ? undefined : Math.ceil(maximum) + 1],
    ['exclusiveMinimum', exclusiveMinimum],
    ['exclusiveMaximum', exclusiveMaximum],
    ['multipleOf', multipleOf === undefined || multipleOf <= 1 ? undefined : multipleOf + 1],
  ];
  for (const [rule, value] of options) {
    // Beyond these, one more or less is the same number.
    if (value !== undefined && Math.abs(value) < 1e15) return { value, rule, inUrl: true };
  }
  return undefined;
}
