import * as fc from 'fast-check';
import { formatRange } from '../../../src/ir/number-formats.ts';
import type { Constraints } from '../../../src/ir/types.ts';

/** Numbers that JSON keeps to the last bit. There is one zero: JSON drops the sign of the other. */
export function numbers(constraints: Constraints): fc.Arbitrary<number> {
  if (constraints.multipleOf !== undefined) return multiples(constraints, constraints.multipleOf);
  const range = formatRange('number', constraints.format);
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = constraints;
  const least = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const most = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const min = Math.max(least, Number(range?.minimum ?? -Number.MAX_VALUE));
  const max = Math.min(most, Number(range?.maximum ?? Number.MAX_VALUE));
  const bounds = {
    min,
    max,
    minExcluded: min === exclusiveMinimum,
    maxExcluded: max === exclusiveMaximum,
  };
  return fc
    .oneof(
      fc.double({ ...bounds, noNaN: true }),
      fc.integer({ min: Math.max(Math.ceil(min), -1000), max: Math.min(Math.floor(max), 1000) }),
    )
    .map((value) => value + 0)
    .filter((value) => value !== exclusiveMinimum && value !== exclusiveMaximum);
}

/** Whole numbers, as far as a number in JavaScript counts without gaps. */
export function integers(constraints: Constraints): fc.Arbitrary<number> {
  const [min, max] = bigintBounds(constraints, formatRange('integer', constraints.format));
  const least = Number(min ?? BigInt(Number.MIN_SAFE_INTEGER));
  const most = Number(max ?? BigInt(Number.MAX_SAFE_INTEGER));
  const step = constraints.multipleOf ?? 1;
  return fc
    .integer({ min: Math.ceil(least / step), max: Math.floor(most / step) })
    .map((count) => count * step + 0);
}

/** Whole numbers of any size, also where a double would lose digits. */
export function bigints(constraints: Constraints): fc.Arbitrary<bigint> {
  const [min, max] = bigintBounds(constraints, formatRange('bigint', constraints.format));
  const step = BigInt(constraints.multipleOf ?? 1);
  const least = (min ?? (max ?? 0n) - 2n ** 80n) / step;
  const most = (max ?? (min ?? 0n) + 2n ** 80n) / step;
  const near = { min: least > -9n ? least : -9n, max: most < 9n ? most : 9n };
  const any = fc.bigInt({ min: least, max: most });
  const counts = near.min <= near.max ? fc.oneof(any, fc.bigInt(near)) : any;
  return counts
    .map((count) => count * step)
    .filter((value) => (min === undefined || value >= min) && (max === undefined || value <= max));
}

function bigintBounds(
  { minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Constraints,
  range: { readonly minimum: string; readonly maximum: string } | undefined,
): readonly [min: bigint | undefined, max: bigint | undefined] {
  const least = [
    ...(minimum === undefined ? [] : [BigInt(Math.ceil(minimum))]),
    ...(exclusiveMinimum === undefined ? [] : [BigInt(Math.floor(exclusiveMinimum)) + 1n]),
    ...(range === undefined ? [] : [BigInt(range.minimum)]),
  ];
  const most = [
    ...(maximum === undefined ? [] : [BigInt(Math.floor(maximum))]),
    ...(exclusiveMaximum === undefined ? [] : [BigInt(Math.ceil(exclusiveMaximum)) - 1n]),
    ...(range === undefined ? [] : [BigInt(range.maximum)]),
  ];
  const largest = (values: readonly bigint[]) => values.toSorted((a, b) => (a < b ? 1 : -1))[0];
  const smallest = (values: readonly bigint[]) => values.toSorted((a, b) => (a < b ? -1 : 1))[0];
  return [largest(least), smallest(most)];
}

function multiples(constraints: Constraints, step: number): fc.Arbitrary<number> {
  const { minimum = -1000 * step, maximum = minimum + 2000 * step } = constraints;
  return fc
    .integer({ min: Math.ceil(minimum / step), max: Math.floor(maximum / step) })
    .map((count) => count * step + 0);
}
