import type { Fault } from '../errors/fault.ts';

/**
 * What was found out about lists, sets and maps: one within another is looked at once, not once a level. It may be
 * kept for as long as nobody can change them, and is asked for only where there are any: most messages hold none.
 */
export type Known = () => WeakMap<object, string>;

/** What is kept while one message is checked. */
export interface Findings {
  readonly texts: WeakMap<object, string>;
  /** What came of a value that was tried as an alternative of a union, by what it was tried with. */
  readonly outcomes: WeakMap<object, Map<unknown, Outcome>>;
  /** How much of the message has been copied in order to try alternatives within alternatives. */
  copied: number;
  /** How many alternatives are being tried within each other. */
  depth: number;
}

/** What is wrong with a value at a place as one alternative; nothing, where there are no faults. */
export interface Outcome {
  readonly at: string;
  readonly faults: readonly Fault[];
}

/**
 * What was found out while one message is checked, whose faults share a list. Nobody changes it in the meantime;
 * middleware may before it is checked again.
 */
const checking = new WeakMap<readonly Fault[], Findings>();

/** What is known while the faults of a message are collected. */
export function knownWith(faults: readonly Fault[]): Known {
  return () => findingsWith(faults).texts;
}

/** What is kept while the faults of a message are collected. */
export function findingsWith(faults: readonly Fault[]): Findings {
  let findings = checking.get(faults);
  if (findings === undefined) {
    findings = { texts: new WeakMap(), outcomes: new WeakMap(), copied: 0, depth: 0 };
    checking.set(faults, findings);
  }
  return findings;
}

/** What is known with one list of faults is known with another of the same message. */
export function passKnown(from: readonly Fault[], to: readonly Fault[]): void {
  const findings = checking.get(from);
  if (findings !== undefined) checking.set(to, findings);
}
