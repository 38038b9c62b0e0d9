import type { ScalarName } from './types.ts';

/** The bounds of a format of numbers, both inclusive, as decimal digits: 64 bits do not fit a double. */
export interface FormatRange {
  readonly minimum: string;
  readonly maximum: string;
}

const SAFE = String(Number.MAX_SAFE_INTEGER);
const INT32: FormatRange = { minimum: '-2147483648', maximum: '2147483647' };
const UINT32: FormatRange = { minimum: '0', maximum: '4294967295' };

/** A number in JavaScript holds whole numbers up to 2^53 - 1 only: beyond, digits are lost without a word. */
const NUMBERS: Readonly<Record<string, FormatRange>> = {
  int32: INT32,
  uint32: UINT32,
  int64: { minimum: `-${SAFE}`, maximum: SAFE },
  uint64: { minimum: '0', maximum: SAFE },
  float: { minimum: '-3.4028234663852886e+38', maximum: '3.4028234663852886e+38' },
};

const BIGINTS: Readonly<Record<string, FormatRange>> = {
  int32: INT32,
  uint32: UINT32,
  int64: { minimum: '-9223372036854775808', maximum: '9223372036854775807' },
  uint64: { minimum: '0', maximum: '18446744073709551615' },
};

/** What a format of numbers bounds a scalar to; `undefined` where it does not. */
export function formatRange(
  scalar: ScalarName,
  format: string | undefined,
): FormatRange | undefined {
  if (format === undefined) return undefined;
  if (scalar === 'bigint') return BIGINTS[format];
  return scalar === 'number' || scalar === 'integer' ? NUMBERS[format] : undefined;
}
