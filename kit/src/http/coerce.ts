import type { Fault } from '../errors/fault.ts';
import { fault, wrongType } from '../validate/structure.ts';

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** A number from path or query text: decimal notation only, and finite. */
export function numberFromText(faults: Fault[], path: string, text: string): number {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : wrongType(faults, path, 'number', text);
}

/** A boolean from path or query text: `true` or `false`. */
export function booleanFromText(faults: Fault[], path: string, text: string): boolean {
  if (text === 'true') return true;
  return text === 'false' ? false : wrongType(faults, path, 'boolean', text);
}

/** The one value of a name that is no list; repeating it is a fault. */
export function singleValue(
  faults: Fault[],
  path: string,
  values: readonly string[],
): string | undefined {
  if (values.length > 1) fault(faults, path, 'maxItems', 1, 'must be given once');
  return values[0];
}
