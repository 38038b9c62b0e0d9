import { quantityMisfit, textMisfit } from './limits.ts';
import { isDateTime } from './text-formats.ts';
import type { Constraints, Json, ScalarName } from './types.ts';

/** Why a JSON value is none of a scalar's within some constraints, in words that end a sentence. */
export function scalarMisfit(
  value: Json,
  scalar: ScalarName,
  limits: readonly Constraints[],
): string | undefined {
  const [what, test] = SCALARS[scalar];
  if (!test(value)) return `${JSON.stringify(value)} is not ${what}`;
  const quantity = scalar === 'bigint' ? BigInt(String(value)) : value;
  for (const one of limits) {
    const found =
      typeof quantity === 'number' || typeof quantity === 'bigint'
        ? quantityMisfit(quantity, scalar, one)
        : typeof value === 'string' && scalar === 'string'
          ? textMisfit(value, one)
          : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const SCALARS: Readonly<
  Record<ScalarName, readonly [what: string, test: (value: Json) => boolean]>
> = {
  string: ['a text', (value) => typeof value === 'string'],
  boolean: ['`true` or `false`', (value) => typeof value === 'boolean'],
  number: ['a number', (value) => typeof value === 'number' && Number.isFinite(value)],
  integer: ['a whole number', (value) => Number.isInteger(value)],
  bigint: [
    'a whole number or its digits in quotes',
    (value) => Number.isSafeInteger(value) || isMatch(value, /^(?:0|-?[1-9]\d*)$/),
  ],
  bytes: ['base64', isBase64],
  instant: ['a time such as "2026-01-31T12:00:00Z"', isInstant],
  timestamp: ['a time such as "2026-01-31T12:00:00Z"', isInstant],
  unknown: ['a value', () => true],
  duration: ['a duration such as "1.5s"', (value) => isMatch(value, /^-?\d{1,12}(?:\.\d{1,9})?s$/)],
  'field-mask': ['paths separated by commas', (value) => typeof value === 'string'],
  any: ['an object', (value) => typeof value === 'object' && value !== null],
};

function isMatch(value: Json, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

/**
 * Base64 or base64url, padded or not, with nothing in the bits that no byte uses (RFC 4648, sections 3.5, 4
 * and 5): as the runtime reads it.
 */
function isBase64(value: Json): boolean {
  if (!isMatch(value, /^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}$/)) return false;
  const text = String(value);
  const digits = text.replace(/=+$/, '');
  if (text.length > digits.length && text.length % 4 !== 0) return false;
  const last = digits.at(-1) ?? '';
  const rest = digits.length % 4;
  if (rest === 2) return 'AQgw'.includes(last);
  return rest === 3 ? 'AEIMQUYcgkosw048'.includes(last) : rest === 0;
}

function isInstant(value: Json): boolean {
  return typeof value === 'string' && isDateTime(value);
}
