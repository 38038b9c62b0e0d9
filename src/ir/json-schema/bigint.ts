import { integerPattern } from '../../text/integer-pattern.ts';
import { formatRange } from '../number-formats.ts';
import type { Constraints } from '../types.ts';
import type { JsonSchema } from './schema.ts';

/** More digits than the runtime reads, with their sign, are refused. */
const MAX_LENGTH = 4097;

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * A whole number of any size: its digits as a text, or a number where that is exact. Bounds hold for both forms,
 * the text's as a pattern; of `multipleOf` only the number can tell.
 */
export function bigintSchema(constraints: Constraints): JsonSchema {
  const { minimum, maximum } = boundsOf(constraints);
  const pattern = integerPattern({
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  });
  // Bounds that leave no number leave no text either.
  const text: JsonSchema = { type: 'string', pattern: pattern ?? '(?!)', maxLength: MAX_LENGTH };
  const [least, most] = [greater(minimum, -SAFE), lesser(maximum, SAFE)];
  if (least > most) return text;
  const { format, multipleOf } = constraints;
  const number: JsonSchema = {
    type: 'integer',
    ...(format === undefined ? {} : { format }),
    minimum: Number(least),
    maximum: Number(most),
    ...(multipleOf === undefined ? {} : { multipleOf }),
  };
  return { anyOf: [text, number] };
}

interface Bounds {
  readonly minimum: bigint | undefined;
  readonly maximum: bigint | undefined;
}

/** The tightest bounds, both inclusive: of whole numbers, which lie above 0.5 from 1 on. */
function boundsOf(constraints: Constraints): Bounds {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, format } = constraints;
  const range = formatRange('bigint', format);
  const lows = [
    ...(range === undefined ? [] : [BigInt(range.minimum)]),
    ...(minimum === undefined ? [] : [BigInt(Math.ceil(minimum))]),
    ...(exclusiveMinimum === undefined ? [] : [BigInt(Math.floor(exclusiveMinimum)) + 1n]),
  ];
  const highs = [
    ...(range === undefined ? [] : [BigInt(range.maximum)]),
    ...(maximum === undefined ? [] : [BigInt(Math.floor(maximum))]),
    ...(exclusiveMaximum === undefined ? [] : [BigInt(Math.ceil(exclusiveMaximum)) - 1n]),
  ];
  return {
    minimum: lows.length === 0 ? undefined : lows.reduce((one, other) => greater(one, other)),
    maximum: highs.length === 0 ? undefined : highs.reduce((one, other) => lesser(one, other)),
  };
}

function greater(one: bigint | undefined, other: bigint): bigint {
  return one === undefined || one < other ? other : one;
}

function lesser(one: bigint | undefined, other: bigint): bigint {
  return one === undefined || one > other ? other : one;
}
