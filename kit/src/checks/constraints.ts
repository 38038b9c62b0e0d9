/**
 * Checks of the constraints of a value whose structure is right, called by generated validators.
 * A value of another type passes, as JSON Schema has it (validation section 4.2): its type is
 * somebody else's to refuse.
 */
import type { Fault } from '../errors/fault.ts';
import { hasDuplicates } from './equality.ts';
import { addFault, type Key, pointer } from './fault-of.ts';
import { isFormat } from './formats.ts';
import { knownWith } from './known.ts';

/** The keywords of JSON Schema 2020-12 that bound a value of a known type. */
export interface Bounds {
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly exclusiveMinimum?: number | bigint;
  readonly exclusiveMaximum?: number | bigint;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly format?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
}

/** Adds a fault for each bound that the value is out of. */
export function checkBounds(
  value: unknown,
  bounds: Bounds,
  faults: Fault[],
  ...[path, key]: readonly [path: string, key?: Key]
): void {
  const report = (rule: string, bound: unknown, message: string): void => {
    // JSON has no bigint: a bound of 64 bits is told as its digits.
    const wanted = typeof bound === 'bigint' ? String(bound) : bound;
    addFault(faults, pointer(path, key), { rule, wanted, message });
  };
  if (typeof value === 'string') return checkText(value, bounds, report);
  if (typeof value === 'number' || typeof value === 'bigint') {
    return checkQuantity(value, bounds, report);
  }
  const items = value instanceof Set ? [...value] : value;
  if (!Array.isArray(items)) return;
  checkCount(items.length, bounds, report);
  if (bounds.uniqueItems === true && hasDuplicates(items, knownWith(faults))) {
    report('uniqueItems', true, 'must not have two equal items');
  }
}

type Report = (rule: string, wanted: unknown, message: string) => void;

function checkText(value: string, bounds: Bounds, report: Report): void {
  const { minLength, maxLength, pattern, format } = bounds;
  if (minLength !== undefined && shorter(value, minLength)) {
    report('minLength', minLength, `must have at least ${characters(minLength)}`);
  }
  if (maxLength !== undefined && !shorter(value, maxLength + 1)) {
    report('maxLength', maxLength, `must have at most ${characters(maxLength)}`);
  }
  if (pattern !== undefined && !pattern.test(value)) {
    report('pattern', pattern.source, `must match the pattern ${pattern.source}`);
  }
  if (format !== undefined && !isFormat(value, format)) {
    report('format', format, `must be a valid ${format}`);
  }
}

function checkQuantity(value: number | bigint, bounds: Bounds, report: Report): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = bounds;
  if (minimum !== undefined && value < minimum) {
    report('minimum', minimum, `must be at least ${minimum}`);
  }
  if (maximum !== undefined && value > maximum) {
    report('maximum', maximum, `must be at most ${maximum}`);
  }
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    report('exclusiveMinimum', exclusiveMinimum, `must be greater than ${exclusiveMinimum}`);
  }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    report('exclusiveMaximum', exclusiveMaximum, `must be less than ${exclusiveMaximum}`);
  }
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) {
    report('multipleOf', multipleOf, `must be a multiple of ${multipleOf}`);
  }
}

/** With the tolerance that decimal fractions need: 19.99 is a multiple of 0.01. */
function isMultiple(value: number | bigint, divisor: number): boolean {
  if (typeof value === 'bigint') {
    return Number.isInteger(divisor)
      ? value % BigInt(divisor) === 0n
      : Number(value) % divisor === 0;
  }
  const quotient = value / divisor;
  if (!Number.isFinite(quotient)) return value % divisor === 0;
  return Math.abs(quotient - Math.round(quotient)) <= Number.EPSILON * Math.abs(quotient);
}

function checkCount(length: number, { minItems, maxItems }: Bounds, report: Report): void {
  if (minItems !== undefined && length < minItems) {
    report('minItems', minItems, `must have at least ${minItems} items`);
  }
  if (maxItems !== undefined && length > maxItems) {
    report('maxItems', maxItems, `must have at most ${maxItems} items`);
  }
}

/** Counts code points, and no further than it has to. */
function shorter(value: string, length: number): boolean {
  if (value.length < length) return true;
  if (value.length >= 2 * length) return false;
  let count = 0;
  for (const _ of value) {
    count += 1;
    if (count >= length) return false;
  }
  return true;
}

function characters(count: number): string {
  return count === 1 ? '1 character' : `${count} characters`;
}
