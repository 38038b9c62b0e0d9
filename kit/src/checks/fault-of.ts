import type { Fault } from '../errors/fault.ts';

/**
 * The last step of a JSON pointer: a property name in which `~` and `/` are escaped already
 * (RFC 6901 section 3), or an index. `undefined` stands for the value at the pointer itself.
 */
export type Key = string | number | undefined;

/** More faults than this are not collected, so that a hostile body cannot make a huge answer. */
export const MAX_FAULTS = 100;

/** Adds one fault, unless there are {@link MAX_FAULTS} already. */
export function addFault(faults: Fault[], at: string, fault: Omit<Fault, 'path'>): void {
  if (faults.length < MAX_FAULTS) faults.push({ path: at, ...fault });
}

/** The pointer of a member. */
export function pointer(path: string, key: Key): string {
  return key === undefined ? path : `${path}/${key}`;
}

/** A property name as a step of a JSON pointer. */
export function escapeKey(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Adds the fault of a value of the wrong type: an absent one is `required`, others are `type`. */
export function wrongType(
  value: unknown,
  wanted: string,
  faults: Fault[],
  ...[path, key]: readonly [path: string, key?: Key]
): false {
  const at = pointer(path, key);
  if (value === undefined) {
    addFault(faults, at, { rule: 'required', wanted: true, message: 'is required' });
  } else {
    addFault(faults, at, {
      rule: 'type',
      wanted,
      message: `must be ${article(wanted)} ${wanted}, not ${typeName(value)}`,
    });
  }
  return false;
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? 'an' : 'a';
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number out of range';
  if (typeof value === 'number') return `the number ${value}`;
  return `a ${typeof value}`;
}
