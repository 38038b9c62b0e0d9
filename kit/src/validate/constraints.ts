import type { Fault } from '../errors/fault.ts';
import { fault } from './structure.ts';

/** A constraint on one value: where it stands, and what it is measured against. */
export interface Constraint {
  readonly path: string;
  readonly value: unknown;
}

/** `minLength` and `maxLength`, in code points as JSON Schema counts. Skips what is no string. */
export function checkLength(faults: Fault[], at: Constraint, bounds: Bounds): void {
  if (typeof at.value !== 'string') return;
  const { min, max } = bounds;
  const { length } = at.value;
  // The number of UTF-16 units settles most cases; only a doubtful one is counted.
  if (min !== undefined && (length < min || (length < min * 2 && codePoints(at.value) < min))) {
    const message = `must be at least ${plural(min, 'character')} long`;
    fault(faults, at.path, 'minLength', min, message);
  }
  if (max !== undefined && length > max && codePoints(at.value) > max) {
    const message = `must be at most ${plural(max, 'character')} long`;
    fault(faults, at.path, 'maxLength', max, message);
  }
}

/** `minItems` and `maxItems`. Skips what is no array. */
export function checkItems(faults: Fault[], at: Constraint, bounds: Bounds): void {
  if (!Array.isArray(at.value)) return;
  const { min, max } = bounds;
  const { length } = at.value;
  if (min !== undefined && length < min) {
    const message = `must have at least ${plural(min, 'item')}`;
    fault(faults, at.path, 'minItems', min, message);
  }
  if (max !== undefined && length > max) {
    const message = `must have at most ${plural(max, 'item')}`;
    fault(faults, at.path, 'maxItems', max, message);
  }
}

/** The lower and the upper bound, each allowed itself. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** `pattern`, anywhere in the string unless it is anchored. Skips what is no string. */
export function checkPattern(faults: Fault[], at: Constraint, pattern: RegExp): void {
  if (typeof at.value !== 'string' || pattern.test(at.value)) return;
  const wanted = pattern.source;
  fault(faults, at.path, 'pattern', wanted, `must match ${wanted}`);
}

/** The bounds of a number, by JSON Schema keyword. */
export interface Range {
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly exclusiveMinimum?: number | bigint;
  readonly exclusiveMaximum?: number | bigint;
}

/** The four bounds of a number or bigint. Skips what is neither. */
export function checkRange(faults: Fault[], at: Constraint, range: Range): void {
  const { value, path } = at;
  if (typeof value !== 'number' && typeof value !== 'bigint') return;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range;
  const refuse = (rule: string, relation: string, bound: number | bigint) =>
    fault(faults, path, rule, jsonNumber(bound), `must be ${relation} ${bound}`);
  if (minimum !== undefined && value < minimum) refuse('minimum', 'at least', minimum);
  if (maximum !== undefined && value > maximum) refuse('maximum', 'at most', maximum);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    refuse('exclusiveMinimum', 'greater than', exclusiveMinimum);
  }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    refuse('exclusiveMaximum', 'less than', exclusiveMaximum);
  }
}

/** A number without a fraction. Skips what is no number. */
export function checkInteger(faults: Fault[], at: Constraint): void {
  if (typeof at.value !== 'number' || Number.isInteger(at.value)) return;
  fault(faults, at.path, 'type', 'integer', 'must be an integer');
}

/** `multipleOf`, with the tolerance that decimal fractions need. Skips what is no number. */
export function checkMultipleOf(faults: Fault[], at: Constraint, divisor: number): void {
  if (typeof at.value !== 'number' || isMultiple(at.value, divisor)) return;
  const message = `must be a multiple of ${divisor}`;
  fault(faults, at.path, 'multipleOf', divisor, message);
}

function isMultiple(value: number, divisor: number): boolean {
  const quotient = value / divisor;
  return Math.abs(quotient - Math.round(quotient)) <= Number.EPSILON * Math.abs(quotient);
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function plural(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

function jsonNumber(bound: number | bigint): number | string {
  return typeof bound === 'bigint' ? bound.toString() : bound;
}
