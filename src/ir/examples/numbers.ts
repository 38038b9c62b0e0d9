import { formatRange } from '../number-formats.ts';
import { scalarMisfit } from '../scalar-misfit.ts';
import type { Constraints, ScalarName } from '../types.ts';

/** How many candidates are looked at for each number that is wanted. */
const TRIES = 1000;

/** Up to `count` numbers within some constraints: 1 and what follows where that is one, else near a bound. */
export function exampleNumbers(
  scalar: 'number' | 'integer',
  limits: readonly Constraints[],
  count: number,
): readonly number[] {
  const found = new Set<number>();
  let tries = TRIES * count;
  for (const candidate of candidates(scalar, limits)) {
    if (scalarMisfit(candidate, scalar, limits) === undefined) found.add(candidate);
    if (found.size >= count || (tries -= 1) <= 0) break;
  }
  return [...found];
}

/** The same of whole numbers of any size, as the digits that carry them. */
export function exampleBigints(limits: readonly Constraints[], count: number): readonly string[] {
  const { low, high } = boundsOf('bigint', limits);
  const step = wholeStep(stepOf(limits));
  const found: string[] = [];
  const start = startOf(low, high);
  let factor = start === undefined ? 1n : ceilDivide(BigInt(start), step);
  const direction = low === undefined && high !== undefined ? -1n : 1n;
  for (let tries = TRIES + count; tries > 0 && found.length < count; tries -= 1) {
    const digits = String(factor * step);
    if (scalarMisfit(digits, 'bigint', limits) === undefined) found.push(digits);
    factor += direction;
  }
  return found;
}

interface Bounds {
  readonly low?: number | bigint;
  readonly high?: number | bigint;
}

function boundsOf(scalar: ScalarName, limits: readonly Constraints[]): Bounds {
  const lows: (number | bigint)[] = [];
  const highs: (number | bigint)[] = [];
  for (const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, format } of limits) {
    const range = formatRange(scalar, format);
    const read = scalar === 'bigint' ? BigInt : Number;
    lows.push(...[minimum, exclusiveMinimum].filter(isDefined).map(whole(scalar, Math.ceil)));
    highs.push(...[maximum, exclusiveMaximum].filter(isDefined).map(whole(scalar, Math.floor)));
    if (range !== undefined) {
      lows.push(read(range.minimum));
      highs.push(read(range.maximum));
    }
  }
  const low = lows.toSorted((a, b) => (a < b ? 1 : -1))[0];
  const high = highs.toSorted((a, b) => (a < b ? -1 : 1))[0];
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

function whole(scalar: ScalarName, round: (value: number) => number) {
  return (value: number): number | bigint => (scalar === 'bigint' ? BigInt(round(value)) : value);
}

/** 1 where the bounds allow it, else the bound that is nearest. */
function startOf(
  low: number | bigint | undefined,
  high: number | bigint | undefined,
): number | bigint | undefined {
  if (low !== undefined && low > 1) return low;
  return high !== undefined && high < 1 ? high : 1;
}

function stepOf(limits: readonly Constraints[]): number {
  return Math.max(0, ...limits.flatMap(({ multipleOf }) => multipleOf ?? [])) || 1;
}

/** The least whole multiple of a step that has one; a step as fine as none is taken for 1. */
function wholeStep(step: number): bigint {
  for (let factor = 1; factor <= TRIES; factor += 1) {
    if (Number.isInteger(step * factor)) return BigInt(step * factor);
  }
  return 1n;
}

function ceilDivide(value: bigint, step: bigint): bigint {
  const quotient = value / step;
  return quotient * step < value ? quotient + 1n : quotient;
}

function* candidates(scalar: 'number' | 'integer', limits: readonly Constraints[]) {
  const { low, high } = boundsOf(scalar, limits);
  const [least, most] = [Number(low ?? -Infinity), Number(high ?? Infinity)];
  const start = Number(startOf(low, high));
  const hasStep = limits.some(({ multipleOf }) => multipleOf !== undefined);
  yield* exactMultiples(start, stepOf(limits), { least, most });
  if (hasStep) return yield* multiples(start, stepOf(limits), { least, most });
  if (scalar === 'number') yield* fractions(least, most);
  // Where numbers are far apart: the ones next to a bound.
  yield least + Math.abs(least) * Number.EPSILON;
  yield most - Math.abs(most) * Number.EPSILON;
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** Multiples that divide without a rest in binary too, which the strictest validators ask for. */
function* exactMultiples(start: number, step: number, range: Range) {
  for (const value of multiples(start, step, range))
    if (Number.isInteger(value / step)) yield value;
}

/** Upwards from the start, then downwards. */
function* multiples(start: number, step: number, { least, most }: Range) {
  const first = Math.ceil(start / step);
  for (const direction of [1, -1]) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const factor = first + direction * tries + (direction === -1 ? -1 : 0);
      const value = tidy(factor * step);
      if (value > most ? direction === 1 : value < least && direction === -1) break;
      yield value === 0 ? 0 : value;
    }
  }
}

/** `0.1 * 3` is 0.3. */
function tidy(value: number): number {
  return Math.abs(value) < 1e15 ? Number(value.toPrecision(15)) : value;
}

/** Values with as few decimals as it takes to be strictly between two bounds. */
function* fractions(least: number, most: number) {
  const start = Number.isFinite(least) ? least : most - 1;
  for (let digits = 1; digits <= 17; digits += 1) {
    const unit = 10 ** -digits;
    for (let index = 1; index <= 10; index += 1) {
      const value = Number(((Math.floor(start / unit) + index) * unit).toFixed(digits));
      if (value > least && value < most) yield value;
    }
  }
  yield least + (most - least) / 2;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
