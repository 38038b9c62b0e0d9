import type { Reader } from './reader.ts';
import { VARINT, type Writer } from './writer.ts';

/** Seconds before the fraction, and the fraction (RFC 3339, in UTC). */
const PATTERN = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** Writes the text of an instant as the fields of `google.protobuf.Timestamp`. */
export function writeTimestamp(text: string, writer: Writer): void {
  const [, head = '', fraction = '', zone = 'Z'] = PATTERN.exec(text) ?? [];
  const seconds = Date.parse(`${head}${zone}`) / 1000;
  if (!Number.isInteger(seconds)) throw new RangeError(`${text} is no instant`);
  const nanos = Number(fraction.padEnd(9, '0'));
  if (seconds !== 0) {
    writer.tag(1, VARINT);
    writer.varint64(BigInt(seconds));
  }
  if (nanos !== 0) {
    writer.tag(2, VARINT);
    writer.varint(nanos);
  }
}

/** Reads `google.protobuf.Timestamp` as text with as many digits as it needs: none, 3, 6 or 9. */
export function readTimestamp(reader: Reader): string {
  let seconds = 0n;
  let nanos = 0;
  while (!reader.isDone) {
    const { number, wireType } = reader.tag();
    if (number === 1 && wireType === VARINT) seconds = BigInt.asIntN(64, reader.varint64());
    else if (number === 2 && wireType === VARINT) nanos = reader.varint();
    else reader.skip(wireType);
  }
  return timestampText(seconds, nanos);
}

/** What cannot be written is a text that no decoder takes for an instant. */
function timestampText(seconds: bigint, nanos: number): string {
  const milliseconds = Number(seconds) * 1000;
  if (Math.abs(milliseconds) > 8.64e15 || nanos > 999_999_999) return `${seconds}.${nanos}`;
  const head = new Date(milliseconds).toISOString().slice(0, -5);
  if (nanos === 0) return `${head}Z`;
  const digits = String(nanos)
    .padStart(9, '0')
    .replace(/(?:000){1,2}$/, '');
  return `${head}.${digits}Z`;
}
