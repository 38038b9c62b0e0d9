/** Values that are one of several alternatives which nothing tells apart but their shape. */
import type { Fault } from '../errors/fault.ts';
import { addFault, type Key, pointer, wrongType } from './fault-of.ts';
import { passKnown } from './known.ts';

/** How one alternative of a union checks a value. */
export type Variant = (value: unknown, faults: Fault[], path: string) => unknown;

/** A value that at least one alternative accepts; for alternatives that leave the value as it is. */
export function checkAnyOf(
  value: unknown,
  variants: readonly Variant[],
  faults: Fault[],
  ...place: readonly [path: string, key?: Key]
): void {
  tryVariants(value, variants, { faults, place, fresh: (given) => given });
}

/**
 * The value as the first alternative that accepts it decodes it, its constraints included: they are part of
 * what tells alternatives apart.
 */
export function readAnyOf(
  value: unknown,
  variants: readonly Variant[],
  faults: Fault[],
  ...place: readonly [path: string, key?: Key]
): unknown {
  // Decoding fills in defaults and converts in place: a second alternative must not see what a first one left.
  return tryVariants(value, variants, { faults, place, fresh: structuredClone });
}

interface Attempt {
  readonly faults: Fault[];
  readonly place: readonly [path: string, key?: Key];
  readonly fresh: (value: unknown) => unknown;
}

function tryVariants(
  value: unknown,
  variants: readonly Variant[],
  { faults, place: [path, key], fresh }: Attempt,
): unknown {
  if (value === undefined) {
    wrongType(value, 'anyOf', faults, path, key);
    return value;
  }
  const at = pointer(path, key);
  const near: Fault[][] = [];
  for (const variant of variants) {
    const found: Fault[] = [];
    passKnown(faults, found);
    const decoded = variant(fresh(value), found, at);
    passKnown(found, faults);
    if (found.length === 0) return decoded;
    if (!found.some((fault) => fault.path === at && WHOLE.has(fault.rule))) near.push(found);
  }
  const [meant, another] = near;
  if (meant !== undefined && another === undefined) {
    for (const { path: where, ...fault } of meant) addFault(faults, where, fault);
  } else {
    const message = 'must match one of the allowed shapes';
    addFault(faults, at, { rule: 'anyOf', wanted: variants.length, message });
  }
  return value;
}

/** Rules which say that a value is of another kind than an alternative: it was not meant. */
const WHOLE: ReadonlySet<string> = new Set(['type', 'const', 'enum', 'anyOf', 'required']);
