import { mistaken } from './mistake.ts';
import { ranges } from './scalars.ts';
import type { ScalarName } from './table.ts';

const DIGITS = /^-?\d{1,25}$/;

/**
 * The key of a map as the wire has it, from the name of a property; undefined for a name that is none. The name of a
 * key is `String(key)`.
 */
export function keyFrom(
  text: string,
  type: ScalarName,
): string | boolean | number | bigint | undefined {
  if (type === 'string') return text;
  if (type === 'bool') return text === 'true' || text === 'false' ? text === 'true' : undefined;
  if (!DIGITS.test(text)) return undefined;
  const isSigned = !/^u|^f/.test(type);
  const number = BigInt(text);
  if (type.endsWith('64')) {
    const [least, most] = isSigned ? ranges.int64 : ranges.uint64;
    return number >= least && number <= most ? number : undefined;
  }
  const [least, most] = isSigned ? ranges.int32 : ranges.uint32;
  return number >= least && number <= most ? Number(number) : undefined;
}

/** The same of what a message holds: a name that is no key is a mistake. */
export function keyOf(text: string, type: ScalarName): string | boolean | number | bigint {
  const key = keyFrom(text, type);
  if (key === undefined) throw mistaken(`named by a key of type ${type}`, text);
  return key;
}
