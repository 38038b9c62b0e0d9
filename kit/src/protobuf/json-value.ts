import { escapeKey } from '../checks/fault-of.ts';
import { type Reading, refuse } from './json-scalars.ts';
import { setEntry, type Message } from './message.ts';
import { mistaken, Mistake, within } from './mistake.ts';
import { isText } from './scalars.ts';

/** Any JSON value as it is; adds a fault for what no `google.protobuf.Value` holds. */
export function readJsonValue(value: unknown, reading: Reading, path: string): unknown {
  const number = refusedNumber(value);
  if (number !== undefined) {
    return refuse(reading, path, ['type', 'number', 'must be a number, not a number out of range']);
  }
  if (typeof value === 'string' && !isText(value)) {
    const message = 'must be a text without lone surrogates';
    return refuse(reading, path, ['format', 'unicode', message]);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (reading.depth <= 0) return refuseDepth(reading, path);
  reading.depth -= 1;
  for (const [key, item] of Object.entries(value)) {
    readJsonValue(item, reading, `${path}/${escapeKey(key)}`);
    if (!isText(key)) {
      const message = 'must have a name without lone surrogates';
      refuse(reading, path, ['propertyNames', 'unicode', message]);
    }
  }
  reading.depth += 1;
  return value;
}

/** Adds the fault of messages that hold each other too deeply. */
export function refuseDepth(reading: Reading, path: string): undefined {
  return refuse(reading, path, ['maxDepth', 100, 'is nested too deeply']);
}

function refusedNumber(value: unknown): number | undefined {
  return typeof value === 'number' && !Number.isFinite(value) ? value : undefined;
}

/** A copy of a JSON value. Throws a mistake for anything that JSON would lose. */
export function writeJsonValue(value: unknown): unknown {
  if (refusedNumber(value) !== undefined) throw mistaken('a finite number', value);
  if (typeof value === 'string' && !isText(value)) {
    throw new Mistake('must be a text without lone surrogates');
  }
  if (value === null || ['boolean', 'number', 'string'].includes(typeof value)) return value;
  if (Array.isArray(value)) return value.map((item, index) => writeWithin(item, index));
  if (typeof value !== 'object') throw mistaken('a JSON value', value);
  const copy: Message = {};
  for (const [key, item] of Object.entries(value)) setEntry(copy, key, writeWithin(item, key));
  return copy;
}

function writeWithin(value: unknown, step: string | number): unknown {
  try {
    return writeJsonValue(value);
  } catch (error) {
    throw within(error, step);
  }
}
