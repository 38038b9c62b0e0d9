/*
 * Values that JSON has no form for, and the texts that carry them. It imports nothing and needs
 * only standard JavaScript, so that servers and SDKs can share it.
 */

/**
 * An instant as RFC 3339 text in UTC, to the millisecond. Throws a TypeError for what is no Date, and a
 * RangeError for an invalid one or a year that the text has no room for.
 */
export function instantText(date: Date): string {
  if (Object.prototype.toString.call(date) !== '[object Date]') throw wrongType('a Date', date);
  if (Number.isNaN(date.getTime())) throw new RangeError('an invalid Date is no instant');
  const text = date.toISOString();
  // Other years have a sign and six digits.
  if (text.length === 24) return text;
  throw new RangeError(`an instant must be of a year from 0000 to 9999, not ${text}`);
}

const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i;

const MINUTES_PER_DAY = 1440;

/**
 * The instant of an RFC 3339 text with any offset; undefined for anything else, and for what UTC has in no
 * year from 0000 to 9999. Digits finer than a millisecond are cut. A leap second, which only the end of a
 * UTC day has (section 5.7), is the second that follows it.
 */
export function instantFrom(text: unknown): Date | undefined {
  if (typeof text !== 'string') return undefined;
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const field = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day] = [field(1), field(2) - 1, field(3)];
  const date = new Date(0);
  // Date.UTC would take years below 100 for 19xx.
  date.setUTCFullYear(year, month, day);
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined;
  const offset = (field(9) * 60 + field(10)) * (match[8] === '-' ? -1 : 1);
  const minutes = field(4) * 60 + field(5) - offset;
  const isLastOfDay = (minutes + 2 * MINUTES_PER_DAY + 1) % MINUTES_PER_DAY === 0;
  if (match[6] === '60' && !isLastOfDay) return undefined;
  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  date.setTime(date.getTime() + (minutes * 60 + field(6)) * 1000 + milliseconds);
  const utcYear = date.getUTCFullYear();
  return utcYear < 0 || utcYear > 9999 ? undefined : date;
}

/** A bigint as decimal text. Throws a TypeError for what is no bigint. */
export function bigintText(value: bigint): string {
  if (typeof value !== 'bigint') throw wrongType('a bigint', value);
  return String(value);
}

const DECIMAL = /^(?:0|-?[1-9]\d*)$/;

/**
 * The bigint of a decimal text without leading zeros, or of a number that is a safe integer; undefined for
 * anything else.
 */
export function bigintFrom(value: unknown): bigint | undefined {
  if (typeof value === 'string') return DECIMAL.test(value) ? BigInt(value) : undefined;
  return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PADDING = 61;

/** The character codes of the 64 digits. */
const DIGITS = Uint8Array.from(ALPHABET, (digit) => digit.charCodeAt(0));

const NO_DIGIT = 64;

/** The value of each character code in one alphabet (RFC 4648, sections 4 and 5). */
function valuesOf(alphabet: string): Uint8Array {
  const values = new Uint8Array(128).fill(NO_DIGIT);
  for (let value = 0; value < 64; value += 1) values[alphabet.charCodeAt(value)] = value;
  return values;
}

const BASE64 = valuesOf(ALPHABET);
const BASE64URL = valuesOf(ALPHABET.replace('+', '-').replace('/', '_'));

/** Bytes as base64 with padding (RFC 4648, section 4). Throws a TypeError for what is no Uint8Array. */
export function bytesText(bytes: Uint8Array): string {
  if (!ArrayBuffer.isView(bytes) || bytes.BYTES_PER_ELEMENT !== 1) {
    throw wrongType('a Uint8Array', bytes);
  }
  const { length } = bytes;
  const codes = new Uint8Array(Math.ceil(length / 3) * 4);
  let out = 0;
  for (let at = 0; at < length; at += 3) {
    const second = at + 1 < length ? (bytes[at + 1] ?? 0) : 0;
    const third = at + 2 < length ? (bytes[at + 2] ?? 0) : 0;
    const bits = ((bytes[at] ?? 0) << 16) | (second << 8) | third;
    codes[out] = DIGITS[bits >> 18] ?? 0;
    codes[out + 1] = DIGITS[(bits >> 12) & 63] ?? 0;
    codes[out + 2] = DIGITS[(bits >> 6) & 63] ?? 0;
    codes[out + 3] = DIGITS[bits & 63] ?? 0;
    out += 4;
  }
  const missing = (3 - (length % 3)) % 3;
  if (missing > 0) codes.fill(PADDING, codes.length - missing);
  return new TextDecoder().decode(codes);
}

/**
 * The bytes of a base64 or base64url text; undefined for anything else. Padding may be absent, and must be
 * right where it is there. Each byte sequence has one text in each alphabet: bits that stand for nothing
 * must be zero, the two alphabets do not mix, and there is no white space.
 */
export function bytesFrom(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string') return undefined;
  const end = text.endsWith('==') ? text.length - 2 : text.length - (text.endsWith('=') ? 1 : 0);
  const rest = end % 4;
  if (rest === 1 || (end < text.length && text.length % 4 !== 0)) return undefined;
  const values = /[-_]/.test(text) ? BASE64URL : BASE64;
  const bytes = new Uint8Array((end * 3) >> 2);
  let out = 0;
  let bits = 0;
  let invalid = 0;
  for (let at = 0; at < end; at += 1) {
    const value = values[text.charCodeAt(at)] ?? NO_DIGIT;
    invalid |= value;
    bits = (bits << 6) | (value & 63);
    if ((at & 3) !== 3) continue;
    bytes[out] = bits >> 16;
    bytes[out + 1] = bits >> 8;
    bytes[out + 2] = bits;
    out += 3;
    bits = 0;
  }
  if (rest === 2) bytes[out] = bits >> 4;
  if (rest === 3) {
    bytes[out] = bits >> 10;
    bytes[out + 1] = bits >> 2;
  }
  const unused = rest === 2 ? bits & 15 : rest === 3 ? bits & 3 : 0;
  return (invalid & NO_DIGIT) === 0 && unused === 0 ? bytes : undefined;
}

function wrongType(wanted: string, value: unknown): TypeError {
  const found = value === null ? 'null' : typeof value;
  return new TypeError(`the value must be ${wanted}, not ${found}`);
}
