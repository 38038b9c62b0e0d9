/**
 * Checks of a decoded JSON value's structure, called by generated decoders. Each takes the value,
 * the list that faults are added to and where the value stands: the pointer of what holds it and
 * the key in there. Each says whether the value passed; `undefined` is a missing value.
 */
import type { Fault } from '../errors/fault.ts';
import { findNonFinite } from '../sdk/json.ts';
import { addFault, escapeKey, type Key, pointer, wrongType } from './fault-of.ts';
import { isObject, type JsonObject } from './members.ts';

/** A JSON object: neither a list nor `null`. */
export function checkObject(
  value: unknown,
  faults: Fault[],
  path: string,
  key?: Key,
): value is JsonObject {
  return isObject(value) || wrongType(value, 'object', faults, path, key);
}

/** A text of any content; formats and lengths are constraints. */
export function checkString(
  value: unknown,
  faults: Fault[],
  path: string,
  key?: Key,
): value is string {
  return typeof value === 'string' || wrongType(value, 'string', faults, path, key);
}

/** `true` or `false`, not a text of them. */
export function checkBoolean(
  value: unknown,
  faults: Fault[],
  path: string,
  key?: Key,
): value is boolean {
  return typeof value === 'boolean' || wrongType(value, 'boolean', faults, path, key);
}

/** A finite number: `1e999` in a JSON text is read as an infinity. */
export function checkNumber(
  value: unknown,
  faults: Fault[],
  path: string,
  key?: Key,
): value is number {
  return (
    (typeof value === 'number' && Number.isFinite(value)) ||
    wrongType(value, 'number', faults, path, key)
  );
}

/** A number without a fraction; `1.0` is one (JSON Schema core section 4.2.3). */
export function checkInteger(
  value: unknown,
  faults: Fault[],
  path: string,
  key?: Key,
): value is number {
  return Number.isInteger(value) || wrongType(value, 'integer', faults, path, key);
}

/** Any value, `null` too, as long as there is one, and JSON has a form for all that it holds: `1e999` has none. */
export function checkPresent(value: unknown, faults: Fault[], path: string, key?: Key): boolean {
  if (value === undefined) return wrongType(value, 'any', faults, path, key);
  const found = findNonFinite(value);
  if (found === undefined) return true;
  const message = 'must not be a number out of range';
  const at = `${pointer(path, key)}${found.path}`;
  addFault(faults, at, { rule: 'type', wanted: 'number', message });
  return false;
}

/** A list of any length. Its items are not looked at. */
export function checkArray(
  value: unknown,
  faults: Fault[],
  path: string,
  key?: Key,
): value is unknown[] {
  return Array.isArray(value) || wrongType(value, 'array', faults, path, key);
}

/** An array of at least `least` and at most `most` items. */
export function checkTuple(
  value: unknown,
  [least, most]: readonly [least: number, most: number],
  faults: Fault[],
  ...[path, key]: readonly [path: string, key?: Key]
): value is unknown[] {
  if (!checkArray(value, faults, path, key)) return false;
  if (value.length >= least && value.length <= most) return true;
  const few = value.length < least;
  addFault(faults, pointer(path, key), {
    rule: few ? 'minItems' : 'maxItems',
    wanted: few ? least : most,
    message: few ? `must have at least ${least} items` : `must have at most ${most} items`,
  });
  return false;
}

/** One of a closed set of values. */
export function checkEnum(
  value: unknown,
  values: readonly unknown[],
  faults: Fault[],
  ...[path, key]: readonly [path: string, key?: Key]
): boolean {
  if (values.includes(value)) return true;
  if (value === undefined) return wrongType(value, 'enum', faults, path, key);
  const single = values.length === 1;
  addFault(faults, pointer(path, key), {
    rule: single ? 'const' : 'enum',
    wanted: single ? values[0] : values,
    message: single
      ? `must be ${JSON.stringify(values[0])}`
      : `must be one of ${values.map((item) => JSON.stringify(item)).join(', ')}`,
  });
  return false;
}

/** A property name that stands for a number: its digits, as JavaScript writes them. */
export function checkNumberName(name: string, faults: Fault[], path: string): void {
  if (NUMBER_NAME.test(name)) return;
  const message = 'must have a number as its name';
  addFault(faults, pointer(path, escapeKey(name)), {
    rule: 'propertyNames',
    wanted: NUMBER_NAME.source,
    message,
  });
}

const NUMBER_NAME = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?$/;

/** Refuses each property of an object that is not among the known ones. */
export function checkKnown(
  value: JsonObject,
  known: ReadonlySet<string>,
  faults: Fault[],
  path: string,
): void {
  for (const name in value) {
    if (known.has(name)) continue;
    addFault(faults, pointer(path, escapeKey(name)), {
      rule: 'unevaluatedProperties',
      wanted: false,
      message: 'is not a known property',
    });
  }
}
