import type { Fault } from '../errors/fault.ts';

/**
 * What was found out about lists, sets and maps: one within another is looked at once, not once a level. It may be
 * kept for as long as nobody can change them, and is asked for only where there are any: most messages hold none.
 */
export type Known = () => WeakMap<object, string>;

/**
 * What was found out while one message is checked, whose faults share a list. Nobody changes it in the meantime;
 * middleware may before it is checked again.
 */
const checking = new WeakMap<readonly Fault[], ReturnType<Known>>();

/** What is known while the faults of a message are collected. */
export function knownWith(faults: readonly Fault[]): Known {
  return () => {
    let known = checking.get(faults);
    if (known === undefined) checking.set(faults, (known = new WeakMap()));
    return known;
  };
}

/** What is known with one list of faults is known with another of the same message. */
export function passKnown(from: readonly Fault[], to: readonly Fault[]): void {
  const known = checking.get(from);
  if (known !== undefined) checking.set(to, known);
}
