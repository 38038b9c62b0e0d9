import { formatRange } from '../number-formats.ts';
import type { Constraints, ScalarName } from '../types.ts';

/** A type that may be constrained; `scalar` where it is one. */
export interface Constrained {
  readonly scalar?: ScalarName;
  readonly constraints?: Constraints;
}

/** What became of one constraint, in words: `maxLength 10 -> 20`. */
export interface ConstraintChange {
  readonly code:
    'constraint-tightened' | 'constraint-loosened' | 'constraint-changed' | 'format-changed';
  readonly what: string;
}

type Effect = 'tightened' | 'loosened' | 'changed';

/** What changed among the constraints of a type, one entry for each that did. */
export function constraintChanges(
  before: Constrained,
  after: Constrained,
): readonly ConstraintChange[] {
  const [old, fresh] = [before.constraints ?? {}, after.constraints ?? {}];
  return [
    ...boundChange(LOWER, before, after),
    ...boundChange(UPPER, before, after),
    ...limitChanges(old, fresh),
    ...change('multipleOf', multipleEffect(divisorOf(before), divisorOf(after)), old, fresh),
    ...change('pattern', givenEffect(old.pattern, fresh.pattern), old, fresh),
    ...change('uniqueItems', givenEffect(old.uniqueItems, fresh.uniqueItems), old, fresh),
    ...formatChange(before, after),
  ];
}

/** Whether what obeys the narrow constraints obeys the wide ones. */
export function constraintsAccept(wide: Constrained, narrow: Constrained): boolean {
  return constraintChanges(narrow, wide).every(({ code }) => code === 'constraint-loosened');
}

function change(
  key: keyof Constraints,
  effect: Effect | undefined,
  { [key]: old }: Constraints,
  { [key]: fresh }: Constraints,
): readonly ConstraintChange[] {
  if (effect === undefined) return [];
  return [{ code: `constraint-${effect}`, what: `${key} ${said(old)} -> ${said(fresh)}` }];
}

function said(value: string | number | boolean | undefined): string {
  return value === undefined ? 'none' : String(value);
}

/** One that is there bounds, one that is not does not; two that differ cannot be compared. */
function givenEffect(old: unknown, fresh: unknown): Effect | undefined {
  if (old === fresh) return undefined;
  if (old === undefined) return 'tightened';
  return fresh === undefined ? 'loosened' : 'changed';
}

/** What multiples are of, where that says something: a whole number is a multiple of 1 anyway. */
function divisorOf(constrained: Constrained): number | undefined {
  const divisor = constrained.constraints?.multipleOf;
  return divisor !== undefined && isWhole(constrained) && Number.isInteger(1 / divisor)
    ? undefined
    : divisor;
}

function isWhole({ scalar }: Constrained): boolean {
  return scalar === 'integer' || scalar === 'bigint';
}

function multipleEffect(old: number | undefined, fresh: number | undefined): Effect | undefined {
  const effect = givenEffect(old, fresh);
  if (effect !== 'changed' || old === undefined || fresh === undefined) return effect;
  return Number.isInteger(old / fresh) ? 'loosened' : 'tightened';
}

const LIMITS = [
  ['minLength', 1],
  ['maxLength', -1],
  ['minItems', 1],
  ['maxItems', -1],
] as const;

function limitChanges(old: Constraints, fresh: Constraints): readonly ConstraintChange[] {
  return LIMITS.flatMap(([key, sign]) => {
    const [from, to] = [limitOf(old, key), limitOf(fresh, key)];
    const effect = givenEffect(from, to);
    if (effect !== 'changed' || from === undefined || to === undefined) {
      return change(key, effect, old, fresh);
    }
    return change(key, (to - from) * sign > 0 ? 'tightened' : 'loosened', old, fresh);
  });
}

/** Nothing is shorter than nothing: at least 0 is no limit. */
function limitOf(constraints: Constraints, key: (typeof LIMITS)[number][0]): number | undefined {
  const limit = constraints[key];
  return limit === 0 && key.startsWith('min') ? undefined : limit;
}

