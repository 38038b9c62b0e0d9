/** Values that are one of several alternatives which nothing tells apart but their shape. */
import type { Fault } from '../errors/fault.ts';
import { type Alternative, candidatesFor, type Variant } from './alternatives.ts';
import { copyOf } from './copy.ts';
import { addFault, type Key, pointer, wrongType } from './fault-of.ts';
import { type Findings, findingsWith, type Outcome, passKnown } from './known.ts';

/** A value that at least one alternative accepts; for alternatives that leave the value as it is. */
export function checkAnyOf(
  value: unknown,
  alternatives: readonly Alternative[],
  faults: Fault[],
  ...place: readonly [path: string, key?: Key]
): void {
  tryAlternatives(value, alternatives, { faults, place, attempt: keepOutcome });
}

/**
 * The value as the first alternative that accepts it decodes it, its constraints included: they are part of
 * what tells alternatives apart.
 */
export function readAnyOf(
  value: unknown,
  alternatives: readonly Alternative[],
  faults: Fault[],
  ...place: readonly [path: string, key?: Key]
): unknown {
  return tryAlternatives(value, alternatives, { faults, place, attempt: tryCopy });
}

interface Union {
  readonly faults: Fault[];
  readonly place: readonly [path: string, key?: Key];
  /** How one of several alternatives that all fit is tried. */
  readonly attempt: (trial: Trial, findings: Findings) => Tried;
}

interface Trial {
  readonly value: unknown;
  readonly variant: Variant;
  readonly faults: Fault[];
  readonly at: string;
}

interface Tried extends Pick<Outcome, 'faults'> {
  readonly decoded: unknown;
}

/**
 * Properties are looked at first: where they leave one alternative, it alone is gone into. Where they leave several,
 * what comes of each is kept or its cost is limited, for unions within unions would be tried once more on each level.
 */
function tryAlternatives(
  value: unknown,
  alternatives: readonly Alternative[],
  { faults, place: [path, key], attempt }: Union,
): unknown {
  if (value === undefined) {
    wrongType(value, 'anyOf', faults, path, key);
    return value;
  }
  const at = pointer(path, key);
  const { fitting, others } = candidatesFor(value, alternatives);
  const isOpen = fitting.length > 1 && typeof value === 'object' && value !== null;
  const tryOne = (variant: Variant): Tried => {
    const trial = { value, variant, faults, at };
    return isOpen ? attempt(trial, findingsWith(faults)) : run(trial);
  };
  const near: (readonly Fault[])[] = [];
  for (const variant of fitting) {
    const { faults: found, decoded } = tryOne(variant);
    if (found.length === 0) return decoded;
    if (!found.some((fault) => fault.path === at && WHOLE.has(fault.rule))) near.push(found);
  }
  // What lacks a property or has one too many is told so, if nothing else can be meant.
  const [other] = fitting.length === 0 ? others : [];
  const isSpent = isOpen && findingsWith(faults).copied > MAX_COPIED;
  const isSeveral = near.length + others.length > 1;
  const meant = isSpent || isSeveral ? undefined : (near[0] ?? (other && tryOne(other).faults));
  if (meant !== undefined) {
    for (const { path: where, ...fault } of meant) addFault(faults, where, fault);
  } else {
    const message = isSpent ? SPENT : 'must match one of the allowed shapes';
    addFault(faults, at, { rule: 'anyOf', wanted: alternatives.length, message });
  }
  return value;
}

const SPENT = 'is made of too many values of which only trying tells what they are';

/** Rules which say that a value is of another kind than an alternative: it was not meant. */
const WHOLE: ReadonlySet<string> = new Set(['type', 'const', 'enum', 'anyOf', 'required']);

function run({ value, variant, faults, at }: Trial): Tried {
  const found: Fault[] = [];
  passKnown(faults, found);
  const decoded = variant(value, found, at);
  passKnown(found, faults);
  return { faults: found, decoded };
}

/** A value that stays as it is is tried with an alternative once. */
function keepOutcome(trial: Trial, { outcomes }: Findings): Tried {
  const { value, variant, at } = trial;
  const kept = outcomes.get(value as object) ?? new Map<unknown, Outcome>();
  outcomes.set(value as object, kept);
  const known = kept.get(variant);
  if (known?.at === at) return { faults: known.faults, decoded: value };
  const { faults } = run(trial);
  kept.set(variant, { at, faults });
  return { faults, decoded: value };
}

/** No more values than this are copied for alternatives within alternatives. */
export const MAX_COPIED = 100_000;

/** What is tried no more is not right; the fault itself is the union's. */
const SPENT_FAULTS: readonly Fault[] = [{ path: '', rule: 'anyOf', message: SPENT }];

/** Decoding fills in defaults and converts in place: another alternative must not see what one left. */
function tryCopy(trial: Trial, findings: Findings): Tried {
  if (findings.copied > MAX_COPIED) return { faults: SPENT_FAULTS, decoded: trial.value };
  const { copy, count } = copyOf(trial.value);
  if (findings.depth > 0) findings.copied += count;
  findings.depth += 1;
  try {
    return run({ ...trial, value: copy });
  } finally {
    findings.depth -= 1;
  }
}
