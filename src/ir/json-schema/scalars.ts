import { assertNever } from '../../text/assert-never.ts';
import { formatRange } from '../number-formats.ts';
import type { Constraints, ScalarName } from '../types.ts';
import { bigintSchema } from './bigint.ts';
import type { JsonSchema } from './schema.ts';

/**
 * The form of bytes that requests may have (RFC 4648): one of the two alphabets, padding right or absent, and the
 * bits zero that stand for nothing. Each text is one sequence of bytes, which is told from all others.
 */
const BASE64_PATTERN = `^(?:${alphabet('+/')}|${alphabet('_-')})$`;

function alphabet(last: string): string {
  const digit = `[A-Za-z0-9${last}]`;
  return `(?:${digit}{4})*(?:${digit}[AQgw](?:==)?|${digit}{2}[AEIMQUYcgkosw048]=?)?`;
}

/** Seconds, with up to nine digits behind the point (google/protobuf/duration.proto). */
const DURATION_PATTERN = '^-?\\d{1,12}(?:\\.\\d{1,9})?s$';

/** A message with the name of its type (google/protobuf/any.proto). */
const ANY: JsonSchema = {
  type: 'object',
  properties: { '@type': { type: 'string' } },
};

/** The schema of a scalar's JSON form, with its constraints and what its format bounds it to. */
export function scalarSchema(scalar: ScalarName, constraints: Constraints = {}): JsonSchema {
  switch (scalar) {
    case 'string':
    case 'boolean':
      return { type: scalar, ...constraints };
    case 'number':
    case 'integer':
      return { type: scalar, ...withRange(scalar, constraints) };
    case 'bigint':
      return bigintSchema(constraints);
    case 'bytes':
      return { type: 'string', contentEncoding: 'base64', pattern: BASE64_PATTERN };
    case 'instant':
    case 'timestamp':
      return { type: 'string', format: 'date-time' };
    case 'unknown':
      return {};
    case 'duration':
      return { type: 'string', pattern: DURATION_PATTERN };
    case 'field-mask':
      return { type: 'string', description: 'Paths in lowerCamelCase, separated by commas.' };
    case 'any':
      return ANY;
    default:
      return assertNever(scalar);
  }
}

/** The author's own bounds stand where they are the tighter ones. */
function withRange(scalar: ScalarName, constraints: Constraints): JsonSchema {
  const range = formatRange(scalar, constraints.format);
  if (range === undefined) return { ...constraints };
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = constraints;
  const [least, most] = [Number(range.minimum), Number(range.maximum)];
  const isLow = (minimum ?? -Infinity) < least && (exclusiveMinimum ?? -Infinity) < least;
  const isHigh = (maximum ?? Infinity) > most && (exclusiveMaximum ?? Infinity) > most;
  return {
    ...constraints,
    ...(isLow ? { minimum: least } : {}),
    ...(isHigh ? { maximum: most } : {}),
  };
}