/** A bound of numbers; `exclusive` where the value itself is none. */
interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

interface End {
  readonly inclusive: 'minimum' | 'maximum';
  readonly exclusive: 'exclusiveMinimum' | 'exclusiveMaximum';
  /** 1 where a greater bound is the tighter one. */
  readonly sign: 1 | -1;
}

const LOWER: End = { inclusive: 'minimum', exclusive: 'exclusiveMinimum', sign: 1 };
const UPPER: End = { inclusive: 'maximum', exclusive: 'exclusiveMaximum', sign: -1 };

/** The tightest bound of all that hold at an end: those that are written, and that of a number's format. */
function boundOf({ scalar, constraints = {} }: Constrained, end: End): Bound | undefined {
  const range = scalar === undefined ? undefined : formatRange(scalar, constraints.format);
  const [inclusive, exclusive] = [constraints[end.inclusive], constraints[end.exclusive]];
  const bounds: readonly Bound[] = [
    ...(range === undefined ? [] : [{ value: Number(range[end.inclusive]), exclusive: false }]),
    ...(inclusive === undefined ? [] : [{ value: inclusive, exclusive: false }]),
    ...(exclusive === undefined ? [] : [{ value: exclusive, exclusive: true }]),
  ];
  return bounds.toSorted((a, b) => tighterBy(b, a, end))[0];
}

/** The bound that whole numbers have in effect: above 0 is from 1 on. */
function effective(
  bound: Bound | undefined,
  constrained: Constrained,
  { sign }: End,
): Bound | undefined {
  if (bound === undefined || !isWhole(constrained)) return bound;
  // Downwards as upwards, with the sign turned twice.
  const next = bound.exclusive ? Math.floor(bound.value * sign) + 1 : Math.ceil(bound.value * sign);
  return { value: next * sign, exclusive: false };
}

/** Above 0 where `a` is the tighter bound of the two, 0 where they are equal. */
function tighterBy(a: Bound, b: Bound, { sign }: End): number {
  return (a.value - b.value) * sign || Number(a.exclusive) - Number(b.exclusive);
}

function boundChange(
  end: End,
  before: Constrained,
  after: Constrained,
): readonly ConstraintChange[] {
  const [old, fresh] = [boundOf(before, end), boundOf(after, end)];
  const effect = boundEffect(effective(old, before, end), effective(fresh, after, end), end);
  if (effect === undefined) return [];
  const what = `${end.inclusive} ${boundText(old)} -> ${boundText(fresh)}`;
  return [{ code: `constraint-${effect}`, what }];
}

function boundEffect(
  old: Bound | undefined,
  fresh: Bound | undefined,
  end: End,
): Effect | undefined {
  if (old === undefined || fresh === undefined) return givenEffect(old, fresh);
  const tighter = tighterBy(fresh, old, end);
  return tighter === 0 ? undefined : tighter > 0 ? 'tightened' : 'loosened';
}

function boundText(bound: Bound | undefined): string {
  if (bound === undefined) return 'none';
  return bound.exclusive ? `${bound.value} (itself excluded)` : String(bound.value);
}

/** The formats of texts that a service checks; others are told to people and tools only. */
export const checkedFormats: ReadonlySet<string> = new Set([
  'date',
  'time',
  'date-time',
  'email',
  'hostname',
  'ipv4',
  'uri',
  'uuid',
]);

function formatChange(before: Constrained, after: Constrained): readonly ConstraintChange[] {
  const [old, fresh] = [before.constraints?.format, after.constraints?.format];
  if (old === fresh || before.scalar !== 'string' || after.scalar !== 'string') return [];
  if (old !== undefined && fresh !== undefined) {
    return [{ code: 'format-changed', what: `format ${old} -> ${fresh}` }];
  }
  const effect = givenEffect(old, fresh);
  const isChecked = checkedFormats.has(old ?? fresh ?? '');
  return isChecked
    ? change('format', effect, before.constraints ?? {}, after.constraints ?? {})
    : [];
}
