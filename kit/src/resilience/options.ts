/** The longest time that a timer can keep, in milliseconds. */
export const longestTimer = 2 ** 31 - 1;

/** What a number of an option may be. */
export interface Range {
  readonly min: number;
  readonly max?: number;
  readonly integer?: boolean;
}

/** Fails at assembly for a number outside its range, before a request can find out. */
export function assertRange(name: string, value: number, range: Range): void {
  const { min, max = Number.MAX_SAFE_INTEGER, integer = false } = range;
  const fits = value >= min && value <= max && (!integer || Number.isInteger(value));
  if (fits) return;
  const what = integer ? 'an integer' : 'a number';
  throw new RangeError(`${name} must be ${what} from ${min} to ${max}, not ${String(value)}`);
}

/** Fails at assembly for what is there and no function. */
export function assertFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') {
    throw new TypeError(`${name} must be a function`);
  }
}
