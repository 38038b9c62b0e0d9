import type { Fault } from '../errors/fault.ts';
import { addFault, wrongType } from '../checks/fault-of.ts';

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** A number from path or query text: decimal notation only, and finite. */
export function numberFromText(faults: Fault[], path: string, text: string): number {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) wrongType(text, 'number', faults, path);
  return value;
}

/** A boolean from path or query text: `true` or `false`. */
export function booleanFromText(faults: Fault[], path: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') wrongType(text, 'boolean', faults, path);
  return text === 'true';
}

/** The one value of a name that is no list; repeating it is a fault. */
export function singleValue(
  faults: Fault[],
  path: string,
  values: readonly string[],
): string | undefined {
  if (values.length > 1) {
    addFault(faults, path, { rule: 'maxItems', wanted: 1, message: 'must be given once' });
  }
  return values[0];
}
