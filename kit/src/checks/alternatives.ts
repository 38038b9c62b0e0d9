import type { Fault } from '../errors/fault.ts';
import { readBigint, readBytes, readInstant } from './coded.ts';
import { isObject, member } from './members.ts';
import { checkBoolean, checkInteger, checkNumber, checkString } from './structure.ts';

/** How one alternative of a union checks a value. */
export type Variant = (value: unknown, faults: Fault[], path: string) => unknown;

/** What of an alternative can be seen from outside: a value of no kind like it need not be tried. */
export interface Shape {
  readonly check: Variant;
  /** Neither a list nor an object, a list, or an object. */
  readonly kind: 'flat' | 'list' | 'object';
  /** The properties that an object of it has. */
  readonly required: readonly string[];
  /** All that it may have; absent where it may have any. */
  readonly known?: ReadonlySet<string>;
}

/** An alternative of a union: a variant of which nothing is known may be of any shape. */
export type Alternative = Variant | Shape;

/**
 * An alternative of a kind.
 * @param required properties that its objects have
 * @param optional properties that they may have besides; absent: any
 */
export function shaped(
  check: Variant,
  kind: Shape['kind'],
  ...[required = [], optional]: readonly [
    required?: readonly string[],
    optional?: readonly string[],
  ]
): Shape {
  const known = optional === undefined ? undefined : new Set([...required, ...optional]);
  return { check, kind, required, ...(known === undefined ? {} : { known }) };
}

/** What a value may be, judged from outside. */
export interface Candidates {
  /** Those whose properties it has. */
  readonly fitting: readonly Variant[];
  /** Objects with other properties than it has. */
  readonly others: readonly Variant[];
}

/** The alternatives that a value may be; those of another kind are neither. */
export function candidatesFor(value: unknown, alternatives: readonly Alternative[]): Candidates {
  const fitting: Variant[] = [];
  const others: Variant[] = [];
  const kind = Array.isArray(value) ? 'list' : isObject(value) ? 'object' : 'flat';
  for (const alternative of alternatives) {
    if (typeof alternative === 'function') {
      if (kind === 'flat' || !FLAT.has(alternative)) fitting.push(alternative);
    } else if (alternative.kind === kind) {
      (kind !== 'object' || fits(value as object, alternative) ? fitting : others).push(
        alternative.check,
      );
    }
  }
  return { fitting, others };
}

function fits(value: object, { required, known }: Shape): boolean {
  const object = value as Readonly<Record<string, unknown>>;
  if (!required.every((name) => member(object, name) !== undefined)) return false;
  return known === undefined || Object.keys(object).every((name) => known.has(name));
}

/** The checks of the runtime that no list and no object passes. */
const FLAT: ReadonlySet<Variant> = new Set<Variant>([
  checkBoolean,
  checkInteger,
  checkNumber,
  checkString,
  readBigint,
  readBytes,
  readInstant,
]);
