/** Bounds of whole numbers, both inclusive; an absent one does not bound. */
export interface IntegerBounds {
  readonly minimum?: bigint;
  readonly maximum?: bigint;
}

/**
 * A regular expression, anchored, that matches the canonical decimal text of every whole number within the
 * bounds and nothing else: no leading zeros, no plus sign, no `-0`. `undefined` where there is no such number.
 */
export function integerPattern({ minimum, maximum }: IntegerBounds = {}): string | undefined {
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) return undefined;
  const parts = [
    ...negativeParts(minimum, maximum),
    ...(isWithin(0n, minimum, maximum) ? ['0'] : []),
    ...positiveParts(atLeast(minimum, 1n), maximum),
  ];
  return `^(?:${parts.join('|')})$`;
}

function isWithin(value: bigint, minimum: bigint | undefined, maximum: bigint | undefined) {
  return (minimum === undefined || minimum <= value) && (maximum === undefined || value <= maximum);
}

function atLeast(bound: bigint | undefined, least: bigint): bigint {
  return bound === undefined || bound < least ? least : bound;
}

/** Below zero the digits are those of the opposite, whose bounds change places. */
function negativeParts(minimum: bigint | undefined, maximum: bigint | undefined): string[] {
  const least = atLeast(maximum === undefined ? undefined : -maximum, 1n);
  const most = minimum === undefined ? undefined : -minimum;
  const parts = positiveParts(least, most);
  if (parts.length === 0) return [];
  return [parts.length === 1 ? `-${parts.join('')}` : `-(?:${parts.join('|')})`];
}

/** The numbers from `least`, which is at least 1, each part of one length or of one length and more. */
function positiveParts(least: bigint, most: bigint | undefined): string[] {
  if (most === undefined) return unboundedParts(String(least));
  if (least > most) return [];
  const [low, high] = [String(least), String(most)];
  if (low.length === high.length) return sameLength(low, high);
  const isWhole = isPowerOfTen(low);
  return [
    ...(isWhole ? [] : sameLength(low, '9'.repeat(low.length))),
    ...lengthsBetween(low.length + (isWhole ? 0 : 1), high.length - 1),
    ...sameLength(`1${'0'.repeat(high.length - 1)}`, high),
  ];
}

function unboundedParts(low: string): string[] {
  if (isPowerOfTen(low)) return [`[1-9]${digits(low.length - 1, '')}`];
  return [...sameLength(low, '9'.repeat(low.length)), `[1-9]${digits(low.length, '')}`];
}

function isPowerOfTen(text: string): boolean {
  return /^10*$/.test(text);
}

/** All numbers whose count of digits lies between two. */
function lengthsBetween(fewest: number, most: number): string[] {
  return fewest > most ? [] : [`[1-9]${digits(fewest - 1, most - 1)}`];
}

/** Any digits: exactly so many, so many up to others, or, with an empty end, so many and more. */
function digits(fewest: number, most: number | ''): string {
  if (most === '') return fewest === 0 ? '[0-9]*' : fewest === 1 ? '[0-9]+' : `[0-9]{${fewest},}`;
  if (most === 0) return '';
  if (fewest === most) return most === 1 ? '[0-9]' : `[0-9]{${most}}`;
  return `[0-9]{${fewest},${most}}`;
}

/** The texts of one length from `low` to `high`, digit by digit from the left. */
function sameLength(low: string, high: string): string[] {
  if (low === '') return [''];
  if (/^0*$/.test(low) && /^9*$/.test(high)) return [digits(low.length, low.length)];
  const [first = '', last = ''] = [low[0], high[0]];
  const [lowRest, highRest] = [low.slice(1), high.slice(1)];
  if (first === last) return [prefixed(first, sameLength(lowRest, highRest))];
  const isLowWhole = /^0*$/.test(lowRest);
  const isHighWhole = /^9*$/.test(highRest);
  const from = Number(first) + (isLowWhole ? 0 : 1);
  const to = Number(last) - (isHighWhole ? 0 : 1);
  return [
    ...(isLowWhole ? [] : [prefixed(first, sameLength(lowRest, '9'.repeat(lowRest.length)))]),
    ...(from > to ? [] : [digitRange(from, to) + digits(lowRest.length, lowRest.length)]),
    ...(isHighWhole ? [] : [prefixed(last, sameLength('0'.repeat(highRest.length), highRest))]),
  ];
}

function prefixed(digit: string, rest: readonly string[]): string {
  return digit + (rest.length === 1 ? rest.join('') : `(?:${rest.join('|')})`);
}

function digitRange(from: number, to: number): string {
  return from === to ? String(from) : `[${from}-${to}]`;
}
