import { hasDuplicates } from './canonical.ts';
import { formatRange } from './number-formats.ts';
import { isTextFormat } from './text-formats.ts';
import type { Constraints, Json, ScalarName } from './types.ts';

/** Why a text is outside some constraints, in words that end a sentence. */
export function textMisfit(value: string, limits: Constraints): string | undefined {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = limits;
  const length = [...value].length;
  const text = JSON.stringify(value);
  if (length < minLength) return `${text} has fewer than ${minLength} characters`;
  if (length > maxLength) return `${text} has more than ${maxLength} characters`;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) {
    return `${text} does not match ${pattern}`;
  }
  if (format === undefined || isTextFormat(value, format)) return undefined;
  return `${text} has not the format ${format}`;
}

/** Why a list has too many or too few items, or one twice. */
export function countMisfit(value: readonly Json[], limits: Constraints): string | undefined {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems } = limits;
  if (value.length < minItems) return `it has fewer than ${minItems} items`;
  if (value.length > maxItems) return `it has more than ${maxItems} items`;
  return uniqueItems === true && hasDuplicates(value) ? 'it has an item twice' : undefined;
}

/** Why a number, or a whole number as digits, is outside some constraints. */
export function quantityMisfit(
  value: number | bigint,
  scalar: ScalarName,
  limits: Constraints,
): string | undefined {
  return boundMisfit(value, limits) ?? rangeMisfit(value, scalar, limits.format);
}

function boundMisfit(value: number | bigint, limits: Constraints): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = limits;
  if (minimum !== undefined && value < minimum) return `${value} is below ${minimum}`;
  if (maximum !== undefined && value > maximum) return `${value} is above ${maximum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    return `${value} is not above ${exclusiveMinimum}`;
  }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    return `${value} is not below ${exclusiveMaximum}`;
  }
  return multipleOf === undefined || isMultiple(value, multipleOf)
    ? undefined
    : `${value} is not a multiple of ${multipleOf}`;
}

function rangeMisfit(
  value: number | bigint,
  scalar: ScalarName,
  format: string | undefined,
): string | undefined {
  const range = formatRange(scalar, format);
  if (range === undefined) return undefined;
  const bound = (text: string): number | bigint =>
    typeof value === 'bigint' ? BigInt(text) : Number(text);
  return value < bound(range.minimum) || value > bound(range.maximum)
    ? `${value} is out of the range of ${format}`
    : undefined;
}

/** With the tolerance that decimal fractions need: 19.99 is a multiple of 0.01. */
function isMultiple(value: number | bigint, divisor: number): boolean {
  if (typeof value === 'bigint' && Number.isInteger(divisor)) return value % BigInt(divisor) === 0n;
  const quotient = Number(value) / divisor;
  if (!Number.isFinite(quotient)) return Number(value) % divisor === 0;
  return Math.abs(quotient - Math.round(quotient)) <= Number.EPSILON * Math.abs(quotient);
}

/** Why a fixed value is outside the constraints of the references that lead to it. */
export function fixedMisfit(value: Json, limits: readonly Constraints[]): string | undefined {
  for (const one of limits) {
    const found =
      typeof value === 'string'
        ? textMisfit(value, one)
        : typeof value === 'number'
          ? quantityMisfit(value, 'number', one)
          : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
